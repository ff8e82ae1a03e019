/** A list of runs as an address asks for it: filtered and sorted by the service where it can, page by page. */
import { FIELDS } from "./store.js";
import { filterOfService, keyOf, matches, orderOfService, sorted } from "./order.js";

/** Pages after the first. */
const PAGE = 200;

/** Where all runs must be known, no more of them than that. */
export const MOST = 2000;

const isOfSpec = (word = "") => word.replace(/^-/, "").startsWith("spec.");

/** Whether the runs must all be known to be in order. @param {Record<string, string>} words */
export const needsAll = ({ sort, group, finding, label = "" }) => Boolean(group || finding || (sort && keyOf(sort.replace(/^-/, "")) && !orderOfService(sort)) || (label && label.indexOf(":") < 1));

/** @param {import("./store.js").RunStore} store @param {AbortSignal} signal */
export function runList(store, signal) {
    /** @type {string[]} */
    let ids = [];
    /** @type {string | null} */
    let next = null;
    /** @type {Record<string, string>} */
    let words = {};
    let asked = "";
    /** @type {Record<string, any>} */
    let current = {};
    let withSpec = false;

    const known = () => ids.map((id) => store.get(id)).filter((run) => run !== undefined);
    const query = () => ({ ...filterOfService(words), sort: orderOfService(words.sort) });
    const fields = () => (withSpec ? `${FIELDS},spec` : undefined);
    /** Whether the answer is to a list that nobody wants any more. */
    const isPast = (mine) => mine !== asked;

    /** What the service is asked for. */
    const key = () => JSON.stringify([query(), withSpec]);

    return {
        get hasMore() {
            return next !== null;
        },
        get count() {
            return ids.length;
        },
        /** Whether the specs of all have come, and so their fields; that they were asked for is not enough. */
        get hasSpecs() {
            const runs = known();
            return runs.length > 0 && runs.every((run) => run.spec);
        },
        /** Whether the first page of what the address asks for is there. @param {Record<string, string>} wanted */
        has(wanted) {
            words = wanted;
            withSpec ||= isOfSpec(wanted.sort) || isOfSpec(wanted.group);
            return key() === asked;
        },
        /** @param {boolean} [specs] with specs from now on */
        async start(specs = false) {
            withSpec ||= specs;
            const mine = key();
            asked = mine;
            current = { ...query(), fields: fields() };
            const page = await store.list(current, signal);
            if (!isPast(mine)) {
                ids = page.ids;
                next = page.next;
            }
        },
        async more() {
            const mine = asked;
            const page = await store.list({ ...current, page_size: PAGE, page_token: next }, signal);
            if (!isPast(mine)) {
                ids = [...new Set([...ids, ...page.ids])];
                next = page.next;
            }
        },
        /** What is new, and no longer there, among the first. */
        async refresh() {
            const mine = asked;
            const page = await store.list(current, signal);
            if (!isPast(mine)) {
                const oldest = page.ids.at(-1) ?? "";
                const first = new Set(page.ids);
                ids = [...page.ids, ...ids.filter((id) => !first.has(id) && (current.sort || (page.ids.length && id < oldest)))];
            }
        },
        /** Those that came, of which what was found may be missing. */
        known,
        /** The runs in order, as far as they are known. */
        runs() {
            const some = known().filter((run) => matches(run, words));
            return orderOfService(words.sort) ? some : sorted(some, words.sort);
        },
    };
}
