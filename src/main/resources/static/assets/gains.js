/** How much of the gradient arrives at the first layer, seed by seed: untrained and trained. */
import { drawing, element } from "./dom.js";
import { number } from "./numbers.js";
import { placeIn } from "./outcomes.js";
import { grid, ink, layerColours } from "./palette.js";
import { hashOfRuns } from "./router.js";

const WIDTH = 360;
const HIGH = 26;

/** "12 %", "1/3,200", "1e-9", "× 40" of its log10; "none" where it is none. @param {number | null | undefined} log */
export function gainInWords(log) {
    if (log === null || log === undefined) {
        return "none";
    }
    const gain = 10 ** log;
    return log < -6 ? number(gain) : log < -2 ? `1/${Number((1 / gain).toPrecision(2)).toLocaleString("en")}` : log > 1 ? `× ${number(gain)}` : `${number(100 * gain)} %`;
}

/** The limits of all gains, in whole decades, with 0. @param {any[]} cells */
export function decadesOf(cells) {
    const values = cells.flatMap((cell) => cell.values.flatMap((one) => [one.untrained_gain, one.trained_gain])).filter((value) => Number.isFinite(value));
    return values.length ? [Math.floor(Math.min(0, ...values)), Math.ceil(Math.max(0, ...values))] : null;
}

/** @param {any} cell @param {number[]} range @param {string} colour */
function strip(cell, range, colour) {
    const [low, high] = range;
    const at = (value) => placeIn(value, low, high, WIDTH);
    const dots = (name, fill, y) => cell.values.filter((one) => Number.isFinite(one[name])).map((one) => {
        const words = `seed ${one.seed}, ${name === "trained_gain" ? "trained" : "untrained"}: ${gainInWords(one[name])}`;
        return drawing("a", { href: hashOfRuns([one.run]), "aria-label": words },
            drawing("circle", { cx: at(one[name]), cy: y, r: 3, fill, stroke: colour, "fill-opacity": 0.6 }, drawing("title", {}, words)));
    });
    return drawing("svg", { viewBox: `0 0 ${WIDTH} ${HIGH}`, width: WIDTH, height: HIGH, role: "group", "aria-label": `gradient at the first layer by seed, ${cell.title}` },
        drawing("line", { x1: at(0), x2: at(0), y1: 0, y2: HIGH, stroke: ink(), "stroke-dasharray": "2 3" }),
        drawing("line", { x1: 0, x2: WIDTH, y1: HIGH - 1, y2: HIGH - 1, stroke: grid() }),
        dots("untrained_gain", "none", 8), dots("trained_gain", colour, 18));
}

/** @param {any} summary @returns {Element | null} null where it was not recorded */
export function gains({ cells }) {
    const range = decadesOf(cells);
    const colours = layerColours(cells.length);
    return range && element("section", { "aria-labelledby": "gains-title" },
        element("h2", { id: "gains-title" }, "How much of the gradient arrives at the first layer"),
        element("p", { class: "hint" }, `From 1e${range[0]} to 1e${range[1]}, by decades; at the dashed line all of it arrives. ○ untrained, ● after training; a dot is a link to its run.`),
        element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Gradient at the first layer" }, element("table", { class: "matrix gains" },
            element("thead", {}, element("tr", {}, ["Cell", "By seed", "Untrained, median", "Trained, median"].map((title) => element("th", { scope: "col" }, title)))),
            element("tbody", {}, cells.map((cell, k) => element("tr", {}, element("th", { scope: "row" }, cell.title), element("td", {}, strip(cell, range, colours[k])),
                element("td", { class: "number" }, gainInWords(cell.untrained_gain?.p50)), element("td", { class: "number" }, gainInWords(cell.trained_gain?.p50))))))));
}
