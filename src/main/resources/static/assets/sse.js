/** Server-sent events, read from a response: unlike EventSource this can say who asks. */

/** @typedef {{event: string, id: string, data: string}} ServerEvent */

/**
 * Takes the text in pieces as they come, and gives the events that are whole.
 *
 * @param {(event: ServerEvent) => void} take
 */
export function eventReader(take) {
    let rest = "";
    return (piece) => {
        const blocks = (rest + piece).replaceAll("\r\n", "\n").split("\n\n");
        rest = blocks.pop() ?? "";
        blocks.map(eventOf).forEach((event) => event.data && take(event));
    };
}

/** @returns {ServerEvent} */
function eventOf(block) {
    const event = { event: "message", id: "", data: "" };
    for (const line of block.split("\n")) {
        const at = line.indexOf(":");
        const [name, value] = [line.slice(0, at), line.slice(at + 1).replace(/^ /, "")];
        if (at > 0 && name in event) {
            event[name] = name === "data" && event.data ? `${event.data}\n${value}` : value;
        }
    }
    return event;
}

/**
 * Reads a stream to its end.
 *
 * @param {Response} response
 * @param {(event: ServerEvent) => void} take
 */
export async function readEvents(response, take) {
    const read = eventReader(take);
    const reader = /** @type {any} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        read(piece.value);
    }
}
