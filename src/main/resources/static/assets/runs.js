/** The list of runs, newest first. */
import * as address from "./address.js";
import * as api from "./api.js";
import { byId, element, keepingFocus, show } from "./dom.js";
import { duration } from "./numbers.js";
import { endsFinite, isActive, measured, nameOf, stateOf } from "./run.js";

const PAGE = 50;

const picked = new Set();
let first = [];
let older = [];
let next = null;
let shown = "";

/** Asks for the newest runs. Older ones stay as they were asked for. */
export async function refresh() {
    const answer = await api.listRuns({ page_size: PAGE });
    first = answer.items;
    if (!older.length) {
        next = answer.next_page_token;
    }
    draw();
    return first.filter(isActive);
}

export function forget(id) {
    picked.delete(id);
    older = older.filter((run) => run.id !== id);
}

function all() {
    const known = new Set(first.map((run) => run.id));
    return [...first, ...older.filter((run) => !known.has(run.id))];
}

function row(run, open) {
    const name = nameOf(run);
    const tick = element("input", { type: "checkbox", id: `pick-${run.id}`, "aria-label": `Compare ${name}`, change: (event) => pick(run.id, event.target.checked) });
    tick.checked = picked.has(run.id);
    return element("tr", { class: open?.includes(run.id) ? "open" : null },
        element("td", {}, tick),
        element("th", { scope: "row" }, element("a", { href: address.hashFor([run.id]), id: `open-${run.id}` }, name)),
        element("td", { class: `state ${endsFinite(run) ? run.status.state : "odd"}` }, stateOf(run)),
        element("td", { class: "number" }, measured(run, "loss")),
        element("td", { class: "number" }, measured(run, "accuracy")),
        element("td", { class: "number" }, duration(run.status)));
}

function pick(id, chosen) {
    picked[chosen ? "add" : "delete"](id);
    offerComparison();
}

function offerComparison() {
    const button = byId("compare");
    button.disabled = picked.size < 2;
    button.textContent = picked.size < 2 ? "Compare" : `Compare ${picked.size} runs`;
}

export function draw() {
    const runs = all();
    const open = address.read().runs;
    const now = JSON.stringify([location.hash, runs.map((run) => [run.id, run.name, run.status])]);
    if (now !== shown) {
        shown = now;
        keepingFocus(() => byId("run-rows").replaceChildren(...runs.map((run) => row(run, open))));
    }
    show(byId("no-runs"), !runs.length);
    show(byId("older"), Boolean(next));
    const active = runs.filter(isActive).length;
    const said = active ? `${active} queued or running` : "";
    if (byId("activity").textContent !== said) {
        byId("activity").textContent = said;
    }
}

/**
 * @param attempt runs what may fail and reports it
 * @param open shows the runs of these ids
 */
export function listen(attempt, open) {
    byId("compare").addEventListener("click", () => {
        open(all().map((run) => run.id).filter((id) => picked.has(id)).reverse());
    });
    byId("older").addEventListener("click", () => attempt(async () => {
        const answer = await api.listRuns({ page_size: PAGE, page_token: next });
        older = [...older, ...answer.items];
        next = answer.next_page_token;
        draw();
    }));
}
