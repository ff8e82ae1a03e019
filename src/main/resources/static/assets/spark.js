/** Sparklines: which numbers are asked for together, and the lines they make. Nothing here knows of a document. */

/** As many numbers the service reads for one request, and runs for which few points are enough. */
const MOST_NUMBERS = 250_000;
const MOST_RUNS = 20;

/** As the service counts them: those that there will be. */
const epochsOf = ({ outline: { epochs } }) => Math.floor((epochs.last - epochs.first) / epochs.every) + 2;

/**
 * Runs that can be asked for together; a run that has too many epochs is alone.
 *
 * @param {any[]} runs
 * @param {(run: any) => number} columns that are read of a run
 */
export function batches(runs, columns) {
    const made = [];
    let [together, read, width, union] = [/** @type {any[]} */ ([]), 0, 0, 0];
    for (const run of runs) {
        const epochs = epochsOf(run);
        const more = [read + epochs * columns(run), width + columns(run), union + epochs];
        if (together.length && (together.length === MOST_RUNS || more[0] > MOST_NUMBERS || more[1] * more[2] > MOST_NUMBERS)) {
            made.push(together);
            [together, read, width, union] = [[], 0, 0, 0];
        }
        together.push(run);
        [read, width, union] = [read + epochs * columns(run), width + columns(run), union + epochs];
    }
    return together.length ? [...made, together] : made;
}

/** Rows to ask for at least: minimum, maximum and a gap of each column, the first and the last. @param {number} columns */
export const pointsFor = (columns) => Math.max(60, 3 * columns + 2);

/** The epochs and values of a column where it has any. @param {import("./types.js").Columns} columns @param {string} name */
export function lineOf(columns, name) {
    const values = columns[name] ?? [];
    const places = values.map((_value, k) => k).filter((k) => values[k] !== null);
    return { epochs: places.map((k) => Number(columns.epoch[k])), values: places.map((k) => Number(values[k])) };
}

/** How the gradient of the first layer compares with that of the last, in decades. @param {import("./types.js").Columns} columns @param {string} first @param {string} last */
export function decadesOf(columns, first, last) {
    const [above, below] = [columns[first] ?? [], columns[last] ?? []];
    const places = columns.epoch.map((_epoch, k) => k).filter((k) => (above[k] ?? null) !== null && (below[k] ?? null) !== null);
    return { epochs: places.map((k) => Number(columns.epoch[k])), values: places.map((k) => Math.log10(Number(above[k]) / Number(below[k]))) };
}

/**
 * A line in a box, as the path of a drawing; broken where a value is not finite.
 *
 * @param {{epochs: number[], values: number[]}} line
 * @param {{width: number, height: number}} box
 * @param {number[]} range the least and the largest value; what lies beyond is drawn at the edge
 */
export function pathOf({ epochs, values }, { width, height }, range) {
    const span = epochs[epochs.length - 1] - epochs[0] || 1;
    const at = (epoch, value) => `${round(1 + ((width - 2) * (epoch - epochs[0])) / span)} ${heightOf(value, height, range)}`;
    let path = "";
    let pen = "M";
    values.forEach((value, k) => {
        path += Number.isFinite(value) ? pen + at(epochs[k], value) : "";
        pen = Number.isFinite(value) ? "L" : "M";
    });
    return path;
}

/** Where a value is drawn, from the top. @param {number} value @param {number} height @param {number[]} range */
export function heightOf(value, height, [low, high]) {
    const share = (Math.max(low, Math.min(high, value)) - low) / (high - low || 1);
    return round(height - 1 - (height - 2) * share);
}

const round = (value) => Math.round(value * 10) / 10;

/** The least and the largest of the finite values. @param {number[]} values */
export function rangeOf(values) {
    const finite = values.filter(Number.isFinite);
    return finite.length ? [finite.reduce((a, b) => Math.min(a, b)), finite.reduce((a, b) => Math.max(a, b))] : [0, 1];
}
