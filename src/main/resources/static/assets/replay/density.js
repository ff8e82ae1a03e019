/** Densities: how numbers are spread, as a curve whose area is one. */

/**
 * Of numbers themselves.
 *
 * @param {ArrayLike<number | null>} values
 * @param {(value: number) => number} place on the axis; NaN where it has none
 */
export function ofValues(values, place, low, high, bins) {
    const counts = new Float64Array(bins);
    let all = 0;
    for (let k = 0; k < values.length; k++) {
        const value = values[k];
        const at = value === null ? NaN : place(value);
        if (Number.isFinite(at)) {
            all++;
            const bin = Math.floor(((at - low) / (high - low)) * bins);
            counts[Math.max(0, Math.min(bins - 1, bin))]++;
        }
    }
    return smooth(scaled(counts, all, (high - low) / bins));
}

/**
 * Of counts between edges, which are taken to be spread evenly within each bin of the axis.
 *
 * @param {number[]} counts one more than edges; the first and the last are of open bins and go to the ends
 * @param {number[]} edges ascending
 * @param {(value: number) => number} place on the axis, growing with the value
 */
export function ofCounts(counts, edges, place, low, high, bins) {
    const spread = new Float64Array(bins);
    const width = (high - low) / bins;
    let all = 0;
    counts.forEach((count, k) => {
        if (count === 0) {
            return;
        }
        const from = clamp(place(edges[k - 1] ?? -Infinity), low, high);
        const to = clamp(place(edges[k] ?? Infinity), low, high);
        all += count;
        const [first, last] = [Math.min(bins - 1, Math.floor((from - low) / width)), Math.min(bins - 1, Math.floor((to - low) / width))];
        if (first === last) {
            spread[first] += count;
            return;
        }
        for (let bin = first; bin <= last; bin++) {
            const covered = Math.min(to, low + (bin + 1) * width) - Math.max(from, low + bin * width);
            spread[bin] += (count * Math.max(0, covered)) / (to - from);
        }
    });
    return smooth(scaled(spread, all, width));
}

const clamp = (value, low, high) => Math.max(low, Math.min(high, Number.isNaN(value) ? low : value));

const scaled = (counts, all, width) => (all ? counts.map((count) => count / (all * width)) : counts);

/** A binomial filter, which keeps the area: what falls off an end stays at it. */
export function smooth(values) {
    let current = values;
    for (let pass = 0; pass < 2; pass++) {
        const last = current.length - 1;
        current = current.map((value, k) => (current[Math.max(0, k - 1)] + 2 * value + current[Math.min(last, k + 1)]) / 4);
    }
    return current;
}

/** The place of a value on an axis of decades of its size. */
export const decade = (value) => (value === 0 ? NaN : Math.log10(Math.abs(value)));
