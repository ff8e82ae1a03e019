/** Figures: panels one below the other for one run, and figures side by side on shared axes. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { gapsOf } from "./gaps.js";
import { listed, number } from "./numbers.js";
import { ink, layerColours, text } from "./palette.js";
import { draw, isOnScale, limits } from "./panel.js";
import { recorded, swatch } from "./reading.js";
import { gives, isActive, layersOf, nameOf, tensorsOf } from "./run.js";
import { smoothed } from "./smoothing.js";

const HEIGHT = { mean: 118, metrics: 92 };
const HIGH = 178;
const AXIS = 29;

const STATISTICS = { std: "standard deviation", mean_abs: "mean of absolute values", rms: "root mean square", l2: "Euclidean norm" };

export const statisticInWords = (statistic) => STATISTICS[statistic] ?? inWords(statistic);

export const namesOf = (columns) => Object.keys(columns).filter((name) => name !== "epoch");

/** A wanted panel: what to ask for and how to show it. Panels of equal key share their limits. */
export function series(tensor, statistic, scale) {
    return { key: `${tensor} ${statistic}`, tensor, statistic, log: scale === "log" };
}

/** What neither grows nor fades from layer to layer has this gain. */
const UNCHANGED = { value: 1, text: "1: passes unchanged" };

/** A wanted panel of what is derived from several tensors, such as the backward gain. */
export function signal(name, scale) {
    return { key: `signal ${name}`, signal: name, log: scale === "log", rule: name.endsWith("_gain") ? UNCHANGED : null };
}

export const metrics = { key: "metrics", log: false, fromZero: true };

/** Recorded with the metrics, but on a scale of its own. */
export const learningRate = { key: "learning_rate", metric: "learning_rate", log: false, fromZero: true };

/** Whether its columns are layers. */
const isLayered = (panel) => Boolean(panel.tensor || panel.signal);

function addressOf(run, wanted) {
    if (wanted.signal) {
        return api.signalAddress(run.id, wanted.signal);
    }
    return wanted.tensor ? api.seriesAddress(run.id, wanted.tensor, wanted.statistic) : api.metricsAddress(run.id);
}

/** @param {number[] | null} span of a long run, the epochs to be asked for */
async function load(run, wanted, span) {
    const address = addressOf(run, wanted);
    const whole = api.isLong(run) ? [run.outline.epochs.first, Math.max(run.status.epoch, run.outline.epochs.first + 1)] : undefined;
    return { ...wanted, address, whole, ...(gives(run, wanted) ? await api.columns(run, address, span) : { columns: null }) };
}

/** Asks for all that the figures need. A figure is `{title, run, panels}`. @param {any[]} figures @param {number[] | null} [span] */
export function loadAll(figures, span = null) {
    return Promise.all(figures.map(async (figure) => {
        const panels = await Promise.all(figure.panels.map((wanted) => load(figure.run, wanted, span)));
        return { ...figure, panels };
    }));
}

/** The layers that the figures have curves of, in their order. */
export function allLayers(figures) {
    const layered = figures.flatMap((figure) => figure.panels).filter((panel) => isLayered(panel) && panel.columns);
    const drawn = new Set(layered.flatMap((panel) => namesOf(panel.columns)));
    return layersOf(figures.map((figure) => figure.run)).filter((name) => drawn.has(name));
}

/** Those it names, or else all but the learning rate. */
function metricCurves({ columns, metric, names: wanted = [metric] }) {
    const dashes = [undefined, [5, 3], [2, 2], [8, 2, 2, 2]];
    const names = namesOf(columns).filter((name) => (wanted[0] ? wanted.includes(name) : name !== learningRate.metric));
    return names.map((name, k) => ({
        name: inWords(name),
        values: columns[name],
        colour: name === "loss" ? text() : ink(),
        dash: dashes[k % dashes.length],
    }));
}

/** What theory expects of a layer in the untrained network, if that is where the columns begin. */
const theory = (panel, name) => (panel.columns.epoch[0] === 0 ? panel.expected?.[name] ?? null : null);

function prepare(panel, colours, last) {
    const columns = panel.columns;
    const curves = !columns ? []
        : isLayered(panel) ? namesOf(columns).map((name) => ({ name, values: columns[name], colour: colours.get(name), expected: theory(panel, name) }))
            : metricCurves(panel);
    const height = (panel.height ?? HEIGHT[panel.statistic ?? panel.key] ?? HIGH) + (last ? AXIS : 0);
    const drawn = { ...panel, epochs: columns?.epoch ?? [], curves, height, last };
    const gaps = gapsOf(drawn);
    return { ...drawn, curves: panel.smooth ? curves.map((curve) => smooth(drawn, curve)) : curves, gaps };
}

const smooth = ({ epochs, smooth: width, log }, curve) => ({ ...curve, raw: curve.values, values: smoothed(epochs, curve.values, width, log) });

