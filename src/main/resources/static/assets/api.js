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

async function call(path, init) {
    let response;
    try {
        response = await fetch(`${BASE}/${path}`, init);
    } catch {
        throw new ServiceError(0, null);
    }
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

export const isActive = (run) => run.status.state === "queued" || run.status.state === "running";

const finished = new Map();

/** The columns at an address of a run, and what theory expects of them. Those of a finished run cannot change and are asked for once. */
export async function columns(run, address) {
    const key = `${address} ${run.status.attempt}`;
    if (finished.has(key)) {
        return finished.get(key);
    }
    const { columns: read, expected } = await call(address.slice(BASE.length + 1));
    if (!isActive(run)) {
        finished.set(key, { columns: read, expected });
    }
    return { columns: read, expected };
}
