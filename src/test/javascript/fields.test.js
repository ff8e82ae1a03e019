import assert from "node:assert/strict";
import test from "node:test";
import { differing, fieldInWords, grouped, valueOf } from "../../main/resources/static/assets/fields.js";
import { tableOf } from "../../main/resources/static/assets/runtable.js";

const run = (rate, loss, more = {}) => ({ id: `r${rate}`, name: "same", labels: {}, status: { state: "succeeded", attempt: rate }, summary: "circles",
    spec: { training: { optimizer: { learning_rate: rate }, epochs: 5 }, network: { layers: [{ units: 4 }, { units: rate }] }, dataset: { features: new Array(1000).fill(rate) } },
    result: { loss, metrics: {} }, ...more });

test("runs are sorted and grouped by the fields in which they differ, of labels, state, result and spec", () => {
    assert.deepEqual(differing([run(1, 0.5, { findings: [] }), run(2, 0.5, { labels: { study: "a" }, findings: ["no_learning"] })]),
        ["labels.study", "findings", "spec.training.optimizer.learning_rate", "spec.network.layers.1.units"]);
    assert.deepEqual(differing([run(1, 0.5), run(1, null)]), ["result.loss"]);
    assert.deepEqual(differing([run(1, 0.5)]), []);
    assert.deepEqual(differing([run(1, 0.5), run(1, 0.5, { spec: undefined, result: null })]), [], "what is not known of one is no difference");
    assert.deepEqual(differing([]), []);
});

test("a field that is not there has no value, whatever its name", () => {
    assert.equal(valueOf(run(3, 1), "spec.network.layers.1.units"), 3);
    for (const path of ["spec.nothing.there", "result.loss.more", "constructor", "labels.__proto__", ""]) {
        assert.equal(valueOf(run(3, 1), path), undefined, path);
    }
});

test("fields read as words, layers counted from one", () => {
    assert.equal(fieldInWords("spec.network.layers.0.activation.type"), "network, layer 1, activation, type");
    assert.equal(fieldInWords("labels.study"), "labels, study");
    assert.equal(fieldInWords("result.metrics.accuracy"), "metrics, accuracy");
});

test("groups are in the order of their values, none last, and keep the order of their runs", () => {
    const runs = [run(2, 1), run(1, null), run(2, 3), run(1, 4)];
    const groups = grouped(runs, (each) => each.spec.training.optimizer.learning_rate);
    assert.deepEqual(groups.map(({ value, runs: some }) => [value, some.map(({ result }) => result.loss)]), [[1, [null, 4]], [2, [1, 3]]]);
    assert.deepEqual(grouped(runs, (each) => each.result.loss).map(({ value }) => value), [1, 3, 4, null]);
    assert.deepEqual(grouped([], () => 1), []);
});

test("a list as CSV has what differs as columns, and no text that a spreadsheet would take for a formula", () => {
    const evil = { ...run(1, 0.5), name: '=cmd("x"),\n' };
    const [head, ...rows] = tableOf([evil, run(2, -0.25)]).split("\r\n");
    assert.equal(head, "id,name,result.loss,spec.training.optimizer.learning_rate,spec.network.layers.1.units");
    assert.equal(rows[0], `r1,"'=cmd(""x""),\n",0.5,1,1`);
    assert.equal(rows[1], "r2,same,-0.25,2,2");
});
