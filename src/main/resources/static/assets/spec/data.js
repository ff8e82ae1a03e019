/** The data set of a spec that is being written: its points, and files that are dropped. */
import * as api from "../api.js";
import { element } from "../dom.js";
import { classColours, ink, ramp } from "../palette.js";

const POINTS = 600;
const SIDE = 220;
const PAUSE = 300;

/**
 * @param {(dataset: any, run: any) => void} dropped a file was uploaded: the data set on it, and what the rest should be
 * @param {(action: () => Promise<unknown>) => Promise<unknown>} attempt
 */
export function dataPart(dropped, attempt) {
    const canvas = element("canvas", { class: "scatter", role: "img", "aria-label": "the data set", width: SIDE * devicePixelRatio, height: SIDE * devicePixelRatio });
    canvas.style.width = canvas.style.height = `${SIDE}px`;
    const said = element("p", { class: "hint", role: "status" });
    const file = element("input", { type: "file", id: "csv-file", accept: ".csv,text/csv", change: () => file.files[0] && upload(file.files[0]) });
    const zone = element("div", { class: "drop", id: "drop",
        dragover: (event) => event.preventDefault(),
        drop: (event) => {
            event.preventDefault();
            event.dataTransfer.files[0] && upload(event.dataTransfer.files[0]);
        } },
    element("label", { for: "csv-file" }, "A CSV file of your own: drop it here, or choose it"), file);
    let timer = 0;
    let asked = "";

    const upload = (chosen) => attempt(async () => {
        const stored = await api.uploadDataset(chosen);
        said.textContent = `${stored.rows} rows; columns ${stored.columns.map((column) => column.name).join(", ")}. The last is the target; change it at “target”.`;
        dropped({ type: "csv", dataset: stored.id, target: stored.columns.at(-1).name, scaling: "standardise" }, stored);
    });

    async function look(dataset) {
        try {
            draw(await api.previewDataset({ dataset, points: POINTS }));
        } catch (error) {
            canvas.hidden = true;
            if (!(error instanceof api.ServiceError)) {
                throw error;
            }
        }
    }

    function draw({ inputs, columns, target_kind: kind, samples }) {
        canvas.hidden = inputs > 2;
        if (canvas.hidden) {
            said.textContent = `${samples} examples of ${inputs} features.`;
            return;
        }
        const [x, y] = inputs === 2 ? [columns.x0, columns.x1] : [columns.x0, columns.y0];
        const one = Object.keys(columns).filter((name) => name.startsWith("y"));
        const target = (k) => (kind === "one_hot" ? one.findIndex((name) => columns[name][k] === 1) : columns.y0[k]);
        const isClass = kind !== "real";
        const values = x.map((_value, k) => target(k));
        const [least, most] = [Math.min(...values), Math.max(...values)];
        const colours = classColours(Math.max(2, most + 1));
        const scale = (list) => {
            const [low, high] = [Math.min(...list), Math.max(...list)];
            return (value) => 8 + ((SIDE - 16) * (value - low)) / (high - low || 1);
        };
        const [across, up] = [scale(x), scale(y)];
        const context = canvas.getContext("2d");
        context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
        context.clearRect(0, 0, SIDE, SIDE);
        x.forEach((value, k) => {
            context.beginPath();
            context.arc(across(value), SIDE - up(y[k]), 2.2, 0, 2 * Math.PI);
            context.fillStyle = inputs < 2 ? ink() : isClass ? colours[values[k]] ?? ink() : `rgb(${ramp((values[k] - least) / (most - least || 1), false)})`;
            context.fill();
        });
        canvas.setAttribute("aria-label", `${samples} examples of ${inputs} features${isClass ? ` in ${most + 1} classes` : ""}`);
    }

    return {
        node: element("div", { class: "data" }, canvas, element("div", {}, said, zone)),
        /** @param {any} dataset as it is written so far */
        show(dataset) {
            const now = JSON.stringify(dataset ?? null);
            if (now !== asked && dataset) {
                asked = now;
                clearTimeout(timer);
                timer = window.setTimeout(() => look(dataset), PAUSE);
            }
        },
    };
}
