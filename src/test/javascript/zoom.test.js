import assert from "node:assert/strict";
import test from "node:test";
import { around } from "../../main/resources/static/assets/zoom.js";

test("a span keeps its width and stays within all epochs", () => {
    for (const middle of [0, 3, 50, 99, 100]) {
        const [from, to] = around(middle, 20, [0, 100]);
        assert.equal(to - from, 20);
        assert.ok(from >= 0 && to <= 100 && from <= middle && middle <= to, `${middle}: ${from}-${to}`);
    }
});

test("a span of everything is no span, and none is narrower than two epochs", () => {
    assert.equal(around(5, 10, [0, 10]), null);
    assert.equal(around(5, Infinity, [0, 10]), null);
    assert.deepEqual(around(5, 0.1, [0, 10]), [4, 6]);
});
