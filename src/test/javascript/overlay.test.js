import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { laidOver, sharedLayers } = await import("../../main/resources/static/assets/overlay.js");

test("lines of different epochs are laid over each other at their own", () => {
    assert.deepEqual(laidOver([{ name: "a", epochs: [0, 2], values: [1, 2] }, { name: "b", epochs: [0, 1], values: [3, 4] }]),
        { epochs: [0, 1, 2], curves: [{ name: "a", values: [1, null, 2] }, { name: "b", values: [3, 4, null] }] });
    assert.deepEqual(laidOver([]), { epochs: [], curves: [] });
});

test("layers are shared that all runs have recorded", () => {
    const run = (...layers) => ({ outline: { layers: layers.map(([name, ...tensors]) => ({ name, tensors })) } });
    assert.deepEqual(sharedLayers([run(["a", "kernel"], ["b", "kernel"]), run(["b", "kernel"], ["a"])], "kernel"), ["b"]);
    assert.deepEqual(sharedLayers([], "kernel"), []);
});
