/** The points of a data set, two features at a time. */
import { element, options } from "../dom.js";
import { classColours, ink, ramp } from "../palette.js";

const SIDE = 220;
const EDGE = 8;

/** What is drawn across and up: features, or of a single feature its target. @param {any} preview @returns {string[]} columns */
export function offeredAxes({ inputs }) {
    return inputs < 2 ? ["x0", "y0"] : Array.from({ length: inputs }, (_, k) => `x${k}`);
}

/** "length", or "x0" where features have no names. @param {any} preview @param {string} column */
export function axisName({ dataset }, column) {
    const names = dataset?.content?.inputs ?? [];
    return column.startsWith("y") ? "target" : names[Number(column.slice(1))] ?? column;
}

/** The class of each example, or its value. @param {any} preview @returns {(number | null)[]} */
export function targetsOf({ target_kind: kind, columns }) {
    const outputs = Object.keys(columns).filter((name) => name.startsWith("y"));
    return columns.x0.map((_value, k) => (kind === "one_hot" ? outputs.findIndex((name) => columns[name][k] === 1) : columns.y0[k]));
}

export function scatter() {
    const canvas = element("canvas", { class: "scatter", role: "img", "aria-label": "the data set", width: SIDE * devicePixelRatio, height: SIDE * devicePixelRatio });
    canvas.style.width = canvas.style.height = `${SIDE}px`;
    const across = element("select", { id: "scatter-across", change: () => paint() });
    const up = element("select", { id: "scatter-up", change: () => paint() });
    const axes = element("div", { class: "axes", hidden: true }, element("label", {}, "Across ", across), element("label", {}, "Up ", up));
    /** @type {any} */
    let preview = null;

    function colouring(values) {
        const known = values.filter((value) => value !== null);
        const [least, most] = [Math.min(...known), Math.max(...known)];
        if (preview.target_kind === "real") {
            return (value) => (preview.inputs < 2 ? ink() : `rgb(${ramp((value - least) / (most - least || 1), false)})`);
        }
        const colours = classColours(Math.max(2, most + 1));
        return (value) => colours[value] ?? ink();
    }

    function paint() {
        const { columns } = preview;
        const [x, y] = [columns[across.value], columns[up.value]];
        const values = targetsOf(preview);
        const colour = colouring(values);
        const scale = (list) => {
            const [low, high] = [Math.min(...list), Math.max(...list)];
            return (value) => EDGE + ((SIDE - 2 * EDGE) * (value - low)) / (high - low || 1);
        };
        const [place, height] = [scale(x), scale(y)];
        const context = canvas.getContext("2d");
        context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
        context.clearRect(0, 0, SIDE, SIDE);
        x.forEach((value, k) => {
            context.beginPath();
            context.arc(place(value), SIDE - height(y[k]), 2.2, 0, 2 * Math.PI);
            context.fillStyle = colour(values[k]);
            context.fill();
        });
    }

    return {
        node: element("div", {}, canvas, axes),
        /** @param {any} found what the service says of the data set @returns {string} the same in words */
        draw(found) {
            preview = found;
            const { inputs, outputs, samples, target_kind: kind } = found;
            const names = offeredAxes(found);
            [across, up].forEach((select, k) => {
                options(select, names, names.includes(select.value) ? select.value : names[k] ?? names[0]);
                [...select.options].forEach((option) => (option.textContent = axisName(found, option.value)));
            });
            if (across.value === up.value && names.length > 1) {
                [across.value, up.value] = names;
            }
            const classes = kind === "real" ? "" : kind === "binary" ? " in 2 classes" : outputs > 1 ? ` in ${outputs} classes` : ` in ${Math.max(...targetsOf(found).map(Number)) + 1} classes`;
            const words = `${samples} examples of ${inputs} ${inputs === 1 ? "feature" : "features"}${classes}`;
            canvas.setAttribute("aria-label", words);
            canvas.hidden = false;
            axes.hidden = inputs < 3;
            paint();
            return `${words}.`;
        },
        hide() {
            canvas.hidden = axes.hidden = true;
        },
        restyle: () => preview && paint(),
    };
}
