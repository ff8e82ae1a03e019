import assert from "node:assert/strict";
import test from "node:test";
import { KEYS, matches, nextSort, sorted } from "../../main/resources/static/assets/order.js";

const run = (id, loss, more = {}) => ({ id, name: id, labels: {}, status: { state: "succeeded" }, result: loss === undefined ? null : { loss, metrics: {} }, ...more });

test("every order has its reverse, and what has no value comes last in both", () => {
    const runs = [run("b", 2), run("c"), run("a", 1)];
    assert.deepEqual(sorted(runs, "loss").map(({ id }) => id), ["a", "b", "c"]);
    assert.deepEqual(sorted(runs, "-loss").map(({ id }) => id), ["b", "a", "c"]);
    assert.deepEqual(sorted(runs, "-name").map(({ id }) => id), ["c", "b", "a"]);
    Object.keys(KEYS).forEach((key) => assert.equal(sorted(runs, key).length, 3));
});

test("without an order, or with one that is unknown, runs stay as they are", () => {
    const runs = [run("b", 2), run("a", 1)];
    assert.equal(sorted(runs), runs);
    assert.equal(sorted(runs, "constructor"), runs);
});

test("a head that is pressed again turns the order round, and then ends it", () => {
    assert.deepEqual([undefined, "loss", "-loss", "name"].map((sort) => nextSort("loss", sort)), ["loss", "-loss", null, "loss"]);
});

test("runs are filtered by state, name and label", () => {
    const one = run("Sigmoid deep", 1, { labels: { study: "a", best: "" } });
    for (const words of [{}, { state: "succeeded" }, { name: "sigMOID" }, { label: "study" }, { label: "study:a" }, { label: "best:" }]) {
        assert.ok(matches(one, words), JSON.stringify(words));
    }
    for (const words of [{ state: "failed" }, { name: "relu" }, { label: "study:b" }, { label: "other" }]) {
        assert.ok(!matches(one, words), JSON.stringify(words));
    }
});
