import assert from "node:assert/strict";
import test from "node:test";
import { axesOf } from "../../main/resources/static/assets/metricaxes.js";

test("the loss has an axis of its own, what lies between 0 and 1 another, each other metric its own", () => {
    const columns = { epoch: [0, 1], loss: [0.7, 0.6], accuracy: [0.5, 0.6], mae: [3, 2], r2: [-1, 0.5], precision: [null, 1], val_loss: [0.8, 0.9],
        val_accuracy: [0.5, 0.5], val_mae: [0.5, 0.4], learning_rate: [0.1, 0.1] };
    assert.deepEqual(axesOf(columns).map(({ names }) => names),
        [["loss", "val_loss"], ["accuracy", "precision", "val_accuracy"], ["mae", "val_mae"], ["r2"]]);
});

test("a metric that leaves 0 to 1 on the validation examples only leaves with both", () => {
    assert.deepEqual(axesOf({ epoch: [0], loss: [1], mae: [0.5], val_mae: [2], accuracy: [1] }).map(({ names }) => names),
        [["loss"], ["mae", "val_mae"], ["accuracy"]]);
    assert.deepEqual(axesOf({ epoch: [0], loss: [1] }), [{ key: "metric loss", names: ["loss"] }]);
});
