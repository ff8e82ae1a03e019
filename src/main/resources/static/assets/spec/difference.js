/** What two specs differ in, in words: "relu instead of sigmoid". */
import { inWords } from "../words.js";

/** @typedef {{pointer: string, before: any, after: any}} Change */

const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

/** A bare type as the record that it stands for, where it is compared with one. */
const asRecord = (value, other) => (typeof value === "string" && isRecord(other) && other.type ? { type: value } : value);

/** @param {any} before @param {any} after @param {string} pointer @returns {Change[]} */
export function changes(before, after, pointer = "") {
    const [one, other] = [asRecord(before, after), asRecord(after, before)];
    if (isRecord(one) && isRecord(other)) {
        if (one.type !== other.type) {
            return [{ pointer, before, after }];
        }
        return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((name) => changes(one[name], other[name], `${pointer}/${name}`));
    }
    if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
        return one.flatMap((item, k) => changes(item, other[k], `${pointer}/${k}`));
    }
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [{ pointer, before, after }];
}

function said(value) {
    if (value === undefined || value === null) {
        return "none";
    }
    if (Array.isArray(value)) {
        return value.every((item) => typeof item !== "object") ? value.map(said).join(" and ") || "none" : `${value.length} of them`;
    }
    return isRecord(value) ? inWords(String(value.type ?? "other")) : inWords(String(value));
}

/** Without the places of a list, so that the same change in all layers is one. */
const nameOf = (pointer) => pointer.split("/").filter((part) => part && !/^\d+$/.test(part)).at(-1) ?? "spec";

function inWordsOf({ pointer, before, after }) {
    const name = inWords(nameOf(pointer));
    if (name === "layers") {
        return `${after?.length ?? "no"} instead of ${before?.length ?? "no"} rows of layers`;
    }
    const isWord = (value) => isRecord(value) || (typeof value === "string" && value !== "");
    if (isWord(before) && isWord(after)) {
        return `${said(after)} instead of ${said(before)}`;
    }
    if (after === true || after === false) {
        return `${name} ${after ? "on" : "off"}`;
    }
    return before === undefined || before === null ? `${name} ${said(after)}`
        : after === undefined || after === null ? `no ${name}` : `${name} ${said(after)} instead of ${said(before)}`;
}

const MOST = 3;

/** The title of a comparison; "" where nothing differs. @param {any} before @param {any} after */
export function titleOf(before, after) {
    const all = [...new Set(changes(before, after).map(inWordsOf))];
    return all.length > MOST ? `${all.slice(0, MOST).join(", ")} and ${all.length - MOST} more` : all.join(", ");
}
