/** The figures of a single run: what was chosen and pinned, how it learned, and the tutorial's. */
import { inWords } from "./dom.js";
import { learningRate, metrics, series, signal, statisticInWords } from "./figures.js";
import { axesOf } from "./metricaxes.js";
import { number } from "./numbers.js";
import { gives, tensorsOf } from "./run.js";

const WHOLE = [
    { title: "gradients", panels: [series("kernel_gradient", "mean", "linear"), series("kernel_gradient", "std", "log")] },
    { title: "weights", panels: [series("kernel", "mean", "linear"), series("kernel", "std", "linear")] },
    { title: "signals", panels: [signal("backward_gain", "log"), signal("forward_gain", "log")] },
];

/** As high as two panels of the next figure. */
const ALONE = 310;
const MEASURED = 132;

/** @typedef {{tensor: string, statistic: string, scale: string}} Pin a chart that stays */

/** "kernel.std.log,activation.mean.linear" as charts; what is none is left out. @param {string} [word] @returns {Pin[]} */
export function pinsOf(word = "") {
    return [...new Set(word.split(","))].map((part) => part.split(".")).filter((parts) => parts.length === 3 && parts.every(Boolean))
        .map(([tensor, statistic, scale]) => ({ tensor, statistic, scale: scale === "linear" ? "linear" : "log" }));
}

/** The word of the address for them, null for none. @param {Pin[]} pins */
export const pinned = (pins) => pins.map(({ tensor, statistic, scale }) => `${tensor}.${statistic}.${scale}`).join(",") || null;

/** @param {Pin} chart */
const titleOf = ({ tensor, statistic }) => `${statisticInWords(statistic)} of ${inWords(tensor)}`;

/**
 * @param {import("./types.js").Run} run
 * @param {Pin & {smooth: number}} wanted its tensor is one that was recorded, or undefined
 * @param {Pin[]} pins
 * @param {(pin: Pin) => Node} unpin what takes a pinned chart away
 */
export function figuresOf(run, wanted, pins, unpin) {
    const { smooth } = wanted;
    const chosen = wanted.tensor ? [{ title: titleOf(wanted), caption: inWords(wanted.tensor), run,
        panels: [{ ...series(wanted.tensor, wanted.statistic, wanted.scale), key: "chosen", height: ALONE, smooth }] }] : [];
    const kept = pins.filter(({ tensor }) => tensorsOf(run).includes(tensor)).map((pin) => ({ title: titleOf(pin), caption: inWords(pin.tensor), note: unpin(pin), run,
        panels: [{ ...series(pin.tensor, pin.statistic, pin.scale), key: `pinned ${pinned([pin])}`, height: ALONE, smooth }] }));
    const whole = WHOLE.map((figure) => ({ ...figure, run, panels: figure.panels.filter((panel) => gives(run, panel)).map((panel) => ({ ...panel, smooth })) }))
        .filter((figure) => figure.panels.length);
    return [...chosen, ...kept, { title: "learning", run, panels: [{ ...metrics, smooth }] }, ...whole];
}

/**
 * Loss and metrics on axes of their own, and the learning rate below them unless it is constant.
 *
 * @param {any} figure loaded
 */
export function spreadMetrics(figure) {
    const [panel] = figure.panels;
    if (panel.key !== metrics.key || !panel.columns) {
        return figure;
    }
    const rates = new Set(panel.columns.learning_rate ?? []);
    const [rate] = rates;
    const panels = axesOf(panel.columns).map((axis) => ({ ...panel, ...axis, height: MEASURED }));
    return { ...figure, note: rates.size === 1 ? `learning rate ${number(rate)}` : null,
        panels: rates.size > 1 ? [...panels, { ...panel, ...learningRate, smooth: 0, height: MEASURED }] : panels };
}
