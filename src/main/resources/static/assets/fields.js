/** Fields of runs, by their paths: `spec.training.epochs`, `labels.study`, `result.metrics.accuracy`. */

/** @typedef {import("./types.js").Run} Run */

/** Where fields are looked for. */
const ROOTS = ["labels", "status", "result", "summary", "findings", "spec"];

/** Of each run its own, and so nothing to sort by or to have in common. */
const APART = /^status\.(attempt|epochs_per_second|seconds_left|error)/;

/** Numbers of an array that are data rather than settings. */
const DATA = 64;

/** @param {any} tree @param {string} path @returns {any} undefined if it has no such field */
export const valueOf = (tree, path) => path.split(".").reduce((part, key) => (part !== null && typeof part === "object" && Object.hasOwn(part, key) ? part[key] : undefined), tree);

const known = new WeakMap();

/** The paths of all that is a number, a text, true or false; asked for again and again, found once. @param {any} tree @returns {string[]} */
function leaves(tree) {
    if (!known.has(tree)) {
        known.set(tree, Object.entries(tree).flatMap(([key, part]) => (part === null || part === undefined || (Array.isArray(part) && part.length > DATA) ? []
            : typeof part === "object" ? leaves(part).map((path) => `${key}.${path}`) : [key])));
    }
    return known.get(tree);
}

const isTree = (part) => part !== null && typeof part === "object" && !Array.isArray(part);

/** A value that can be compared: lists are texts. @param {any} value */
export const scalar = (value) => (Array.isArray(value) ? value.join(", ") || null : value ?? null);

/**
 * The fields in which runs differ, as far as it is known of them, in the order of a run. Keys with a dot in them have no
 * path.
 *
 * @param {Run[]} runs
 */
export function differing(runs) {
    const paths = new Set(runs.flatMap((run) => ROOTS.flatMap((root) => {
        const part = run[root];
        return part === null || part === undefined ? [] : isTree(part) ? leaves(part).map((path) => `${root}.${path}`) : [root];
    })));
    return [...paths].filter((path) => {
        const [root] = path.split(".");
        const known = runs.filter((run) => (run[root] ?? null) !== null);
        const first = scalar(valueOf(known[0], path));
        return !APART.test(path) && known.some((run) => scalar(valueOf(run, path)) !== first);
    }).sort((a, b) => ROOTS.indexOf(a.split(".")[0]) - ROOTS.indexOf(b.split(".")[0]));
}

/** "training, optimizer, learning rate" of a path, "layer 2" where it counts from 1. @param {string} path */
export function fieldInWords(path) {
    const parts = path.split(".");
    const named = parts[0] === "spec" || parts[0] === "status" || parts[0] === "result" ? parts.slice(1) : parts;
    return named.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part.replaceAll("_", " "))).join(", ").replaceAll(/layers, (\d+)/g, "layer $1");
}

/**
 * Runs that have a value in common, the smallest value first and none last; the order within stays.
 *
 * @param {Run[]} runs
 * @param {(run: Run) => any} key
 * @returns {{value: any, runs: Run[]}[]}
 */
export function grouped(runs, key) {
    const groups = new Map();
    for (const run of runs) {
        const value = key(run) ?? null;
        groups.has(value) ? groups.get(value).push(run) : groups.set(value, [run]);
    }
    /** @type {(one: any[], other: any[]) => number} */
    const order = ([a], [b]) => (a === null || b === null ? Number(a === null) - Number(b === null) : a < b ? -1 : a > b ? 1 : 0);
    return [...groups].sort(order).map(([value, together]) => ({ value, runs: together }));
}
