/** One chart: curves over epochs, with a reading of all of them at the epoch under the pointer or chosen by arrow keys. */
import { byId, element } from "./dom.js";
import { isolated } from "./gaps.js";
import { isExpected, reading, spoken } from "./reading.js";
import { number, powerOfTen } from "./numbers.js";
import { grid, ink, wrong } from "./palette.js";
import { around, zoomByKeyboard } from "./zoom.js";

const FONT = "11px system-ui, sans-serif";
const AXIS_WIDTH = 50;
const WHOLE_STEPS = [1, 10, 100, 1000, 10000, 100000].flatMap((step) => [step, 2 * step, 5 * step]);

/** NaN and ±∞ have no place on an axis, zero and below none on a logarithmic one: they are gaps. */
export const isOnScale = (value, log) => Number.isFinite(value) && (!log || value > 0);
const onScale = (values, log) => values.map((value) => (isOnScale(value, log) ? value : null));

/** Limits that hold all values of all the panels that are to be compared; null if there are none. */
export function limits(panels) {
    const log = panels[0].log;
    const values = panels.flatMap((panel) => panel.curves.flatMap((curve) => [...curve.values, curve.expected]));
    const numbers = values.filter((value) => isOnScale(value, log));
    if (!numbers.length) {
        return null;
    }
    const least = numbers.reduce((a, b) => Math.min(a, b));
    const most = numbers.reduce((a, b) => Math.max(a, b));
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

function axes(log, last) {
    const common = { stroke: ink(), font: FONT, grid: { stroke: grid(), width: 1 }, ticks: { show: false } };
    const epochs = { ...common, size: 24, gap: 4, space: 50, grid: { show: false }, incrs: WHOLE_STEPS };
    /** @type {any} */
    const values = { ...common, size: AXIS_WIDTH, gap: 6, space: 28 };
    if (log) {
        values.splits = decades;
        values.filter = (_chart, ticks) => ticks; // all of them: they are few already
        values.values = (_chart, ticks) => ticks.map(powerOfTen);
    } else {
        values.values = (_chart, ticks) => ticks.map(number);
    }
    return [last ? epochs : { ...epochs, size: 8, values: () => [] }, values];
}

/** Values without neighbours are points. */
function lineOf(curve) {
    return {
        label: curve.name,
        stroke: curve.colour,
        width: curve.width ?? 1.6,
        dash: curve.dash,
        spanGaps: false,
        points: { show: false, size: 5, fill: curve.colour, filter: (chart, at) => isolated(chart.data[at]) },
    };
}

/** A line where NaN or ±∞ begins, and along the bottom of a logarithmic axis zeros. */
function drawGaps({ ctx, bbox, valToPos }, { epochs, gaps }) {
    const size = devicePixelRatio;
    ctx.save();
    for (const { word, odd, places } of gaps) {
        ctx.fillStyle = ctx.strokeStyle = odd ? wrong() : ink();
        if (odd) {
            const x = valToPos(epochs[places[0]], "x", true);
            const right = x < bbox.left + bbox.width / 2;
            ctx.setLineDash([3 * size, 3 * size]);
            ctx.textAlign = right ? "left" : "right";
            ctx.textBaseline = "top";
            ctx.stroke(new Path2D(`M${x} ${bbox.top}v${bbox.height}`));
            ctx.fillText(word, x + (right ? 5 : -5) * size, bbox.top);
        } else if (word === "0") {
            const bottom = bbox.top + bbox.height - 3 * size;
            places.map((k) => valToPos(epochs[k], "x", true)).forEach((x) => ctx.fillRect(x - 2 * size, bottom, 4 * size, 3 * size));
        }
    }
    ctx.restore();
}

/** A circle at the first epoch; uPlot takes it for a curve of a single point. */
function circleOf(curve) {
    return {
        label: `${curve.name}, theory`,
        stroke: curve.colour,
        paths: () => null,
        points: { show: true, size: 9, width: 1.6, stroke: curve.colour, fill: "transparent" },
    };
}

function follow(chart, panel, host, note) {
    const { idx, left } = chart.cursor;
    const here = host.matches(":hover, :focus");
    note.hidden = !here || idx === null || idx === undefined || left < 0;
    if (!note.hidden) {
        note.replaceChildren(reading(panel, idx));
        const x = AXIS_WIDTH + chart.valToPos(panel.epochs[idx], "x");
        const room = host.clientWidth;
        const before = x + 14 + note.offsetWidth > room;
        note.style.left = Math.max(0, before ? x - 14 - note.offsetWidth : x + 14) + "px";
    }
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

function readByKeyboard(chart, panel, event) {
    const step = STEPS[event.key];
    if (step === undefined || !panel.epochs.length) {
        return;
    }
    event.preventDefault();
    const last = panel.epochs.length - 1;
    const index = Math.max(0, Math.min(last, (chart.cursor.idx ?? 0) + step));
    chart.setCursor({ left: chart.valToPos(panel.epochs[index], "x"), top: 20 });
    byId("spoken").textContent = spoken(panel, index);
}

/**
 * Draws into `host`, which must be in the document.
 *
 * @param panel `{epochs, curves: [{name, values, colour, dash}], gaps, log, height, last}`; the last of a figure carries
 *     the epochs
 * @param range the limits of the vertical axis
 * @param {number[] | null} span the epochs to show; null for all
 * @param {(span: number[] | null) => void} spanned another span is wanted
 */
export function draw(host, panel, range, span, spanned) {
    const note = element("div", { class: "reading", hidden: true });
    const now = element("div", { class: "now", hidden: true });
    const first = panel.epochs[0];
    const all = [first, Math.max(panel.epochs.at(-1), first + 1)];
    let shown = span ?? all;
    let epoch = null;
    /** @type {number[] | null} */
    let shaded = null;
    const shade = element("div", { class: "shade", hidden: true });
    const circles = panel.curves.filter(isExpected);
    const atFirst = (curve) => panel.epochs.map((_epoch, k) => (k === 0 ? curve.expected : null));
    const place = (drawn) => {
        const x = epoch === null ? -1 : drawn.valToPos(epoch, "x");
        now.hidden = epoch === null || x < 0 || x > drawn.over.clientWidth;
        now.style.left = `${x}px`;
        const width = drawn.over.clientWidth;
        const [from, to] = (shaded ?? [0, 0]).map((at) => Math.max(0, Math.min(width, drawn.valToPos(at, "x"))));
        shade.hidden = shaded === null;
        shade.style.left = `${from}px`;
        shade.style.width = `${Math.max(2, to - from)}px`;
    };
    const select = (drawn) => {
        const { left, width } = drawn.select;
        if (width > 4) {
            const [from, to] = [drawn.posToVal(left, "x"), drawn.posToVal(left + width, "x")];
            drawn.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
            spanned(around((from + to) / 2, to - from, all));
        }
    };
    const chart = new (/** @type {any} */ (window).uPlot)(
        {
            width: host.clientWidth,
            height: panel.height,
            legend: { show: false },
            padding: [8, 12, 0, 0],
            cursor: { y: false, drag: { x: true, y: false, setScale: false }, bind: { dblclick: () => () => spanned(null) }, sync: { key: "epochs", setSeries: false }, points: { size: 5 } },
            focus: { alpha: 0.18 },
            scales: { x: { time: false, range: () => shown }, y: { distr: panel.log ? 3 : 1, range } },
            axes: axes(panel.log, panel.last),
            series: [{}, ...panel.curves.map(lineOf), ...circles.map(circleOf)],
            hooks: { draw: [(drawn) => drawGaps(drawn, panel)], setCursor: [(drawn) => follow(drawn, panel, host, note)], setSelect: [select] },
        },
        [panel.epochs, ...[...panel.curves.map((curve) => curve.values), ...circles.map(atFirst)].map((values) => onScale(values, panel.log))],
        host,
    );
    host.append(note);
    chart.over.append(shade, now);
    host.addEventListener("keydown", (event) => readByKeyboard(chart, panel, event));
    host.addEventListener("keydown", (event) => zoomByKeyboard(chart, panel, shown, event, spanned));
    host.addEventListener("blur", () => (note.hidden = true));
    host.addEventListener("mouseleave", () => (note.hidden = true));
    const resizing = new ResizeObserver(() => {
        chart.setSize({ width: host.clientWidth, height: panel.height });
        place(chart);
    });
    resizing.observe(host);
    return {
        /** Dims all other layers; null ends it. @param {string[] | null} names */
        highlight(names) {
            const known = names && panel.curves.some((curve) => names.includes(curve.name));
            panel.curves.forEach((curve, k) => (chart.series[k + 1].alpha = known && !names.includes(curve.name) ? 0.14 : 1));
            chart.redraw(false);
        },
        /** Brings out some epochs; null ends it. @param {number[] | null} epochs the first and the last */
        shade(epochs) {
            shaded = epochs;
            place(chart);
        },
        /** Shows these epochs; null for all. */
        zoom(wanted) {
            shown = wanted ?? all;
            chart.setScale("x", { min: shown[0], max: shown[1] });
            place(chart);
        },
        /** A line at an epoch; null takes it away. */
        mark(at) {
            epoch = at;
            place(chart);
        },
        destroy() {
            resizing.disconnect();
            chart.destroy();
        },
    };
}