function heading(panel) {
    if (panel.signal) {
        return inWords(panel.signal);
    }
    return panel.tensor ? statisticInWords(panel.statistic) : panel.curves.map((curve) => curve.name).join(", ") || "loss";
}

function remark(panel) {
    const circles = panel.curves.some((curve) => (curve.expected ?? null) !== null) ? ", ○ theory" : "";
    return (panel.log ? ", logarithmic" : "") + (panel.smooth ? ", smoothed" : "") + circles;
}

function panelTitle(figure, panel) {
    const key = isLayered(panel) ? [] : panel.curves.map((curve) => element("span", { class: "key" }, swatch(curve), curve.name));
    const name = isLayered(panel) ? [heading(panel), element("span", { class: "faint" }, remark(panel))] : key.length ? key : ["loss"];
    const gaps = panel.gaps.map(({ text, odd }) => element("span", { class: odd ? "gap odd" : "gap" }, text));
    const what = `JSON of ${heading(panel)}: ${nameOf(figure.run)}, ${figure.title}`;
    return element("p", { class: "panel-title" }, element("span", { class: "named" }, element("span", {}, name), gaps),
        panel.columns ? element("a", { href: panel.address, "aria-label": what }, "JSON") : null);
}

function summary(figure, panel) {
    const last = panel.epochs.length - 1;
    const ends = panel.curves.map((curve) => `${curve.name} from ${number(recorded(curve)[0])} to ${number(recorded(curve)[last])}`);
    const gaps = panel.gaps.map(({ text }) => `; ${text}`).join("");
    return `${nameOf(figure.run)}, ${figure.title}, ${heading(panel)}, epoch ${panel.epochs[0]} to ${panel.epochs[last]}: ${ends.join("; ")}${gaps}. Arrow keys read single epochs, + and - zoom, shift and an arrow key moves, 0 shows all.`;
}

function nothingToDraw(figure, panel) {
    if (!gives(figure.run, panel)) {
        return `This run did not record ${inWords(panel.tensor)}; it recorded ${listed(tensorsOf(figure.run).map(inWords)) || "none"}.`;
    }
    if (!panel.epochs.length) {
        return isActive(figure.run) ? "Nothing is recorded yet." : "Nothing was recorded.";
    }
    const zeros = panel.gaps.some((gap) => gap.log);
    return zeros ? `No number is above zero${panel.key === "chosen" ? ": choose the linear axis" : ""}.` : "There is no number to draw.";
}

function frame(figure) {
    return element("figure", { class: "figure" },
        element("figcaption", {}, element("strong", {}, figure.caption ?? figure.title), figure.note ? element("span", { class: "faint" }, [figure.note].flat(Infinity)) : null));
}

/**
 * Draws the figures into the grids that hold them.
 *
 * @param {any[]} loaded figures with their columns
 * @param {string[]} layers
 * @param {(figure: any) => Element} place gives the element for a figure
 * @param {number[] | null} [span] epochs to show
 * @param {(span: number[] | null) => void} [spanned]
 * @return {any[]} what was drawn, to highlight and to destroy
 */
export function drawAll(loaded, layers, place, span = null, spanned = () => {}) {
    const shades = layerColours(layers.length);
    const colours = new Map(layers.map((name, k) => [name, shades[k]]));
    const figures = loaded.map((figure) => ({
        ...figure,
        panels: figure.panels.map((panel, k) => prepare(panel, colours, k === figure.panels.length - 1)),
    }));
    const everyPanel = figures.flatMap((figure) => figure.panels);
    const drawn = [];
    for (const figure of figures) {
        const node = frame(figure);
        place(figure).append(node);
        for (const panel of figure.panels) {
            node.append(panelTitle(figure, panel));
            const range = panel.curves.some((curve) => curve.values.some((value) => isOnScale(value, panel.log)))
                ? limits(everyPanel.filter((other) => other.key === panel.key)) : null;
            if (range) {
                const host = element("div", { class: "panel", id: `chart-${drawn.length}`, tabindex: "0", role: "img", "aria-label": summary(figure, panel) });
                node.append(host);
                drawn.push(draw(host, panel, range, span, spanned));
            } else {
                node.append(element("p", { class: "nothing" }, nothingToDraw(figure, panel)));
            }
        }
    }
    return drawn;
}

/** The names of the layers with their colours, once for all figures; pointing at one brings it out. */
export function legend(layers, drawn) {
    const shades = layerColours(layers.length);
    const highlight = (name) => () => drawn().forEach((panel) => panel.highlight(name && [name]));
    return element("ul", { class: "legend", "aria-label": "Layers, from the first to the output" },
        layers.map((name, k) => element("li", {},
            element("button", { type: "button", mouseenter: highlight(name), mouseleave: highlight(null), focus: highlight(name), blur: highlight(null) },
                swatch({ colour: shades[k] }), name))));
}
