/** Curves without their zigzag. */
import { isOnScale } from "./gaps.js";

/** Of how many epochs around each the mean can be taken. */
export const WIDTHS = [3, 10, 30, 100, 300, 1000];

/** The width that an address asks for; 0 for none. @param {string} [word] */
export const widthOf = (word) => (WIDTHS.includes(Number(word)) ? Number(word) : 0);

/**
 * At each epoch i the weighted mean Σₖ wᵢₖ yₖ / Σₖ wᵢₖ of the epochs before and after it, wᵢₖ = exp(−|eᵢ − eₖ| / width):
 * exponential smoothing both ways, which neither lags behind nor depends on how many epochs were left out. On a
 * logarithmic axis it is the geometric mean. What has no place on the axis is left out and stays where it is.
 *
 * @param {number[]} epochs ascending
 * @param {(number | null)[]} values
 * @param {number} width in epochs
 * @param {boolean} log
 */
export function smoothed(epochs, values, width, log) {
    const isGiven = values.map((value) => value !== null && isOnScale(value, log));
    const scaled = values.map((value, k) => (isGiven[k] ? (log ? Math.log(Number(value)) : Number(value)) : 0));
    const pass = (order) => {
        const sums = new Array(values.length);
        let [sum, weight, last] = [0, 0, order[0]];
        for (const k of order) {
            const faded = Math.exp(-Math.abs(epochs[k] - epochs[last]) / width);
            sum = sum * faded + scaled[k];
            weight = weight * faded + Number(isGiven[k]);
            sums[k] = [sum, weight];
            last = k;
        }
        return sums;
    };
    const order = epochs.map((_epoch, k) => k);
    const [before, after] = [pass(order), pass([...order].reverse())];
    return values.map((value, k) => {
        const mean = (before[k][0] + after[k][0] - scaled[k]) / (before[k][1] + after[k][1] - 1);
        return isGiven[k] ? (log ? Math.exp(mean) : mean) : value;
    });
}
