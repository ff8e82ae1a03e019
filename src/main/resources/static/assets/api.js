/** The service, as the page sees it: its operations by name. */
import { isLong } from "./columns.js";
import { BASE, call, make, post, query, request, ServiceError } from "./service.js";

export { BASE, call, make, post, query, reachable, ServiceError, token, unlessMissing, useToken } from "./service.js";
export * from "./columns.js";

const inPath = encodeURIComponent;

/** @typedef {AbortSignal | undefined} Signal */

/** @param {Record<string, any>} parameters @param {Signal} [signal] */
export const listRuns = (parameters, signal) => call(`runs?${query(parameters)}`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const getRun = (id, signal) => call(`runs/${inPath(id)}`, { signal });
/** @param {File} file */
export const uploadDataset = (file) => call(`datasets?${query({ name: file.name.slice(0, 120) })}`, { method: "POST", headers: { "content-type": "text/csv" }, body: file });
/** @param {string} id */
export const getDataset = (id) => call(`datasets/${inPath(id)}`);
export const listDatasets = () => call("datasets?page_size=100");
export const previewDataset = (request) => post("datasets/preview", request);
export const submitRun = (request) => make("runs", request);
/** The request with every default filled in, and what is certain to go wrong. @param {any} request @param {Signal} [signal] */
export const checkRun = (request, signal) => post("runs?validate_only=true", request, signal);
export const cancelRun = (id) => post(`runs/${inPath(id)}/cancel`);
/** @param {string} id @param {{name?: string, labels?: Record<string, string>, notes?: string, pinned?: boolean}} changes */
export const patchRun = (id, changes) => call(`runs/${inPath(id)}`, { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify(changes) });
export const deleteRun = (id) => call(`runs/${inPath(id)}`, { method: "DELETE" });
export const listPresets = () => call("presets");
export const getPreset = (name) => call(`presets/${inPath(name)}`);
/** @param {string} name @param {number} [seeds] makes an experiment of it */
export const submitPreset = (name, seeds) => make(`presets/${inPath(name)}${seeds ? `?${query({ seeds })}` : ""}`);

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

/** Most epochs of a replay, and of a long run's, of which no frame is a neighbour of the next anyway. */
const FRAMES = 201;
const FRAMES_OF_LONG = 81;

/** The network of a run at every epoch. @param {import("./types.js").Run} run @param {Signal} [signal] */
export const replay = (run, signal) => call(`runs/${inPath(run.id)}/replay?points=${isLong(run) ? FRAMES_OF_LONG : FRAMES}`, { signal });

/** @param {string} path @param {string} after the id of the last event that is known @param {Signal} [signal] */
export async function stream(path, after, signal) {
    const response = await request(`${BASE}/${path}/events`, { signal, headers: after ? { "last-event-id": after } : {} });
    if (!response.ok) {
        throw new ServiceError(response.status, null);
    }
    return response;
}

/** What an address answers as a table. @param {string} address @returns {Promise<Blob>} */
export async function asCsv(address) {
    const response = await request(address, { headers: { accept: "text/csv" } });
    if (!response.ok) {
        throw new ServiceError(response.status, await response.json().catch(() => null));
    }
    return response.blob();
}

/** The stream of a run's events after an epoch. @param {string} id @param {number} after −1 for all @param {Signal} [signal] */
export const events = (id, after, signal) => stream(`runs/${inPath(id)}`, String(after), signal);

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
/** What makes a run learn: asked for, read, forgotten. */
export const curesAddress = (id) => `${runAddress(id)}/cures`;
const curesOf = (id) => curesAddress(id).slice(BASE.length + 1);
export const findCures = (id) => post(curesOf(id));
/** @param {string} id @param {AbortSignal} [signal] */
export const cures = (id, signal) => call(curesOf(id), { signal });
export const forgetCures = (id) => call(curesOf(id), { method: "DELETE" });

export const forkRun = (id, name, patch) => make(`runs/${inPath(id)}/fork`, { name, patch });

/** Requests at the same time. */
const AT_ONCE = 4;

/** What rules object to in several runs: names of rules by the id of a run. @param {import("./types.js").Run[]} runs @param {Signal} [signal] */
export async function rulesOf(runs, signal) {
    const found = new Map();
    const left = [...runs];
    const ask = async () => {
        for (let run = left.shift(); run; run = left.shift()) {
            const { items } = await call(findingsAddress(run.id).slice(BASE.length + 1), { signal });
            found.set(run.id, items.filter(({ severity }) => severity !== "note").map(({ rule }) => rule));
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
    return found;
}
