import assert from "node:assert/strict";
import test from "node:test";

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { LESSONS, stepOf } = await import("../../main/resources/static/assets/lessons.js");
const { progressOf } = await import("../../main/resources/static/assets/experimentbody.js");
const { placeIn, rangeOf, shareInWords } = await import("../../main/resources/static/assets/outcomes.js");

test("every step of a lesson says something and has something to show", () => {
    for (const lesson of Object.values(LESSONS)) {
        for (const step of lesson.steps) {
            assert.ok(step.title && step.text.length);
            assert.equal(step.show === "experiment", Boolean(step.experiment), step.title);
            assert.equal(step.show !== "experiment", Boolean(step.runs?.length), step.title);
        }
    }
    assert.equal(LESSONS["vanishing-gradient"].steps.length, 6);
});

test("the step of an address is one that there is", () => {
    const lesson = { steps: [1, 2, 3] };
    assert.deepEqual([undefined, "2", "0", "9", "x", "2.7"].map((text) => stepOf(lesson, text)), [1, 2, 1, 3, 1, 2]);
});

test("an experiment over seeds leaves seeds to the service", () => {
    for (const { experiment } of LESSONS["vanishing-gradient"].steps.filter((step) => step.experiment)) {
        assert.equal(experiment.base.seed, undefined);
        assert.equal(experiment.base.dataset.seed, undefined);
        assert.ok(experiment.seeds.count >= 10);
    }
});

test("shares, ranges and places", () => {
    assert.equal(shareInWords({ count: 2, of: 12, share: 1 / 6, low: 0.047, high: 0.448 }), "2 of 12 (5 % to 45 %)");
    assert.equal(shareInWords(null), "none yet");
    assert.deepEqual(rangeOf([{ values: [{ value: 0.5 }, { value: null }] }, { values: [{ value: 0.9 }] }]), [0.5, 0.9]);
    assert.deepEqual(rangeOf([]), [0, 1]);
    assert.equal(placeIn(1, 0, 1, 100), 94);
});

test("progress counts what has ended", () => {
    assert.equal(progressOf({ state: "running", runs: { queued: 3, running: 1, succeeded: 5, failed: 1, cancelled: 0 }, seconds_left: 2.2 }), "6 of 10 runs have ended, 1 failed, about 2 s left");
    assert.equal(progressOf({ state: "succeeded", runs: { queued: 0, running: 0, succeeded: 2, failed: 0, cancelled: 0 }, seconds_left: null }), "succeeded: 2 runs");
});
