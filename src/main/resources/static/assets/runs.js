/** A table of runs. */
import { element, keepingFocus } from "./dom.js";
import { duration } from "./numbers.js";
import { endsFinite, measured, nameOf, stateOf } from "./run.js";

const COLUMNS = [["name", "Name"], ["state", "State"], ["loss", "Loss", "number"], ["accuracy", "Accuracy", "number"], ["time", "Time", "number"]];

/** "running, 5 of 100, 12 s left" */
function stateWithTime(run) {
    const left = run.status.seconds_left;
    return left > 1 ? `${stateOf(run)}, ${Math.ceil(left)} s left` : stateOf(run);
}

/**
 * @param {object} how
 * @param {(run: import("./types.js").Run) => string} how.link where a name leads
 * @param {{has: (id: string) => boolean, change: (id: string, chosen: boolean) => void}} [how.picked] rows can be ticked
 * @param {(key: string) => void} [how.sort] the head of a column was pressed
 */
export function runTable({ link, picked, sort }) {
    const body = element("tbody", { id: "run-rows" });
    const heads = COLUMNS.map(([key, name, kind]) => element("th", { scope: "col", class: kind },
        sort ? element("button", { type: "button", class: "head", id: `sort-${key}`, click: () => sort(key) }, name) : name));
    const tick = picked ? [element("th", { scope: "col" }, element("span", { class: "unseen" }, "Compare"))] : [];
    let shown = "";

    function row(run) {
        const name = nameOf(run);
        const box = picked && element("input", { type: "checkbox", id: `pick-${run.id}`, "aria-label": `Compare ${name}`,
            change: (event) => picked.change(run.id, event.target.checked) });
        if (box) {
            box.checked = picked.has(run.id);
        }
        const labels = Object.entries(run.labels).map(([key, value]) => element("span", { class: "badge" }, value ? `${key}: ${value}` : key));
        return element("tr", {}, box ? element("td", {}, box) : null,
            element("th", { scope: "row" }, element("a", { href: link(run), id: `open-${run.id}` }, name), run.pinned ? " (pinned)" : "", picked ? [" ", ...labels] : []),
            element("td", { class: `state ${endsFinite(run) ? run.status.state : "odd"}` }, stateWithTime(run)),
            element("td", { class: "number" }, measured(run, "loss")),
            element("td", { class: "number" }, measured(run, "accuracy")),
            element("td", { class: "number" }, duration(run.status)));
    }

    return {
        node: element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Runs" },
            element("table", {}, element("thead", {}, element("tr", {}, tick, heads)), body)),
        /** @param {import("./types.js").Run[]} runs @param {string} [order] as the address has it */
        draw(runs, order = "") {
            const now = JSON.stringify([order, runs.map((run) => [run.id, run.name, run.labels, run.pinned, run.status])]);
            if (now !== shown) {
                shown = now;
                keepingFocus(() => body.replaceChildren(...runs.map(row)));
                COLUMNS.forEach(([key], k) => {
                    const at = order === key ? "ascending" : order === `-${key}` ? "descending" : null;
                    at ? heads[k].setAttribute("aria-sort", at) : heads[k].removeAttribute("aria-sort");
                });
            }
        },
    };
}
