/** Which runs are listed, and in which order. Nothing here knows of a document. */
import { scalar, valueOf } from "./fields.js";
import { nameOf } from "./run.js";

/** @typedef {import("./types.js").Run} Run */

/** What runs can be sorted by with a short word of the address; any other field is its own word. @type {Record<string, (run: Run) => any>} */
export const KEYS = {
    name: (run) => nameOf(run).toLowerCase(),
    state: (run) => run.status.state,
    loss: (run) => run.result?.loss ?? null,
    accuracy: (run) => run.result?.metrics?.accuracy ?? null,
    time: (run) => (run.status.started_at ? Date.parse(run.status.finished_at ?? "") - Date.parse(run.status.started_at) : null),
};

/** Fields of runs that the service sorts by, and how it calls them. */
const OF_SERVICE = { name: "name", loss: "loss", accuracy: "accuracy", "status.finished_at": "finished" };

/** What the service calls the order that a word asks for; null if it has no such order, so that all runs must be known. @param {string} [sort] */
export function orderOfService(sort = "") {
    const word = sort.replace(/^-/, "");
    const [, of, metric] = /^result\.(metrics|validation)\.([a-z][a-z0-9_]*)$/.exec(word) ?? [];
    const name = Object.hasOwn(OF_SERVICE, word) ? OF_SERVICE[word] : metric && (of === "metrics" ? metric : `val_${metric}`);
    return name ? (sort.startsWith("-") ? `-${name}` : name) : null;
}

/** The part of a filter that the service knows. @param {Record<string, string>} words */
export function filterOfService({ state = "", name = "", label = "" }) {
    return { state, name: name.trim(), label: label.indexOf(":") > 0 ? label : "" };
}

/** Whether a run is one of those that the address asks for. @param {Run} run @param {Record<string, string>} words */
export function matches(run, { state = "", name = "", label = "", finding = "" }) {
    const [key, ...rest] = label.split(":");
    const labelled = !label || (Object.hasOwn(run.labels, key) && (!rest.length || run.labels[key] === rest.join(":")));
    const found = !finding || Boolean(run.findings?.includes(finding));
    return (!state || run.status.state === state) && labelled && found && nameOf(run).toLowerCase().includes(name.trim().toLowerCase());
}

/** What a word of the address sorts or groups by. @param {string} [word] @returns {((run: Run) => any) | null} */
export const keyOf = (word = "") => (Object.hasOwn(KEYS, word) ? KEYS[word] : word.includes(".") || word === "summary" || word === "findings" ? (run) => scalar(valueOf(run, word)) : null);

/** A copy in the order that a word asks for: "loss" ascending, "-loss" descending; what has no value comes last. @param {Run[]} runs @param {string} [sort] */
export function sorted(runs, sort = "") {
    const word = sort.replace(/^-/, "");
    const key = keyOf(word);
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
