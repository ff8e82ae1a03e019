/** Where the back-propagated signal of a run fades: a heat map, and one of another run on the same scale of colours. */
import * as api from "./api.js";
import { element, options } from "./dom.js";
import { namesOf } from "./figures.js";
import { heatDrawing, heatLegend } from "./heatmap.js";
import { scaleOf } from "./heatscale.js";
import { gives, nameOf } from "./run.js";

const SIGNAL = { tensor: "pre_activation_gradient", statistic: "rms" };

/** @typedef {import("./types.js").Run} Run */

const hasSignal = (run) => gives(run, SIGNAL);

/** @param {Run} run @param {number[] | null} span */
async function load(run, span) {
    const { columns } = await api.columns(run, api.seriesAddress(run.id, SIGNAL.tensor, SIGNAL.statistic), span);
    return { run, columns, layers: namesOf(columns) };
}

/** What the maps show; none if the run has no such signal, or not yet. @param {(Run | null | undefined)[]} runs @param {number[] | null} span */
export async function loadHeat(runs, span) {
    const found = await Promise.all(runs.flatMap((run) => (run && hasSignal(run) ? [load(run, span)] : [])));
    const maps = found.filter(({ columns }) => columns.epoch.length);
    return { maps, scale: scaleOf(maps.flatMap(({ columns, layers }) => layers.map((layer) => columns[layer]))) };
}

/** A run to share the scale with, as a word of the address. @param {(id: string | null) => void} shared */
export function partnerChoice(shared) {
    const select = element("select", { id: "heat-with", change: () => shared(select.value || null) });
    const node = element("label", { class: "heat-choice" }, "Heat map on one scale with that of ", select);
    return {
        node,
        /** @param {Run} run @param {Run[]} others @param {string} partner */
        show(run, others, partner) {
            const known = others.filter((other) => other.id !== run.id && (other.id === partner || hasSignal(other))).slice(0, 100);
            options(select, ["", ...known.map((other) => other.id)], partner);
            select.options[0].textContent = "none";
            known.forEach((other, k) => (select.options[k + 1].textContent = nameOf(other)));
            node.hidden = !hasSignal(run) || !known.length;
        },
    };
}

/**
 * @param {{maps: {run: Run, columns: import("./types.js").Columns, layers: string[]}[], scale: {low: number, high: number} | null}} loaded
 * @param {(span: number[] | null) => void} spanned
 */
export function heatFigures({ maps, scale }, spanned) {
    const colours = scale ?? { low: -1, high: 0 };
    const drawings = maps.map(({ run, columns, layers }, k) => heatDrawing({
        id: `heat-${k}`, title: `Size of the back-propagated signal of ${nameOf(run)}`, layers, columns, scale: colours,
        all: [run.outline.epochs.first, Math.max(run.status.epoch, run.outline.epochs.first + 1)],
    }, spanned));
    const figures = maps.map(({ run }, k) => element("figure", { class: "figure heat-map" },
        element("figcaption", {}, element("strong", {}, "back-propagated signal"), element("span", { class: "faint" }, k || maps.length > 1 ? nameOf(run) : "root mean square of each layer")),
        drawings[k].node, heatLegend(colours)));
    return { drawings, figures };
}
