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

async function request(address, init = {}) {
    const headers = token() ? { ...init.headers, authorization: `Bearer ${token()}` } : init.headers;
    try {
        return await fetch(address, { ...init, headers });
    } catch {
        throw new ServiceError(0, null);
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

async function call(path, init) {
    const response = await request(`${BASE}/${path}`, init);
    const body = response.headers.get("content-type")?.includes("json") ? await response.json().catch(() => null) : null;
    if (!response.ok) {
        throw new ServiceError(response.status, body);
    }
    return body;
}

const query = (parameters) => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));

const post = (path, body) =>
    call(path, {
        method: "POST",
        headers: body ? { "content-type": "application/json" } : {},
        body: body ? JSON.stringify(body) : undefined,
    });

export const listRuns = (parameters) => call(`runs?${query(parameters)}`);
export const getRun = (id) => call(`runs/${encodeURIComponent(id)}`);
export const submitRun = (request) => post("runs", request);
export const cancelRun = (id) => post(`runs/${encodeURIComponent(id)}/cancel`);
export const deleteRun = (id) => call(`runs/${encodeURIComponent(id)}`, { method: "DELETE" });
export const listPresets = () => call("presets");
export const getPreset = (name) => call(`presets/${encodeURIComponent(name)}`);
export const submitPreset = (name) => post(`presets/${encodeURIComponent(name)}`);
export const catalog = () => call("catalog");

export const runAddress = (id) => `${BASE}/runs/${encodeURIComponent(id)}`;
export const figureAddress = (id, name, { width, height, theme }) =>
    `${runAddress(id)}/figures/${name}.svg?width=${width}&height=${height}&theme=${theme}`;
export const metricsAddress = (id) => `${runAddress(id)}/metrics`;
export const seriesAddress = (id, tensor, statistic) => `${runAddress(id)}/series?${query({ tensor, statistic })}`;

export const signalAddress = (id, signal) => `${runAddress(id)}/signals/${encodeURIComponent(signal)}`;
export const findingsAddress = (id, pack) => `${runAddress(id)}/findings${pack ? `?pack=${encodeURIComponent(pack)}` : ""}`;

/** What rules say of a run so far. */
export const findings = (id, pack) => call(findingsAddress(id, pack).slice(BASE.length + 1));

/** Submits the run as it is after a JSON merge patch of its spec. */
export const forkRun = (id, name, patch) => post(`runs/${encodeURIComponent(id)}/fork`, { name, patch });

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

/** Asks for the epochs that are not there yet, where the address can be asked for some. */
async function readOn(address, before) {
    const last = before?.columns.epoch.at(-1);
    if (last === undefined || address.endsWith("/metrics")) {
        return decoded(await call(address));
    }
    const { columns } = decoded(await call(`${address}${address.includes("?") ? "&" : "?"}from=${last + 1}`));
    const joined = Object.entries(before.columns).map(([name, values]) => [name, values.concat(columns[name])]);
    return { ...before, columns: Object.fromEntries(joined) };
}

/** The columns at an address of a run, and what theory expects of them. Nothing is asked for twice. */
export function columns(run, address) {
    const key = `${address} ${run.status.attempt}`;
    const state = `${run.status.state} ${run.status.epoch}`;
    const before = read.get(key);
    if (before?.state !== state) {
        const answer = Promise.resolve(before?.answer).then((known) => readOn(address.slice(BASE.length + 1), known));
        answer.catch(() => read.delete(key));
        read.set(key, { state, answer });
    }
    return read.get(key).answer;
}
