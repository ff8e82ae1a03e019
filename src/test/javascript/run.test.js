import assert from "node:assert/strict";
import test from "node:test";
import { gives, layersOf, measured, results, stateOf, tensorsOf } from "../../main/resources/static/assets/run.js";

const layer = (name, ...tensors) => ({ name, tensors });
const run = (layers, more = {}) => ({ outline: { layers, metrics: ["loss"] }, signals: [], ...more });

test("layers of several runs keep the order of each", () => {
    const shallow = run([layer("hidden_1"), layer("output")]);
    const deep = run([layer("norm"), layer("hidden_1"), layer("hidden_2"), layer("dropout"), layer("output")]);
    for (const runs of [[shallow, deep], [deep, shallow]]) {
        assert.deepEqual(layersOf(runs), ["norm", "hidden_1", "hidden_2", "dropout", "output"]);
    }
});

test("a run gives what its outline and signals say", () => {
    const recorded = run([layer("dropout", "activation"), layer("output", "activation", "kernel")], { signals: ["saturation"] });
    assert.deepEqual(tensorsOf(recorded), ["activation", "kernel"]);
    assert.deepEqual([{ tensor: "kernel" }, { tensor: "bias" }, { signal: "saturation" }, { signal: "forward_gain" }, {}]
        .map((panel) => gives(recorded, panel)), [true, false, true, false, true]);
});

test("a run that came to NaN says so", () => {
    const nan = { status: { state: "succeeded" }, result: { loss: null, metrics: { accuracy: 0.5 }, non_finite: { loss: "NaN" } } };
    assert.equal(stateOf(nan), "succeeded, loss NaN");
    assert.equal(measured(nan, "loss"), "NaN");
    assert.equal(measured(nan, "recall"), "");
    assert.equal(results(nan), "loss NaN, accuracy 0.5");
});
