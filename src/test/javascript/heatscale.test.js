import assert from "node:assert/strict";
import test from "node:test";
import { edgesOf, kindOf, MOST_DECADES, scaleOf, shareOf, ticksOf } from "../../main/resources/static/assets/heatscale.js";

test("0, NaN and a gap are none of the colours of numbers, and none of each other", () => {
    assert.deepEqual([1e-30, 0, NaN, Infinity, null, undefined].map(kindOf), ["number", "zero", "odd", "odd", "nothing", "nothing"]);
});

test("a scale of two runs holds the numbers of both in whole decades", () => {
    const [one, other] = [[0.002, 0, NaN], [3, null, 0.5]];
    assert.deepEqual(scaleOf([one]), { low: -3, high: -2 });
    assert.deepEqual(scaleOf([other]), { low: -1, high: 1 });
    const both = scaleOf([one, other]);
    assert.deepEqual(both, { low: -3, high: 1 });
    [0.002, 3, 0.5].forEach((value) => assert.ok(shareOf(value, both) > 0 && shareOf(value, both) < 1));
    assert.equal(scaleOf([[0, null, NaN]]), null);
    assert.equal(scaleOf([]), null);
});

test("larger numbers are never darker, and the tiniest do not squeeze the others", () => {
    const scale = scaleOf([[1e-300, 1]]);
    assert.equal(scale.high - scale.low, MOST_DECADES);
    const shares = [1e-300, 1e-12, 1e-6, 0.1, 1].map((value) => shareOf(value, scale));
    assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
    assert.deepEqual([shares[0], shares.at(-1)], [0, 1]);
});

test("a scale has a few ticks from its first decade", () => {
    for (const high of [-3, 0, 4, 13]) {
        const ticks = ticksOf({ low: -4, high });
        assert.ok(ticks[0] === -4 && ticks.at(-1) <= high && ticks.length <= 7, String(ticks));
    }
});

test("epochs begin and end half-way to their neighbours", () => {
    assert.deepEqual(edgesOf([0, 1, 2]), [-0.5, 0.5, 1.5, 2.5]);
    assert.deepEqual(edgesOf([0, 10, 14]), [-5, 5, 12, 16]);
    assert.deepEqual(edgesOf([3]), [2.5, 3.5]);
});
