/** Bands over the seeds: the median as a line, the middle half as its ground. */
import { element } from "./dom.js";
import { number } from "./numbers.js";
import { grid, ink, layerColours } from "./palette.js";
import { swatch } from "./reading.js";

const HEIGHT = 220;

/** The quantiles of one quantity for each cell. @param {Record<string, any[]>} columns @param {string} what such as "accuracy" or a layer */
export function bandsOf(columns, what) {
    const cells = [...new Set(Object.keys(columns).map((name) => /^(cell_\d+)\./.exec(name)?.[1]).filter(Boolean))];
    return cells.map((cell) => ["p25", "p50", "p75"].map((part) => columns[`${cell}.${what}.${part}`] ?? []));
}

/**
 * @param {Element} host in the document
 * @param {Record<string, any[]>} columns @param {string} what @param {string[]} titles of the cells @param {boolean} log
 */
export function drawBands(host, columns, what, titles, log) {
    const colours = layerColours(titles.length);
    const onScale = (values) => values.map((value) => (value === null || (log && value <= 0) ? null : value));
    const bands = bandsOf(columns, what);
    const series = bands.flatMap((_band, k) => [
        { stroke: "transparent", points: { show: false } },
        { label: titles[k], stroke: colours[k], width: 2, points: { show: false } },
        { stroke: "transparent", points: { show: false } }]);
    const fill = (colour) => colour.replace("rgb(", "rgba(").replace(")", ", 0.18)");
    const axis = { stroke: ink(), grid: { stroke: grid(), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const chart = new (/** @type {any} */ (window).uPlot)({
        width: host.clientWidth, height: HEIGHT, legend: { show: false }, cursor: { y: false },
        scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
        axes: [{ ...axis, size: 26, label: "epoch", labelSize: 16, labelFont: "11px system-ui, sans-serif" }, { ...axis, size: 52, values: (_chart, ticks) => ticks.map((tick) => (tick === null ? "" : number(tick))) }],
        series: [{}, ...series],
        bands: bands.map((_band, k) => ({ series: [3 * k + 3, 3 * k + 1], fill: fill(colours[k]) })),
    }, [columns.epoch, ...bands.flat().map(onScale)], host);
    const resizing = new ResizeObserver(() => chart.setSize({ width: host.clientWidth, height: HEIGHT }));
    resizing.observe(host);
    return () => {
        resizing.disconnect();
        chart.destroy();
    };
}

/** The names of the cells with their colours. @param {string[]} titles */
export const bandLegend = (titles) => element("ul", { class: "legend", "aria-label": "Cells" },
    titles.map((title, k) => element("li", {}, swatch({ colour: layerColours(titles.length)[k] }), title, " ")));
