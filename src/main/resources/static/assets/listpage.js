/** Which part of a list of runs is on a page. Nothing here knows of a document. */
import { grouped } from "./fields.js";
import { number } from "./numbers.js";

/** @typedef {import("./types.js").Run} Run */

/** @typedef {{head: {value: any, count: number, remark: string} | null, runs: Run[]}} Part of a list, as rows below a head */

export const ROWS = 50;

/** The number of a page that an address names, from 1. @param {string} [word] @param {number} [rows] that there are */
export const pageOf = (word, rows = Infinity) => Math.min(Math.max(1, Math.ceil(rows / ROWS)), /^[1-9]\d{0,6}$/.test(word ?? "") ? Number(word) : 1);

/**
 * The rows of a page, in groups if there is a key; a group that began on the page before has its head again.
 *
 * @param {Run[]} runs in order
 * @param {((run: Run) => any) | null} key
 * @param {number} page
 * @returns {Part[]}
 */
export function partsOf(runs, key, page) {
    const groups = key ? grouped(runs, key) : [{ value: null, runs }];
    const [from, to] = [(page - 1) * ROWS, page * ROWS];
    const parts = [];
    let at = 0;
    for (const group of groups) {
        const some = group.runs.slice(Math.max(0, from - at), Math.max(0, to - at));
        at += group.runs.length;
        if (some.length) {
            parts.push({ head: key ? { value: group.value, count: group.runs.length, remark: lossesOf(group.runs) } : null, runs: some });
        }
    }
    return parts;
}

/** ", loss 0.1 to 0.6" of those that have any. @param {Run[]} runs */
function lossesOf(runs) {
    const losses = runs.map((run) => run.result?.loss).filter((loss) => typeof loss === "number");
    return losses.length ? `, loss ${number(losses.reduce((a, b) => Math.min(a, b)))} to ${number(losses.reduce((a, b) => Math.max(a, b)))}` : "";
}
