/** What a network answers all over the plane of its two features, with the examples upon it. */
import { element, inWords } from "../dom.js";
import { classColours, ground, ramp, text } from "../palette.js";
import { bytesOf, heightIn } from "./geometry.js";

/** @param {any} replay */
export function boundaryDrawing(replay) {
    const canvas = element("canvas", { class: "boundary", role: "img", id: "boundary" });
    const node = element("div", { class: "drawing" }, canvas);
    const small = document.createElement("canvas");
    let frame = 0;

    function draw() {
        const { plane } = replay;
        if (!plane) {
            return;
        }
        const side = Math.min(node.clientWidth || 340, heightIn(node, 340));
        canvas.width = canvas.height = side * devicePixelRatio;
        canvas.style.width = canvas.style.height = `${side}px`;
        small.width = small.height = plane.side;
        const levels = bytesOf(plane.levels[frame]);
        const pixels = new ImageData(plane.side, plane.side);
        for (let k = 0; k < levels.length; k++) {
            const row = plane.side - 1 - Math.floor(k / plane.side);
            pixels.data.set([...colour(plane, levels[k]), 255], 4 * (row * plane.side + (k % plane.side)));
        }
        /** @type {CanvasRenderingContext2D} */ (small.getContext("2d")).putImageData(pixels, 0, 0);
        const context = canvas.getContext("2d");
        context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
        context.imageSmoothingEnabled = !plane.are_classes;
        context.drawImage(small, 0, 0, side, side);
        drawPoints(context, plane, side);
    }

    function colour(plane, level) {
        if (level === 255) {
            return [128, 128, 128];
        }
        return plane.are_classes ? ground(classColours(plane.classes.length)[level % Math.max(1, plane.classes.length)]) : ramp(level / 254, plane.threshold !== null);
    }

    function drawPoints(context, plane, side) {
        const at = (point, axis) => ((point[axis] - plane.low[axis]) / (plane.high[axis] - plane.low[axis])) * side;
        const colours = classColours(Math.max(2, plane.classes.length));
        plane.points.forEach((point, k) => {
            const [x, y] = [at(point, 0), side - at(point, 1)];
            context.beginPath();
            if (plane.classes.length && plane.targets[k] % 2) {
                context.moveTo(x, y - 4);
                context.lineTo(x + 4, y + 3);
                context.lineTo(x - 4, y + 3);
                context.closePath();
            } else {
                context.arc(x, y, 3, 0, 2 * Math.PI);
            }
            context.fillStyle = plane.classes.length ? colours[plane.targets[k]] : `rgb(${ramp((plane.targets[k] - plane.least) / (plane.most - plane.least), false)})`;
            context.fill();
            context.lineWidth = 0.8;
            context.strokeStyle = plane.classes.length ? "#ffffff" : text();
            context.stroke();
        });
    }

    const resizing = new ResizeObserver(draw);
    resizing.observe(node);
    return {
        node,
        show(at) {
            frame = at;
            const { plane } = replay;
            canvas.setAttribute("aria-label", `What the network answers at epoch ${replay.epochs[at]} over ${plane.features.map(inWords).join(" and ")}, with ${plane.points.length} examples`);
            draw();
        },
        destroy: () => resizing.disconnect(),
    };
}
