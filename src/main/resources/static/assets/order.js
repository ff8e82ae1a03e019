/** Which runs are listed, and in which order. Nothing here knows of a document. */
import { nameOf } from "./run.js";

/** @typedef {import("./types.js").Run} Run */

/** What runs can be sorted by, by the word of the address. @type {Record<string, (run: Run) => any>} */
export const KEYS = {
    name: (run) => nameOf(run).toLowerCase(),
    state: (run) => run.status.state,
    loss: (run) => run.result?.loss ?? null,
    accuracy: (run) => run.result?.metrics?.accuracy ?? null,
    time: (run) => (run.status.started_at ? Date.parse(run.status.finished_at ?? "") - Date.parse(run.status.started_at) : null),
};

/** Whether a run is one of those that the address asks for. @param {Run} run @param {Record<string, string>} words */
export function matches(run, { state = "", name = "", label = "" }) {
    const [key, value] = label.split(":");
    const labelled = !label || (Object.hasOwn(run.labels, key) && (value === undefined || run.labels[key] === value));
    return (!state || run.status.state === state) && labelled && nameOf(run).toLowerCase().includes(name.toLowerCase());
}

/** A copy in the order that a word asks for: "loss" ascending, "-loss" descending; what has no value comes last. @param {Run[]} runs @param {string} [sort] */
export function sorted(runs, sort = "") {
    const word = sort.replace(/^-/, "");
    const key = Object.hasOwn(KEYS, word) ? KEYS[word] : null;
    if (!key) {
        return runs;
    }
    const sign = sort.startsWith("-") ? -1 : 1;
    const hasNone = (value) => value === null || value === undefined || Number.isNaN(value);
    return [...runs].sort((a, b) => {
        const [one, other] = [key(a), key(b)];
        return hasNone(one) || hasNone(other) ? Number(hasNone(one)) - Number(hasNone(other)) : sign * (one < other ? -1 : one > other ? 1 : 0);
    });
}

/** The word for the next press of a column's head: ascending, descending, and none. @param {string} key @param {string} [sort] */
export const nextSort = (key, sort) => (sort === key ? `-${key}` : sort === `-${key}` ? null : key);
