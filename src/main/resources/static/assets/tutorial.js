/** The first view: the tutorial's figures for its three activations, and what was measured in words. */
import * as api from "./api.js";
import { element } from "./dom.js";
import { metrics, namesOf, series } from "./figures.js";
import { named } from "./findings.js";
import { listed, number, times } from "./numbers.js";
import { hashOfRuns } from "./router.js";
import { measured, results, stateOf } from "./run.js";

export const PRESET = "vanishing-gradient";
let preset = null;

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

/** Whether a stored spec is as the preset has it, which may have gained parameters since. */
function agrees(stored, wanted) {
    return stored !== null && typeof stored === "object" && wanted !== null && typeof wanted === "object"
        ? stored.length === wanted.length && Object.keys(stored).every((key) => agrees(stored[key], wanted[key]))
        : stored === wanted;
}

const failed = (run) => run.status.state === "failed" || run.status.state === "cancelled";

/** For each run of the preset the newest that was trained from the very same spec, one that failed only if there is no other. */
export async function runs(signal) {
    preset ??= await api.getPreset(PRESET);
    const { items } = await api.listRuns({ label: `preset:${PRESET}`, page_size: 200 }, signal);
    return preset.runs.flatMap(({ labels, spec }) => {
        const same = items.filter((run) => !run.forked_from && agrees(run.spec, spec));
        const run = same.find((one) => !failed(one)) ?? same[0];
        return run ? [{ ...run, caption: labels.activation }] : [];
    });
}

export const figures = (chosen) => ROWS.flatMap((row) => chosen.map((run) => ({ row: row.id, title: row.title, caption: run.caption, run, panels: row.panels })));

/** The figures with how each run went. @param {any[]} drawn @param {Map<string, any>} diagnoses what rules say, by run */
export const noted = (drawn, diagnoses) => drawn.map((figure) => ({ ...figure, note: [results(figure.run) || stateOf(figure.run), diagnosed(figure.run, diagnoses.get(figure.run.id))] }));

function diagnosed(run, diagnosis) {
    return diagnosis.items.length ? [" ", element("a", { href: hashOfRuns([run.id]) }, named(diagnosis))] : null;
}

const stdOf = (figure) => figure.panels.find((panel) => panel.statistic === "std")?.columns;

/** By activation, how much smaller the gradient of the first layer is than that of the output, before training. */
function sayGradients(loaded) {
    const parts = [];
    for (const figure of loaded) {
        const columns = stdOf(figure);
        const layers = columns ? namesOf(columns) : [];
        const [first, output] = [columns?.[layers[0]]?.[0], columns?.[layers[layers.length - 1]]?.[0]];
        if (first > 0 && output > 0) {
            const ratio = output >= first ? `${times(output / first)} times smaller` : `${times(first / output)} times larger`;
            parts.push({ name: figure.caption, ratio, first: layers[0], output: layers[layers.length - 1], accuracy: figure.run.result?.metrics?.accuracy });
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
        layer = columns ? namesOf(columns)[0] : layer;
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
