import assert from "node:assert/strict";
import test from "node:test";
import { countInWords, errorsOf, merged, placeOfWarning, rowOf, warningsOf } from "../../main/resources/static/assets/spec/check.js";
import { checks } from "../../main/resources/static/assets/spec/checks.js";
import { added, likeRow, movedRow } from "../../main/resources/static/assets/spec/layers.js";
import { datasetOf, featuresOf, fitted, started, withFeature, withTarget } from "../../main/resources/static/assets/spec/learning.js";

const spec = {
    network: { layers: [{ name: "hidden", repeat: 9, units: 5, activation: { type: "sigmoid" } }, { name: "output", units: 1, activation: { type: "relu" } }] },
    training: { epochs: 3, optimizer: { type: "sgd", learning_rate: 1 } },
};
const patch = { network: { layers: [spec.network.layers[0], { ...spec.network.layers[1], activation: "sigmoid" }] } };
const warning = (more) => ({ rule: "x", layers: [], explanation: "It does.", remedies: [], ...more });

test("a warning is shown at the field that its remedy changes, else at its layer, else at none", () => {
    assert.equal(placeOfWarning(spec, warning({ remedies: [{ title: "Use sigmoid", patch }] })), "/network/layers/1/activation");
    assert.equal(placeOfWarning(spec, warning({ remedies: [{ title: "Slower", patch: { training: { optimizer: { learning_rate: 0.1 } } } }] })), "/training/optimizer/learning_rate");
    assert.equal(placeOfWarning(spec, warning({ layers: ["hidden_3"] })), "/network/layers/0");
    assert.equal(placeOfWarning(spec, warning({ layers: ["nothing"] })), "");
    assert.equal(placeOfWarning(spec, warning({})), "");
    assert.deepEqual([rowOf(spec, "output"), rowOf(spec, "hidden_9"), rowOf({}, "a")], [1, 0, -1]);
});

test("a patch is merged as RFC 7386 has it, and nothing else is touched", () => {
    const before = structuredClone(spec);
    assert.deepEqual(merged({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: 4 } }), { b: { c: 4, d: 3 } });
    assert.deepEqual(merged({ a: [1, 2] }, { a: [3] }), { a: [3] });
    assert.deepEqual(merged("x", { a: { b: 1 } }), { a: { b: 1 } });
    merged(spec, patch);
    assert.deepEqual(spec, before);
});

test("errors and warnings are counted", () => {
    const errors = errorsOf({ errors: [{ pointer: "/spec/training/epochs", detail: "must be at least 0" }, { pointer: "/name", detail: "is too long" }] });
    assert.deepEqual(errors.map((one) => one.pointer), ["/training/epochs", "/name"]);
    const warnings = warningsOf({ spec, warnings: [warning({ layers: ["output"] })] });
    assert.deepEqual(warnings, [{ severity: "warning", pointer: "/network/layers/1", detail: "It does", remedy: undefined }]);
    assert.equal(countInWords([...errors, ...warnings]), "2 things are refused, 1 warning: see the fields.");
    assert.equal(countInWords([]), "Ready to train: nothing is refused, and no rule warns.");
});

test("only the last answer of those asked for counts", async () => {
    const told = [];
    const answers = [];
    const check = checks((request) => new Promise((resolve) => answers.push(() => resolve(request))), (answer) => told.push(answer), 1);
    check.now("first");
    check.now("second");
    answers.forEach((answer) => answer());
    await new Promise((resolve) => setTimeout(resolve, 5));
    check.soon("third");
    check.soon("fourth");
    await new Promise((resolve) => setTimeout(resolve, 20));
    answers.at(-1)();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual([told, answers.length], [["second", "fourth"], 3]);
});

test("rows are moved, copied without their name, and added before the output", () => {
    assert.deepEqual(movedRow(["a", "b", "c"], 2, 0), ["c", "a", "b"]);
    assert.deepEqual(likeRow({ name: "hidden", units: 3 }), { units: 3 });
    assert.deepEqual(likeRow("dropout"), { type: "dropout" });
    assert.deepEqual(added([{ name: "hidden", units: 3 }, { name: "output" }]), [{ name: "hidden", units: 3 }, { units: 3 }, { name: "output" }]);
    assert.equal(added([{ name: "output" }]).length, 2);
});

const columns = [{ name: "length", type: "numeric", missing: 2 }, { name: "colour", type: "categorical", missing: 0 }, { name: "species", type: "categorical", missing: 0 }];

test("a file is learned from all columns but the last, unless others are chosen", () => {
    const dataset = datasetOf({ id: "a", columns });
    assert.deepEqual(dataset, { type: "csv", dataset: "a", target: "species", scaling: "standardise", missing: "drop" });
    assert.deepEqual(featuresOf(dataset, columns), ["length", "colour"]);
    const fewer = withFeature(dataset, columns, "colour", false);
    assert.deepEqual(fewer.features, ["length"]);
    assert.deepEqual(withFeature(fewer, columns, "colour", true), dataset);
    assert.deepEqual(featuresOf(withTarget(fewer, "length"), columns), ["colour", "species"]);
    assert.deepEqual(featuresOf(withTarget(dataset, "length"), columns), ["colour", "species"]);
    assert.equal(withTarget({ ...dataset, target_scaling: "standardise" }, "species").target_scaling, undefined);
});

test("output, loss and metric fit the targets, and the rest of the network stays", () => {
    const of = (kind, outputs) => started({ seed: 7 }, { type: "csv" }, { target_kind: kind, outputs });
    assert.deepEqual([of("real", 1), of("binary", 1), of("one_hot", 3)].map(({ network, training }) => [network.layers.at(-1), training.loss, training.metrics]), [
        [{ name: "output", units: 1 }, "mean_squared_error", ["mae"]],
        [{ name: "output", units: 1, activation: "sigmoid" }, "binary_crossentropy", ["accuracy"]],
        [{ name: "output", units: 3, activation: "softmax" }, "categorical_crossentropy", ["accuracy"]]]);
    assert.equal(of("real", 1).dataset.target_scaling, "standardise");
    const mine = { network: { layers: [{ units: 99 }, { units: 1 }] }, training: { epochs: 7, optimizer: "adam", class_weight: "balanced" } };
    const now = fitted(mine, { type: "csv" }, { target_kind: "real", outputs: 1 });
    assert.deepEqual([now.network.layers[0], now.training.epochs, now.training.optimizer, now.training.class_weight], [{ units: 99 }, 7, "adam", undefined]);
});
