/** The colour scale of a heat map: decades from dark to light, and marks of their own for what has no decade. */

/** Smaller numbers than that many decades below the largest have the darkest colour. */
export const MOST_DECADES = 16;

/** What a cell is: a number on the scale, or one of those that are not. @param {number | null | undefined} value */
export function kindOf(value) {
    return value === null || value === undefined ? "nothing" : !Number.isFinite(value) ? "odd" : value > 0 ? "number" : "zero";
}

/**
 * Whole decades that hold the numbers of all the heat maps that share the scale; null if none has a number above 0.
 *
 * @param {(number | null)[][]} columns
 * @returns {{low: number, high: number} | null} exponents of ten
 */
export function scaleOf(columns) {
    let [least, most] = [Infinity, 0];
    for (const values of columns) {
        for (const value of values) {
            if (kindOf(value) === "number") {
                least = Math.min(least, Number(value));
                most = Math.max(most, Number(value));
            }
        }
    }
    if (!most) {
        return null;
    }
    const high = Math.ceil(Math.log10(most) - 1e-9);
    const low = Math.min(high - 1, Math.max(high - MOST_DECADES, Math.floor(Math.log10(least) + 1e-9)));
    return { low, high };
}

/** Where a number lies on the scale, from 0 to 1. @param {number} value @param {{low: number, high: number}} scale */
export const shareOf = (value, { low, high }) => Math.max(0, Math.min(1, (Math.log10(value) - low) / (high - low)));

/** Where epochs begin and end: half-way to their neighbours. @param {number[]} epochs @returns {number[]} one more than there are epochs */
export function edgesOf(epochs) {
    const between = epochs.slice(1).map((epoch, k) => (epoch + epochs[k]) / 2);
    const half = epochs.length > 1 ? (epochs[1] - epochs[0]) / 2 : 0.5;
    const last = epochs.at(-1) ?? 0;
    return [(epochs[0] ?? 0) - half, ...between, last + (epochs.length > 1 ? (last - epochs[epochs.length - 2]) / 2 : 0.5)];
}

/** Exponents to write at the scale, few enough to be read. @param {{low: number, high: number}} scale */
export function ticksOf({ low, high }) {
    const step = Math.max(1, Math.ceil((high - low) / 6));
    return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, k) => low + k * step);
}
