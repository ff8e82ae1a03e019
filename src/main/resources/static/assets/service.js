/** Requests to the service and its answers. Addresses are relative, so that they also work below a path of a proxy. */

export const BASE = "api/v1";

/** What the service refused, with its problem (RFC 9457); or, with no problem, that it did not answer. */
export class ServiceError extends Error {
    constructor(status, problem) {
        super(problem?.detail ?? problem?.title ?? (status ? `The service answered with status ${status}.` : "The service does not answer."));
        this.status = status;
        this.problem = problem;
    }

    /** Whether the same may be answered later. */
    get isPassing() {
        return this.status === 0 || this.status === 429 || this.status >= 500;
    }
}

/** For a request whose subject may be gone: null then. @param {any} error */
export function unlessMissing(error) {
    if (error instanceof ServiceError && error.status === 404) {
        return null;
    }
    throw error;
}

/** Where the service asks who calls: kept for this tab until it is closed, and never part of an address. */
const TOKEN = "backflow-token";

export const token = () => sessionStorage.getItem(TOKEN);
export const useToken = (secret) => (secret ? sessionStorage.setItem(TOKEN, secret) : sessionStorage.removeItem(TOKEN));

/** @param {RequestInit} [init] */
export async function request(address, init = {}) {
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
export async function call(path, init) {
    const response = await request(`${BASE}/${path}`, init);
    const body = response.headers.get("content-type")?.includes("json") ? await response.json().catch((error) => {
        if (response.ok) { // the view was left, or the connection broke, in the middle of the answer
            throw init?.signal?.aborted ? error : new ServiceError(0, null);
        }
        return null;
    }) : null;
    if (!response.ok) {
        throw new ServiceError(response.status, body);
    }
    return body;
}

/** @param {Record<string, any>} parameters what is empty is left out */
export const query = (parameters) => new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));

/** @param {string} path @param {any} [body] @param {AbortSignal} [signal] @param {Record<string, string>} [headers] */
export const post = (path, body, signal, headers = {}) =>
    call(path, {
        signal,
        method: "POST",
        headers: body ? { "content-type": "application/json", ...headers } : headers,
        body: body ? JSON.stringify(body) : undefined,
    });

/** Who presses a button twice means it once. */
const TWICE = 1000;

/** The keys of what is being made, by what it is. @type {Map<string, string>} */
const keys = new Map();

/** Makes something, once, though it is asked for again while the answer is awaited, or because none came. @param {string} path @param {any} [body] */
export async function make(path, body) {
    const what = path + JSON.stringify(body);
    const key = keys.get(what) ?? [...crypto.getRandomValues(new Uint32Array(4))].join("-");
    keys.set(what, key);
    const forget = () => keys.delete(what);
    try {
        const made = await post(path, body, undefined, { "idempotency-key": key });
        setTimeout(forget, TWICE);
        return made;
    } catch (error) {
        error.isPassing || forget(); // what is refused is not kept
        throw error;
    }
}
