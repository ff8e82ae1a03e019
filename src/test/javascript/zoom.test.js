import assert from "node:assert/strict";
import test from "node:test";
import { around, moved, spanByKey, spanByWheel } from "../../main/resources/static/assets/zoom.js";

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

const all = [0, 100];
const key = (name, more = {}) => spanByKey({ key: name, ...more }, [20, 60], 40, all);

test("keys zoom around an epoch, move to the side, and show all", () => {
    assert.deepEqual(key("+"), [30, 50]);
    assert.deepEqual(key("-"), [0, 80]);
    assert.equal(key("0"), null);
    assert.deepEqual(key("ArrowRight", { shiftKey: true }), [30, 70]);
    assert.deepEqual(key("ArrowLeft", { shiftKey: true }), [10, 50]);
    assert.deepEqual(["ArrowLeft", "a", "Tab"].map((name) => key(name)), [undefined, undefined, undefined]);
    assert.equal(key("+", { ctrlKey: true }), undefined, "that is the browser's zoom");
});

test("moving stops at the ends, keeps the width, and moves by an epoch at least", () => {
    assert.deepEqual(moved([90, 100], 0.25, all), [90, 100]);
    assert.deepEqual(moved([2, 12], -1, all), [0, 10]);
    assert.deepEqual(moved([50, 52], 0.25, all), [51, 53]);
    assert.deepEqual(moved([50, 52], -0.25, all), [49, 51]);
});

test("a plain wheel scrolls the page, with ctrl it zooms around the pointer, sideways it moves", () => {
    const wheel = (event, span = [20, 60], at = 30) => spanByWheel({ deltaX: 0, deltaY: 0, ...event }, span, at, all);
    assert.equal(wheel({ deltaY: 100 }), undefined);
    assert.equal(wheel({ deltaX: 100 }, all), undefined, "there is nothing to move to");
    assert.deepEqual(wheel({ deltaX: 100 }), [25, 65]);
    assert.deepEqual(wheel({ deltaY: -100, shiftKey: true }), [15, 55]);
    const [from, to] = wheel({ deltaY: -200, ctrlKey: true });
    assert.deepEqual([from, to], [25, 45], "30 stays at a quarter of the width");
    for (let span = [40, 42], turns = 0; span; turns++) {
        span = wheel({ deltaY: 1, ctrlKey: true }, span, 41);
        assert.ok(turns < 200, "the gentlest turns come to all epochs");
    }
});
