/** One run, or several side by side: any tensor and statistic that was recorded. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { metrics, series, signal, statisticInWords } from "./figures.js";
import { number } from "./numbers.js";

const WHOLE = [
    { title: "gradients", panels: [series("kernel_gradient", "mean", "linear"), series("kernel_gradient", "std", "log"), metrics] },
    { title: "weights", panels: [series("kernel", "mean", "linear"), series("kernel", "std", "linear"), metrics] },
    { title: "signals", panels: [signal("backward_gain", "log"), signal("forward_gain", "log"), metrics] },
];

/** As high as the two panels beside it. */
const ALONE = 322;

/** Several runs show what was chosen; a single one shows the tutorial's two figures beside it. */
export function figures(runs, wanted) {
    const chosen = { ...series(wanted.tensor, wanted.statistic, wanted.scale), key: "chosen", height: runs.length > 1 ? undefined : ALONE };
    const title = `${statisticInWords(wanted.statistic)} of ${inWords(wanted.tensor)}`;
    const picked = runs.map((run) => ({ title, caption: inWords(wanted.tensor), run, panels: [chosen, metrics] }));
    return runs.length > 1 ? picked : [...picked, ...runs.flatMap((run) => WHOLE.map((figure) => ({ ...figure, run })))];
}

function initializer(given) {
    return given ? inWords(given.type) + (given.stddev === undefined ? "" : ` ${number(given.stddev)}`) : "given weights";
}

function network(spec) {
    const layers = spec.network.layers.map((layer) => `${(layer.repeat ?? 1) > 1 ? `${layer.repeat} × ` : ""}${layer.units} ${layer.activation.type}`);
    return `${spec.dataset.type}; ${layers.join(", ")}; ${initializer(spec.network.layers[0].kernel_initializer)}; `
        + `${spec.training.optimizer.type} ${spec.training.optimizer.learning_rate ?? ""}; seed ${spec.seed}`;
}

function outcome(run) {
    const { state, epoch, epochs, error } = run.status;
    const measured = run.result ? Object.entries({ loss: run.result.loss, ...run.result.metrics }).map(([name, value]) => `${inWords(name)} ${number(value)}`) : [];
    return [`${state}, epoch ${epoch} of ${epochs}`, ...measured, error?.detail ?? error?.message].filter(Boolean).join("; ");
}

/** What a run is, how it went, and what can be done with it. */
function card(run, alone, actions) {
    const remove = element("button", { type: "button", id: `delete-${run.id}`, click: (event) => {
        if (event.target.dataset.sure) {
            actions.remove(run);
        } else {
            event.target.dataset.sure = "yes";
            event.target.textContent = "Delete for good?";
        }
    } }, "Delete");
    const cancel = element("button", { type: "button", id: `cancel-${run.id}`, click: () => actions.cancel(run) }, "Cancel");
    return element("div", { class: "card" },
        alone ? null : element("h3", {}, run.name || run.id),
        element("p", {}, outcome(run)),
        element("p", { class: "faint" }, network(run.spec)),
        element("p", { class: "actions" }, element("a", { href: api.runAddress(run.id) }, "JSON of the run"), api.isActive(run) ? cancel : remove));
}

/** Whether the network sees points of a plane. */
function isPlane(dataset) {
    const inputs = dataset.n_features ?? dataset.content?.inputs.length ?? dataset.features?.[0]?.length;
    return ["circles", "moons", "xor", "spirals"].includes(dataset.type) || inputs === 2;
}

/** A figure as the service draws it, with what it shows in words. */
function drawnByService(run, name, caption, note, words) {
    const size = { width: 440, height: 380 };
    const theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const figure = element("figure", { class: "figure drawn" },
        element("figcaption", {}, element("strong", {}, caption), element("span", { class: "faint" }, note)),
        element("img", { src: api.figureAddress(run.id, name, { ...size, theme }), alt: words, ...size, error: () => figure.remove() }));
    return figure;
}

/** Of a run that has ended, what no curve shows: where its signal fades, and what it predicts all over the plane. */
export function pictures(run) {
    const name = run.name || run.id;
    const heatmap = !api.isActive(run) && run.spec.recording.tensors.includes("pre_activation_gradient");
    const boundary = run.status.state === "succeeded" && isPlane(run.spec.dataset);
    return [
        heatmap ? drawnByService(run, "heatmap", "back-propagated signal", "the darker, the less arrives at a layer",
            `Heat map of ${name}: size of the back-propagated signal of each layer at each epoch, on a logarithmic scale`) : "",
        boundary ? drawnByService(run, "boundary", "decision boundary", "the ground is the prediction, the signs are examples",
            `Predictions of ${name} over the plane of its two features, with the examples upon it`) : "",
    ];
}

/** Where the figures go: with several runs each stands under its card. `place` gives the element for a figure. */
export function layout(runs, actions) {
    if (runs.length === 1) {
        const grid = element("div", { class: "grid" });
        return { above: card(runs[0], true, actions), grid, place: () => grid };
    }
    const cells = new Map(runs.map((run) => [run.id, element("div", { class: "cell" }, card(run, false, actions))]));
    return { above: "", grid: element("div", { class: "grid" }, ...cells.values()), place: (figure) => cells.get(figure.run.id) };
}
