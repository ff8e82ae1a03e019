/** Which cells of an experiment differ: every pair in a table, and what is said of a chosen one. */
import { element } from "./dom.js";

/** @typedef {{a: number, a_title: string, b: number, b_title: string, verdict: string, sentence: string}} Compared */

/** As many sentences as somebody reads. */
const FEW = 3;

const SIGNS = { better: "▲", worse: "▼", no_difference_shown: "=", too_few_pairs: "?" };
const WORDS = { better: "better", worse: "worse", no_difference_shown: "no difference shown", too_few_pairs: "too few seeds" };

/** What is said of a cell held against another one; null of itself. @param {Compared[]} items @param {number} row @param {number} column */
export function between(items, row, column) {
    const item = items.find(({ a, b }) => (a === row && b === column) || (a === column && b === row));
    if (!item) {
        return null;
    }
    const { verdict } = item;
    const winner = verdict === "a_better" ? item.a : verdict === "b_better" ? item.b : null;
    return { item, kind: winner === null ? verdict : winner === row ? "better" : "worse" };
}

/** The pair of an address, in whichever order; null where it is none. @param {Compared[]} items @param {string | undefined} word */
export function pairOf(items, word) {
    const found = /^(\d+)-(\d+)$/.exec(word ?? "");
    return found ? between(items, Number(found[1]), Number(found[2]))?.item ?? null : null;
}

const sentence = (item) => element("li", { class: item.verdict.endsWith("_better") ? "good" : "faint" }, item.sentence);

/** @param {{items: Compared[]}} comparison @param {{title: string}[]} cells @param {string | undefined} chosen @param {(pair: string) => void} choose */
export function verdicts({ items }, cells, chosen, choose) {
    if (items.length <= FEW) {
        return element("ul", { class: "verdicts" }, items.map(sentence));
    }
    const picked = pairOf(items, chosen) ?? items[0];
    const isPicked = ({ a, b }) => a === picked.a && b === picked.b;
    const cellOf = (row, column) => {
        const found = between(items, row, column);
        return element("td", {}, found ? element("button", { type: "button", class: `sign ${found.kind}`, id: `pair-${row}-${column}`, "aria-pressed": String(isPicked(found.item)),
            "aria-label": `${cells[row].title} against ${cells[column].title}: ${WORDS[found.kind]}`, title: found.item.sentence, click: () => choose(`${row}-${column}`) }, SIGNS[found.kind]) : "");
    };
    return element("div", {},
        element("p", { class: "say", id: "verdict" }, picked.sentence),
        element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Verdicts" }, element("table", { class: "pairs" },
            element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "against"), cells.map((cell, k) => element("th", { scope: "col", title: cell.title }, String(k + 1))))),
            element("tbody", {}, cells.map((cell, row) => element("tr", {}, element("th", { scope: "row" }, `${row + 1}. ${cell.title}`), cells.map((_other, column) => cellOf(row, column))))))),
        element("p", { class: "hint" }, `${Object.keys(SIGNS).map((kind) => `${SIGNS[kind]} ${WORDS[kind]}`).join(", ")}. Choose a sign to read its sentence.`));
}
