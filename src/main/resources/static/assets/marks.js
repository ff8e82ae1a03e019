/** What is drawn upon the curves of a chart: where they have no number, and a level that means something. */
import { FONT } from "./axis.js";
import { ink, paper, wrong } from "./palette.js";

/** A line where NaN or ±∞ begins, and along the bottom of a logarithmic axis zeros. */
export function drawGaps({ ctx, bbox, valToPos }, { epochs, gaps }) {
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

/** A level that means something, with its meaning. */
export function drawRule({ ctx, bbox, valToPos }, { rule }) {
    if (!rule) {
        return;
    }
    const size = devicePixelRatio;
    const y = valToPos(rule.value, "y", true);
    const isHigh = y < bbox.top + 18 * size;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = ink();
    ctx.lineWidth = size;
    ctx.setLineDash([6 * size, 4 * size]);
    ctx.stroke(new Path2D(`M${bbox.left} ${y}h${bbox.width}`));
    ctx.font = FONT.replace("11", String(11 * size));
    ctx.textAlign = "right";
    ctx.textBaseline = isHigh ? "top" : "bottom";
    const at = [bbox.left + bbox.width - 4 * size, y + (isHigh ? 4 : -3) * size];
    ctx.setLineDash([]);
    ctx.strokeStyle = paper();
    ctx.lineWidth = 4 * size;
    ctx.lineJoin = "round";
    ctx.strokeText(rule.text, ...at); // so that it can be read upon curves
    ctx.fillText(rule.text, ...at);
    ctx.restore();
}
