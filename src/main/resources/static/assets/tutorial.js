/** The first view: the tutorial's figures for its three activations, and what was measured in words. */
import * as address from "./address.js";
import * as api from "./api.js";
import { element } from "./dom.js";
import { layersOf, metrics, series } from "./figures.js";
import { named } from "./findings.js";
import { listed, number, times } from "./numbers.js";

export const PRESET = "vanishing-gradient";
const ACTIVATIONS = ["sigmoid", "tanh", "relu"];

const ROWS = [
    {
        id: "gradients",
        title: "Gradients",
        panels: [series("kernel_gradient", "mean", "linear"), series("kernel_gradient", "std", "log"), metrics],
        say: sayGradients,
    },
    {
        id: "weights",
        title: "Weights",
        panels: [series("kernel", "mean", "linear"), series("kernel", "std", "linear"), metrics],
        say: sayWeights,
    },
];

const activation = (run) => run.labels.activation ?? run.name;

const failed = (run) => run.status.state === "failed" || run.status.state === "cancelled";

/** The newest run of each activation, those that came to nothing only if there is no other. */
function newest(runs) {
    const chosen = new Map();
    for (const run of [...runs.filter((r) => !failed(r)), ...runs.filter(failed)]) {
        if (!chosen.has(activation(run))) {
            chosen.set(activation(run), run);
        }
    }
    const order = (run) => (ACTIVATIONS.indexOf(activation(run)) + ACTIVATIONS.length + 1) % (ACTIVATIONS.length + 1);
    return [...chosen.values()].sort((a, b) => order(a) - order(b)).slice(0, ACTIVATIONS.length);
}

export async function runs() {
    const answer = await api.listRuns({ label: `preset:${PRESET}`, page_size: 50 });
    return newest(answer.items);
}

/** @param diagnoses what rules say of each run */
export function figures(chosen, diagnoses) {
    return ROWS.flatMap((row) => chosen.map((run, at) => ({
        row: row.id,
        title: row.title,
        caption: activation(run),
        note: [outcome(run), diagnosed(run, diagnoses[at])],
        run,
        panels: row.panels,
    })));
}

function diagnosed(run, diagnosis) {
    return diagnosis.items.length ? [" ", element("a", { href: address.hashFor([run.id]) }, named(diagnosis))] : null;
}

function outcome(run) {
    if (!run.result) {
        return run.status.state === "running" ? `epoch ${run.status.epoch} of ${run.status.epochs}` : run.status.state;
    }
    const accuracy = run.result.metrics?.accuracy;
    return `loss ${number(run.result.loss)}` + (accuracy === undefined ? "" : `, accuracy ${number(accuracy)}`);
}

const stdOf = (figure) => figure.panels.find((panel) => panel.statistic === "std")?.columns;

/** By activation, how much smaller the gradient of the first layer is than that of the output, before training. */
function sayGradients(loaded) {
    const parts = [];
    for (const figure of loaded) {
        const columns = stdOf(figure);
        const layers = columns ? layersOf(columns) : [];
        const [first, output] = [columns?.[layers[0]]?.[0], columns?.[layers.at(-1)]?.[0]];
        if (first > 0 && output > 0) {
            const ratio = output >= first ? `${times(output / first)} times smaller` : `${times(first / output)} times larger`;
            parts.push({ name: figure.caption, ratio, first: layers[0], output: layers.at(-1), accuracy: figure.run.result?.metrics?.accuracy });
        }
    }
    if (!parts.length) {
        return "";
    }
    const spread = parts.map((part, k) => `${part.ratio}${k ? "" : ` than that of ${part.output}`} with ${part.name}`);
    return "Look at how far apart the layers lie. In the untrained network the standard deviation of the gradient of "
        + `${parts[0].first} is ${listed(spread)}.${accuracies(parts)}`;
}

function accuracies(parts) {
    return parts.some((part) => part.accuracy === undefined) ? ""
        : ` The final accuracies are ${listed(parts.map((part) => `${number(part.accuracy)} with ${part.name}`))}.`;
}

/** By activation, how far the weights of the first layer went. */
function sayWeights(loaded) {
    const parts = [];
    let layer = "";
    let epochs = 0;
    for (const figure of loaded) {
        const columns = stdOf(figure);
        layer = columns ? layersOf(columns)[0] : layer;
        const values = columns?.[layer] ?? [];
        epochs = columns?.epoch.at(-1) ?? epochs;
        if (values.length > 1 && values[0] !== null && values.at(-1) !== null) {
            parts.push(`from ${number(values[0])} to ${number(values.at(-1))} with ${figure.caption}`);
        }
    }
    return parts.length === 0 ? ""
        : `Look at which layers move. In ${epochs} epochs the standard deviation of the weights of ${layer} went ${listed(parts)}.`;
}

/** The rows in which the figures stand, each with what to look for. */
export function layout(loaded) {
    return ROWS.map((row) => {
        const here = loaded.filter((figure) => figure.row === row.id);
        const grid = element("div", { class: "grid" });
        return { id: row.id, grid, node: element("section", { "aria-labelledby": `row-${row.id}` },
            element("h2", { id: `row-${row.id}` }, row.title), element("p", { class: "say" }, row.say(here)), grid) };
    });
}

export const TITLE = "The vanishing gradient, made visible";
export const LEAD = "Three networks that differ only in their activation learn to tell two circles apart. "
    + "Each curve is one layer of weights, from the first to the output; epoch 0 is the untrained network. "
    + "Panels in a row share their axes. Point at a curve to read its numbers.";
