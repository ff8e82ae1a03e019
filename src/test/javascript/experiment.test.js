import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { bandInWords, bandsOf, layersOf } = await import("../../main/resources/static/assets/bands.js");
const { crossing } = await import("../../main/resources/static/assets/crossed.js");
const { decadesOf, gainInWords } = await import("../../main/resources/static/assets/gains.js");
const { between, pairOf } = await import("../../main/resources/static/assets/verdicts.js");

const columns = { epoch: [0, 1] };
["cell_0.a", "cell_0.loss", "cell_1.a", "cell_1.loss"].forEach((name, k) => ["p05", "p25", "p50", "p75", "p95"].forEach((part, at) => (columns[`${name}.${part}`] = [10 * k + at, null])));

test("bands have five quantiles for each cell, and are read as median and middle half", () => {
    assert.deepEqual(bandsOf(columns, "a").map((band) => band.map((values) => values[0])), [[0, 1, 2, 3, 4], [20, 21, 22, 23, 24]]);
    assert.deepEqual(layersOf(columns), ["a", "loss"]);
    assert.equal(bandInWords(bandsOf(columns, "a")[1], 0), "22 (21 to 23)");
    assert.equal(bandInWords(bandsOf(columns, "a")[1], 1), "none");
});

const item = (a, b, verdict) => ({ a, a_title: "", b, b_title: "", verdict, sentence: `${a} ${b}` });
const items = [item(0, 1, "a_better"), item(0, 2, "b_better"), item(1, 2, "no_difference_shown")];

test("of each pair one is better where the other is worse, and neither where nothing is shown", () => {
    const opposite = { better: "worse", worse: "better", no_difference_shown: "no_difference_shown", too_few_pairs: "too_few_pairs" };
    for (const [row, column] of [[0, 1], [0, 2], [1, 2]]) {
        assert.equal(between(items, column, row).kind, opposite[between(items, row, column).kind]);
    }
    assert.equal(between(items, 0, 1).kind, "better");
    assert.equal(between(items, 2, 0).kind, "better");
    assert.equal(between(items, 1, 1), null);
    assert.equal(pairOf(items, "2-1"), items[2]);
    assert.deepEqual(["1-1", "x", undefined, "7-8"].map((word) => pairOf(items, word)), [null, null, null, null]);
});

test("two axes are crossed, one or three are not", () => {
    const cells = [["a", "x"], ["a", "y"], ["b", "x"]].map(([one, other], cell) => ({ cell, settings: { one, other } }));
    const { down, across, at } = crossing(cells);
    assert.deepEqual([down, across], [["a", "b"], ["x", "y"]]);
    assert.equal(at("b", "x"), cells[2]);
    assert.equal(at("b", "y"), null);
    assert.equal(crossing([{ settings: { one: "a" } }]), null);
    assert.equal(crossing([]), null);
});

test("gains are said as shares, and their axis holds all of them and 1", () => {
    assert.deepEqual([0, -1, -2, -3.5, 0.5, 2, -13, null].map(gainInWords), ["100 %", "10 %", "1 %", "1/3,200", "316 %", "× 100", "1.0e-13", "none"]);
    assert.deepEqual(decadesOf([{ values: [{ untrained_gain: -3.2, trained_gain: null }] }, { values: [{ untrained_gain: -1, trained_gain: 0.3 }] }]), [-4, 1]);
    assert.deepEqual(decadesOf([{ values: [{ untrained_gain: -3.2, trained_gain: -1 }] }]), [-4, 0]);
    assert.equal(decadesOf([{ values: [] }]), null);
});
