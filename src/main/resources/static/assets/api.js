/** The service, as the page sees it. Addresses are relative, so that it also works below a path of a proxy. */

const BASE = "api/v1";

/** What the service refused, with its problem (RFC 9457); or, with no problem, that it did not answer. */
export class ServiceError extends Error {
    constructor(status, problem) {
        super(problem?.detail ?? problem?.title ?? (status ? `The service answered with status ${status}.` : "The service does not answer."));
        this.status = status;
        this.problem = problem;
    }
}

/** Where the service asks who calls: kept for this tab until it is closed, and never part of an address. */
const TOKEN = "backflow-token";

export const token = () => sessionStorage.getItem(TOKEN);
export const useToken = (secret) => (secret ? sessionStorage.setItem(TOKEN, secret) : sessionStorage.removeItem(TOKEN));

/** @param {RequestInit} [init] */
async function request(address, init = {}) {
    const headers = token() ? { ...init.headers, authorization: `Bearer ${token()}` } : init.headers;
    try {
        return await fetch(address, { ...init, headers });
    } catch (error) {
        throw init.signal?.aborted ? error : new ServiceError(0, null);
    }
}

/** An address of what a link or an image asks for; with a token only scripts may ask, so it is one of this page's own. */
export async function reachable(address) {
    if (!token()) {
        return address;
    }
    const response = await request(address);
    if (!response.ok) {
        throw new ServiceError(response.status, await response.json().catch(() => null));
    }
    return URL.createObjectURL(await response.blob());
}

/** @param {RequestInit} [init] @returns {Promise<any>} */
async function call(path, init) {
    const response = await request(`${BASE}/${path}`, init);
    const body = response.headers.get("content-type")?.includes("json") ? await response.json().catch(() => null) : null;
    if (!response.ok) {
        throw new ServiceError(response.status, body);
    }
    return body;
}

/** @param {Record<string, any>} parameters what is empty is left out */
const query = (parameters) => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));

/** @param {string} path @param {any} [body] */
const post = (path, body) =>
    call(path, {
        method: "POST",
        headers: body ? { "content-type": "application/json" } : {},
        body: body ? JSON.stringify(body) : undefined,
    });

const inPath = encodeURIComponent;

/** @typedef {AbortSignal | undefined} Signal */

