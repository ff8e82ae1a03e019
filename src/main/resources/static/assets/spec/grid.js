/** From a run to a grid of runs: fields are picked as axes, and trained over seeds. */
import * as api from "../api.js";
import * as experiments from "../experiments.js";
import { element } from "../dom.js";
import { hashOf } from "../router.js";
import { inWords } from "../words.js";
import { asText, experimentOf, fieldsOf, keyOf, likely, metricsOf, planInWords, seedsWanted, toggled, valuesOf } from "./axes.js";
import { errorsOf, firstOfEach } from "./check.js";
import { checks } from "./checks.js";
import { typed } from "./typed.js";

const MOST_WORDS = 30;

/** @typedef {import("./axes.js").Field} Field */

/** Fields in the groups that they are of. @param {any} select @param {Field[]} fields @param {string} chosen */
function offer(select, fields, chosen) {
    const groups = [...new Set(fields.map((field) => field.group))];
    select.replaceChildren(...groups.map((group) => {
        const made = element("optgroup", { label: group });
        made.append(...fields.filter((field) => field.group === group).map((field) => new Option(`${field.group}: ${field.name}`, keyOf(field))));
        return made;
    }));
    select.value = chosen;
}

/** A field that is varied, and its values. @param {number} k @param {{fields: () => Field[], changed: () => void, remove: () => void}} how */
function axis(k, { fields, changed, remove }) {
    const path = element("select", { id: `axis-${k}`, "aria-label": `Field of axis ${k + 1}`, change: () => {
        values.value = asText(field()?.value);
        show();
        changed();
    } });
    const values = element("input", { id: `axis-${k}-values`, type: "text", "aria-label": `Values of axis ${k + 1}`, placeholder: "1, 2, 3 or 1 to 30 or 1e-4 to 0.1 by decades", input: () => {
        mark();
        changed();
    } });
    const words = element("div", { class: "words", role: "group", "aria-label": `Words for axis ${k + 1}` });
    const node = element("fieldset", { class: "part", "data-pointer": `/axes/${k}` },
        element("legend", {}, `Axis ${k + 1} `, element("button", { type: "button", class: "small", id: `axis-${k}-remove`, click: remove }, "Remove")),
        element("div", { class: "choice" }, path, values), words, element("span", { class: "error", "data-error": `/axes/${k}` }));
    const field = () => fields().find((one) => keyOf(one) === path.value);
    const chosen = () => values.value.split(",").map((part) => part.trim());

    function mark() {
        words.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(chosen().includes(button.value))));
    }

    function show() {
        words.replaceChildren(...(field()?.words ?? []).slice(0, MOST_WORDS).map((word) => element("button", { type: "button", class: "small", value: word, click: () => {
            values.value = toggled(values.value, word);
            mark();
            changed();
        } }, inWords(word))));
        mark();
    }

    return {
        node,
        /** The spec has other fields now. */
        refill() {
            const before = path.value;
            const all = fields();
            const known = all.find((one) => keyOf(one) === before);
            offer(path, all, keyOf(known ?? likely(all)));
            if (!known) {
                values.value = asText(field()?.value);
                show();
            }
        },
        axis: () => ({ field: /** @type {Field} */ (field()), values: valuesOf(values.value) }),
    };
}

/**
 * @param {import("./schema.js").Catalog} catalog
 * @param {{spec: () => any, name: () => string, go: (hash: string) => void, problems: (problems: import("./check.js").Problem[], focus?: boolean) => void}} how
 *     `problems` shows what is refused
 */
