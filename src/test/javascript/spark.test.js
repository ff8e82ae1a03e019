import assert from "node:assert/strict";
import test from "node:test";
import { batches, decadesOf, heightOf, lineOf, pathOf, pointsFor, rangeOf } from "../../main/resources/static/assets/spark.js";

const run = (epochs) => ({ outline: { epochs: { first: 0, last: epochs, every: 1 } } });

test("runs are asked for together, few enough and short enough for one answer, none of them twice", () => {
    for (const epochs of [0, 12, 1000, 10_000, 1_000_000]) {
        const runs = Array.from({ length: 47 }, () => run(epochs));
        const made = batches(runs, () => 3);
        assert.deepEqual(made.flat(), runs);
        for (const some of made) {
            const union = some.reduce((sum) => sum + epochs + 2, 0);
            assert.ok(some.length <= 20 && (some.length === 1 || (3 * union <= 250_000 && 3 * some.length * union <= 250_000)), `${epochs}: ${some.length}`);
        }
    }
    assert.equal(batches(Array.from({ length: 40 }, () => run(12)), () => 3).length, 2);
    assert.deepEqual(batches([], () => 1), []);
});

test("enough rows are asked for to keep the extremes of each column", () => {
    for (const columns of [1, 2, 20, 40, 200]) {
        assert.ok(pointsFor(columns) >= 3 * columns + 2 && pointsFor(columns) >= 60);
    }
});

test("a line has the epochs of its own run only, and keeps what is not finite", () => {
    const columns = { epoch: [0, 1, 2, 3], a: [3, null, NaN, 1], b: [1, 1, 100, 0] };
    assert.deepEqual(lineOf(columns, "a"), { epochs: [0, 2, 3], values: [3, NaN, 1] });
    assert.deepEqual(lineOf(columns, "c"), { epochs: [], values: [] });
    const { epochs, values } = decadesOf(columns, "b", "a");
    assert.deepEqual(epochs, [0, 2, 3]);
    assert.ok(Math.abs(values[0] + Math.log10(3)) < 1e-12 && Number.isNaN(values[1]) && values[2] === -Infinity);
});

test("a path goes from edge to edge and is broken where there is no number", () => {
    const box = { width: 84, height: 22 };
    assert.equal(pathOf({ epochs: [0, 10], values: [0, 1] }, box, [0, 1]), "M1 21L83 1");
    assert.equal(pathOf({ epochs: [0, 5, 10, 15], values: [0, NaN, 1, 1] }, box, [0, 1]), "M1 21M55.7 1L83 1");
    assert.equal(pathOf({ epochs: [3], values: [2] }, box, [2, 2]), "M1 21");
    assert.equal(pathOf({ epochs: [], values: [] }, box, [0, 1]), "");
    assert.equal(heightOf(99, 22, [0, 1]), 1, "what lies beyond is drawn at the edge");
});

test("a range is of finite values", () => {
    assert.deepEqual(rangeOf([3, NaN, -1, Infinity]), [-1, 3]);
    assert.deepEqual(rangeOf([NaN]), [0, 1]);
});
