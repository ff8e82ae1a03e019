/** Curves of several runs laid over each other: loss, a metric, and a statistic of one layer. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { statisticInWords } from "./figures.js";
import { gapsOf } from "./gaps.js";
import { layerColours } from "./palette.js";
import { draw, isOnScale, limits } from "./panel.js";
import { swatch } from "./reading.js";
import { gives, nameOf } from "./run.js";

/** @typedef {{name: string, epochs: number[], values: (number | null)[]}} Line */

/**
 * Lines over all epochs that any of them has; undefined where a line has recorded nothing, which is no gap in it: runs may
 * record at other distances, and end sooner.
 *
 * @param {Line[]} lines
 */
export function laidOver(lines) {
    const epochs = [...new Set(lines.flatMap((line) => line.epochs))].sort((a, b) => a - b);
    const at = new Map(epochs.map((epoch, k) => [epoch, k]));
    return { epochs, curves: lines.map((line) => {
        /** @type {(number | null | undefined)[]} */
        const values = new Array(epochs.length).fill(undefined);
        line.epochs.forEach((epoch, k) => (values[/** @type {number} */ (at.get(epoch))] = line.values[k]));
        return { name: line.name, values };
    }) };
}

const layersWith = (run, tensor) => run.outline.layers.filter((layer) => layer.tensors.includes(tensor)).map((layer) => layer.name);

const ENDS = [{ value: ":first", text: "the first of each" }, { value: ":last", text: "the last of each" }];

/**
 * Layers that all runs have recorded the tensor of, in their order; where networks differ in their layers, also the first
 * and the last of each.
 *
 * @param {any[]} runs @param {string} tensor
 */
export function layerChoices(runs, tensor) {
    const all = runs.map((run) => layersWith(run, tensor));
    if (!all.length || all.some((names) => !names.length)) {
        return [];
    }
    const shared = all[0].filter((name) => all.every((names) => names.includes(name))).map((name) => ({ value: name, text: name }));
    return all.every((names) => String(names) === String(all[0])) ? shared : [...shared, ...ENDS];
}

/** The layer of a run that a choice means. @param {any} run @param {string} tensor @param {string} choice */
export function layerOf(run, tensor, choice) {
    const names = layersWith(run, tensor);
    return choice === ":first" ? names[0] : choice === ":last" ? names.at(-1) : choice;
}

/** What all runs have measured, loss and accuracy first. @param {any[]} measured columns of each */
export function sharedMetrics(measured) {
    const names = Object.keys(measured[0] ?? {}).filter((name) => !["epoch", "learning_rate"].includes(name) && measured.every((columns) => columns[name]));
    const first = ["loss", "accuracy"].filter((name) => names.includes(name));
    return [...first, ...names.filter((name) => !first.includes(name))].slice(0, MOST_METRICS);
}

const MOST_METRICS = 4;
const HEIGHT = 190;

/** What is laid over each other. @param {any[]} runs @param {{tensor?: string, statistic: string, scale: string}} choice @param {string} layer */
async function panelsOf(runs, { tensor, statistic, scale }, layer) {
    const metrics = await Promise.all(runs.map((run) => api.columns(run, api.metricsAddress(run.id))));
    const names = sharedMetrics(metrics.map(({ columns }) => columns));
    const panels = names.map((name) => ({ title: inWords(name), log: false, fromZero: true, lines: metrics.map(({ columns }) => ({ epochs: columns.epoch, values: columns[name] })) }));
    if (tensor && layer && runs.every((run) => gives(run, { tensor }))) {
        const found = await Promise.all(runs.map((run) => api.columns(run, api.seriesAddress(run.id, tensor, statistic))));
        panels.push({ title: `${statisticInWords(statistic)} of ${inWords(tensor)}, ${ENDS.find((end) => end.value === layer)?.text ?? layer}`, log: scale === "log", fromZero: false,
            lines: found.map(({ columns }, k) => ({ epochs: columns.epoch, values: columns[layerOf(runs[k], tensor, layer)] })) });
    }
    return panels;
}

/**
 * Asks for the curves; draws when it is called, into a place in the document.
 *
 * @param {any[]} runs @param {any} choice @param {string} layer
 */
export async function overlay(runs, choice, layer) {
    const panels = await panelsOf(runs, choice, layer);
    const colours = layerColours(runs.length);
    /** @param {Element} grid @param {number[] | null} span @param {(span: number[] | null) => void} spanned @returns {any[]} */
    return (grid, span, spanned) => panels.flatMap(({ title, log, fromZero, lines }) => {
        const { epochs, curves } = laidOver(lines.map((line, k) => ({ ...line, name: nameOf(runs[k]) })));
        const coloured = curves.map((curve, k) => ({ ...curve, colour: colours[k], width: 2 }));
        const panel = { epochs, curves: coloured, log, fromZero, height: HEIGHT, last: true };
        const host = element("div", { class: "panel", tabindex: "0", role: "img", "aria-label": `${title}: ${runs.map(nameOf).join(", ")}. Arrow keys read single epochs.` });
        grid.append(element("figure", { class: "figure" }, element("figcaption", {}, element("strong", {}, title), log ? element("span", { class: "faint" }, "logarithmic") : null), host));
        const isDrawn = coloured.some((curve) => curve.values.some((value) => isOnScale(value, log)));
        return isDrawn ? [draw(host, { ...panel, gaps: gapsOf(panel) }, limits([panel]), span, spanned)] : [];
    });
}

/** The runs with their colours. @param {any[]} runs */
export const runLegend = (runs) => element("ul", { class: "legend", "aria-label": "Runs" }, runs.map((run, k) =>
    element("li", {}, swatch({ colour: layerColours(runs.length)[k] }), nameOf(run), " ")));
