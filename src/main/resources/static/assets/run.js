/** A run in words, by what the service says of it: its `outline` lists what it recorded, `result` how well it did. */
import { inWords } from "./dom.js";
import { number } from "./numbers.js";

export const nameOf = (run) => run.name || run.id;

export const isActive = (run) => run.status.state === "queued" || run.status.state === "running";

/** Every tensor that some layer recorded. */
export const tensorsOf = (run) => [...new Set(run.outline.layers.flatMap((layer) => layer.tensors))];

/** Whether the run can fill the panel. */
export function gives(run, panel) {
    return panel.signal ? run.signals.includes(panel.signal)
        : panel.tensor ? tensorsOf(run).includes(panel.tensor) : run.outline.metrics.includes(panel.metric ?? "loss");
}

/** The layers of all runs from first to last; one that other runs lack comes after the layer before it. */
export function layersOf(runs) {
    const names = [];
    for (const { outline } of runs) {
        outline.layers.forEach(({ name }, k) => {
            if (!names.includes(name)) {
                names.splice(k ? names.indexOf(outline.layers[k - 1].name) + 1 : 0, 0, name);
            }
        });
    }
    return names;
}

/** A number of the result, or "NaN" or the like; "" if there is none. */
export function measured(run, name) {
    const value = name === "loss" ? run.result?.loss : run.result?.metrics[name];
    return run.result?.non_finite?.[name] ?? (value === undefined ? "" : number(value));
}

/** "loss 0.636, accuracy 0.599" */
export const results = (run) => (!run.result ? "" : ["loss", ...Object.keys(run.result.metrics)]
    .map((name) => `${inWords(name)} ${measured(run, name)}`).join(", "));

export const endsFinite = (run) => !run.result?.non_finite;

/** "running, 5 of 100", "succeeded, loss NaN" */
export function stateOf(run) {
    const { state, epoch, epochs } = run.status;
    const odd = Object.entries(run.result?.non_finite ?? {}).map(([name, value]) => `${inWords(name)} ${value}`);
    return state === "running" ? `running, ${epoch} of ${epochs}` : [state, ...odd.slice(0, 1)].join(", ");
}
