/** An experiment of two axes as a table: one down, one across, in each place the share that learned. */
import { element, inWords } from "./dom.js";
import { number } from "./numbers.js";

/** Rows and columns of the cells of two axes; null where there are not two. @param {any[]} cells */
export function crossing(cells) {
    const axes = Object.keys(cells[0]?.settings ?? {});
    if (axes.length !== 2) {
        return null;
    }
    const [down, across] = axes.map((axis) => [...new Set(cells.map((cell) => cell.settings[axis]))]);
    const at = (row, column) => cells.find((cell) => cell.settings[axes[0]] === row && cell.settings[axes[1]] === column) ?? null;
    return { axes, down, across, at };
}

/** "0.95", or the value where nobody said what is learned. */
const said = (cell) => (!cell || !cell.runs ? "" : cell.learned ? `${Math.round(100 * cell.learned.share)} %` : number(cell.value?.interquartile_mean ?? null));

function place(cell) {
    const made = element("td", { class: "share-cell", title: cell ? cell.sentence : "" }, said(cell));
    made.style.setProperty("--share", `${Math.round(45 * (cell?.learned?.share ?? 0))}%`);
    return made;
}

/** @param {any} summary @returns {Element | null} */
export function crossed({ cells, metric }) {
    const table = crossing(cells);
    return table && element("section", { "aria-labelledby": "crossed-title" },
        element("h2", { id: "crossed-title" }, cells.some((cell) => cell.learned) ? "Share of the seeds that learned" : `${inWords(metric)}, interquartile mean`),
        element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Outcomes by both axes" }, element("table", { class: "crossed" },
            element("thead", {}, element("tr", {}, element("th", { scope: "col" }, `${inWords(table.axes[0])} ↓, ${inWords(table.axes[1])} →`), table.across.map((name) => element("th", { scope: "col" }, name)))),
            element("tbody", {}, table.down.map((row) => element("tr", {}, element("th", { scope: "row" }, row), table.across.map((column) => place(table.at(row, column)))))))));
}
