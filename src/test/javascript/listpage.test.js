import assert from "node:assert/strict";
import test from "node:test";
import { pageOf, partsOf, ROWS } from "../../main/resources/static/assets/listpage.js";
import { needsAll } from "../../main/resources/static/assets/runlist.js";

const runs = Array.from({ length: 2 * ROWS + 3 }, (_, k) => ({ id: String(k), kind: k % 2 ? "b" : "a", result: k ? { loss: k } : null }));

test("pages hold all runs in order, none of them twice, whether in groups or not", () => {
    for (const key of [null, (run) => run.kind, () => null, (run) => run.id]) {
        const pages = [1, 2, 3].map((page) => partsOf(runs, key, page));
        const all = pages.flat().flatMap((part) => part.runs);
        assert.deepEqual(new Set(all), new Set(runs));
        assert.equal(all.length, runs.length);
        assert.ok(pages.every((parts) => parts.flatMap((part) => part.runs).length <= ROWS));
        assert.ok(pages.flat().every(({ head }) => Boolean(head) === Boolean(key)));
    }
    assert.deepEqual(partsOf(runs, null, 1)[0].runs, runs.slice(0, ROWS));
});

test("a group that goes on has its head on the next page too, with all that it counts", () => {
    const [first, second] = [1, 2].map((page) => partsOf(runs, (run) => run.kind, page));
    assert.deepEqual(first.map(({ head }) => head), [{ value: "a", count: ROWS + 2, remark: `, loss 2 to ${2 * ROWS + 2}` }]);
    assert.deepEqual(second.map(({ head, runs: some }) => [head.value, some.length]), [["a", 2], ["b", ROWS - 2]]);
});

test("an address names a page that there is", () => {
    assert.deepEqual(["2", undefined, "0", "-1", "x", "1e3", "99"].map((word) => pageOf(word, 103)), [2, 1, 1, 1, 1, 1, 3]);
    assert.equal(pageOf("99", 0), 1);
    assert.equal(pageOf("99"), 99);
});

test("all runs are asked for only where the service cannot sort or filter by itself", () => {
    for (const words of [{}, { sort: "loss" }, { sort: "-result.metrics.recall" }, { label: "study:a" }, { state: "failed", name: "x" }, { sort: "nonsense" }]) {
        assert.equal(needsAll(words), false, JSON.stringify(words));
    }
    for (const words of [{ sort: "state" }, { sort: "-spec.seed" }, { group: "summary" }, { finding: "plateau" }, { label: "study" }]) {
        assert.equal(needsAll(words), true, JSON.stringify(words));
    }
});
