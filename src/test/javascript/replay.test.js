import assert from "node:assert/strict";
import test from "node:test";
import { decade, ofCounts, ofValues } from "../../main/resources/static/assets/replay/density.js";
import { bytesOf, columnsOf, largest, nearest, placeOf, radiusOf, share } from "../../main/resources/static/assets/replay/geometry.js";

const area = (density, low, high) => density.reduce((sum, value) => sum + value, 0) * ((high - low) / density.length);

test("a density has the area one, wherever the numbers lie", () => {
    for (const values of [[0], [1, 2, 3], [-100, 100], [5, 5, 5, null, NaN]]) {
        const density = ofValues(values, (value) => value, -2, 4, 50);
        assert.ok(Math.abs(area(density, -2, 4) - 1) < 1e-12);
    }
    assert.equal(area(ofValues([null], (value) => value, 0, 1, 9), 0, 1), 0);
});

/** The bins of the service: five for each decade and sign. */
const positive = Array.from({ length: 81 }, (_, k) => 10 ** ((k - 60) / 5));
const edges = [...positive.map((edge) => -edge).reverse(), ...positive];

function histogram(values) {
    const counts = new Array(edges.length + 1).fill(0);
    values.forEach((value) => counts[edges.findIndex((edge) => value < edge) < 0 ? edges.length : edges.findIndex((edge) => value < edge)]++);
    return counts;
}

test("a normal distribution looks like a bell, though its bins are logarithmic", () => {
    const normal = Array.from({ length: 20001 }, (_, k) => quantile((k + 0.5) / 20001));
    const density = ofCounts(histogram(normal), edges, (value) => value, -4, 4, 41);
    assert.ok(Math.abs(area(density, -4, 4) - 1) < 1e-9);
    for (let k = 0; k < 41; k++) {
        const x = -4 + (8 * (k + 0.5)) / 41;
        assert.ok(Math.abs(density[k] - Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) < 0.04, `${x}: ${density[k]}`);
    }
});

/** Of the normal distribution, by bisection of its series. */
function quantile(p) {
    let [low, high] = [-6, 6];
    for (let k = 0; k < 50; k++) {
        const middle = (low + high) / 2;
        cumulated(middle) < p ? (low = middle) : (high = middle);
    }
    return low;
}

function cumulated(x) {
    let [sum, term] = [x, x];
    for (let k = 1; k < 120; k++) {
        term *= (x * x) / (2 * k + 1);
        sum += term;
    }
    return 0.5 + sum * Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

test("open bins go to the ends", () => {
    const counts = new Array(edges.length + 1).fill(0);
    [counts[0], counts[counts.length - 1]] = [3, 1];
    const density = ofCounts(counts, edges, (value) => value, -1, 1, 10);
    assert.ok(density[0] > 2 * density[9] && density[5] === 0);
});

test("zero has no decade", () => {
    assert.ok(Number.isNaN(decade(0)));
    assert.equal(decade(-100), 2);
});

const layers = [{ name: "a", inputs: 2, units: 3 }, { name: "drop", inputs: 0, units: 0 }, { name: "b", inputs: 3, units: 1 }];

test("every unit has a place of its own within the drawing, layers without a kernel have none", () => {
    const columns = columnsOf(layers, 400, 300);
    assert.deepEqual(columns.map(({ name, layer, y }) => [name, layer, y.length]), [["input", -1, 2], ["a", 0, 3], ["b", 2, 1]]);
    columns.forEach(({ x, y }) => y.forEach((at) => assert.ok(x > 0 && x < 400 && at > 0 && at < 300)));
    columns.forEach(({ y }) => y.slice(1).forEach((at, k) => assert.ok(at - y[k] > 2 * radiusOf(columns, 300))));
});

test("the nearest unit or weight is found, and nothing far from all of them", () => {
    const columns = columnsOf(layers, 400, 300);
    columns.forEach(({ x, y }, column) => y.forEach((at, unit) => assert.deepEqual(nearest(columns, x, at, 8), { column, unit, from: null })));
    const [left, right] = columns;
    assert.deepEqual(nearest(columns, (left.x + right.x) / 2, (left.y[1] + right.y[2]) / 2, 8), { column: 1, unit: 2, from: 1 });
    assert.equal(nearest(columns, 5, 299, 8), null);
});

test("sizes are shares of the largest finite one", () => {
    assert.equal(largest([[1, -3, null], [NaN, Infinity, 2]]), 3);
    assert.deepEqual([0, -3, 1.5, NaN].map((value) => share(value, 3, false)), [0, 1, 0.5, 0]);
    assert.deepEqual([3, 3e-5, 3e-9].map((value) => Math.round(100 * share(value, 3, true)) / 100), [1, 0, 0]);
    assert.equal(share(1, 0, false), 1);
    assert.equal(share(0, 0, true), 0);
});

test("the place of an epoch is that of the last one recorded by then", () => {
    assert.deepEqual([0, 2, 3, 7, 8, 99].map((epoch) => placeOf([0, 3, 6, 8], epoch)), [0, 0, 1, 2, 3, 3]);
    assert.equal(placeOf([], 5), 0);
});

test("bytes come back from base64", () => {
    assert.deepEqual([...bytesOf(Buffer.from([0, 127, 255]).toString("base64"))], [0, 127, 255]);
});

globalThis.window = { matchMedia: () => ({ matches: false, addEventListener() {} }) };
const { folded, ofHistograms } = await import("../../main/resources/static/assets/replay/spread.js");

test("sizes are counted whatever their sign, and what is around zero has none", () => {
    assert.deepEqual(folded([1, 2, 9, 3, 4]), [0, 5, 5]);
});

test("densities of histograms have the same epochs and layers, and reach as far as their numbers", () => {
    const counts = histogram([-3, 0.5, 2]);
    const source = ofHistograms([{ layer: "a", epochs: [0], edges, counts: [counts] }]);
    assert.deepEqual([source.epochs, source.layers], [[0], ["a"]]);
    assert.ok(source.most("kernel") >= 3 && source.most("kernel") < 10);
    const decades = source.curve(0, 0, "kernel", true, -2, 1);
    assert.ok(Math.abs(area(decades, -2, 1) - 1) < 1e-9);
});
