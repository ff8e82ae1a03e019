import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { experimentOf, placesOf, valuesOf } = await import("../../main/resources/static/assets/spec/grid.js");

const spec = {
    dataset: { type: "circles", samples: 9, seed: 1 },
    network: { layers: [{ name: "hidden", units: 5, activation: "relu", kernel_initializer: { type: "random_normal", stddev: 1 } }] },
    training: { metrics: ["accuracy"], epochs: 3 },
    seed: 7,
};

test("every field can be an axis but names, types and seeds", () => {
    assert.deepEqual(placesOf(spec), ["/dataset", "/dataset/samples", "/network/layers/0/units", "/network/layers/0/activation",
        "/network/layers/0/kernel_initializer", "/network/layers/0/kernel_initializer/stddev", "/training/metrics", "/training/epochs"]);
});

test("values are written as JSON or as words", () => {
    assert.deepEqual(valuesOf("relu, tanh"), ["relu", "tanh"]);
    assert.deepEqual(valuesOf("1, 2.5"), [1, 2.5]);
    assert.deepEqual(valuesOf('{"type": "random_normal", "stddev": 2}, "he_normal"'), [{ type: "random_normal", stddev: 2 }, "he_normal"]);
    assert.deepEqual(valuesOf("[1, 2]"), [1, 2]);
    assert.deepEqual(valuesOf(" "), []);
});

test("what the seeds decide is left to them, and the spec is left alone", () => {
    const made = experimentOf(spec, [{ path: "/training/epochs", values: [1] }, { path: "/dataset", values: [] }], 4);
    assert.equal(made.base.seed, undefined);
    assert.equal(made.base.dataset.seed, undefined);
    assert.equal(spec.dataset.seed, 1);
    assert.deepEqual([made.axes.length, made.seeds], [1, { first: 1, count: 4 }]);
});