/** @param {Record<string, any>} parameters @param {Signal} [signal] */
export const listRuns = (parameters, signal) => call(`runs?${query(parameters)}`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const getRun = (id, signal) => call(`runs/${inPath(id)}`, { signal });
/** @param {File} file */
export const uploadDataset = (file) => call(`datasets?${query({ name: file.name.slice(0, 120) })}`, { method: "POST", headers: { "content-type": "text/csv" }, body: file });
export const previewDataset = (request) => post("datasets/preview", request);
export const submitRun = (request) => post("runs", request);
export const cancelRun = (id) => post(`runs/${inPath(id)}/cancel`);
/** @param {string} id @param {{name?: string, labels?: Record<string, string>, pinned?: boolean}} changes */
export const patchRun = (id, changes) => call(`runs/${inPath(id)}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify(changes) });
export const deleteRun = (id) => call(`runs/${inPath(id)}`, { method: "DELETE" });
export const listPresets = () => call("presets");
export const getPreset = (name) => call(`presets/${inPath(name)}`);
export const submitPreset = (name) => post(`presets/${inPath(name)}`);

/** @type {Promise<any> | null} */
let words = null;

/** Every word of a spec; it does not change while the page is open. */
export function catalog() {
    words ??= call("catalog").catch((error) => {
        words = null;
        throw error;
    });
    return words;
}

const experiment = (id) => `experiments/${inPath(id)}`;

/** @param {Record<string, any>} parameters @param {Signal} [signal] */
export const listExperiments = (parameters, signal) => call(`experiments?${query(parameters)}`, { signal });
export const submitExperiment = (request) => post("experiments", request);
/** What an experiment would come to. */
export const planExperiment = (request) => post("experiments?validate_only=true", request);
export const cancelExperiment = (id) => post(`${experiment(id)}/cancel`);
/** @param {string} id @param {Signal} [signal] */
export const getExperiment = (id, signal) => call(experiment(id), { signal });
/** @param {string} id @param {Signal} [signal] */
export const experimentSummary = (id, signal) => call(`${experiment(id)}/summary`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const experimentComparison = (id, signal) => call(`${experiment(id)}/comparison`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const experimentMetrics = (id, signal) => call(`${experiment(id)}/metrics`, { signal });
/** @param {string} id @param {string} tensor @param {string} statistic @param {Signal} [signal] */
export const experimentSeries = (id, tensor, statistic, signal) => call(`${experiment(id)}/series?${query({ tensor, statistic })}`, { signal });

/** Most epochs of a replay. */
const FRAMES = 201;

/** The network of a run at every epoch. @param {string} id @param {Signal} [signal] */
export const replay = (id, signal) => call(`runs/${inPath(id)}/replay?points=${FRAMES}`, { signal });

/** The stream of a run's events after an epoch. @param {number} after −1 for all @param {Signal} [signal] */
export async function events(id, after, signal) {
    const response = await request(`${BASE}/runs/${inPath(id)}/events`, { signal, headers: { "last-event-id": String(after) } });
    if (!response.ok) {
        throw new ServiceError(response.status, null);
    }
    return response;
}

export const runAddress = (id) => `${BASE}/runs/${encodeURIComponent(id)}`;
export const figureAddress = (id, name, { width, height, theme }) =>
    `${runAddress(id)}/figures/${name}.svg?width=${width}&height=${height}&theme=${theme}`;
export const metricsAddress = (id) => `${runAddress(id)}/metrics`;
export const seriesAddress = (id, tensor, statistic) => `${runAddress(id)}/series?${query({ tensor, statistic })}`;

export const signalAddress = (id, signal) => `${runAddress(id)}/signals/${encodeURIComponent(signal)}`;
export const findingsAddress = (id, pack) => `${runAddress(id)}/findings${pack ? `?pack=${encodeURIComponent(pack)}` : ""}`;

/** @param {string} id @param {string} tensor @param {string} layer @param {Signal} [signal] */
export const histograms = (id, tensor, layer, signal) => call(`runs/${inPath(id)}/histograms?${query({ tensor, layer })}`, { signal });

/** What rules say of a run so far. */
export const findings = (id, pack) => call(findingsAddress(id, pack).slice(BASE.length + 1));

/** Submits the run as it is after a JSON merge patch of its spec. */
export const forkRun = (id, name, patch) => post(`runs/${encodeURIComponent(id)}/fork`, { name, patch });

/** Answers that are kept, at most. */
const MOST_KEPT = 200;

/** Runs of more epochs are asked for fewer points: no chart has more columns of pixels. */
const LONG = 2000;
const POINTS = 1000;

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

/** Asks for the epochs that are not there yet, where the address can be asked for some. */
async function readOn(run, address, before, long) {
    const last = before?.columns.epoch.at(-1);
    if (last === run.status.epoch) {
        return before;
    }
    const columns = before && address.endsWith("/metrics") ? joined(before.columns, heard.get(run.id) ?? [], run.status.epoch) : null;
    if (columns) {
        return { ...before, columns };
    }
    if (long || last === undefined || address.endsWith("/metrics")) {
        return decoded(await call(long ? asking(address, `points=${POINTS}`) : address));
    }
    const more = decoded(await call(asking(address, `from=${last + 1}`))).columns;
    const all = Object.entries(before.columns).map(([name, values]) => [name, values.concat(more[name])]);
    return { ...before, columns: Object.fromEntries(all) };
}

/** The columns at an address of a run, and what theory expects of them. Nothing is asked for twice. */
export function columns(run, address) {
    const key = `${address} ${run.status.attempt}`;
    const state = `${run.status.state} ${run.status.epoch}`;
    const before = read.get(key);
    if (before?.state !== state) {
        const long = run.status.epochs > LONG;
        const answer = Promise.resolve(before?.answer).then((known) => readOn(run, address.slice(BASE.length + 1), known, long));
        answer.catch(() => read.delete(key));
        read.delete(key);
        read.set(key, { state, answer });
        [...read.keys()].slice(0, -MOST_KEPT).forEach((old) => read.delete(old));
    }
    return read.get(key).answer;
}
