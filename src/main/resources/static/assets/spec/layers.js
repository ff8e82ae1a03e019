/** The layers of a spec as rows: added, copied, moved and removed, by keyboard too. */
import { byId, element, options } from "../dom.js";
import { entryOf, familyOf, typeIn } from "./schema.js";

/** What a kind of layer starts with, where it does not do without. */
const STARTS = { dense: { units: 5, activation: "relu" }, dropout: { type: "dropout", rate: 0.2 } };

/** A row like another one, which has no name yet. @param {any} row */
export function likeRow(row) {
    const { name: _name, ...rest } = typeof row === "string" ? { type: row } : structuredClone(row ?? STARTS.dense);
    return rest;
}

/** A copy in which a row has another place. @param {any[]} rows */
export function movedRow(rows, from, to) {
    const moved = [...rows];
    moved.splice(to, 0, ...moved.splice(from, 1));
    return moved;
}

/** What a new row before the output is like: the row before it, or the usual. @param {any[]} rows */
export const added = (rows) => [...rows.slice(0, -1), rows.length > 1 ? likeRow(rows.at(-2)) : { ...STARTS.dense }, ...rows.slice(-1)];

/**
 * @param {import("./schema.js").Catalog} catalog
 * @param {{pointer: string, now: () => any[], idOf: (pointer: string) => string, set: (pointer: string, value: any, anew: boolean) => void,
 *     fields: (row: any, k: number) => any}} part `now`: the rows as they are written by now
 */
export function layerRows(catalog, { pointer, now, idOf, set, fields }) {
    const types = /** @type {import("./schema.js").Entry[]} */ (familyOf(catalog, "layer")).map((entry) => entry.type);
    const put = (changed, focus) => {
        set(pointer, changed, true);
        byId(focus)?.focus({ preventScroll: true });
    };
    const idAt = (k, what) => `${idOf(`${pointer}/${k}`)}-${what}`;
    const rows = now();
    const move = (from, to, what) => to >= 0 && to < rows.length && put(movedRow(now(), from, to), idAt(to, what));
    const button = (text, label, id, click, disabled = false) => element("button", { type: "button", class: "small", id, "aria-label": label, disabled, click }, text);

    /** Alt and an arrow move the row from any of its fields. */
    function keyed(event, k) {
        const to = event.altKey ? { ArrowUp: k - 1, ArrowDown: k + 1 }[event.key] : undefined;
        if (to !== undefined) {
            event.preventDefault();
            const at = idOf(`${pointer}/${k}`);
            const field = event.target.id.startsWith(at) ? event.target.id.slice(at.length + 1) : "type";
            move(k, to, field);
        }
    }

    function row(row, k) {
        const at = `${pointer}/${k}`;
        const name = row?.name ?? (k === rows.length - 1 ? "output" : `row ${k + 1}`);
        const type = element("select", { id: idAt(k, "type"), "aria-label": `kind of ${name}`, change: () => set(at, STARTS[type.value] ?? type.value, true) });
        options(type, types, typeIn(row) ?? "dense");
        const isLast = k === rows.length - 1;
        const copied = () => [...now().slice(0, k), likeRow(now()[k]), ...now().slice(k)];
        const without = () => now().filter((_row, other) => other !== k);
        return element("fieldset", { class: "part layer", "data-pointer": at, keydown: (event) => keyed(event, k) },
            element("legend", {}, name, " ", type, " ",
                button("↑", `${name} up`, idAt(k, "up"), () => move(k, k - 1, "up"), k === 0), " ",
                button("↓", `${name} down`, idAt(k, "down"), () => move(k, k + 1, "down"), isLast), " ",
                button("Copy", `Copy ${name}`, idAt(k, "copy"), () => put(copied(), idAt(k, "copy"))), " ",
                button("Remove", `Remove ${name}`, idAt(k, "remove"), () => put(without(), idAt(Math.min(k, rows.length - 2), "remove")), rows.length === 1)),
            fields(row, k), element("span", { class: "error", "data-error": at }));
    }

    return element("div", { class: "layers" }, rows.map(row),
        element("p", { class: "actions" }, element("button", { type: "button", id: "add-layer", click: () => put(added(now()), idAt(Math.max(0, rows.length - 1), "type")) }, "Add a layer before the output"),
            element("span", { class: "hint" }, " Alt and an arrow key move a layer.")));
}
