/** A heat map: a row for each layer, from the first at the bottom to the output, over the epochs. */
import { FONT } from "./axis.js";
import { byId, element } from "./dom.js";
import { edgesOf, kindOf, shareOf, ticksOf } from "./heatscale.js";
import { number, powerOfTen } from "./numbers.js";
import { ink, paper, ramp, text, wrong } from "./palette.js";
import { spanByKey, spanByWheel } from "./zoom.js";

const LEFT = 76;
const RIGHT = 12;
const BELOW = 36;
const HIGHEST = 250;

/** Stripes: what is exactly 0, which no colour of a scale of decades can say. */
function stripes(context) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 6;
    const drawn = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    drawn.fillStyle = paper();
    drawn.fillRect(0, 0, 6, 6);
    drawn.strokeStyle = ink();
    drawn.stroke(new Path2D("M-1 1L1 -1M-1 7L7 -1M5 7L7 5"));
    return context.createPattern(tile, "repeat");
}

/** @param {any} striped the pattern of zeros */
function fillOf(value, scale, striped) {
    const kind = kindOf(value);
    return kind === "zero" ? striped : kind === "odd" ? wrong() : `rgb(${ramp(shareOf(Number(value), scale), false)})`;
}

/** A little picture of a mark, for the legend. */
function sample(value, scale) {
    const canvas = element("canvas", { width: 22, height: 12, "aria-hidden": "true" });
    const context = canvas.getContext("2d");
    context.fillStyle = fillOf(value, scale, stripes(context));
    context.fillRect(0, 0, 22, 12);
    return canvas;
}

/** What the colours mean. @param {{low: number, high: number}} scale */
export function heatLegend(scale) {
    const bar = element("canvas", { width: 180, height: 12, "aria-hidden": "true" });
    const context = bar.getContext("2d");
    for (let x = 0; x < 180; x++) {
        context.fillStyle = `rgb(${ramp(x / 179, false)})`;
        context.fillRect(x, 0, 1, 12);
    }
    const ticks = ticksOf(scale).map((exponent) => {
        const tick = element("span", {}, powerOfTen(10 ** exponent));
        tick.style.left = `${(180 * (exponent - scale.low)) / (scale.high - scale.low)}px`;
        return tick;
    });
    return element("p", { class: "heat-legend" }, element("span", { class: "heat-bar" }, bar, element("span", { class: "heat-ticks" }, ticks)),
        element("span", {}, sample(0, scale), " exactly 0"), element("span", {}, sample(NaN, scale), " NaN or ∞"));
}

/**
 * @param {object} map
 * @param {string} map.id
 * @param {string} map.title for who cannot see it
 * @param {string[]} map.layers
 * @param {import("./types.js").Columns} map.columns
 * @param {{low: number, high: number}} map.scale
 * @param {number[]} map.all the first and the last epoch
 * @param {(span: number[] | null) => void} spanned another span of epochs is wanted
 */
