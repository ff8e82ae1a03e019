import assert from "node:assert/strict";
import test from "node:test";
import { eventReader } from "../../main/resources/static/assets/sse.js";

const STREAM = "event: epoch\nid: 0\ndata: {\"epoch\":0}\n\n: silence\n\nevent: status\r\ndata: a\r\ndata: b\r\n\r\n";
const EVENTS = [{ event: "epoch", id: "0", data: "{\"epoch\":0}" }, { event: "status", id: "", data: "a\nb" }];

test("events are read whole, wherever the stream was cut", () => {
    for (let at = 0; at <= STREAM.length; at++) {
        const read = [];
        const take = eventReader((event) => read.push(event));
        take(STREAM.slice(0, at));
        take(STREAM.slice(at));
        assert.deepEqual(read, EVENTS, `cut at ${at}`);
    }
});

test("an event that has not ended is not read", () => {
    const read = [];
    eventReader((event) => read.push(event))("event: epoch\ndata: 1\n");
    assert.deepEqual(read, []);
});
