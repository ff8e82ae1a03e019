/** A network as a drawing: lines are weights, or their gradients; units glow as their back-propagated signal is large. */
import { element } from "../dom.js";
import { number } from "../numbers.js";
import { grid, ink, signColours, signalColour, text } from "../palette.js";
import { columnsOf, heightIn, largest, nearest, radiusOf, share } from "./geometry.js";

const HEIGHT = 340;

/** @param {any} replay as the service gives it @param {(words: string) => void} speak */
export function networkDrawing(replay, speak) {
    const canvas = element("canvas", { class: "network", tabindex: "0", role: "img", id: "network" });
    const note = element("div", { class: "reading", hidden: true });
    const host = element("div", { class: "drawing" }, canvas, note);
    let frame = 0;
    let lines = "kernel";
    /** @type {any} */
    let chosen = null;
    let columns = [];
    let radius = 8;
    let size = scales();
    let height = HEIGHT;

    function scales() {
        return {
            kernel: largest(replay.layers.flatMap((layer) => layer.kernel)),
            kernel_gradient: largest(replay.layers.flatMap((layer) => layer.kernel_gradient)),
            signal: largest(replay.layers.flatMap((layer) => layer.unit_signals)),
        };
    }

    const layerOf = (column) => replay.layers[columns[column].layer];

    function weight({ column, unit, from }, which) {
        const layer = layerOf(column);
        return layer[which][frame]?.[from * layer.units + unit] ?? NaN;
    }

    function resize() {
        const width = host.clientWidth || 400;
        height = heightIn(host, HEIGHT);
        canvas.width = width * devicePixelRatio;
        canvas.height = height * devicePixelRatio;
        canvas.style.height = `${height}px`;
        columns = columnsOf(replay.layers, width, height);
        radius = radiusOf(columns, height);
        draw();
    }

    function draw() {
        const context = canvas.getContext("2d");
        context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
        context.clearRect(0, 0, canvas.width, height);
        for (let column = 1; column < columns.length; column++) {
            drawLines(context, column);
        }
        columns.forEach((_, column) => drawUnits(context, column));
        read();
    }

    function drawLines(context, column) {
        const layer = layerOf(column);
        const values = layer[lines][frame] ?? [];
        const log = lines === "kernel_gradient";
        const [below, above] = signColours();
        const [left, right] = [columns[column - 1], columns[column]];
        left.y.forEach((from, k) => right.y.forEach((to, unit) => {
            const value = values[k * layer.units + unit];
            const strength = value === null || value === undefined ? 0 : share(value, size[lines], log);
            const here = chosen && chosen.column === column && chosen.unit === unit && (chosen.from === null || chosen.from === k);
            context.globalAlpha = here ? 1 : 0.12 + 0.78 * strength;
            context.strokeStyle = value < 0 ? below : above;
            context.lineWidth = (here ? 1.2 : 0.4) + 4.2 * strength * Math.min(1, 12 / left.y.length);
            context.beginPath();
            context.moveTo(left.x, from);
            context.bezierCurveTo((left.x + right.x) / 2, from, (left.x + right.x) / 2, to, right.x, to);
            context.stroke();
        }));
        context.globalAlpha = 1;
    }

    function drawUnits(context, column) {
        const signals = columns[column].layer < 0 ? null : layerOf(column).unit_signals[frame];
        columns[column].y.forEach((y, unit) => {
            const here = chosen && chosen.column === column && chosen.unit === unit && chosen.from === null;
            context.beginPath();
            context.arc(columns[column].x, y, radius, 0, 2 * Math.PI);
            context.fillStyle = signals ? signalColour(share(signals[unit] ?? 0, size.signal, true)) : grid();
            context.fill();
            context.lineWidth = here ? 3 : 1;
            context.strokeStyle = here ? text() : ink();
            context.stroke();
        });
        context.fillStyle = ink();
        context.font = "11px system-ui, sans-serif";
        context.textAlign = column === 0 ? "left" : column === columns.length - 1 ? "right" : "center";
        const tight = columns.length * 62 > host.clientWidth;
        if (!tight || column === 0 || column === columns.length - 1) {
            context.fillText(columns[column].name, columns[column].x + (column === 0 ? -14 : column === columns.length - 1 ? 14 : 0), height - 4);
        }
    }

    function rows() {
        const { column, unit, from } = chosen;
        if (from !== null) {
            return [["weight", weight(chosen, "kernel")], ["gradient", weight(chosen, "kernel_gradient")]];
        }
        const layer = layerOf(column);
        return layer ? [["back-propagated signal", layer.unit_signals[frame]?.[unit]], ["bias", layer.bias[frame]?.[unit]]] : [];
    }

    function title() {
        const { column, unit, from } = chosen;
        const name = (at, k) => `${columns[at].name} ${k + 1}`;
        return from === null ? name(column, unit) : `${name(column - 1, from)} → ${name(column, unit)}`;
    }

    function read() {
        note.hidden = !chosen;
        if (chosen) {
            note.replaceChildren(element("table", {}, element("caption", {}, `${title()}, epoch ${replay.epochs[frame]}`),
                element("tbody", {}, rows().map(([name, value]) => element("tr", {}, element("th", { scope: "row" }, name), element("td", {}, number(value ?? null)))))));
            const x = columns[chosen.column].x;
            note.style.left = `${Math.max(0, Math.min(x + 16, host.clientWidth - note.offsetWidth))}px`;
        }
    }

    function choose(wanted) {
        if (JSON.stringify(wanted) !== JSON.stringify(chosen)) {
            chosen = wanted;
            draw();
        }
    }

    const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    canvas.addEventListener("mousemove", (event) => choose(nearest(columns, event.offsetX, event.offsetY, radius)));
    canvas.addEventListener("mouseleave", () => choose(null));
    canvas.addEventListener("blur", () => choose(null));
    canvas.addEventListener("keydown", (event) => {
        const step = STEPS[event.key];
        if (step) {
            event.preventDefault();
            const before = chosen ?? { column: 1 - step[0], unit: 0 - step[1] };
            const column = Math.max(0, Math.min(columns.length - 1, before.column + step[0]));
            choose({ column, unit: Math.max(0, Math.min(columns[column].y.length - 1, before.unit + step[1])), from: null });
            speak(`${title()}: ${rows().map(([name, value]) => `${name} ${number(value ?? null)}`).join(", ") || "a feature"}`);
        }
    });
    const resizing = new ResizeObserver(resize);
    resizing.observe(host);

    return {
        node: host,
        /** @param {number} at place among the epochs */
        show(at, which) {
            frame = at;
            lines = which;
            canvas.setAttribute("aria-label", `The network at epoch ${replay.epochs[at]}: lines show ${which === "kernel" ? "weights" : "gradients"}, units their back-propagated signal. Arrow keys read units.`);
            draw();
        },
        /** More epochs have come. */
        grown() {
            size = scales();
        },
        destroy: () => resizing.disconnect(),
    };
}
