/** Which values a curve cannot show, and where. */
import { listed } from "./numbers.js";

/** NaN and ±∞ have no place on an axis, zero and below none on a logarithmic one: they are gaps. */
export const isOnScale = (value, log) => Number.isFinite(value) && (!log || value > 0);

const KINDS = [
    { word: "NaN", is: Number.isNaN, odd: true },
    { word: "∞", is: (value) => Math.abs(value) === Infinity, odd: true },
    { word: "0", is: (value) => value === 0, log: true },
    { word: "below 0", is: (value) => value < 0 && value > -Infinity, log: true },
    { word: "no number", is: (value) => value === null },
];

/** "from epoch 1" if to the end, "at epoch 7", "at 3 epochs, first at 7" */
function when(epochs, places) {
    const first = epochs[places[0]];
    if (places.length > 1 && places.at(-1) === epochs.length - 1 && places.length === epochs.length - places[0]) {
        return `from epoch ${first}`;
    }
    return places.length === 1 ? `at epoch ${first}` : `at ${places.length} epochs, first at ${first}`;
}

function which(hit, curves) {
    return hit.length === curves.length ? ""
        : ` (${hit.length > 2 ? `${hit.length} of ${curves.length}` : listed(hit.map((curve) => curve.name))})`;
}

/**
 * Of a panel's curves, which kinds of values have no place on its axis: `{word, odd, log, places, text}`, such as "NaN from
 * epoch 1". Curves are named if they are not all.
 */
export function gapsOf({ epochs, curves, log }) {
    return KINDS.filter((kind) => log || !kind.log).flatMap(({ is, ...kind }) => {
        const hit = curves.filter((curve) => curve.values.some(is));
        const places = epochs.map((_epoch, k) => k).filter((k) => hit.some((curve) => is(curve.values[k])));
        return hit.length ? [{ ...kind, places, text: `${kind.word} ${when(epochs, places)}${which(hit, curves)}` }] : [];
    });
}

/** Places of values without a neighbour to draw a line to; where nothing was recorded (undefined), the line goes on. */
export function isolated(values) {
    const recorded = values.map((_value, k) => k).filter((k) => values[k] !== undefined);
    const isNone = (at) => (values[recorded[at]] ?? null) === null;
    return recorded.filter((k, at) => values[k] !== null && isNone(at - 1) && isNone(at + 1));
}
