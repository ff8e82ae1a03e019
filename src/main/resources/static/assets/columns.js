/** Columns of numbers that a run recorded: asked for once, and only as far as they are not known. */
import { BASE, call, query } from "./service.js";

/** Answers that are kept, at most. */
const MOST_KEPT = 200;

/** Runs of more epochs are asked for fewer points: no chart has more columns of pixels. */
const LONG = 1500;
const POINTS = 600;

export const isLong = (run) => run.status.epochs > LONG;

const read = new Map();

/** NaN and ±∞ in their places; JSON has no such numbers, so the service lists them. */
function decoded({ columns, non_finite: odd, expected }) {
    const at = new Map(columns.epoch.map((epoch, k) => [epoch, k]));
    for (const { column, epoch, value } of odd) {
        if (value !== null) {
            columns[column][at.get(epoch)] = Number(value);
        }
    }
    return { columns, expected };
}

/** The address with one more word in its query. */
const asking = (address, word) => `${address}${address.includes("?") ? "&" : "?"}${word}`;

/** Of runs that train, loss and metrics of epochs as the stream of events said them. @type {Map<string, any[]>} */
const heard = new Map();

/** Keeps what an event says of an epoch, so that nobody needs to ask for it. */
export function hear(id, epoch) {
    const before = heard.get(id) ?? [];
    heard.set(id, [...before.slice(-POINTS), epoch]);
}

/** The known metrics and those that were heard since; null if some were missed, or are not finite. */
export function joined(columns, told, epoch) {
    const last = columns.epoch.at(-1);
    const rows = told.filter((row) => row.epoch > last && row.epoch <= epoch);
    const names = Object.keys(columns);
    const whole = rows.at(-1)?.epoch === epoch && rows.every((row) => names.every((name) => typeof row[name] === "number"));
    return whole ? Object.fromEntries(names.map((name) => [name, columns[name].concat(rows.map((row) => row[name]))])) : null;
}

/** Asks for the epochs that are not there yet. */
async function readOn(run, address, before, long) {
    const last = before?.columns.epoch.at(-1);
    if (last === run.status.epoch) {
        return before;
    }
    const columns = before && address.endsWith("/metrics") ? joined(before.columns, heard.get(run.id) ?? [], run.status.epoch) : null;
    if (columns) {
        return { ...before, columns };
    }
    if (long || last === undefined) {
        return decoded(await call(long ? asking(address, `points=${POINTS}`) : address));
    }
    const more = decoded(await call(asking(address, `from=${last + 1}`))).columns;
    const all = Object.entries(before.columns).map(([name, values]) => [name, values.concat(more[name])]);
    return { ...before, columns: Object.fromEntries(all) };
}

/**
 * The columns at an address of a run, and what theory expects of them. Nothing is asked for twice.
 *
 * @param {number[] | null} [span] of a long run, only these epochs and the one before and after, but more of them
 */
export function columns(run, address, span = null) {
    return columnsAt(run, span && isLong(run) ? asking(address, `from=${Math.max(0, span[0] - 1)}&to=${span[1] + 1}`) : address);
}

function columnsAt(run, address) {
    const key = `${address} ${run.status.attempt}`;
    const state = `${run.status.state} ${run.status.epoch}`;
    const before = read.get(key);
    if (before?.state !== state) {
        const long = isLong(run);
        const answer = Promise.resolve(before?.answer).then((known) => readOn(run, address.slice(BASE.length + 1), known, long));
        answer.catch(() => read.delete(key));
        read.delete(key);
        read.set(key, { state, answer });
        [...read.keys()].slice(0, -MOST_KEPT).forEach((old) => read.delete(old));
    }
    return read.get(key).answer;
}

/** The ids as a repeated word of a query. @param {string[]} ids */
const ofRuns = (ids) => ids.map((id) => `run=${encodeURIComponent(id)}`).join("&");

/** The loss of several runs, a column called by the id of each. @param {string[]} ids @param {number} points @param {AbortSignal} [signal] */
export const lossOfRuns = async (ids, points, signal) => decoded(await call(`comparisons?${query({ metric: "loss", points })}&${ofRuns(ids)}`, { signal })).columns;

/** A statistic of some layers of several runs, columns called `id.layer`. @param {string[]} ids @param {Record<string, any>} what @param {AbortSignal} [signal] */
export const seriesOfRuns = async (ids, what, signal) => decoded(await call(`series?${query(what)}&${ofRuns(ids)}`, { signal })).columns;

/** The loss of one run however long it is. @param {string} id @param {number} points @param {AbortSignal} [signal] */
export const lossOfRun = async (id, points, signal) => decoded(await call(`runs/${encodeURIComponent(id)}/metrics?points=${points}`, { signal })).columns;

/** The same of one run, columns called by the layer. @param {string} id @param {Record<string, any>} what @param {AbortSignal} [signal] */
export const seriesOfRun = async (id, what, signal) => decoded(await call(`runs/${encodeURIComponent(id)}/series?${query(what)}`, { signal })).columns;
