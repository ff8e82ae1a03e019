/** Axes of charts: how far they go, and where they have numbers. */
import { isOnScale } from "./gaps.js";
import { number, powerOfTen } from "./numbers.js";
import { grid, ink } from "./palette.js";

export const FONT = "11px system-ui, sans-serif";
export const AXIS_WIDTH = 50;
const WHOLE_STEPS = [1, 10, 100, 1000, 10000, 100000].flatMap((step) => [step, 2 * step, 5 * step]);

/** Limits that hold all values of all the panels that are to be compared; null if there are none. */
export function limits(panels) {
    const log = panels[0].log;
    const values = panels.flatMap((panel) => panel.curves.flatMap((curve) => [...curve.values, ...(curve.raw ?? []), curve.expected]));
    const numbers = values.filter((value) => isOnScale(value, log));
    if (!numbers.length) {
        return null;
    }
    const rules = panels.flatMap((panel) => (panel.rule ? [panel.rule.value] : []));
    const least = [...numbers, ...rules].reduce((a, b) => Math.min(a, b));
    const most = [...numbers, ...rules].reduce((a, b) => Math.max(a, b));
    if (log) {
        const low = Math.floor(Math.log10(least) + 1e-9);
        const high = Math.ceil(Math.log10(most) - 1e-9);
        return [10 ** low, 10 ** Math.max(high, low + 1)];
    }
    if (panels[0].fromZero && least >= 0) {
        return [0, most * 1.06 || 1];
    }
    const margin = (most - least || Math.abs(most) || 1) * 0.06;
    return [least - margin, most + margin];
}

/** Whole decades, few enough to be read. */
function decades(_chart, _axis, low, high) {
    const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
    const step = Math.max(1, Math.ceil((to - from) / 5));
    const ticks = [];
    for (let exponent = Math.ceil(from / step) * step; exponent <= to; exponent += step) {
        ticks.push(10 ** exponent);
    }
    return ticks;
}

/** Larger for who sits in the last row. */
const enlarged = () => (document.documentElement.classList.contains("on-projector") ? 1.6 : 1);

/** Of epochs, with numbers and a title below the last chart of a figure, and of values. */
export function axes(log, last) {
    const scale = enlarged();
    const font = FONT.replace("11", String(11 * scale));
    const common = { stroke: ink(), font, grid: { stroke: grid(), width: 1 }, ticks: { show: false } };
    const epochs = { ...common, size: 22 * scale, gap: 4, space: 50, grid: { show: false }, incrs: WHOLE_STEPS };
    /** @type {any} */
    const values = { ...common, size: AXIS_WIDTH * scale, gap: 6, space: 28 * scale };
    if (log) {
        values.splits = decades;
        values.filter = (_chart, ticks) => ticks; // all of them: they are few already
        values.values = (_chart, ticks) => ticks.map(powerOfTen);
    } else {
        values.values = (_chart, ticks) => ticks.map(number);
    }
    const titled = { ...epochs, label: "epoch", labelSize: 15 * scale, labelGap: 0, labelFont: font };
    return [last ? titled : { ...epochs, size: 8, values: () => [] }, values];
}
