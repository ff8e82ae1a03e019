import assert from "node:assert/strict";
import test from "node:test";
import { chosen, hashOf, hashOfRuns, isSameScreen, parse, spanOf } from "../../main/resources/static/assets/router.js";

test("an address says the view, its subject and its state, and comes back from them", () => {
    for (const [view, subject, words] of [
        ["start", "", {}],
        ["start", "", { zoom: "3-9" }],
        ["runs", "", { state: "failed", name: "a & b = c#d" }],
        ["run", "01a2", { tensor: "kernel", epoch: "40", layer: "hidden_1" }],
        ["compare", "01a2,01a3", { scale: "linear" }],
        ["lesson", "vanishing-gradient", { step: "3" }],
        ["new", "", { from: "01a2" }],
    ]) {
        assert.deepEqual(parse(hashOf(view, subject, words)), { view, subject, words });
    }
});

test("addresses of before still lead where they did", () => {
    assert.deepEqual(parse("#runs=a&tensor=kernel"), { view: "run", subject: "a", words: { tensor: "kernel" } });
    assert.deepEqual(parse("#runs=a,b,a"), { view: "compare", subject: "a,b", words: {} });
    assert.deepEqual(parse("#compare=a"), { view: "run", subject: "a", words: {} });
});

test("whatever else an address has, it leads to the start", () => {
    for (const hash of ["", "#", "#main", "#%", "#=&=", "#constructor=1", "#__proto__=2"]) {
        assert.equal(parse(hash).view, "start", hash);
    }
});

test("one run has a view of its own, several are compared", () => {
    assert.equal(hashOfRuns(["a"]), "#run=a");
    assert.equal(hashOfRuns(["a", "b"]), "#compare=a,b");
});

test("what is empty is no word of an address", () => {
    assert.equal(hashOf("run", "a", { zoom: null, layer: "" }), "#run=a");
});

test("other words are another state of the same screen", () => {
    assert.equal(isSameScreen(parse("#run=a&epoch=1"), parse("#run=a")), true);
    assert.equal(isSameScreen(parse("#run=a"), parse("#run=b")), false);
    assert.equal(isSameScreen(null, parse("#run=b")), false);
});

test("charts are chosen by three words, whatever else an address says", () => {
    assert.deepEqual(chosen({ epoch: "3", zoom: "1-2" }), { tensor: "kernel_gradient", statistic: "std", scale: "log" });
    assert.deepEqual(chosen({ tensor: "kernel", scale: "linear" }), { tensor: "kernel", statistic: "std", scale: "linear" });
});

test("a span is two epochs in their order", () => {
    assert.deepEqual(spanOf("10-40"), [10, 40]);
    for (const text of ["40-10", "4-4", "a-b", "-1-3", "", undefined]) {
        assert.equal(spanOf(text), null);
    }
});
