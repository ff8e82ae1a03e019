import assert from "node:assert/strict";
import test from "node:test";
import { joined } from "../../main/resources/static/assets/api.js";

const known = { epoch: [0, 1], loss: [3, 2], learning_rate: [0.1, 0.1] };
const row = (epoch, loss) => ({ epoch, loss, learning_rate: 0.1 });

test("metrics go on with what events said of later epochs", () => {
    assert.deepEqual(joined(known, [row(1, 9), row(2, 1), row(3, 0), row(4, 0)], 3),
        { epoch: [0, 1, 2, 3], loss: [3, 2, 1, 0], learning_rate: [0.1, 0.1, 0.1, 0.1] });
});

test("where an event was missed or is not finite, the metrics are to be asked for", () => {
    assert.equal(joined(known, [], 2), null);
    assert.equal(joined(known, [row(2, 1)], 3), null);
    assert.equal(joined(known, [row(2, null)], 2), null);
    assert.equal(joined(known, [{ epoch: 2, loss: 1 }], 2), null);
});
