/** A table of runs. Rows in which nothing is new stay as they are. */
import { drawing, element, inWords, keepingFocus } from "./dom.js";
import { fieldInWords } from "./fields.js";
import { duration, number } from "./numbers.js";
import { endsFinite, measured, nameOf, stateOf } from "./run.js";
import { heightOf, pathOf, rangeOf } from "./spark.js";

/** @typedef {import("./types.js").Run} Run @typedef {import("./sparks.js").Line} Line */

const COLUMNS = [["name", "Name"], ["state", "State"], ["loss", "Loss", "number"], ["accuracy", "Accuracy", "number"], ["time", "Time", "number"]];

const BOX = { width: 84, height: 22 };

/** Decades of the first gradient below and above the last: the same for all rows, so that they can be compared. */
const DECADES = [-6, 2];

/** "running, 5 of 100, 12 s left" */
function stateWithTime(run) {
    const left = run.status.seconds_left;
    const said = left > 1 ? `${stateOf(run)}, ${left < 100 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} left` : stateOf(run);
    return run.status.state === "running" ? [said, element("progress", { max: String(run.status.epochs || 1), value: String(run.status.epoch), "aria-hidden": "true" })] : said;
}

/** @param {Line | undefined} line @param {number[] | null} range @param {string} words what it shows; nothing is drawn of what is not recorded */
function spark(line, range, words) {
    if (!line?.values.length) {
        return null;
    }
    const level = range ? drawing("path", { class: "level", d: `M0 ${heightOf(0, BOX.height, range)}H${BOX.width}` }) : null;
    return drawing("svg", { class: "spark", role: "img", "aria-label": words, viewBox: `0 0 ${BOX.width} ${BOX.height}`, width: BOX.width, height: BOX.height },
        level, drawing("path", { d: pathOf(line, BOX, range ?? rangeOf(line.values)) }));
}

const ends = (values) => `from ${number(values[0])} to ${number(values[values.length - 1])}`;

/** @param {{loss?: Line, gradient?: Line}} lines */
function sparkCells({ loss, gradient }) {
    const ratios = gradient?.values.map((decades) => 10 ** decades) ?? [];
    return [element("td", { class: "sparks" }, loss && spark(loss, null, `loss ${ends(loss.values)}`)),
        element("td", { class: "sparks" }, gradient && spark(gradient, DECADES, `gradient of the first layer by that of the last ${ends(ratios)}`),
            ratios.length ? element("span", { class: "faint" }, number(ratios[ratios.length - 1])) : null)];
}

/** The first that was found, and how many more: a row must not grow under the pointer when they come. @param {Run} run */
function badges({ findings = [] }) {
    const [first, ...others] = findings.map(inWords);
    const badge = (text, title) => element("span", { class: "badge finding-badge", title }, text);
    return [first && badge(first), " ", others.length ? badge([`+${others.length}`, element("span", { class: "unseen" }, `: ${others.join(", ")}`)], others.join(", ")) : null];
}

const written = (value) => (typeof value === "number" ? number(value) : value === null || value === undefined ? "" : String(value));

/**
 * @param {object} how
 * @param {(run: Run) => string} how.link where a name leads
 * @param {{has: (id: string) => boolean, change: (id: string, chosen: boolean) => void, all: (chosen: boolean) => void}} [how.picked] rows can be ticked
 * @param {(key: string) => void} [how.sort] the head of a column was pressed
 * @param {(run: Run) => void} [how.pin] a run is to be pinned, or no longer
 * @param {(run: Run) => void} [how.seen] a row has come into sight
 * @param {(id: string) => {loss?: Line, gradient?: Line}} [how.lines] of a run
 */
