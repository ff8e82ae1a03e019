/** A run that is written: anew, or from another one, of which something is changed. */
import * as api from "../api.js";
import { element } from "../dom.js";
import { hashOfRuns } from "../router.js";
import { nameOf } from "../run.js";
import { countInWords, errorsOf, merged, warningsOf } from "../spec/check.js";
import { checks } from "../spec/checks.js";
import { asCurl, asPython } from "../spec/clients.js";
import { dataPart } from "../spec/data.js";
import { titleOf } from "../spec/difference.js";
import { editor } from "../spec/editor.js";
import { gridPart } from "../spec/grid.js";
import { fitted, started } from "../spec/learning.js";
import { showProblems } from "../spec/problems.js";
import { shortened } from "../spec/schema.js";
import { lost } from "./run.js";

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

const LONGEST = 120;

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const catalog = await api.catalog();
    const from = place.subject ? await store.load(place.subject, signal).catch(api.unlessMissing) : null;
    if (place.subject && !from) {
        return { title: "No such run", nodes: [...lost([place.subject]), element("p", {}, element("a", { href: "#new" }, "Describe one anew"))] };
    }
    const before = from ? shortened(catalog, "spec", from.spec) : null;
    /** @type {any} */
    let spec = before ?? TUTORIAL;
    /** @type {any} */
    let filled = null;
    /** @type {{run: import("../spec/check.js").Problem[], grid: import("../spec/check.js").Problem[]}} */
    let problems = { run: [], grid: [] };
    const name = element("input", { id: "field-name", type: "text", placeholder: "a summary of the spec", "data-pointer": "/name", input: () => follow() });
    const json = element("textarea", { id: "spec-json", rows: "22", spellcheck: "false", "aria-label": "The spec as JSON", input: () => read() });
    const wrong = element("p", { id: "form-error", class: "error", role: "alert" });
    const checked = element("p", { id: "checked", class: "hint", role: "status" });
    const difference = element("p", { id: "difference", class: "hint", role: "status" });
    const code = element("pre", { class: "scroll", id: "code", tabindex: "0", hidden: true });
    const copied = element("span", { class: "hint", role: "status", id: "copied" });
    const data = dataPart({
        start: (dataset, preview) => take(preview ? started(spec, dataset, preview) : { ...spec, dataset }),
        change: (dataset, preview) => take(preview ? fitted(spec, dataset, preview) : { ...spec, dataset }),
    }, (action) => tools.attempt(action));
    const editing = editor(catalog, (changed) => keep(changed), { extra: (pointer) => (pointer === "/dataset" ? data.node : null) });
    const title = () => (before ? titleOf(before, spec) : "");
    const named = () => name.value.trim() || (title() ? `${nameOf(/** @type {any} */ (from))}: ${title()}`.slice(0, LONGEST) : "");
    const request = () => ({ ...(named() ? { name: named() } : {}), spec });
    const grid = gridPart(catalog, { spec: () => spec, name: () => name.value.trim(), go: tools.go,
        problems: (found, focus) => showAll({ ...problems, grid: found }, focus) });
    const check = checks(api.checkRun, (answer, error) => (error ? refused(error) : accepted(answer)));
    const train = element("button", { type: "submit", class: "main", id: "train" }, "Train");
    const form = element("form", { id: "form", class: "writing", novalidate: true, autocomplete: "off", submit });

    /** What was changed in the form is in the JSON. */
    function keep(changed) {
        spec = changed;
        json.value = JSON.stringify(spec, null, 2);
        follow();
    }

    /** What was changed in the JSON is in the form. */
    function take(changed) {
        editing.show(changed);
        keep(changed);
    }

    function read() {
        try {
            const written = JSON.parse(json.value);
            if (written === null || typeof written !== "object" || Array.isArray(written)) {
                throw new SyntaxError("a spec is an object, in braces");
            }
            spec = written;
            json.removeAttribute("aria-invalid");
            wrong.textContent = "";
            editing.show(spec);
            follow();
        } catch (error) {
            json.setAttribute("aria-invalid", "true");
            check.stop();
            checked.textContent = "";
            wrong.textContent = `This is no spec: ${error.message}`;
        }
    }

    function follow() {
        data.show(spec.dataset);
        difference.textContent = !from ? "" : title() ? `Changed: ${title()}.` : "Nothing is changed yet.";
        code.hidden = true;
        copied.textContent = "";
        showAll(problems); // a form that was drawn anew has lost them
        check.soon(request());
        grid.follow();
    }

    /** All at once, each at its field. */
    function showAll(found, focus = false) {
        problems = found;
        const homeless = showProblems(form, [...found.run, ...found.grid], { focus, apply: (remedy) => take(shortened(catalog, "spec", merged(filled, remedy.patch))) });
        if (!json.hasAttribute("aria-invalid")) {
            wrong.textContent = homeless.map(({ pointer, detail }) => `${pointer} ${detail}.`.trim()).join(" ");
        }
    }

    function accepted(answer) {
        filled = answer.spec;
        showAll({ ...problems, run: warningsOf(answer) });
        checked.textContent = countInWords(problems.run);
    }

    /** @param {any} error */
    function refused(error, focus = false) {
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        const found = errorsOf(error.problem);
        showAll({ ...problems, run: found.length ? found : [{ severity: "error", pointer: "", detail: error.message.replace(/\.$/, "") }] }, focus);
        checked.textContent = error.status >= 400 && error.status < 500 ? countInWords(problems.run) : "";
    }

    async function show(text) {
        code.textContent = text;
        code.hidden = false;
        const isCopied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
        copied.textContent = isCopied ? " Copied." : " Select it to copy it.";
    }

    const address = () => location.href.replace(/#.*$/, "");

    async function submit(event) {
        event.preventDefault();
        check.stop();
        try {
            const made = await api.submitRun(request());
            store.put([made]);
            tools.go(from ? hashOfRuns([from.id, made.id]) : hashOfRuns([made.id]));
        } catch (error) {
            refused(error, true);
        }
    }

    /** The address may ask for a grid. @param {Record<string, string>} words */
    function build(words) {
        if (words.grid === "open") {
            grid.node.open = true;
            grid.node.scrollIntoView({ block: "center" });
        }
    }

    form.append(
        element("div", { class: "narrow" },
            element("div", { class: "field" }, element("label", { for: "field-name" }, "Name"), name, element("span", { class: "error", "data-error": "/name" })),
            editing.node),
        element("aside", { class: "written" },
            element("div", { class: "bar" }, train, " ",
                from ? element("a", { href: hashOfRuns([from.id]) }, "Back to the run") : null, difference, checked, wrong),
            json,
            element("p", { class: "actions" },
                element("button", { type: "button", id: "copy-curl", click: () => show(asCurl(address(), request())) }, "Copy as curl"), " ",
                element("button", { type: "button", id: "copy-python", click: () => show(asPython(address(), request())) }, "Copy as Python"), copied),
            code,
            grid.node));
    return {
        title: from ? `Change one thing: ${nameOf(from)}` : "New run",
        lead: from ? "Train it again with a change, and see what the change did." : "An empty field takes its default. What the service refuses or warns of is said at the field while you write.",
        nodes: [form],
        shown() {
            take(spec);
            build(place.words);
        },
        move: (moved) => build(moved.words),
        restyle: () => data.restyle(),
        close() {
            check.stop();
            grid.close();
            data.close();
        },
    };
}
