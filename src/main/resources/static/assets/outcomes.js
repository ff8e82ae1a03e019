/** What many runs say together, as elements: shares, values by seed, verdicts, bands. */
import { drawing, element, inWords } from "./dom.js";
import { number } from "./numbers.js";
import { grid, ink, layerColours } from "./palette.js";
import { hashOfRuns } from "./router.js";

const WIDTH = 220;
const HIGH = 26;

/** Where a value lies between two others, in pixels. */
export const placeIn = (value, low, high, width) => 6 + ((width - 12) * (value - low)) / (high - low || 1);

/** The least and the largest of all values of all cells. @param {any[]} cells */
export function rangeOf(cells) {
    const values = cells.flatMap((cell) => cell.values.map((one) => one.value)).filter((value) => Number.isFinite(value));
    return values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
}

/** "2 of 100 (1 % to 7 %)" @param {{count: number, of: number, low: number, high: number} | null} learned null while no run has ended */
export function shareInWords(learned) {
    const percent = (share) => `${Math.round(100 * share)} %`;
    return learned?.of ? `${learned.count} of ${learned.of} (${percent(learned.low)} to ${percent(learned.high)})` : "none yet";
}

/** How many learned, as a bar with its interval. */
function shareBar(learned) {
    const at = (share) => share * WIDTH;
    return drawing("svg", { viewBox: `0 0 ${WIDTH} ${HIGH}`, width: WIDTH, height: HIGH, role: "img", "aria-label": `learned: ${shareInWords(learned)}` },
        drawing("rect", { x: 0, y: 8, width: WIDTH, height: 10, rx: 3, fill: grid() }),
        drawing("rect", { x: 0, y: 8, width: at(learned?.share ?? 0), height: 10, rx: 3, class: "share" }),
        learned?.of ? drawing("path", { d: `M${at(learned.low)} 13H${at(learned.high)}M${at(learned.low)} 8v10M${at(learned.high)} 8v10`, stroke: ink(), fill: "none" }) : null);
}

/** Every value by its seed; each is a link to its run. */
function strip(cell, range, colour) {
    const [low, high] = range;
    const dots = cell.values.filter((one) => Number.isFinite(one.value)).map((one) => drawing("a", { href: hashOfRuns([one.run]), "aria-label": `seed ${one.seed}: ${number(one.value)}` },
        drawing("circle", { cx: placeIn(one.value, low, high, WIDTH), cy: 6 + ((one.seed * 7) % 15), r: 3.2, fill: colour, "fill-opacity": 0.6 },
            drawing("title", {}, `seed ${one.seed}: ${number(one.value)}`))));
    return drawing("svg", { viewBox: `0 0 ${WIDTH} ${HIGH}`, width: WIDTH, height: HIGH, role: "group", "aria-label": `values of ${cell.title} by seed` },
        drawing("line", { x1: 0, x2: WIDTH, y1: HIGH - 1, y2: HIGH - 1, stroke: grid() }), dots);
}

const badge = (finding) => element("span", { class: "badge" }, `${inWords(finding.rule)} in ${finding.runs.count} of ${finding.runs.of}`);

/** The outcomes of all cells, one a row. @param {any} summary */
export function matrix(summary) {
    const range = rangeOf(summary.cells);
    const colours = layerColours(summary.cells.length);
    return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Outcomes" }, element("table", { class: "matrix" },
        element("thead", {}, element("tr", {}, ["Cell", "Learned", "", `${inWords(summary.metric)} by seed, ${number(range[0])} to ${number(range[1])}`, "Interquartile mean", "What the rules say"]
            .map((title) => element("th", { scope: "col" }, title)))),
        element("tbody", {}, summary.cells.map((cell, k) => element("tr", {},
            element("th", { scope: "row" }, cell.title),
            element("td", {}, shareBar(cell.learned)), element("td", { class: "share-words" }, shareInWords(cell.learned)),
            element("td", {}, strip(cell, range, colours[k])),
            element("td", { class: "number" }, number(cell.value?.interquartile_mean ?? null)),
            element("td", {}, cell.findings.map(badge), cell.runs ? element("p", { class: "hint" }, cell.sentence) : null))))));
}
