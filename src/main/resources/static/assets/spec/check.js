/** Where in a spec a warning belongs, and what it proposes. Nothing here knows of a document. */
import { changes } from "./difference.js";

/** @typedef {{rule: string, layers: string[], explanation: string, remedies: {title: string, patch: any}[]}} Warning */
/** @typedef {{pointer: string, detail: string, severity: "error" | "warning", remedy?: {title: string, patch: any}}} Problem */

/** As RFC 7386 has it: null takes a member out, objects are merged, anything else is put in its place. @param {any} target @param {any} patch */
export function merged(target, patch) {
    if (patch === null || typeof patch !== "object" || Array.isArray(patch)) {
        return patch;
    }
    const base = target !== null && typeof target === "object" && !Array.isArray(target) ? target : {};
    const parts = { ...base };
    for (const [name, part] of Object.entries(patch)) {
        if (part === null) {
            delete parts[name];
        } else {
            parts[name] = merged(base[name], part);
        }
    }
    return parts;
}

/** The row of a spec that makes a layer: "hidden_3" is of the row "hidden". @param {any} spec @param {string} layer */
export function rowOf(spec, layer) {
    const rows = spec?.network?.layers ?? [];
    const exact = rows.findIndex((row) => row.name === layer);
    return exact >= 0 ? exact : rows.findIndex((row) => row.repeat > 1 && row.name && layer.startsWith(`${row.name}_`));
}

/**
 * The field that the first remedy would change, or else the first layer that is named; "" where there is none.
 *
 * @param {any} spec with every default filled in, as remedies are @param {Warning} warning
 */
export function placeOfWarning(spec, { layers, remedies }) {
    const changed = remedies.length ? changes(spec, merged(spec, remedies[0].patch)) : [];
    if (changed.length) {
        return changed[0].pointer;
    }
    const row = layers.length ? rowOf(spec, layers[0]) : -1;
    return row >= 0 ? `/network/layers/${row}` : "";
}

/** What the answer to a request that is only checked says. @param {any} answer @returns {Problem[]} */
export const warningsOf = (answer) => (answer?.warnings ?? []).map((warning) =>
    ({ severity: "warning", pointer: placeOfWarning(answer.spec, warning), detail: warning.explanation.replace(/\.$/, ""), remedy: warning.remedies[0] }));

/** What a refusal says, with the places of what `base` prefixes to them. @param {any} problem @param {RegExp} base @returns {Problem[]} */
export const errorsOf = (problem, base = /^\/spec/) => (problem?.errors ?? []).map(({ pointer, detail }) =>
    ({ severity: "error", pointer: (pointer ?? "").replace(base, ""), detail }));

/** The first of those at each place: cells of a grid are refused one by one for the same value. @param {Problem[]} problems */
export const firstOfEach = (problems) => problems.filter((one, k) => problems.findIndex((other) => other.pointer === one.pointer) === k);

/** "Nothing is refused", "2 things are refused and 1 warning" @param {Problem[]} problems */
export function countInWords(problems) {
    const errors = problems.filter((one) => one.severity === "error").length;
    const warnings = problems.length - errors;
    const refused = errors ? `${errors} ${errors === 1 ? "thing is" : "things are"} refused` : "";
    const warned = warnings ? `${warnings} ${warnings === 1 ? "warning" : "warnings"}` : "";
    return refused || warned ? `${[refused, warned].filter(Boolean).join(", ")}: see the fields.` : "Ready to train: nothing is refused, and no rule warns.";
}
