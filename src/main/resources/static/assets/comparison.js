/** One run, or several side by side: any tensor and statistic that was recorded. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { downloads } from "./downloads.js";
import { named } from "./findings.js";
import { metrics, series, statisticInWords } from "./figures.js";
import { isDark } from "./palette.js";
import { hashOf } from "./router.js";
import { endsFinite, isActive, nameOf, results, tensorsOf } from "./run.js";

/** The tensors to choose from, and the one to show: the wanted one where it was recorded. */
export function choice(runs, wanted) {
    const tensors = [...new Set(runs.flatMap(tensorsOf))];
    return { ...wanted, tensors, tensor: tensors.includes(wanted.tensor) ? wanted.tensor : tensors[0] };
}

/** The chosen series of each run above its metrics. */
export function figures(runs, { tensor, statistic, scale }) {
    const title = tensor ? `${statisticInWords(statistic)} of ${inWords(tensor)}` : "metrics";
    const chosen = tensor && { ...series(tensor, statistic, scale), key: "chosen" };
    return runs.map((run) => ({ title, caption: inWords(tensor ?? title), run, panels: [chosen, metrics].filter(Boolean) }));
}

/** Whether there is something to see: a constant learning rate is no picture. */
export const isEventful = (figure) => figure.panels.every(({ metric, columns }) => !metric || new Set(columns[metric]).size > 1);

/** The spec as it was trained, written when it is opened. */
function specification(run) {
    const text = element("pre", { class: "scroll" });
    const write = (event) => (text.textContent = event.target.open ? JSON.stringify(run.spec, null, 2) : "");
    return element("details", { id: `spec-${run.id}`, toggle: write }, element("summary", {}, "Specification"), reproduction(run), text);
}

/** Name, pin, labels and notes, which can be changed at any time. */
function naming(run, actions) {
    const name = element("input", { id: `name-${run.id}`, type: "text" });
    name.defaultValue = run.name;
    const labels = element("input", { id: `labels-${run.id}`, type: "text", placeholder: "key=value, key=value" });
    labels.defaultValue = Object.entries(run.labels).map(([key, value]) => `${key}=${value}`).join(", ");
    const notes = element("textarea", { id: `notes-${run.id}`, rows: 4 });
    notes.defaultValue = run.notes ?? "";
    const pinned = element("input", { id: `pinned-${run.id}`, type: "checkbox" });
    pinned.defaultChecked = Boolean(run.pinned);
    return element("details", { id: `naming-${run.id}` }, element("summary", {}, "Name, labels, notes, pin"),
        element("form", { class: "choice", submit: (event) => {
            event.preventDefault();
            [name, labels, notes].forEach((field) => (field.defaultValue = field.value));
            pinned.defaultChecked = pinned.checked;
            actions.change(run, { name: name.value, labels: labelsOf(labels.value), notes: notes.value, pinned: pinned.checked });
        } },
        element("label", {}, "Name ", name), element("label", {}, "Labels ", labels), element("label", { class: "notes" }, "Notes ", notes), element("label", {}, pinned, " pinned"),
        element("button", { id: `save-${run.id}` }, "Save")));
}

/** "a=b, c=d" as a record. @returns {Record<string, string>} */
export const labelsOf = (text) => Object.fromEntries(text.split(",").map((part) => part.split("=").map((word) => word.trim())).filter(([key]) => key).map(([key, value = ""]) => [key, value]));

/** On what it was trained, for whoever wants the same bits. */
const reproduction = (run) => (run.reproduction ? element("p", { class: "faint" }, "trained on ", Object.entries(run.reproduction).map(([name, value]) => `${inWords(name)} ${value}`).join(", ")) : null);

/** @typedef {Map<string, {shown: string, node: Element}>} Kept what can be opened below runs, by their ids */

/** What can be opened below a run: the same as before unless it shows something else, so that it can be used while the run trains. @param {Kept} kept */
function aside(run, actions, kept) {
    const shown = JSON.stringify([run.name, run.labels, run.notes, run.pinned, run.reproduction, run.status.state, run.figures]);
    const before = kept.get(run.id);
    const node = before?.shown === shown ? before.node : element("div", { class: "aside" }, specification(run), naming(run, actions), downloads(run, actions));
    kept.set(run.id, { shown, node });
    return node;
}

/** What a run is, how it went, and what can be done with it. @param {Kept} kept */
export function card(run, alone, actions, kept) {
    const remove = element("button", { type: "button", id: `delete-${run.id}`, click: (event) => {
        if (event.target.dataset.sure) {
            actions.remove(run);
        } else {
            event.target.dataset.sure = "yes";
            event.target.textContent = "Delete for good?";
        }
    } }, "Delete");
    const cancel = element("button", { type: "button", id: `cancel-${run.id}`, click: () => actions.cancel(run) }, "Cancel");
    const { state, epoch, epochs, error } = run.status;
    const restored = run.result && run.result.epoch !== epoch ? `weights of epoch ${run.result.epoch}` : "";
    const outcome = [`${state}, epoch ${epoch} of ${epochs}`, restored, results(run), error?.message];
    return element("div", { class: "card" },
        alone ? null : element("h3", {}, nameOf(run)),
        element("p", { class: endsFinite(run) ? null : "odd" }, outcome.filter(Boolean).join("; ")),
        element("p", { class: "faint" }, `${run.summary}; seed ${run.spec.seed}`),
        run.notes ? element("p", { class: "notes" }, run.notes) : null,
        element("p", { class: "actions" }, element("a", { class: "button", id: `change-${run.id}`, href: hashOf("new", run.id) }, "Change one thing"),
            isActive(run) ? cancel : remove, element("a", { href: api.runAddress(run.id) }, "JSON of the run")),
        aside(run, actions, kept));
}

/** A figure as the service draws it, with what it shows in words. */
function drawnByService(run, name, caption, note, words) {
    const size = { width: 440, height: 380 };
    const failed = () => image.replaceWith(element("p", { class: "nothing" }, "The service could not draw it."));
    const image = element("img", { alt: words, ...size, error: failed, load: () => URL.revokeObjectURL(image.src) });
    api.reachable(api.figureAddress(run.id, name, { ...size, theme: isDark() ? "dark" : "light" }))
        .then((address) => image.setAttribute("src", address), failed);
    return element("figure", { class: "figure drawn" },
        element("figcaption", {}, element("strong", {}, caption), element("span", { class: "faint" }, note)), image);
}

/** Of a run that has ended, what it predicts all over the plane: what no curve shows. */
export function pictures(run) {
    return !isActive(run) && run.figures.includes("boundary") ? [drawnByService(run, "boundary", "decision boundary", "the ground is the prediction, the signs are examples",
        `Predictions of ${nameOf(run)} over the plane of its two features, with the examples upon it`)] : [];
}

/** What rules say of a run, in a line. */
const diagnosed = (run, diagnosis) => element("p", { class: "found" }, diagnosis.items.length
    ? [element("strong", {}, named(diagnosis)), " ", element("a", { href: hashOf("run", run.id) }, "why")] : isActive(run) ? "Nothing is wrong so far." : "No rule found anything wrong.");

/**
 * Where the figures of several runs go: each under its card. `place` gives the element for a figure.
 *
 * @param diagnoses what rules say of each run
 * @param {Kept} kept
 */
export function cells(runs, diagnoses, actions, kept) {
    const made = new Map(runs.map((run, k) => [run.id, element("div", { class: "cell" }, element("div", {}, card(run, false, actions, kept), diagnosed(run, diagnoses[k])))]));
    return { grid: element("div", { class: "grid" }, ...made.values()), place: (figure) => made.get(figure.run.id) };
}