export function gridPart(catalog, { spec, name, go, problems }) {
    const rows = element("div", {});
    const number = (id, value, more = {}) => element("input", { id, type: "number", value, input: () => ask(), ...more });
    const seeds = number("grid-seeds", "10", { min: "1", max: "1000" });
    const metric = element("select", { id: "grid-metric", change: () => ask() });
    const learned = number("grid-learned", "", { step: "any", placeholder: "not asked" });
    /** @type {number | null} */
    let wanted = null;
    const [cost, warning] = [element("p", { class: "hint" }), element("span", {})];
    const take = element("button", { type: "button", class: "small", id: "take-seeds", click: () => {
        seeds.value = String(wanted);
        ask();
    } });
    const warned = element("p", { class: "warned", hidden: true }, warning, take);
    const said = element("div", { id: "grid-estimate", role: "status", hidden: true }, cost, warned);
    const train = element("button", { type: "button", id: "train-grid", click: () => submit() }, "Train the grid");
    /** @type {ReturnType<typeof axis>[]} */
    let axes = [];

    const request = () => experimentOf(spec(), axes.map((one) => one.axis()),
        { count: Number(seeds.value), name: name(), metric: metric.value, learnedFrom: /** @type {any} */ (typed(learned.value)) });

    const check = checks((wanted) => experiments.plan(wanted), (answer, error) => (error ? refused(error, false) : estimate(answer)));
    const isOpen = () => node.open;

    function ask() {
        if (isOpen() && axes.length) {
            check.soon(request());
        }
    }

    function add() {
        const k = axes.length;
        const made = axis(k, { fields: () => fieldsOf(catalog, spec()), changed: ask, remove: () => remove(k) });
        axes.push(made);
        rows.append(made.node);
        made.refill();
        ask();
    }

    /** Those after it get other numbers, so all are made anew. */
    function remove(k) {
        const kept = axes.filter((_one, other) => other !== k).map((one) => one.node.querySelectorAll("select, input"));
        const before = kept.map((fields) => [...fields].map((field) => field.value));
        axes = [];
        rows.replaceChildren();
        for (const [path, values] of before) {
            add();
            const [select, input] = /** @type {any} */ (axes.at(-1)).node.querySelectorAll("select, input");
            select.value = path;
            select.dispatchEvent(new Event("change"));
            input.value = values;
            input.dispatchEvent(new Event("input"));
        }
    }

    /** Written into what is there already, so that nobody presses a button that has just gone. */
    function estimate({ estimate: plan }) {
        problems([]);
        wanted = seedsWanted(plan.warnings);
        cost.textContent = planInWords(plan);
        warning.textContent = plan.warnings.length ? `Warning: ${plan.warnings.join(" ")} ` : "";
        take.textContent = `Take ${wanted} seeds`;
        warned.hidden = !plan.warnings.length;
        take.hidden = !wanted;
        said.hidden = false;
    }

    function refused(error, focus) {
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        said.hidden = true;
        const found = firstOfEach(errorsOf(error.problem, /^\/base/));
        problems(found.length ? found : [{ severity: "error", pointer: "", detail: error.message.replace(/\.$/, "") }], focus);
    }

    async function submit() {
        check.stop();
        try {
            go(hashOf("experiment", (await experiments.submit(request())).id));
        } catch (error) {
            refused(error, true);
        }
    }

    /** What the spec measures can be asked for. */
    function offerMetrics() {
        const before = metric.value;
        const names = metricsOf(spec());
        metric.replaceChildren(...names.map((one) => new Option(inWords(one), one)));
        metric.value = names.includes(before) ? before : names.at(1) ?? names[0];
        if (metric.value === "accuracy" && !learned.value && before !== "accuracy") {
            learned.value = "0.9";
        }
    }

    function follow() {
        if (isOpen()) {
            offerMetrics();
            axes.forEach((one) => one.refill());
            ask();
        }
    }

    const node = element("details", { id: "grid", toggle: () => {
        isOpen() && !axes.length && add();
        follow();
    } },
    element("summary", {}, "Train it as a grid over seeds"),
    element("p", { class: "hint" }, "Pick fields and the values that they are to have; every combination is trained with every seed."),
    rows, element("p", { class: "actions" }, element("button", { type: "button", id: "add-axis", click: add }, "Add a field")),
    element("div", { class: "fields" },
        element("div", { class: "field" }, element("label", { for: "grid-seeds" }, "Seeds"), seeds, element("span", { class: "error", "data-error": "/seeds" })),
        element("div", { class: "field" }, element("label", { for: "grid-metric" }, "What counts"), metric),
        element("div", { class: "field" }, element("label", { for: "grid-learned" }, "Has learned from"), learned, element("span", { class: "error", "data-error": "/question" }))),
    said, train);
    return { node, follow, close: () => check.stop() };
}
