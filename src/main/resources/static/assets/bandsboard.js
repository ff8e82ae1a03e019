/** The bands of an experiment: what it asks about, the loss, and a statistic of a layer that can be chosen. */
import * as api from "./api.js";
import * as experiments from "./experiments.js";
import { bandLegend, drawBands, layersOf } from "./bands.js";
import { choiceForm } from "./choice.js";
import { element, inWords, options } from "./dom.js";
import { statisticInWords } from "./figures.js";
import { questions } from "./live.js";
import { chosen } from "./router.js";

/** @param {string} id @param {import("./types.js").Tools} tools @param {{statistics: string[]}} catalog */
export function bandsBoard(id, tools, catalog) {
    const { signal } = tools;
    const choice = choiceForm(catalog.statistics, (changed) => tools.remember(changed));
    const layer = element("select", { id: "choice-layer", change: () => tools.remember({ layer: layer.value }) });
    choice.node.append(element("label", {}, "Layer ", layer));
    const legendPlace = element("div", {});
    const charts = element("div", { class: "grid" });
    const node = element("section", { "aria-labelledby": "bands-title", hidden: true }, element("h2", { id: "bands-title" }, "Over the epochs"),
        element("p", { class: "hint" }, "The line is the median over the seeds, its ground the middle half of them; of few cells the fainter ground is nine of ten seeds."),
        choice.node, legendPlace, charts);
    /** @type {NonNullable<ReturnType<typeof drawBands>>[]} */
    let drawn = [];
    const question = questions();

    const none = (error) => {
        if (error instanceof api.ServiceError && !error.isPassing) {
            return null; // it was not recorded
        }
        throw error;
    };

    function add(columns, what, title, titles, log) {
        const host = element("div", { class: "panel", tabindex: "0", role: "img", "aria-label": `${title}, median and middle half over the seeds: ${titles.join("; ")}. Arrow keys read single epochs.` });
        charts.append(element("figure", { class: "figure" }, element("figcaption", {}, element("strong", {}, title), log ? element("span", { class: "faint" }, "logarithmic") : null), host));
        const chart = drawBands(host, columns, what, titles, log);
        chart && drawn.push(chart);
    }

    const destroy = () => drawn.splice(0).forEach((chart) => chart.destroy());

    return {
        node,
        /** @param {any} summary @param {string[]} tensors that were recorded */
        async draw(summary, tensors) {
            const isLast = question();
            const { words } = tools.place();
            const wanted = chosen(words);
            const tensor = tensors.includes(wanted.tensor) ? wanted.tensor : tensors[0];
            const [metrics, series] = await Promise.all([experiments.metrics(id, signal),
                tensor ? experiments.series(id, tensor, wanted.statistic, signal).catch(none) : null]);
            if (!isLast()) {
                return;
            }
            const titles = summary.cells.map((cell) => cell.title);
            const layers = series ? layersOf(series.columns) : [];
            const at = layers.includes(words.layer) ? words.layer : layers[0];
            destroy();
            node.hidden = false;
            charts.replaceChildren();
            choice.show({ ...wanted, tensors, tensor });
            options(layer, layers, at);
            legendPlace.replaceChildren(bandLegend(titles, (cell) => drawn.forEach((chart) => chart.highlight(cell))));
            [...new Set([summary.metric, "loss"])].forEach((name) => add(metrics.columns, name, inWords(name), titles, false));
            if (at) {
                add(series.columns, at, `${statisticInWords(wanted.statistic)} of ${inWords(tensor)}, ${at}`, titles, wanted.scale === "log");
            }
        },
        destroy,
    };
}
