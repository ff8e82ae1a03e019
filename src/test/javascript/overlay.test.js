import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { laidOver, layerChoices, layerOf, sharedMetrics } = await import("../../main/resources/static/assets/overlay.js");
const { changed, changedInWords } = await import("../../main/resources/static/assets/beforeafter.js");
const { isolated } = await import("../../main/resources/static/assets/gaps.js");

test("lines of different epochs are laid over each other at their own, and go on where only others have recorded", () => {
    const { epochs, curves } = laidOver([{ name: "a", epochs: [0, 2], values: [1, 2] }, { name: "b", epochs: [0, 1], values: [3, null] }]);
    assert.deepEqual(epochs, [0, 1, 2]);
    assert.deepEqual(curves, [{ name: "a", values: [1, undefined, 2] }, { name: "b", values: [3, null, undefined] }]);
    assert.deepEqual(curves.map(({ values }) => isolated(values)), [[], [0]]);
    assert.deepEqual(laidOver([]), { epochs: [], curves: [] });
});

const run = (...layers) => ({ outline: { layers: layers.map(([name, ...tensors]) => ({ name, tensors })) } });
const values = (runs) => layerChoices(runs, "kernel").map((one) => one.value);

test("layers are shared that all runs have recorded; of networks that differ there are the first and the last too", () => {
    const [deep, shallow] = [run(["a", "kernel"], ["b", "kernel"], ["out", "kernel"]), run(["b", "kernel"], ["out", "kernel"], ["drop"])];
    assert.deepEqual(values([deep, deep]), ["a", "b", "out"]);
    assert.deepEqual(values([deep, shallow]), ["b", "out", ":first", ":last"]);
    assert.deepEqual(values([run(["x", "kernel"]), run(["y", "kernel"])]), [":first", ":last"]);
    assert.deepEqual([values([deep, run(["a"])]), values([])], [[], []]);
    assert.deepEqual([":first", ":last", "b"].map((choice) => layerOf(deep, "kernel", choice)), ["a", "out", "b"]);
    assert.deepEqual([":first", ":last"].map((choice) => layerOf(shallow, "kernel", choice)), ["b", "out"]);
});

test("metrics are laid over each other that all runs have, loss and accuracy first", () => {
    assert.deepEqual(sharedMetrics([{ epoch: [], val_loss: [], accuracy: [], loss: [], learning_rate: [] }, { epoch: [], loss: [], accuracy: [], val_loss: [], mae: [] }]), ["loss", "accuracy", "val_loss"]);
    assert.deepEqual(sharedMetrics([]), []);
});

const found = (...rules) => ({ items: rules.map((rule) => ({ rule, layers: [] })) });

test("what a change cured, left and brought is everything that was found, each once", () => {
    const [before, after] = [found("vanishing_gradient", "slow_convergence"), found("slow_convergence", "dead_units")];
    assert.deepEqual(changed(before, after), { cured: ["vanishing_gradient"], left: ["slow_convergence"], brought: ["dead_units"] });
    assert.equal(changedInWords(before, after), "Cured: vanishing gradient. Still there: slow convergence. New: dead units.");
    assert.equal(changedInWords(found(), found()), "No rule found anything wrong, neither before nor after.");
});
