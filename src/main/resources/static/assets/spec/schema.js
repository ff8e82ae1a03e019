/** What the catalog says a spec is made of: records, families of types, numbers. Nothing here knows of a document. */

/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} description
 * @property {string} type
 * @property {boolean} required
 * @property {any} default_value
 * @property {string[] | null} values
 *
 * @typedef {{type: string, description: string, parameters: Parameter[]}} Entry
 * @typedef {Record<string, any>} Catalog
 */

const PLURAL = { loss: "losses" };

/** The types to choose from; null where there is no choice. @param {Catalog} catalog @returns {Entry[] | null} */
export function familyOf(catalog, type) {
    if (type === "validation") { // a part of the data, or data of its own
        const split = recordOf(catalog, "split");
        return split ? [split, ...catalog.datasets] : null;
    }
    const found = catalog[type] ?? catalog[PLURAL[type] ?? `${type}s`];
    return type !== "spec" && Array.isArray(found) && typeof found[0] === "object" ? found : null;
}

/** The parts of what has no types. @param {Catalog} catalog @returns {Entry | null} */
export const recordOf = (catalog, type) => catalog.spec.find((entry) => entry.type === type) ?? null;

/** Whether nobody writes it. @param {Parameter} parameter */
export const isFilledIn = ({ description }) => (description ?? "").startsWith("filled in by the service");

/** How a parameter is edited. @param {Catalog} catalog @param {Parameter} parameter */
export function kindOf(catalog, { type, values }) {
    if (values) {
        return "choice";
    }
    if (type === "array of layer") {
        return "layers";
    }
    if (type === "array of string" || type === "array of number" || type === "array of integer" || type === "array of metric") {
        return "list";
    }
    if (familyOf(catalog, type)) {
        return "family";
    }
    if (recordOf(catalog, type)) {
        return "record";
    }
    return { boolean: "boolean", integer: "number", long: "number", number: "number", string: "text" }[type] ?? "json";
}

/** The type of a member of a family, which may be written as the bare word. */
export const typeIn = (value) => (typeof value === "string" ? value : value?.type);

/** The entry that describes a value. @param {Catalog} catalog @returns {Entry | null} */
export function entryOf(catalog, type, value) {
    const family = familyOf(catalog, type);
    const wanted = typeIn(value) ?? (type === "layer" ? "dense" : null);
    return family ? family.find((entry) => entry.type === wanted) ?? null : recordOf(catalog, type);
}

const isSame = (one, other) => canonical(one) === canonical(other);

/** With names in order; 1.0 and 1 are one number already. */
function canonical(value) {
    return JSON.stringify(value, (_key, part) => (part && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));
}

/**
 * A spec as somebody would write it: without what is default, bare words where a type is all that is said.
 *
 * @param {Catalog} catalog @param {string} type @param {any} value
 */
export function shortened(catalog, type, value) {
    if (type.startsWith("array of ") && Array.isArray(value)) {
        return value.map((item) => shortened(catalog, type.slice("array of ".length), item));
    }
    const entry = value && typeof value === "object" && !Array.isArray(value) ? entryOf(catalog, type, value) : null;
    if (!entry) {
        return value;
    }
    const parts = {};
    for (const [name, part] of Object.entries(value)) {
        const parameter = entry.parameters.find((one) => one.name === name);
        const short = parameter ? shortened(catalog, parameter.type, part) : part;
        const usual = parameter && !parameter.required && (isSame(short, parameter.default_value) || short === null || isEmptyRecord(catalog, parameter, short));
        if (name === "type" ? !(type === "layer" && part === "dense") : !usual) {
            parts[name] = short;
        }
    }
    return Object.keys(parts).length === 1 && parts.type ? parts.type : parts;
}

const isEmptyRecord = (catalog, parameter, short) => kindOf(catalog, parameter) === "record" && parameter.default_value !== null
    && typeof short === "object" && !Object.keys(short).length;

/** "/a/0/b" as ["a", "0", "b"] */
export const partsOf = (pointer) => pointer.split("/").slice(1).map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

/** @param {any} root @param {string} pointer */
export const valueAt = (root, pointer) => partsOf(pointer).reduce((value, part) => value?.[part], root);

/** A copy with another value at a place; undefined takes it out. @param {any} root @param {string} pointer @param {any} value */
export function withValue(root, pointer, value) {
    const copy = structuredClone(root);
    const parts = partsOf(pointer);
    const last = /** @type {string} */ (parts.pop());
    let at = copy;
    for (const part of parts) {
        if (typeof at[part] === "string") {
            at[part] = { type: at[part] };
        }
        at[part] ??= {};
        at = at[part];
    }
    if (value === undefined) {
        Array.isArray(at) ? at.splice(Number(last), 1) : delete at[last];
    } else {
        at[last] = value;
    }
    return copy;
}

/**
 * Which of the places that are shown is the one that a problem is about: itself, or the one that it lies within.
 *
 * @param {string[]} places pointers @param {string} pointer
 */
export function placeFor(places, pointer) {
    return places.filter((place) => pointer === place || pointer.startsWith(`${place}/`) || place === "")
        .sort((a, b) => b.length - a.length)[0] ?? null;
}
