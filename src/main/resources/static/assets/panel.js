/** One chart: curves over epochs, with a reading of all of them at the epoch under the pointer or chosen by arrow keys. */
import { AXIS_WIDTH, axes } from "./axis.js";
import { byId, element } from "./dom.js";
import { isolated, isOnScale } from "./gaps.js";
import { drawGaps, drawRule } from "./marks.js";
import { isExpected, reading, spoken } from "./reading.js";
import { around, moved, spanByKey, spanByWheel } from "./zoom.js";

export { limits } from "./axis.js";
export { isOnScale };

const onScale = (values, log) => values.map((value) => (isOnScale(value, log) || value === undefined ? value : null));

/** How strong a curve is behind its smoothed one, and while others are brought out. */
const PALE = 0.28;
const DIMMED = 0.14;

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

/** What was recorded, behind the smoothed curve. */
const rawOf = (curve) => ({ ...lineOf(curve), label: `${curve.name}, as recorded`, width: 1, alpha: PALE });

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
    const { min, max } = chart.scales.x;
    const shown = panel.epochs.map((_epoch, k) => k).filter((k) => panel.epochs[k] >= min && panel.epochs[k] <= max);
    if (step === undefined || event.shiftKey || !shown.length) {
        return;
    }
    event.preventDefault();
    const index = Math.max(shown[0], Math.min(shown[shown.length - 1], (chart.cursor.idx ?? 0) + step));
    chart.setCursor({ left: chart.valToPos(panel.epochs[index], "x"), top: 20 });
    byId("spoken").textContent = spoken(panel, index);
}

/** With shift, the mouse pulls the epochs along; without, it chooses a span. */
function pulling(chart, all, spanned) {
    return (_chart, _target, choose) => (event) => {
        if (event.button !== 0) {
            return null;
        }
        if (!event.shiftKey) {
            return choose(event);
        }
        const { min, max } = chart().scales.x;
        const width = chart().over.clientWidth;
        const pull = (now) => spanned(moved([min, max], (event.clientX - now.clientX) / width, all));
        const release = () => document.removeEventListener("mousemove", pull);
        document.addEventListener("mousemove", pull);
        document.addEventListener("mouseup", release, { once: true });
        return null;
    };
}

/**
 * Draws into `host`, which must be in the document.
 *
 * @param panel `{epochs, curves: [{name, values, raw, colour, dash}], gaps, log, height, last, whole, rule}`; the last of
 *     a figure carries the epochs, `whole` are the first and the last of the run where only a part is known
 * @param range the limits of the vertical axis
 * @param {number[] | null} span the epochs to show; null for all
 * @param {(span: number[] | null) => void} spanned another span is wanted
 */
export function draw(host, panel, range, span, spanned) {
    const note = element("div", { class: "reading", hidden: true });
    const now = element("div", { class: "now", hidden: true });
    const first = panel.epochs[0];
    const all = panel.whole ?? [first, Math.max(panel.epochs.at(-1), first + 1)];
    let shown = span ?? all;
    let epoch = null;
    /** @type {number[] | null} */
    let shaded = null;
    const shade = element("div", { class: "shade", hidden: true });
    const raws = panel.curves.filter((curve) => curve.raw);
    const circles = panel.curves.filter(isExpected);
    const atFirst = (curve) => panel.epochs.map((_epoch, k) => (k === 0 ? curve.expected : null));
    const data = [...raws.map((curve) => curve.raw), ...panel.curves.map((curve) => curve.values), ...circles.map(atFirst)];
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
    const ask = (event, wanted) => {
        if (wanted !== undefined) {
            event.preventDefault();
            spanned(wanted);
        }
    };
    const chart = new (/** @type {any} */ (window).uPlot)(
        {
            width: host.clientWidth,
            height: panel.height,
            legend: { show: false },
            padding: [8, 18, 0, 0],
            cursor: {
                y: false,
                drag: { x: true, y: false, setScale: false },
                bind: { dblclick: () => () => spanned(null), mousedown: pulling(() => chart, all, spanned) },
                sync: { key: "epochs", setSeries: false },
                points: { size: 5 },
            },
            focus: { alpha: 0.18 },
            scales: { x: { time: false, range: () => shown }, y: { distr: panel.log ? 3 : 1, range } },
            axes: axes(panel.log, panel.last),
            series: [{}, ...raws.map(rawOf), ...panel.curves.map(lineOf), ...circles.map(circleOf)],
            hooks: { draw: [(drawn) => drawRule(drawn, panel), (drawn) => drawGaps(drawn, panel)], setCursor: [(drawn) => follow(drawn, panel, host, note)], setSelect: [select] },
        },
        [panel.epochs, ...data.map((values) => onScale(values, panel.log))],
        host,
    );
    host.append(note);
    chart.over.append(shade, now);
    host.addEventListener("keydown", (event) => readByKeyboard(chart, panel, event));
    host.addEventListener("keydown", (event) => ask(event, spanByKey(event, shown, panel.epochs[chart.cursor.idx] ?? (shown[0] + shown[1]) / 2, all)));
    chart.over.addEventListener("wheel", (event) => ask(event, spanByWheel(event, shown, chart.posToVal(event.offsetX, "x"), all)), { passive: false });
    host.addEventListener("blur", () => (note.hidden = true));
    host.addEventListener("mouseleave", () => (note.hidden = true));
    const resizing = new ResizeObserver(() => {
        chart.setSize({ width: host.clientWidth, height: panel.height });
        place(chart);
    });
    resizing.observe(host);
    return {
        node: host,
        /** Dims all other layers; null ends it. @param {string[] | null} names */
        highlight(names) {
            const known = names && panel.curves.some((curve) => names.includes(curve.name));
            const alpha = (curve, usual) => (known && !names.includes(curve.name) ? DIMMED * usual : usual);
            raws.forEach((curve, k) => (chart.series[k + 1].alpha = alpha(curve, PALE)));
            panel.curves.forEach((curve, k) => (chart.series[k + 1 + raws.length].alpha = alpha(curve, 1)));
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
        /** The epoch that is being read; null if none is. */
        get reading() {
            const { idx, left } = chart.cursor;
            return left >= 0 ? panel.epochs[idx] ?? null : null;
        },
        /** Goes on reading at an epoch, or near it. @param {number} at */
        read(at) {
            chart.setCursor({ left: chart.valToPos(at, "x"), top: 20 });
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
