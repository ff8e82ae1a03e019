/** A run that is written: anew, or from another one, of which something is changed. */
import * as api from "../api.js";
import { element } from "../dom.js";
import { hashOfRuns } from "../router.js";
import { nameOf } from "../run.js";
import { asCurl, asPython } from "../spec/clients.js";
import { dataPart } from "../spec/data.js";
import { titleOf } from "../spec/difference.js";
import { editor } from "../spec/editor.js";
import { gridPart } from "../spec/grid.js";
import { shortened } from "../spec/schema.js";

/** A network of the tutorial's kind. */
const NORMAL = { type: "random_normal", stddev: 1 };
const TUTORIAL = {
    dataset: { type: "circles", samples: 1000, factor: 0.5, noise: 0.1, seed: 42 },
    network: { layers: [
        { name: "hidden", repeat: 4, units: 5, activation: "sigmoid", kernel_initializer: NORMAL },
        { name: "output", units: 1, activation: "sigmoid", kernel_initializer: NORMAL }] },
    training: { loss: "binary_crossentropy", metrics: ["accuracy"], epochs: 100 },
    recording: { histograms: ["kernel_gradient"] },
    seed: 7,
};

/** A network that learns what a file holds. */
function learning(dataset, { columns }, spec) {
    const target = columns.find((column) => column.name === dataset.target);
    const isNumber = target?.type === "numeric";
    const classes = target?.categories?.length ?? 2;
    const output = isNumber ? { name: "output", units: 1 } : classes > 2 ? { name: "output", units: classes, activation: "softmax" } : { name: "output", units: 1, activation: "sigmoid" };
    const training = isNumber ? { loss: "mean_squared_error", metrics: ["mae"] }
        : { loss: classes > 2 ? "categorical_crossentropy" : "binary_crossentropy", metrics: ["accuracy"] };
    return { ...spec, dataset, network: { layers: [{ name: "hidden", repeat: 2, units: 16, activation: "relu", kernel_initializer: "he_normal" }, output] },
        training: { ...training, optimizer: "adam", epochs: 50, validation_split: 0.2 } };
}

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const catalog = await api.catalog();
    const from = place.subject ? await store.load(place.subject, signal) : null;
    const before = from ? shortened(catalog, "spec", from.spec) : null;
    /** @type {any} */
    let spec = before ?? TUTORIAL;
    const name = element("input", { id: "field-name", type: "text", placeholder: "a summary of the spec" });
    const json = element("textarea", { id: "spec-json", rows: "22", spellcheck: "false", "aria-label": "The spec as JSON", input: () => read() });
    const wrong = element("p", { id: "form-error", class: "error", role: "alert" });
    const difference = element("p", { id: "difference", class: "hint", role: "status" });
    const code = element("pre", { class: "scroll", id: "code", tabindex: "0", hidden: true });
    const data = dataPart((dataset, stored) => take(learning(dataset, stored, spec)), (action) => tools.attempt(action));
    const form = editor(catalog, (changed) => keep(changed), { extra: (pointer) => (pointer === "/dataset" ? data.node : null) });
    const request = () => ({ ...(name.value.trim() ? { name: name.value.trim() } : title() ? { name: `${nameOf(/** @type {any} */ (from))}: ${title()}`.slice(0, 120) } : {}), spec });
    const title = () => (before ? titleOf(before, spec) : "");
    const train = element("button", { type: "submit", class: "main", id: "train" }, "Train");

    /** What was changed in the form is in the JSON. */
    function keep(changed) {
        spec = changed;
        json.value = JSON.stringify(spec, null, 2);
        follow();
    }

    /** What was changed in the JSON is in the form. */
    function take(changed) {
        spec = changed;
        json.value = JSON.stringify(spec, null, 2);
        form.show(spec);
        follow();
    }

    function read() {
        try {
            spec = JSON.parse(json.value);
            json.removeAttribute("aria-invalid");
            wrong.textContent = "";
            form.show(spec);
            follow();
        } catch (error) {
            json.setAttribute("aria-invalid", "true");
            wrong.textContent = `This is no JSON: ${error.message}`;
        }
    }

    function follow() {
        data.show(spec.dataset);
        difference.textContent = !from ? "" : title() ? `Changed: ${title()}.` : "Nothing is changed yet.";
        code.hidden = true;
    }

    function show(text) {
        code.textContent = text;
        code.hidden = false;
        navigator.clipboard?.writeText(text).catch(() => {}); // it can be copied by hand
    }

    const address = () => location.href.replace(/#.*$/, "");

    async function submit(event) {
        event.preventDefault();
        wrong.textContent = "";
        try {
            const made = await api.submitRun(request());
            store.put([made]);
            tools.go(from ? hashOfRuns([from.id, made.id]) : hashOfRuns([made.id]));
        } catch (error) {
            refused(error);
        }
    }

    /** All at once, each at its field. @param {any} error */
    function refused(error) {
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        const problems = (error.problem?.errors ?? []).map((one) => ({ ...one, pointer: one.pointer?.replace(/^\/(spec|base)/, "") }));
        const homeless = form.problems(problems);
        wrong.textContent = problems.length ? homeless.join("; ") : error.message;
    }

    return {
        title: from ? `Change one thing: ${nameOf(from)}` : "New run",
        lead: from ? "Train it again with a change, and see what the change did." : "An empty field takes its default. What the service refuses is said at the field.",
        nodes: [element("form", { id: "form", class: "writing", novalidate: true, autocomplete: "off", submit },
            element("div", { class: "narrow" },
                element("div", { class: "field" }, element("label", { for: "field-name" }, "Name"), name, element("span", { class: "error", "data-error": "/name" })),
                form.node),
            element("aside", { class: "written" },
                element("div", { class: "bar" }, train, " ",
                    from ? element("a", { href: hashOfRuns([from.id]) }, "Back to the run") : null, difference, wrong),
                json,
                element("p", { class: "actions" },
                    element("button", { type: "button", id: "copy-curl", click: () => show(asCurl(address(), request())) }, "Copy as curl"), " ",
                    element("button", { type: "button", id: "copy-python", click: () => show(asPython(address(), request())) }, "Copy as Python")),
                code,
                gridPart(() => spec, tools.go, refused)))],
        shown: () => take(spec),
    };
}

