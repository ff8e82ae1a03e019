/**
 * The address says all that is shown: `#run=<id>&tensor=kernel&epoch=40`. The first word names the view and its
 * subject, the others are the state of the view.
 */

/** @typedef {import("./types.js").Place} Place */

const VIEWS = ["runs", "run", "compare", "new", "experiments", "experiment", "lesson"];

/** Commas and colons are as readable as they are harmless. */
const plain = (text) => encodeURIComponent(text).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%20", "+");

/** @param {string} hash with or without its # @returns {Place} the start, where it names no view */
export function parse(hash) {
    const entries = [...new URLSearchParams(hash.replace(/^#/, ""))];
    const [view, subject] = entries[0] ?? ["", ""];
    const words = Object.fromEntries(entries.slice(VIEWS.includes(view) ? 1 : 0));
    if (view === "runs" && subject) {
        return several(subject, words);
    }
    if (view === "compare") {
        return several(subject, words);
    }
    return VIEWS.includes(view) ? { view, subject, words } : { view: "start", subject: "", words };
}

/** One run, or several next to each other. */
function several(subject, words) {
    const ids = [...new Set(subject.split(",").filter(Boolean))];
    const view = ids.length === 0 ? "runs" : ids.length === 1 ? "run" : "compare";
    return { view, subject: ids.join(","), words };
}

/** @param {string} view @param {string} [subject] @param {Record<string, string | null>} [words] what is null or "" is left out */
export function hashOf(view, subject = "", words = {}) {
    const state = Object.entries(words).filter(([, value]) => value !== null && value !== "").map(([name, value]) => `${name}=${plain(String(value))}`);
    const head = view === "start" ? [] : [subject ? `${view}=${plain(subject)}` : view];
    return "#" + [...head, ...state].join("&");
}

/** The address of one run, or of the comparison of several. */
export const hashOfRuns = (ids, words = {}) => hashOf(ids.length > 1 ? "compare" : "run", ids.join(","), words);

export const idsOf = (place) => place.subject.split(",").filter(Boolean);

/** Whether two addresses differ in the state of a view only. */
export const isSameScreen = (one, other) => Boolean(one && other) && one.view === other.view && one.subject === other.subject;

const DEFAULTS = { tensor: "kernel_gradient", statistic: "std", scale: "log" };

/** What charts are to show, where the address does not say. @param {{tensor?: string, statistic?: string, scale?: string}} words */
export const chosen = ({ tensor = DEFAULTS.tensor, statistic = DEFAULTS.statistic, scale }) =>
    ({ tensor, statistic, scale: scale === "linear" ? "linear" : DEFAULTS.scale });

/** "10-40" as [10, 40]; null where it is none. */
export function spanOf(text) {
    const found = /^(\d+)-(\d+)$/.exec(text ?? "");
    return found && Number(found[1]) < Number(found[2]) ? [Number(found[1]), Number(found[2])] : null;
}
