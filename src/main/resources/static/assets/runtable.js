/** A list of runs as a table of text, for other programs. Nothing here knows of a document. */
import { differing, valueOf } from "./fields.js";

/** A text that a spreadsheet would take for a formula has an apostrophe before it, as in the exports of the service. */
function cell(value) {
    const text = value === null || value === undefined ? "" : typeof value === "number" ? String(value) : Array.isArray(value) ? value.join(" ") : String(value);
    const safe = typeof value === "number" || !/^[=+\-@\t\r]/.test(text) ? text : `'${text}`;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** CSV with a run a row: its id, its name, and each field in which the runs differ. @param {import("./types.js").Run[]} runs */
export function tableOf(runs) {
    const paths = ["id", "name", ...differing(runs).filter((path) => path !== "name")];
    return [paths, ...runs.map((run) => paths.map((path) => valueOf(run, path)))].map((row) => row.map(cell).join(",") + "\r\n").join("");
}
