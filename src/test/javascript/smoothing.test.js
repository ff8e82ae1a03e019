import assert from "node:assert/strict";
import test from "node:test";
import { smoothed, widthOf } from "../../main/resources/static/assets/smoothing.js";

const epochs = Array.from({ length: 60 }, (_, k) => k);
const noise = (k) => ((k * 7919) % 13) / 13 - 0.5;
const close = (one, other) => assert.ok(Math.abs(one - other) < 1e-9 * Math.max(1, Math.abs(other)), `${one} is not ${other}`);

/** The definition, written out. */
function mean(values, k, width, log) {
    let [sum, weight] = [0, 0];
    values.forEach((value, i) => {
        if (Number.isFinite(value) && (!log || value > 0)) {
            const share = Math.exp(-Math.abs(epochs[i] - epochs[k]) / width);
            sum += share * (log ? Math.log(value) : value);
            weight += share;
        }
    });
    return log ? Math.exp(sum / weight) : sum / weight;
}

test("each value becomes the weighted mean of those before and after it, geometric on a logarithmic axis", () => {
    for (const log of [false, true]) {
        for (const width of [3, 10, 100]) {
            const values = epochs.map((k) => (k % 11 === 5 ? null : k % 17 === 3 ? NaN : 2 + noise(k)));
            smoothed(epochs, values, width, log).forEach((value, k) => (Number.isFinite(values[k]) ? close(value, mean(values, k, width, log)) : assert.ok(Object.is(value, values[k]))));
        }
    }
});

test("a constant stays what it is, a line keeps its middle, and nothing leaves the range of what was recorded", () => {
    smoothed(epochs, epochs.map(() => 3), 10, false).forEach((value) => close(value, 3));
    close(smoothed([0, 1, 2, 3, 4], [0, 1, 2, 3, 4], 3, false)[2], 2);
    const values = epochs.map((k) => 10 ** (-3 + noise(k)));
    const drawn = smoothed(epochs, values, 10, true);
    assert.ok(Math.min(...drawn) >= Math.min(...values) && Math.max(...drawn) <= Math.max(...values));
});

test("how wide the mean is counts in epochs, whether or not some were left out", () => {
    const every = epochs.filter((k) => k % 2 === 0);
    const all = smoothed(epochs, epochs.map((k) => Math.sin(k / 9)), 6, false);
    const some = smoothed(every, every.map((k) => Math.sin(k / 9)), 6, false);
    every.slice(5, -5).forEach((epoch, k) => assert.ok(Math.abs(some[k + 5] - all[epoch]) < 0.02));
});

test("what has no place on a logarithmic axis stays where it is", () => {
    assert.deepEqual(smoothed([0, 1, 2], [0, -1, null], 3, true), [0, -1, null]);
    assert.deepEqual(smoothed([], [], 3, true), []);
});

test("an address smooths by widths that are offered only", () => {
    assert.deepEqual(["10", "11", "", undefined, "-3"].map(widthOf), [10, 0, 0, 0, 0]);
});
