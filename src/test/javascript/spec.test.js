import assert from "node:assert/strict";
import test from "node:test";
import { asCurl, asPython } from "../../main/resources/static/assets/spec/clients.js";
import { changes, titleOf } from "../../main/resources/static/assets/spec/difference.js";
import { entryOf, familyOf, kindOf, placeFor, shortened, valueAt, withValue } from "../../main/resources/static/assets/spec/schema.js";

const parameter = (name, type, default_value = null, more = {}) => ({ name, type, description: "", required: false, default_value, values: null, ...more });
const catalog = {
    tensors: ["kernel"],
    activations: [{ type: "linear", parameters: [] }, { type: "relu", parameters: [parameter("negative_slope", "number", 0), parameter("threshold", "number", 0)] }],
    layers: [{ type: "dense", parameters: [parameter("name", "string"), parameter("units", "integer", null, { required: true }), parameter("activation", "activation", "linear"), parameter("dropout", "number", 0)] }],
    losses: [{ type: "mse", parameters: [] }],
    optimizers: [{ type: "sgd", parameters: [parameter("learning_rate", "learning_rate", 0.01)] }],
    learning_rates: [{ type: "decay", parameters: [] }],
    spec: [
        { type: "spec", parameters: [parameter("network", "network", null, { required: true }), parameter("training", "training", null, { required: true }), parameter("recording", "recording", {}), parameter("seed", "integer", 0)] },
        { type: "network", parameters: [parameter("layers", "array of layer", null, { required: true })] },
        { type: "training", parameters: [parameter("loss", "loss", null, { required: true }), parameter("optimizer", "optimizer", "sgd"), parameter("epochs", "integer", 1), parameter("stop", "stop")] },
        { type: "recording", parameters: [parameter("every", "integer", 1)] },
        { type: "stop", parameters: [parameter("patience", "integer", 0)] },
    ],
};
const stored = {
    network: { layers: [{ type: "dense", name: "hidden", units: 5, activation: { type: "relu", negative_slope: 0, threshold: 0 }, dropout: 0 },
        { type: "dense", name: "output", units: 1, activation: { type: "linear" }, dropout: 0.5 }] },
    training: { loss: { type: "mse" }, optimizer: { type: "sgd", learning_rate: 0.01 }, epochs: 9 },
    recording: { every: 1 },
    seed: 7,
};

test("a stored spec is shown as somebody would have written it", () => {
    assert.deepEqual(shortened(catalog, "spec", stored), {
        network: { layers: [{ name: "hidden", units: 5, activation: "relu" }, { name: "output", units: 1, dropout: 0.5 }] },
        training: { loss: "mse", epochs: 9 },
        seed: 7,
    });
});

test("what is short already stays as it is", () => {
    const short = shortened(catalog, "spec", stored);
    assert.deepEqual(shortened(catalog, "spec", short), short);
});

test("each parameter is edited as what it is", () => {
    const kind = (type, values = null) => kindOf(catalog, parameter("x", type, null, { values }));
    assert.deepEqual(["integer", "number", "boolean", "string", "activation", "stop", "array of layer", "array of string", "object"].map((type) => kind(type)),
        ["number", "number", "boolean", "text", "family", "record", "layers", "list", "json"]);
    assert.equal(kind("string", ["a"]), "choice");
    assert.equal(familyOf(catalog, "loss")[0].type, "mse");
    assert.equal(entryOf(catalog, "layer", { units: 3 }).type, "dense");
    assert.equal(entryOf(catalog, "activation", "relu").type, "relu");
});

test("a place is changed in a copy, and nothing else", () => {
    const before = structuredClone(stored);
    const after = withValue(stored, "/network/layers/0/activation/threshold", 3);
    assert.deepEqual(stored, before);
    assert.equal(valueAt(after, "/network/layers/0/activation/threshold"), 3);
    assert.deepEqual(changes(stored, after), [{ pointer: "/network/layers/0/activation/threshold", before: 0, after: 3 }]);
    assert.deepEqual(withValue({ a: "relu" }, "/a/threshold", 1), { a: { type: "relu", threshold: 1 } });
    assert.deepEqual(withValue({ a: [1, 2] }, "/a/0", undefined), { a: [2] });
    assert.deepEqual(withValue({ "a/b": 1 }, "/a~1b", 2), { "a/b": 2 });
});

test("a problem is shown at the field that it is about, or at what that is in", () => {
    const places = ["/training", "/training/epochs", "/network/layers/0"];
    assert.equal(placeFor(places, "/training/epochs"), "/training/epochs");
    assert.equal(placeFor(places, "/training/loss/type"), "/training");
    assert.equal(placeFor(places, "/network/layers/0/units"), "/network/layers/0");
    assert.equal(placeFor(places, "/network/layers/01"), null);
});

test("the title of a comparison says what differs", () => {
    const changed = (pointer, value) => titleOf(stored, withValue(stored, pointer, value));
    assert.equal(titleOf(stored, stored), "");
    assert.equal(changed("/network/layers/0/activation", "linear"), "linear instead of relu");
    assert.equal(changed("/training/epochs", 20), "epochs 20 instead of 9");
    assert.equal(changed("/training/stop", { patience: 3 }), "stop other");
    assert.equal(titleOf({ shuffle: true }, { shuffle: false }), "shuffle off");
    const wide = withValue(withValue(stored, "/network/layers/0/dropout", 0.5), "/network/layers/1/dropout", 0.25);
    assert.equal(titleOf(stored, wide), "dropout 0.5 instead of 0, dropout 0.25 instead of 0.5");
});

test("requests are quoted for a shell and written for Python", () => {
    const request = { name: "it's", spec: { on: true, none: null, list: [1, 2], rows: [{ a: 1 }] } };
    assert.ok(asCurl("http://x/", request).startsWith("curl 'http://x/api/v1/runs'"));
    assert.ok(asCurl("http://x/", request).includes("it'\\''s"));
    const python = asPython("http://x/", request);
    assert.ok(python.includes('"on": True') && python.includes('"none": None') && python.includes('"list": [1, 2]'));
});
