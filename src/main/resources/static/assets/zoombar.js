/** The epochs that charts show, as numbers and buttons: for fingers, and for all who do not know the keys. */
import { element } from "./dom.js";
import { around, moved } from "./zoom.js";

/** @param {(span: number[] | null) => void} spanned another span is wanted */
export function zoomBar(spanned) {
    let all = [0, 1];
    /** @type {number[]} */
    let span = all;
    const number = (id, name) => element("input", { id, type: "number", class: "epoch", "aria-label": name, change: () => typed() });
    const [from, to] = [number("zoom-from", "First epoch shown"), number("zoom-to", "Last epoch shown")];
    const middle = () => (span[0] + span[1]) / 2;
    const button = (id, name, text, wanted) => element("button", { type: "button", class: "small", id, "aria-label": name, click: () => spanned(wanted()) }, text);
    const left = button("zoom-left", "Earlier epochs", "◀", () => moved(span, -0.5, all));
    const right = button("zoom-right", "Later epochs", "▶", () => moved(span, 0.5, all));
    const out = button("zoom-out", "Twice as many epochs", "−", () => around(middle(), 2 * (span[1] - span[0]), all));
    const closer = button("zoom-in", "Half as many epochs", "+", () => around(middle(), (span[1] - span[0]) / 2, all));
    const reset = element("button", { type: "button", class: "small", id: "zoom-reset", click: () => spanned(null) }, "All epochs");

    function typed() {
        const [first, last] = [Number(from.value), Number(to.value)];
        first < last ? spanned(around((first + last) / 2, last - first, all)) : show(span, all);
    }

    /** @param {number[] | null} shown @param {number[]} whole */
    function show(shown, whole) {
        all = whole;
        span = shown ?? whole;
        [from.value, to.value] = [String(span[0]), String(span[1])];
        [from, to].forEach((input) => Object.assign(input, { min: String(all[0]), max: String(all[1]) }));
        [out, left, right, reset].forEach((each) => (each.disabled = !shown));
        left.disabled ||= span[0] <= all[0];
        right.disabled ||= span[1] >= all[1];
        closer.disabled = span[1] - span[0] <= 2;
    }

    return { node: element("fieldset", { id: "zoom-bar" }, element("legend", {}, "Epochs"), from, "to", to, closer, out, left, right, reset), show };
}
