import assert from "node:assert/strict";
import test from "node:test";
import { filterOfService, KEYS, keyOf, matches, nextSort, orderOfService, sorted } from "../../main/resources/static/assets/order.js";

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

test("any field is an order, and one that no run has is none that moves them", () => {
    const runs = [run("a", 1, { labels: { rank: "2" } }), run("b", 2, { labels: { rank: "1" } }), run("c", 3)];
    assert.deepEqual(sorted(runs, "labels.rank").map(({ id }) => id), ["b", "a", "c"]);
    assert.deepEqual(sorted(runs, "spec.nothing").map(({ id }) => id), ["a", "b", "c"]);
    assert.equal(keyOf("summary")?.({ summary: "x" }), "x");
    assert.equal(keyOf("findings")?.({ findings: ["a", "b"] }), "a, b");
    assert.equal(keyOf("findings")?.({ findings: [] }), null);
});

test("the service sorts and filters by what it knows, the page by the rest", () => {
    assert.deepEqual(["name", "-loss", "result.metrics.recall", "-result.validation.loss", "-status.finished_at"].map((sort) => orderOfService(sort)),
        ["name", "-loss", "recall", "-val_loss", "-finished"]);
    assert.deepEqual(["state", "time", "spec.seed", "labels.study", "", undefined, "result.metrics.a.b"].map((sort) => orderOfService(sort)), Array(7).fill(null));
    assert.deepEqual(filterOfService({ state: "failed", name: " a ", label: "study" }), { state: "failed", name: "a", label: "" });
    assert.equal(filterOfService({ label: "study:a:b" }).label, "study:a:b");
});

test("a run is filtered by what rules found in it, once that is known", () => {
    const found = run("a", 1, { findings: ["no_learning"] });
    assert.ok(matches(found, { finding: "no_learning" }) && !matches(found, { finding: "plateau" }) && !matches(run("b", 1), { finding: "no_learning" }));
    assert.ok(matches(run("c", 1, { labels: { time: "12:30" } }), { label: "time:12:30" }));
});
