import assert from "node:assert/strict";
import test from "node:test";
import { experimentOf, fieldsOf, keyOf, likely, metricsOf, planInWords, seedsWanted, span, toggled, valuesOf } from "../../main/resources/static/assets/spec/axes.js";

const parameter = (name, type, default_value = null, more = {}) => ({ name, type, description: "", required: false, default_value, values: null, ...more });
const catalog = {
    datasets: [{ type: "circles", parameters: [parameter("samples", "integer", 100), parameter("seed", "integer", 0)] }, { type: "sine", parameters: [] }],
    activations: [{ type: "relu", parameters: [] }, { type: "tanh", parameters: [] }],
    initializers: [{ type: "he_normal", parameters: [] }, { type: "random_normal", parameters: [parameter("stddev", "number", 0.05)] }],
    layers: [{ type: "dense", parameters: [parameter("name", "string"), parameter("units", "integer"), parameter("activation", "activation", "linear"), parameter("kernel_initializer", "initializer", "he_normal")] }],
    optimizers: [{ type: "sgd", parameters: [parameter("learning_rate", "number", 0.01)] }],
    spec: [{ type: "training", parameters: [parameter("optimizer", "optimizer", "sgd"), parameter("epochs", "integer", 1), parameter("content", "integer", null, { description: "filled in by the service" })] }],
};
const spec = {
    dataset: { type: "circles", samples: 9, seed: 1 },
    network: { layers: [{ name: "hidden", units: 5, activation: "relu", kernel_initializer: { type: "random_normal", stddev: 1 } }, { units: 1 }] },
    training: { metrics: ["accuracy"], epochs: 3 },
    seed: 7,
};
const keys = (group) => fieldsOf(catalog, spec).filter((field) => field.group === group).map(keyOf);

test("every field can be an axis, whether it is written or not, but names, types, seeds and what the service fills in", () => {
    assert.deepEqual(keys("Data"), ["/dataset", "/dataset/samples"]);
    assert.deepEqual(keys("hidden"), ["/network/layers/0/units", "/network/layers/0/activation", "/network/layers/0/kernel_initializer", "/network/layers/0/kernel_initializer/stddev"]);
    assert.deepEqual(keys("output"), ["/network/layers/1/units", "/network/layers/1/activation", "/network/layers/1/kernel_initializer"]);
    assert.deepEqual(keys("Training"), ["/training/optimizer", "/training/optimizer/learning_rate", "/training/epochs"]);
});

test("a field that several rows have can be varied in all of them together", () => {
    assert.deepEqual(keys("All layers together")[1], "/network/layers/0/activation /network/layers/1/activation");
    const field = fieldsOf(catalog, spec).find((one) => one.paths.length > 1 && one.name === "kernel initializer");
    assert.deepEqual(field.words, ["he_normal", "random_normal"]);
    assert.deepEqual(experimentOf(spec, [{ field, values: ["he_normal"] }], { count: 2 }).axes,
        [{ name: "kernel initializer", paths: ["/network/layers/0/kernel_initializer", "/network/layers/1/kernel_initializer"], values: ["he_normal"] }]);
    assert.equal(keyOf(likely(fieldsOf(catalog, spec))), "/network/layers/0/activation");
});

test("values are written as JSON, as words or as a range", () => {
    assert.deepEqual(valuesOf("relu, tanh"), ["relu", "tanh"]);
    assert.deepEqual(valuesOf("relu, true"), ["relu", true]);
    assert.deepEqual(valuesOf("1, 2.5"), [1, 2.5]);
    assert.deepEqual(valuesOf('{"type": "random_normal", "stddev": 2}, "he_normal"'), [{ type: "random_normal", stddev: 2 }, "he_normal"]);
    assert.deepEqual(valuesOf("[1, 2]"), [1, 2]);
    assert.deepEqual(valuesOf(" "), []);
    assert.deepEqual(valuesOf("1 to 30"), { from: 1, to: 30, step: 1 });
    assert.deepEqual(valuesOf("1 to 30 by 5"), { from: 1, to: 30, step: 5 });
    assert.deepEqual(valuesOf("1e-4 to 0.1 by decades"), { log10_from: -4, log10_to: -1, count: 4 });
});

test("a word is put among the values and taken out again", () => {
    for (const before of ["", "relu", "relu, tanh", "3,  4"]) {
        assert.deepEqual(valuesOf(toggled(toggled(before, "elu"), "elu")), valuesOf(before));
        assert.ok(valuesOf(toggled(before, "elu")).includes("elu"));
    }
});

test("what the seeds decide is left to them, and the spec is left alone", () => {
    const [, samples] = fieldsOf(catalog, spec);
    const made = experimentOf(spec, [{ field: samples, values: [1] }, { field: samples, values: [] }], { count: 4, name: "mine", metric: "accuracy", learnedFrom: 0.9 });
    assert.equal(made.base.seed, undefined);
    assert.equal(made.base.dataset.seed, undefined);
    assert.equal(spec.dataset.seed, 1);
    assert.deepEqual([made.name, made.axes, made.seeds, made.question],
        ["mine", [{ path: "/dataset/samples", values: [1] }], { first: 1, count: 4 }, { metric: "accuracy", learned_from: 0.9 }]);
    assert.equal("question" in experimentOf(spec, [], { count: 1 }), false);
    assert.deepEqual(metricsOf(spec), ["loss", "accuracy"]);
});

test("what a grid costs is said in words, and how many seeds it wants", () => {
    assert.equal(planInWords({ cells: 6, runs: 120, cpu_seconds: 5.02, stored_bytes: 15212880 }), "6 cells, 120 runs: about 5 s of one processor, 15 MB in the database.");
    assert.deepEqual([0.1, 89, 200, 9000].map(span), ["1 s", "89 s", "3 min", "2.5 h"]);
    assert.equal(seedsWanted(["3 seeds are too few to tell 2 cells apart: with 1 comparison no verdict is possible below 6 seeds."]), 6);
    assert.equal(seedsWanted([]), null);
});

test("what is written so far may be anything", () => {
    for (const odd of [null, {}, { network: 5 }, { network: { layers: "x" } }, { network: { layers: [null, 5, "dropout"] } }, { training: { metrics: 5 } }, { dataset: [1], training: [] }]) {
        assert.ok(fieldsOf(catalog, odd).length > 0);
        assert.equal(metricsOf(odd)[0], "loss");
    }
});