export function heatDrawing({ id, title, layers, columns, scale, all }, spanned) {
    const canvas = element("canvas", { role: "img", "aria-hidden": "true" });
    const note = element("div", { class: "reading", hidden: true });
    const now = element("div", { class: "now", hidden: true });
    const host = element("div", { class: "drawing heat", id, tabindex: "0", role: "img",
        "aria-label": `${title}, ${layers.length} layers, epoch ${all[0]} to ${all[1]}. Arrow keys read single cells, + and - zoom, shift and an arrow key moves, 0 shows all.` }, canvas, note, now);
    const epochs = /** @type {number[]} */ (columns.epoch);
    const edges = edgesOf(epochs);
    const high = Math.max(5, Math.min(44, HIGHEST / layers.length));
    const height = high * layers.length;
    /** @type {number[]} */
    let span = all;
    /** @type {number | null} */
    let epoch = null;
    /** @type {{layers: string[] | null, epochs: number[] | null}} */
    const brought = { layers: null, epochs: null };
    let [row, column] = [layers.length - 1, -1];

    const width = () => Math.max(60, (host.clientWidth || 340) - LEFT - RIGHT);
    const limits = () => [Math.max(span[0] - 0.5, edges[0]), Math.min(span[1] + 0.5, edges[edges.length - 1])];
    const xOf = (at) => LEFT + (width() * (at - limits()[0])) / (limits()[1] - limits()[0] || 1);
    const epochAt = (x) => limits()[0] + ((x - LEFT) / width()) * (limits()[1] - limits()[0]);

    function draw() {
        const size = devicePixelRatio;
        canvas.width = (LEFT + width() + RIGHT) * size;
        canvas.height = (height + BELOW) * size;
        canvas.style.height = `${height + BELOW}px`;
        const context = canvas.getContext("2d");
        context.setTransform(size, 0, 0, size, 0, 0);
        context.font = FONT;
        context.save();
        context.beginPath();
        context.rect(LEFT, 0, width(), height);
        context.clip();
        const striped = stripes(context);
        layers.forEach((layer, k) => drawRow(context, columns[layer] ?? [], k, striped));
        context.restore();
        drawAxes(context);
        mark();
    }

    function drawRow(context, values, k, striped) {
        const y = height - (k + 1) * high;
        const dimmed = brought.layers && !brought.layers.includes(layers[k]);
        for (let at = 0; at < epochs.length; at++) {
            const [from, to] = [Math.round(xOf(edges[at])), Math.round(xOf(edges[at + 1]))];
            if (kindOf(values[at]) !== "nothing" && to >= LEFT && from <= LEFT + width()) {
                const apart = brought.epochs !== null && (epochs[at] < brought.epochs[0] || epochs[at] > brought.epochs[1]);
                context.globalAlpha = dimmed || apart ? 0.25 : 1;
                context.fillStyle = fillOf(values[at], scale, striped);
                context.fillRect(from, y, to - from, high - (high > 12 ? 1 : 0));
            }
        }
        context.globalAlpha = 1;
    }

    function drawAxes(context) {
        context.fillStyle = text();
        const every = Math.ceil(14 / high);
        layers.forEach((layer, k) => {
            if ((layers.length - 1 - k) % every === 0) {
                context.fillText(layer.length > 12 ? `${layer.slice(0, 11)}…` : layer, 0, height - k * high - high / 2 + 4);
            }
        });
        context.textAlign = "center";
        context.fillStyle = ink();
        const [from, to] = span;
        const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000, 200000].find((each) => (to - from) / each <= width() / 60) ?? to;
        for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
            context.fillText(String(at), xOf(at), height + 14);
        }
        context.fillText("epoch", LEFT + width() / 2, height + 30);
    }

    function mark() {
        const x = epoch === null ? -1 : xOf(epoch);
        now.hidden = x < LEFT || x > LEFT + width();
        now.style.left = `${x}px`;
        now.style.height = `${height}px`;
    }

    function read(spoken) {
        const value = columns[layers[row]]?.[column];
        const said = `${layers[row]}, epoch ${epochs[column]}: ${number(value)}`;
        note.textContent = said;
        note.hidden = false;
        const x = xOf(epochs[column]);
        note.style.left = `${Math.max(0, Math.min(host.clientWidth - note.offsetWidth, x + 12))}px`;
        note.style.top = `${Math.max(0, height - (row + 1) * high - 34)}px`;
        if (spoken) {
            byId("spoken").textContent = said;
        }
    }

    function readByKeyboard(event) {
        const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [1, 0], ArrowDown: [-1, 0], Home: [0, -Infinity], End: [0, Infinity] };
        const step = event.shiftKey ? undefined : steps[event.key];
        if (step && epochs.length) {
            event.preventDefault();
            row = Math.max(0, Math.min(layers.length - 1, row + step[0]));
            column = Math.max(0, Math.min(epochs.length - 1, column + step[1]));
            read(true);
        }
    }

    function ask(event, wanted) {
        if (wanted !== undefined) {
            event.preventDefault();
            spanned(wanted);
        }
    }

    host.addEventListener("keydown", readByKeyboard);
    host.addEventListener("keydown", (event) => ask(event, spanByKey(event, span, epochs[column] ?? (span[0] + span[1]) / 2, all)));
    host.addEventListener("wheel", (event) => ask(event, spanByWheel(event, span, epochAt(event.offsetX), all)), { passive: false });
    host.addEventListener("dblclick", () => spanned(null));
    host.addEventListener("blur", () => (note.hidden = true));
    host.addEventListener("mouseleave", () => (note.hidden = true));
    canvas.addEventListener("mousemove", (event) => {
        const at = epochAt(event.offsetX);
        column = edges.findIndex((edge, k) => at >= edge && at < (edges[k + 1] ?? -Infinity));
        row = Math.floor((height - event.offsetY) / high);
        row >= 0 && row < layers.length && column >= 0 && column < epochs.length ? read(false) : (note.hidden = true);
    });
    const resizing = new ResizeObserver(draw);
    resizing.observe(host);
    return {
        node: host,
        /** @param {string[] | null} names */
        highlight(names) {
            brought.layers = names?.some((name) => layers.includes(name)) ? names : null;
            draw();
        },
        /** @param {number[] | null} wanted */
        shade(wanted) {
            brought.epochs = wanted;
            draw();
        },
        /** @param {number[] | null} wanted */
        zoom(wanted) {
            span = wanted ?? all;
            draw();
        },
        mark(at) {
            epoch = at;
            mark();
        },
        destroy: () => resizing.disconnect(),
    };
}
