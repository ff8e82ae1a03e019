/** Where the parts of a drawn network lie, and how large a number is drawn. Nothing here knows of a document. */

/**
 * @typedef {object} Column units above each other: the inputs, or those of a layer with a kernel
 * @property {string} name
 * @property {number} layer its place among the layers of the replay; −1 for the inputs
 * @property {number} x
 * @property {number[]} y
 */

/** @param {{name: string, inputs: number, units: number}[]} layers @returns {Column[]} */
export function columnsOf(layers, width, height, margin = 22) {
    const dense = layers.map((layer, at) => ({ ...layer, at })).filter((layer) => layer.units > 0);
    const counts = [dense[0]?.inputs ?? 0, ...dense.map((layer) => layer.units)];
    return counts.map((count, k) => ({
        name: k ? dense[k - 1].name : "input",
        layer: k ? dense[k - 1].at : -1,
        x: margin + ((width - 2 * margin) * k) / Math.max(1, counts.length - 1),
        y: Array.from({ length: count }, (_, unit) => margin + ((height - 2 * margin) * (unit + 0.5)) / count),
    }));
}

/** The radius that all units of the largest column have room for. @param {Column[]} columns */
export function radiusOf(columns, height) {
    const most = columns.reduce((largest, column) => Math.max(largest, column.y.length), 1);
    return Math.max(2, Math.min(11, (0.36 * (height - 44)) / most));
}

/**
 * The unit or weight next to a point; null if there is none near.
 *
 * @param {Column[]} columns
 * @returns {{column: number, unit: number, from: number | null} | null} `from` is the unit before that the weight comes from
 */
export function nearest(columns, x, y, radius) {
    for (let column = 0; column < columns.length; column++) {
        const unit = columns[column].y.findIndex((at) => Math.hypot(columns[column].x - x, at - y) <= radius + 3);
        if (unit >= 0) {
            return { column, unit, from: null };
        }
    }
    let best = null;
    let least = 5;
    for (let column = 1; column < columns.length; column++) {
        const [left, right] = [columns[column - 1], columns[column]];
        if (x <= left.x || x >= right.x) {
            continue;
        }
        const share = (x - left.x) / (right.x - left.x);
        left.y.forEach((from, k) => right.y.forEach((to, unit) => {
            const slope = (to - from) / (right.x - left.x);
            const distance = Math.abs(from + share * (to - from) - y) / Math.hypot(1, slope);
            if (distance < least) {
                least = distance;
                best = { column, unit, from: k };
            }
        }));
    }
    return best;
}

/** The largest size among numbers that may be NaN, infinite or null. @param {any[]} arrays of arrays */
export function largest(arrays) {
    let most = 0;
    for (const values of arrays) {
        for (const value of values) {
            const size = Math.abs(value);
            most = size > most && size < Infinity ? size : most;
        }
    }
    return most;
}

/** Decades below the largest that can still be told from nothing. */
export const DECADES = 5;

/** From 0 to 1: in proportion, or by decades below the largest. */
export function share(value, most, log) {
    const size = Math.abs(value) / most;
    if (!(size > 0)) {
        return 0;
    }
    return Math.min(1, log ? Math.max(0, 1 + Math.log10(size) / DECADES) : size);
}

/** The place of the last epoch that is not after one. @param {number[]} epochs ascending */
export function placeOf(epochs, epoch) {
    let place = 0;
    while (place + 1 < epochs.length && epochs[place + 1] <= epoch) {
        place++;
    }
    return place;
}

/** @param {string} text base64 */
export const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** How high a drawing is: as usual, or most of the screen of a projector. @param {Element} host @param {number} usual */
export const heightIn = (host, usual) => (host.closest(".on-projector") ? Math.max(usual, Math.round(0.6 * window.innerHeight)) : usual);
