/** Bands over the seeds: the median as a line, the middle half as its ground, nine of ten seeds as a fainter one. */
import { AXIS_WIDTH, axes, limits } from "./axis.js";
import { byId, element } from "./dom.js";
import { isOnScale } from "./gaps.js";
import { number } from "./numbers.js";
import { layerColours } from "./palette.js";
import { swatch } from "./reading.js";

const HEIGHT = 220;
const PARTS = ["p05", "p25", "p50", "p75", "p95"];

/** More cells than that would hide each other's outer bands. */
const MOST_WIDE = 3;

/** And more than that each other's middle halves, which then show for the cell that is pointed at. */
const MOST_MIDDLE = 8;

/** The quantiles of one quantity for each cell. @param {Record<string, any[]>} columns @param {string} what such as "accuracy" or a layer */
export function bandsOf(columns, what) {
    const cells = [...new Set(Object.keys(columns).map((name) => /^(cell_\d+)\./.exec(name)?.[1]).filter(Boolean))];
    return cells.map((cell) => PARTS.map((part) => columns[`${cell}.${what}.${part}`] ?? []));
}

/** The layers that there are bands of, in their order. @param {Record<string, any[]>} columns */
export const layersOf = (columns) => [...new Set(Object.keys(columns).map((name) => /^cell_\d+\.(.+)\.p\d+$/.exec(name)?.[1] ?? "").filter(Boolean))];

/** "0.5 (0.4 to 0.7)" @param {(number | null)[][]} band @param {number} index */
export function bandInWords(band, index) {
    const [, low, middle, high] = band.map((values) => values[index] ?? null);
    return middle === null ? "none" : `${number(middle)} (${number(low)} to ${number(high)})`;
}

function table(epoch, bands, titles, colours, index) {
    return element("table", {}, element("caption", {}, `epoch ${epoch}: median (middle half)`),
        element("tbody", {}, bands.map((band, k) => element("tr", {}, element("th", { scope: "row" }, swatch({ colour: colours[k] }), titles[k]), element("td", {}, bandInWords(band, index))))));
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

/**
 * @param {Element} host in the document
 * @param {Record<string, any[]>} columns @param {string} what @param {string[]} titles of the cells @param {boolean} log
 */
export function drawBands(host, columns, what, titles, log) {
    const colours = layerColours(titles.length);
    const bands = bandsOf(columns, what);
    const epochs = columns.epoch;
    const wide = bands.length <= MOST_WIDE;
    const onScale = (values) => values.map((value) => (isOnScale(value, log) ? value : null));
    const shownParts = (band) => (wide ? band : band.slice(1, 4));
    const bare = { stroke: "transparent", points: { show: false } };
    const series = bands.flatMap((_band, k) => [bare, bare, { label: titles[k], stroke: colours[k], width: 2, points: { show: epochs.length < 2 } }, bare, bare]);
    const fill = (k, share) => colours[k].replace("rgb(", "rgba(").replace(")", `, ${share})`);
    const range = limits([{ log, fromZero: false, curves: bands.flatMap(shownParts).map((values) => ({ values })) }]);
    if (!range) {
        host.replaceWith(element("p", { class: "nothing" }, log ? "No number is above zero: choose the linear axis." : "There is no number to draw."));
        return null;
    }
    const note = element("div", { class: "reading", hidden: true });
    const follow = (drawn) => {
        const { idx, left } = drawn.cursor;
        note.hidden = idx === null || idx === undefined || left < 0 || !host.matches(":hover, :focus");
        if (!note.hidden) {
            note.replaceChildren(table(epochs[idx], bands, titles, colours, idx));
            const x = AXIS_WIDTH + drawn.valToPos(epochs[idx], "x");
            note.style.left = `${Math.max(0, x + 14 + note.offsetWidth > host.clientWidth ? x - 14 - note.offsetWidth : x + 14)}px`;
        }
    };
    const ground = (k, shown) => {
        const at = 5 * k;
        return [...(wide ? [{ series: [at + 5, at + 1], fill: fill(k, 0.1 * shown) }] : []), { series: [at + 4, at + 2], fill: fill(k, 0.2 * shown) }];
    };
    /** @param {number | null} cell that is pointed at */
    const grounds = (cell) => bands.flatMap((_band, k) => ground(k, cell === k ? 1 : cell === null ? (bands.length <= MOST_MIDDLE ? 1 : 0) : 0.1));
    const chart = new (/** @type {any} */ (window).uPlot)({
        width: host.clientWidth, height: HEIGHT, legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
        padding: [8, 12, 0, 0],
        scales: { x: { time: false }, y: { distr: log ? 3 : 1, range } },
        axes: axes(log, true),
        series: [{}, ...series],
        bands: grounds(null),
        hooks: { setCursor: [follow] },
    }, [epochs, ...bands.flat().map(onScale)], host);
    host.append(note);
    const away = () => (note.hidden = true);
    const keyed = (event) => {
        const step = STEPS[event.key];
        if (step !== undefined && epochs.length) {
            event.preventDefault();
            const index = Math.max(0, Math.min(epochs.length - 1, (chart.cursor.idx ?? 0) + step));
            chart.setCursor({ left: chart.valToPos(epochs[index], "x"), top: 20 });
            byId("spoken").textContent = `Epoch ${epochs[index]}: ${bands.map((band, k) => `${titles[k]} ${bandInWords(band, index)}`).join(", ")}`;
        }
    };
    host.addEventListener("keydown", keyed);
    host.addEventListener("blur", away);
    host.addEventListener("mouseleave", away);
    const resizing = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: HEIGHT }));
    resizing.observe(host);
    return {
        /** Dims all other cells; null ends it. @param {number | null} cell */
        highlight(cell) {
            bands.forEach((_band, k) => (chart.series[5 * k + 3].alpha = cell === null || cell === k ? 1 : 0.12));
            chart.bands.splice(0, chart.bands.length, ...grounds(cell));
            chart.redraw(false);
        },
        destroy() {
            resizing.disconnect();
            ["keydown", "blur", "mouseleave"].forEach((name, k) => host.removeEventListener(name, [keyed, away, away][k]));
            chart.destroy();
        },
    };
}

/** The names of the cells with their colours; pointing at one brings it out. @param {string[]} titles @param {(cell: number | null) => void} highlight */
export function bandLegend(titles, highlight) {
    const colours = layerColours(titles.length);
    const point = (k) => () => highlight(k);
    return element("ul", { class: "legend", "aria-label": "Cells" }, titles.map((title, k) => element("li", {},
        element("button", { type: "button", mouseenter: point(k), mouseleave: point(null), focus: point(k), blur: point(null) }, swatch({ colour: colours[k] }), title))));
}
