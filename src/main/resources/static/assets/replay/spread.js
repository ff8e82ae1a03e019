/** How the weights, or their gradients, of each layer are spread at an epoch: a density for each layer. */
import { element } from "../dom.js";
import { number, powerOfTen } from "../numbers.js";
import { grid, ink, layerColours, text } from "../palette.js";
import { decade, ofCounts, ofValues } from "./density.js";
import { DECADES, largest } from "./geometry.js";

const BINS = 61;
const LEFT = 70;

/**
 * @typedef {object} Source of densities
 * @property {number[]} epochs
 * @property {string[]} layers
 * @property {(tensor: string) => number} most the largest size of its numbers
 * @property {(layer: number, frame: number, tensor: string, log: boolean, low: number, high: number) => ArrayLike<number>} curve
 */

/** The numbers themselves. @param {any} replay @returns {Source} */
export function ofReplay(replay) {
    const layers = replay.layers.filter((layer) => layer.units > 0);
    return {
        get epochs() {
            return replay.epochs;
        },
        layers: layers.map((layer) => layer.name),
        most: (tensor) => largest(layers.flatMap((layer) => layer[tensor])),
        curve: (k, frame, tensor, log, low, high) => ofValues(layers[k][tensor][frame] ?? [], log ? decade : (value) => value, low, high, BINS),
    };
}

/** Histograms of each layer, for networks that are too large to be replayed. @param {any[]} histograms @returns {Source} */
export function ofHistograms(histograms) {
    const { epochs, edges } = histograms[0];
    const middle = edges.length / 2;
    const outermost = histograms.flatMap(({ counts }) => counts).reduce((most, counts) => Math.max(most, ...counts.map((count, bin) => (count ? Math.abs(bin - middle) : 0))), 0);
    return {
        epochs,
        layers: histograms.map(({ layer }) => layer),
        most: () => edges[Math.min(edges.length - 1, Math.ceil(middle + outermost))],
        curve: (k, frame, _tensor, log, low, high) => (log
            ? ofCounts(folded(histograms[k].counts[frame]), edges.slice(middle), (value) => Math.log10(value), low, high, BINS)
            : ofCounts(histograms[k].counts[frame], edges, (value) => value, low, high, BINS)),
    };
}

/** Counts of sizes: those below zero on those above, without what is around zero. @param {number[]} counts */
export function folded(counts) {
    const middle = (counts.length - 1) / 2;
    return [0, ...counts.slice(middle + 1).map((count, k) => count + counts[middle - 1 - k])];
}

/** @param {Source} source */
export function spreadDrawing(source) {
    const canvas = element("canvas", { class: "spread", role: "img", id: "spread" });
    const node = element("div", { class: "drawing" }, canvas);
    let [frame, tensor, log] = [0, "kernel", false];

    function limits() {
        const most = source.most(tensor) || 1;
        return log ? [Math.log10(most) - DECADES, Math.log10(most)] : [-most, most];
    }

    function draw() {
        const { layers } = source;
        const width = node.clientWidth || 340;
        const high = Math.max(34, Math.min(70, 300 / layers.length));
        const height = layers.length * high + 22;
        canvas.width = width * devicePixelRatio;
        canvas.height = height * devicePixelRatio;
        canvas.style.height = `${height}px`;
        const context = canvas.getContext("2d");
        context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
        context.font = "11px system-ui, sans-serif";
        const [low, top] = limits();
        const colours = layerColours(layers.length);
        const x = (share) => LEFT + (width - LEFT - 12) * share;
        layers.forEach((layer, k) => {
            const base = (k + 1) * high;
            const curve = Array.from(source.curve(k, frame, tensor, log, low, top));
            const most = Math.max(...curve) || 1;
            context.fillStyle = ink();
            context.textAlign = "left";
            context.fillText(layer.slice(0, 12), 0, base - 4);
            context.beginPath();
            context.moveTo(x(0), base);
            curve.forEach((value, bin) => context.lineTo(x((bin + 0.5) / BINS), base - (high - 6) * (value / most)));
            context.lineTo(x(1), base);
            context.globalAlpha = 0.35;
            context.fillStyle = colours[k];
            context.fill();
            context.globalAlpha = 1;
            context.strokeStyle = colours[k];
            context.lineWidth = 1.5;
            context.stroke();
            context.fillStyle = grid();
            context.fillRect(x(0), base, x(1) - x(0), 1);
        });
        context.fillStyle = text();
        [0, 0.5, 1].forEach((share, k) => {
            context.textAlign = k === 0 ? "left" : k === 1 ? "center" : "right";
            const value = low + (top - low) * share;
            context.fillText(log ? powerOfTen(10 ** Math.round(value)) : number(value), x(share), height - 5);
        });
    }

    const resizing = new ResizeObserver(draw);
    resizing.observe(node);
    return {
        node,
        show(at, which, logarithmic) {
            [frame, tensor, log] = [at, which, logarithmic];
            canvas.setAttribute("aria-label", `How the ${which === "kernel" ? "weights" : "gradients"} of each layer are spread at epoch ${source.epochs[at]}${log ? ", by size, on a logarithmic axis" : ""}`);
            draw();
        },
        destroy: () => resizing.disconnect(),
    };
}