export function runTable({ link, picked, sort, pin, seen, lines }) {
    const body = element("tbody", { id: "run-rows" });
    const heads = COLUMNS.map(([key, name, kind]) => element("th", { scope: "col", class: kind },
        sort ? element("button", { type: "button", class: "head", id: `sort-${key}`, click: () => sort(key) }, name) : name));
    const all = picked && element("input", { type: "checkbox", id: "pick-all", "aria-label": "Choose all that are listed", change: () => picked.all(all.checked) });
    const extra = element("th", { scope: "col" });
    const head = element("tr", {}, picked ? element("th", { scope: "col" }, all) : null, heads.slice(0, 2),
        lines ? element("th", { scope: "col" }, "Findings") : null, heads.slice(2, 3),
        lines ? [element("th", { scope: "col" }, "Loss by epoch"), element("th", { scope: "col" }, "First gradient by last")] : null, heads.slice(3), extra);
    /** @typedef {{key: any[], node: HTMLElement}} Row what it was built from, and the row */
    /** @type {Map<string, Row>} */
    let rows = new Map();
    /** @type {Map<string, Run>} */
    let listed = new Map();
    let field = "";
    /** @type {(run: Run) => any} */
    let valueOf = () => null;

    const observer = new IntersectionObserver((entries) => entries.filter((entry) => entry.isIntersecting)
        .forEach(({ target }) => look(listed.get(/** @type {HTMLElement} */ (target).dataset.run ?? ""))), { rootMargin: "200px" });
    const look = (run) => run && seen?.(run);

    function row(run) {
        const name = nameOf(run);
        const box = picked && element("input", { type: "checkbox", id: `pick-${run.id}`, "aria-label": `Choose ${name}`,
            change: (event) => picked.change(run.id, event.target.checked) });
        const labels = Object.entries(run.labels).map(([key, value]) => element("span", { class: "badge" }, value ? `${key}: ${value}` : key));
        const pinned = pin ? element("button", { type: "button", class: "pin", id: `pin-${run.id}`, "aria-pressed": String(Boolean(run.pinned)), "aria-label": `Pin ${name}`,
            click: () => pin(run) }, run.pinned ? "★" : "☆") : run.pinned ? " (pinned)" : "";
        return element("tr", { "data-run": run.id }, box ? element("td", {}, box) : null,
            element("th", { scope: "row" }, pin ? [pinned, " "] : "", element("a", { href: link(run), id: `open-${run.id}` }, name), pin ? "" : pinned, picked ? [" ", ...labels] : []),
            element("td", { class: `state ${endsFinite(run) ? run.status.state : "odd"}` }, stateWithTime(run)),
            lines ? element("td", { class: "badges" }, badges(run)) : null,
            element("td", { class: "number" }, measured(run, "loss")),
            lines ? sparkCells(lines(run.id)) : null,
            element("td", { class: "number" }, measured(run, "accuracy")),
            element("td", { class: "number" }, duration(run.status)),
            field ? element("td", {}, written(valueOf(run))) : null);
    }

    /** The row as it was, unless something is new: runs and lines that change are other objects. @param {Run} run @returns {Row} */
    function rowOf(run) {
        const key = [run.name, run.labels, run.pinned, run.status, run.result, run.findings, lines?.(run.id), field, field && valueOf(run)];
        const before = rows.get(run.id);
        if (before?.key.every((part, k) => part === key[k])) {
            return before;
        }
        const node = before ? mended(before.node, row(run)) : row(run);
        [node, before?.node].forEach((each) => each && observer.unobserve(each));
        observer.observe(node); // and so is looked at again if it is in sight
        return { key, node };
    }

    /** The row with those cells in which something is new: the others stay under the pointer and the keyboard. @param {HTMLElement} old @param {HTMLElement} built */
    function mended(old, built) {
        if (old.childElementCount !== built.childElementCount) {
            return built;
        }
        keepingFocus(() => [...built.children].forEach((cell, k) => old.children[k].isEqualNode(cell) || old.children[k].replaceWith(cell)));
        return old;
    }

    const groupHead = ({ value, count, remark }) => element("tr", { class: "group" }, element("th", { scope: "colgroup", colspan: "20" },
        `${fieldInWords(field)}: ${value === null ? "none" : written(value)}`, element("span", { class: "faint" }, ` ${count === 1 ? "1 run" : `${count} runs`}${remark}`)));

    function tick() {
        rows.forEach(({ node }, id) => (/** @type {HTMLInputElement} */ (node.querySelector("input")).checked = /** @type {any} */ (picked).has(id)));
    }

    return {
        node: element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Runs" }, element("table", {}, element("thead", {}, head), body)),
        /**
         * @param {import("./listpage.js").Part[]} parts of the list, with a head where they are groups
         * @param {string} [order] as the address has it
         * @param {{path: string, value: (run: Run) => any} | null} [shown] a field that has no column of its own
         */
        draw(parts, order = "", shown = null) {
            field = shown?.path ?? "";
            valueOf = shown?.value ?? (() => null);
            extra.textContent = field && fieldInWords(field);
            extra.hidden = !field;
            const now = new Map(parts.flatMap((part) => part.runs).map((run) => [run.id, rowOf(run)]));
            rows.forEach(({ node }, id) => now.has(id) || observer.unobserve(node));
            rows = now;
            listed = new Map(parts.flatMap((part) => part.runs).map((run) => [run.id, run]));
            const nodes = parts.flatMap((part) => [...(part.head ? [groupHead(part.head)] : []), ...part.runs.map(({ id }) => /** @type {Row} */ (now.get(id)).node)]);
            keepingFocus(() => body.replaceChildren(...nodes));
            picked && tick();
            COLUMNS.forEach(([key], k) => {
                const at = order === key ? "ascending" : order === `-${key}` ? "descending" : null;
                at ? heads[k].setAttribute("aria-sort", at) : heads[k].removeAttribute("aria-sort");
            });
        },
        /** Something is new about these runs; rows in sight are looked at again. @param {Iterable<string>} ids */
        renew(ids) {
            for (const id of ids) {
                const before = rows.get(id);
                const run = before && listed.get(id);
                if (before && run) {
                    const now = rowOf(run);
                    rows.set(id, now);
                    now.node !== before.node && before.node.replaceWith(now.node);
                }
            }
            picked && tick();
        },
        /** Takes in what the store says of the run now. @param {Run} run */
        put: (run) => listed.has(run.id) && listed.set(run.id, run),
        tick,
        destroy: () => observer.disconnect(),
    };
}
