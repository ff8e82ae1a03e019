/** Which fields of a spec can be varied, with which values, and what is posted then. Nothing here knows of a document. */
import { inWords } from "../words.js";
import { typed } from "./typed.js";
import { entryOf, familyOf, isFilledIn, kindOf, typeIn, valueAt } from "./schema.js";

/** @typedef {import("./schema.js").Catalog} Catalog */
/** @typedef {{paths: string[], name: string, group: string, words: string[], value: any}} Field with words to choose from, where it has some */

const GROUPS = { dataset: "Data", training: "Training" };
const VARIED = ["choice", "boolean", "number", "family", "list"];
const SEEDS = ["seed", "shuffle_seed", "name", "type"];

const listOf = (value) => (Array.isArray(value) ? value : []);

const titleOf = (row, k, count) => row?.name ?? (k === count - 1 ? "output" : `row ${k + 1}`);

/** @param {Catalog} catalog @param {string} type @returns {Field[]} */
function within(catalog, type, value, pointer, group) {
    const entry = entryOf(catalog, type, value);
    const parameters = (entry?.parameters ?? []).filter((one) => !SEEDS.includes(one.name) && !isFilledIn(one) && VARIED.includes(kindOf(catalog, one)));
    return parameters.flatMap((parameter) => {
        const kind = kindOf(catalog, parameter);
        const own = typeof value === "string" ? undefined : value?.[parameter.name];
        const now = own ?? parameter.default_value;
        const at = `${pointer}/${parameter.name}`;
        const words = kind === "family" ? /** @type {any[]} */ (familyOf(catalog, parameter.type)).map((one) => one.type)
            : kind === "boolean" ? ["true", "false"] : parameter.values ?? [];
        const deeper = kind === "family" && typeIn(now) ? within(catalog, parameter.type, now, at, group).map((field) => ({ ...field, name: `${inWords(parameter.name)}: ${field.name}` })) : [];
        return [{ paths: [at], name: inWords(parameter.name), group, words, value: now }, ...deeper];
    });
}

/** Fields of every row, and of several rows together. @param {Catalog} catalog @param {any[]} rows @returns {Field[]} */
function ofLayers(catalog, rows) {
    const single = rows.map((row, k) => within(catalog, "layer", typeof row === "string" ? { type: row } : row ?? {}, `/network/layers/${k}`, titleOf(row, k, rows.length)));
    const names = [...new Set(single.flat().map((field) => field.name))];
    const together = names.map((name) => single.map((fields) => fields.find((field) => field.name === name)).filter((field) => field !== undefined))
        .filter((fields) => fields.length > 1)
        .map((fields) => ({ ...fields[0], group: "All layers together", paths: fields.flatMap((field) => field.paths) }));
    return [...single.flat(), ...together];
}

/** Everything that can be an axis: not names, nor what the seeds decide. @param {Catalog} catalog @param {any} spec @returns {Field[]} */
export function fieldsOf(catalog, spec) {
    const types = familyOf(catalog, "dataset") ?? [];
    const data = { paths: ["/dataset"], name: "data set", group: GROUPS.dataset, words: types.map((entry) => entry.type), value: spec?.dataset };
    return [data, ...within(catalog, "dataset", spec?.dataset, "/dataset", GROUPS.dataset), ...ofLayers(catalog, listOf(spec?.network?.layers)),
        ...within(catalog, "training", spec?.training ?? {}, "/training", GROUPS.training)];
}

/** The field's own words for its key in a list of choices. @param {Field} field */
export const keyOf = (field) => field.paths.join(" ");

/** What somebody would most likely vary first. @param {Field[]} fields */
export const likely = (fields) => fields.find((field) => field.name === "activation") ?? fields[0];

const NUMBER = "(-?[\\d.]+(?:e-?\\d+)?)";
const STEPS = new RegExp(`^${NUMBER} to ${NUMBER}(?: by ${NUMBER})?$`);
const DECADES = new RegExp(`^${NUMBER} to ${NUMBER} by decades$`);

/** "1 to 30", "1 to 30 by 5", "1e-4 to 0.1 by decades"; null where it is none. @param {string} text */
function rangeOf(text) {
    const decades = DECADES.exec(text);
    if (decades) {
        const [low, high] = decades.slice(1).map((part) => Math.log10(Number(part)));
        return { log10_from: low, log10_to: high, count: Math.round(Math.abs(high - low)) + 1 };
    }
    const steps = STEPS.exec(text);
    return steps && { from: Number(steps[1]), to: Number(steps[2]), step: Number(steps[3] ?? 1) };
}

/** "relu, tanh, 3" as values; JSON where it is some; a range where it is one. @param {string} text @returns {any} */
export function valuesOf(text) {
    const range = rangeOf(text.trim());
    if (range) {
        return range;
    }
    try {
        const list = JSON.parse(text.trim().startsWith("[") ? text : `[${text}]`);
        return Array.isArray(list) ? list : [];
    } catch {
        return text.split(",").map((part) => typed(part.trim())).filter((value) => value !== undefined)
            .map((value) => (value === "true" ? true : value === "false" ? false : value));
    }
}

const isSome = (values) => !Array.isArray(values) || values.length > 0;

/** A word is put among the values, or taken out. @param {string} text @param {string} word */
export function toggled(text, word) {
    const parts = text.split(",").map((part) => part.trim()).filter(Boolean);
    return (parts.includes(word) ? parts.filter((part) => part !== word) : [...parts, word]).join(", ");
}

/** As it is typed. */
export const asText = (value) => (value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value));

/**
 * What is posted: what the seeds decide is left to them.
 *
 * @param {any} spec @param {{field: Field, values: any}[]} axes
 * @param {{count: number, name?: string, metric?: string, learnedFrom?: number}} how
 */
export function experimentOf(spec, axes, { count, name = "", metric = "", learnedFrom }) {
    const { seed: _seed, shuffle_seed: _order, ...base } = structuredClone(spec);
    if (base.dataset && typeof base.dataset === "object") {
        delete base.dataset.seed;
    }
    const question = { ...(metric ? { metric } : {}), ...(learnedFrom === undefined ? {} : { learned_from: learnedFrom }) };
    return { ...(name ? { name } : {}), base, seeds: { first: 1, count },
        axes: axes.filter((axis) => isSome(axis.values)).map(({ field, values }) => (field.paths.length > 1 ? { name: field.name, paths: field.paths, values } : { path: field.paths[0], values })),
        ...(Object.keys(question).length ? { question } : {}) };
}

/** "40 s", "3 min", "2.5 h" */
export function span(seconds) {
    return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** @param {{cells: number, runs: number, cpu_seconds: number, stored_bytes: number}} plan */
export const planInWords = ({ cells, runs, cpu_seconds: seconds, stored_bytes: bytes }) =>
    `${cells} ${cells === 1 ? "cell" : "cells"}, ${runs} runs: about ${span(seconds)} of one processor, ${Math.max(0.1, bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB in the database.`;

/** How many seeds a warning asks for; null where it asks for none. @param {string[]} warnings */
export function seedsWanted(warnings) {
    const found = warnings.map((warning) => /below (\d+) seeds/.exec(warning)).find(Boolean);
    return found ? Number(found[1]) : null;
}

/** The metrics that a spec has, loss first. @param {any} spec @returns {string[]} */
export const metricsOf = (spec) => ["loss", ...listOf(valueAt(spec, "/training/metrics")).map(typeIn).filter(Boolean)];
