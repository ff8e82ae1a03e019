/** Experiments, as the page asks the service for them. */
import { BASE, call, make, post, query, stream } from "./api.js";

/** @typedef {AbortSignal | undefined} Signal */

const experiment = (id) => `experiments/${encodeURIComponent(id)}`;

/** @param {Record<string, any>} parameters @param {Signal} [signal] */
export const list = (parameters, signal) => call(`experiments?${query(parameters)}`, { signal });
export const submit = (request) => make("experiments", request);
/** What an experiment would come to. */
export const plan = (request) => post("experiments?validate_only=true", request);
export const remove = (id) => call(experiment(id), { method: "DELETE" });
export const cancel = (id) => post(`${experiment(id)}/cancel`);
/** @param {string} id @param {Signal} [signal] */
export const get = (id, signal) => call(experiment(id), { signal });
/** @param {string} id @param {Signal} [signal] */
export const summary = (id, signal) => call(`${experiment(id)}/summary`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const comparison = (id, signal) => call(`${experiment(id)}/comparison`, { signal });
/** @param {string} id @param {Signal} [signal] */
export const metrics = (id, signal) => call(`${experiment(id)}/metrics`, { signal });
/** @param {string} id @param {string} tensor @param {string} statistic @param {Signal} [signal] */
export const series = (id, tensor, statistic, signal) => call(`${experiment(id)}/series?${query({ tensor, statistic })}`, { signal });
/** Its runs as they end, and its progress. @param {string} id @param {string} after the id of the last event that is known @param {Signal} [signal] */
export const events = (id, after, signal) => stream(experiment(id), after, signal);

export const addressOf = (id) => `${BASE}/${experiment(id)}`;
