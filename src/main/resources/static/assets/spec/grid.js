/** From a run to a grid of runs: fields are picked as axes, and trained over seeds. */
import * as api from "../api.js";
import { element, options } from "../dom.js";
import { hashOf } from "../router.js";
import { inWords } from "../words.js";
import { typed } from "./editor.js";
import { valueAt } from "./schema.js";

/** Places of a spec whose value can be varied: everything that is no list of records. @returns {string[]} */
export function placesOf(value, pointer = "") {
    if (value === null || typeof value !== "object" || (Array.isArray(value) && value.every((item) => typeof item !== "object"))) {
        return pointer === "/seed" || pointer === "/dataset/seed" || pointer.endsWith("/name") || pointer.endsWith("/type") ? [] : [pointer];
    }
    const own = value.type ? [pointer] : [];
    return [...own, ...Object.entries(value).flatMap(([name, part]) => placesOf(part, `${pointer}/${name}`))];
}

/** "relu, tanh, 3" as values; JSON where it is some. @param {string} text */
export function valuesOf(text) {
    try {
        const list = JSON.parse(text.trim().startsWith("[") ? text : `[${text}]`);
        return Array.isArray(list) ? list : [];
    } catch {
        return text.split(",").map((part) => typed(part.trim())).filter((value) => value !== undefined);
    }
}

/** What is posted: what the seeds decide is left to them. @param {any} spec @param {{path: string, values: any[]}[]} axes @param {number} count */
export function experimentOf(spec, axes, count) {
    const { seed: _seed, shuffle_seed: _order, ...base } = structuredClone(spec);
    if (base.dataset && typeof base.dataset === "object") {
        delete base.dataset.seed;
    }
    return { base, axes: axes.filter((axis) => axis.values.length), seeds: { first: 1, count } };
}

const nameOf = (pointer) => inWords(pointer.slice(1).replaceAll("/", " "));

/** @param {() => any} specNow @param {(hash: string) => void} go @param {(error: any) => void} refused */
export function gridPart(specNow, go, refused) {
    const rows = element("div", {});
    const seeds = element("input", { id: "grid-seeds", type: "number", min: "1", max: "1000", value: "10", change: () => estimate() });
    const said = element("p", { class: "hint", id: "grid-estimate", role: "status" });
    /** @type {{path: any, values: any}[]} */
    let axes = [];

    function add() {
        const k = axes.length;
        const path = element("select", { id: `axis-${k}`, "aria-label": `Field of axis ${k + 1}`, change: () => {
            values.value = String(valueAt(specNow(), path.value) ?? "");
            estimate();
        } });
        const values = element("input", { id: `axis-${k}-values`, type: "text", "aria-label": `Values of axis ${k + 1}`, placeholder: "sigmoid, tanh, relu", change: () => estimate() });
        axes.push({ path, values });
        fill(path);
        rows.append(element("p", { class: "choice" }, path, values));
    }

    function fill(path) {
        const places = placesOf(specNow());
        const before = path.value;
        options(path, places, places.includes(before) ? before : places.find((place) => place.endsWith("/activation")) ?? places[0]);
        [...path.options].forEach((option) => (option.textContent = nameOf(option.value)));
    }

    const request = () => experimentOf(specNow(), axes.map(({ path, values }) => ({ path: path.value, values: valuesOf(values.value) })), Number(seeds.value));

    async function attempt(action) {
        try {
            await action();
        } catch (error) {
            said.textContent = "";
            refused(error);
        }
    }

    const estimate = () => attempt(async () => {
        if (request().axes.length) {
            const { estimate: plan } = await api.planExperiment(request());
            said.textContent = `${plan.cells} cells, ${plan.runs} runs, about ${Math.max(1, Math.round(plan.cpu_seconds))} s of one processor. ${plan.warnings.map((one) => one.detail ?? one).join(" ")}`;
        }
    });

    const train = () => attempt(async () => go(hashOf("experiment", (await api.submitExperiment(request())).id)));

    return element("details", { id: "grid", toggle: (event) => event.target.open && !axes.length && add() },
        element("summary", {}, "Train it as a grid over seeds"),
        element("p", { class: "hint" }, "Pick fields and the values that they are to have; every combination is trained with every seed."),
        rows, element("p", { class: "actions" }, element("button", { type: "button", id: "add-axis", click: add }, "Add a field"), " ", element("label", {}, "Seeds ", seeds)),
        said, element("button", { type: "button", id: "train-grid", click: train }, "Train the grid"));
}
