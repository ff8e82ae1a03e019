import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { figuresOf, pinned, pinsOf, spreadMetrics } = await import("../../main/resources/static/assets/runfigures.js");
const { fileName } = await import("../../main/resources/static/assets/downloads.js");

const layer = (name, ...tensors) => ({ name, tensors });
const run = { outline: { layers: [layer("hidden", "kernel", "kernel_gradient"), layer("output", "kernel")], metrics: ["loss", "accuracy"] }, signals: ["backward_gain"] };
const chosen = { tensor: "kernel", statistic: "std", scale: "linear", smooth: 10 };

test("pinned charts are a word of the address, each once, and nonsense is none", () => {
    const word = "kernel.std.log,kernel.std.log,activation.mean.linear";
    assert.equal(pinned(pinsOf(word)), "kernel.std.log,activation.mean.linear");
    assert.deepEqual(pinsOf("kernel,kernel.std,..,a.b.c.d"), []);
    assert.equal(pinned(pinsOf("")), null);
});

test("a run shows what was chosen, what was pinned as far as it recorded it, how it learned, and the rest", () => {
    const figures = figuresOf(run, chosen, pinsOf("kernel_gradient.mean.linear,bias.std.log"), () => null);
    assert.deepEqual(figures.map(({ title }) => title), ["standard deviation of kernel", "mean of kernel gradient", "learning", "gradients", "weights", "signals"]);
    assert.ok(figures.flatMap(({ panels }) => panels).every(({ smooth }) => smooth === 10));
    assert.deepEqual(figures.at(-1).panels.map(({ rule }) => rule), [{ value: 1, text: "1: passes unchanged" }]);
    assert.equal(figuresOf(run, { ...chosen, tensor: undefined }, [], () => null)[0].title, "learning");
});

test("loss, shares and other metrics have axes of their own, and the learning rate one where it changes", () => {
    const learning = (columns) => spreadMetrics({ panels: [{ key: "metrics", columns, smooth: 10 }] });
    const rates = (figure) => figure.panels.map(({ key, smooth }) => `${key} ${smooth}`);
    const columns = { epoch: [0, 1], loss: [2, 1], accuracy: [0, 1], learning_rate: [0.1, 0.1] };
    assert.deepEqual(rates(learning(columns)), ["metric loss 10", "metric shares 10"]);
    assert.equal(learning(columns).note, "learning rate 0.1");
    assert.deepEqual(rates(learning({ ...columns, learning_rate: [0.1, 0.05] })), ["metric loss 10", "metric shares 10", "learning_rate 0"]);
    const unknown = { panels: [{ key: "metrics", columns: null }] };
    assert.equal(spreadMetrics(unknown), unknown);
});

test("any name of a run is the name of a file", () => {
    assert.deepEqual(["relu, N(0, 1)", "../../etc/passwd", "<img src=x>", "日本", "é"].map(fileName), ["relu-N-0-1", "etc-passwd", "img-src-x", "run", "e"]);
});
