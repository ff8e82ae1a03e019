import assert from "node:assert/strict";
import test from "node:test";
import { gapsOf, isolated } from "../../main/resources/static/assets/gaps.js";

const texts = (panel) => gapsOf({ epochs: [0, 1, 2, 3], log: false, ...panel }).map((gap) => gap.text);
const curve = (name, ...values) => ({ name, values });

test("a curve that is NaN to the end says from where", () => {
    assert.deepEqual(texts({ curves: [curve("a", 1, NaN, NaN, NaN), curve("b", 1, 2, NaN, NaN)] }), ["NaN from epoch 1"]);
});

test("a curve that comes back says how often it was away", () => {
    assert.deepEqual(texts({ curves: [curve("a", 1, Infinity, 2, 3)] }), ["∞ at epoch 1"]);
    assert.deepEqual(texts({ curves: [curve("a", 1, NaN, 2, NaN)] }), ["NaN at 2 epochs, first at 1"]);
});

test("zero and below have no place on a logarithmic axis only", () => {
    const curves = [curve("a", 1, 0, 0, 0), curve("b", 1, -1, 2, 2), curve("c", 1, 1, 1, 1)];
    assert.deepEqual(texts({ curves }), []);
    assert.deepEqual(texts({ curves, log: true }), ["0 from epoch 1 (a)", "below 0 at epoch 1 (b)"]);
});

test("many curves are counted, not named", () => {
    const curves = ["a", "b", "c"].map((name) => curve(name, null, null, null, null));
    assert.deepEqual(texts({ curves: [...curves, curve("d", 1, 2, 3, 4)] }), ["no number from epoch 0 (3 of 4)"]);
});

test("values without a neighbour are isolated", () => {
    assert.deepEqual(isolated([1, null, 2, 3, null, 0]), [0, 5]);
    assert.deepEqual(isolated([7]), [0]);
    assert.deepEqual(isolated([]), []);
});
