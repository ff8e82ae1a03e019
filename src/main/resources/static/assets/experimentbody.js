/** What an experiment says so far: outcomes, verdicts, bands; brought up to date while it is trained. */
import * as api from "./api.js";
import { bandLegend, drawBands } from "./bands.js";
import { element, inWords } from "./dom.js";
import { matrix, verdicts } from "./outcomes.js";

const PAUSE = 1500;

/** "12 of 30 runs have ended, 4 s left" */
export function progressOf({ state, runs, seconds_left: left }) {
    const all = Object.values(runs).reduce((sum, count) => sum + count, 0);
    const ended = all - runs.queued - runs.running;
    const failed = runs.failed ? `, ${runs.failed} failed` : "";
    return ended === all ? `${state}: ${all} runs${failed}` : `${ended} of ${all} runs have ended${failed}${left ? `, about ${Math.ceil(left)} s left` : ""}`;
}

/**
 * @param {string} id @param {import("./types.js").Tools} tools @param {(experiment: any) => void} [told]
 * @param {boolean} [withBands]
 */
export function experimentBody(id, tools, told = () => {}, withBands = true) {
    const { signal } = tools;
    const said = element("p", { class: "hint", role: "status", id: "experiment-progress" });
    const outcomes = element("div", {});
    const sentences = element("div", {});
    const charts = element("div", { class: "grid" });
    /** @type {(() => void)[]} */
    let drawn = [];
    let timer = 0;
    let ended = -1;

    async function bands(summary) {
        const titles = summary.cells.map((cell) => cell.title);
        const [metrics, gradients] = await Promise.all([api.experimentMetrics(id, signal), api.experimentSeries(id, "kernel_gradient", "std", signal).catch(() => null)]);
        drawn.forEach((end) => end());
        drawn = [];
        charts.replaceChildren();
        const layers = gradients ? [...new Set(Object.keys(gradients.columns).map((name) => name.split(".")[1]).filter(Boolean))] : [];
        const wanted = [[metrics.columns, summary.metric, inWords(summary.metric), false], [metrics.columns, "loss", "loss", false],
            ...(layers.length ? [[gradients.columns, layers[0], `standard deviation of the gradient of ${layers[0]}`, true]] : [])];
        for (const [columns, what, title, log] of wanted) {
            const host = element("div", { class: "panel" });
            charts.append(element("figure", { class: "figure" }, element("figcaption", {}, element("strong", {}, title), element("span", { class: "faint" }, "median and middle half of the seeds")), host, bandLegend(titles)));
            drawn.push(drawBands(host, columns, what, titles, log));
        }
    }

    async function refresh() {
        const experiment = await api.getExperiment(id, signal);
        told(experiment);
        const { runs } = experiment.status;
        const now = runs.succeeded + runs.failed + runs.cancelled;
        if (now !== ended) {
            ended = now;
            const [summary, comparison] = await Promise.all([api.experimentSummary(id, signal), runs.succeeded > 0 ? api.experimentComparison(id, signal) : null]);
            outcomes.replaceChildren(matrix(summary));
            sentences.replaceChildren(comparison ? verdicts(comparison) : "");
            if (runs.succeeded > 0 && withBands) {
                await bands(summary);
            }
        }
        said.textContent = progressOf(experiment.status);
        if (runs.queued + runs.running > 0 && !signal.aborted) {
            timer = window.setTimeout(() => tools.attempt(refresh), PAUSE);
        }
    }

    return {
        nodes: [said, outcomes, sentences, charts],
        refresh: () => tools.attempt(refresh),
        restyle() {
            ended = -1;
            tools.attempt(refresh);
        },
        destroy() {
            clearTimeout(timer);
            drawn.forEach((end) => end());
        },
    };
}
