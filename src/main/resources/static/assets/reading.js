/** The numbers of a panel at one epoch: shown next to the pointer, and spoken. */
import { element } from "./dom.js";
import { number } from "./numbers.js";

const ROWS = 17;
const COLUMNS = 3;

/** Whether theory has a number for a curve. */
export const isExpected = (curve) => (curve.expected ?? null) !== null;

/** The numbers of a curve that are behind what is drawn. */
export const recorded = (curve) => curve.raw ?? curve.values;

/** As many curves as fit into a reading, evenly from the first to the last. */
function readable(curves) {
    const most = COLUMNS * ROWS;
    const step = Math.max(1, (curves.length - 1) / (most - 1));
    return Array.from({ length: Math.min(most, curves.length) }, (_, k) => curves[Math.round(k * step)]);
}

/** The numbers of the curves at one epoch. */
export function reading(panel, index) {
    const theory = (curve) => (index === 0 && isExpected(curve) ? ` (theory ${number(curve.expected)})` : "");
    const shown = readable(panel.curves);
    const rows = shown.map((curve) =>
        element("tr", {},
            element("th", { scope: "row" }, swatch(curve), curve.name),
            element("td", {}, number(recorded(curve)[index]) + theory(curve))));
    const body = element("tbody", {}, rows);
    body.style.setProperty("--rows", Math.min(rows.length, ROWS));
    const some = shown.length < panel.curves.length ? `, ${shown.length} of ${panel.curves.length} layers` : "";
    return element("table", {}, element("caption", {}, `epoch ${panel.epochs[index]}${some}`), body);
}

export function swatch(curve) {
    const mark = element("span", { class: "swatch", "aria-hidden": "true" });
    mark.style.setProperty("--colour", curve.colour);
    mark.classList.toggle("dashed", Boolean(curve.dash));
    return mark;
}

export function spoken(panel, index) {
    return `Epoch ${panel.epochs[index]}: ` + panel.curves.map((c) => `${c.name} ${number(recorded(c)[index])}`).join(", ");
}
