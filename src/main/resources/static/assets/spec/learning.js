/** From the columns of a file to a network that learns them. Nothing here knows of a document. */

/** @typedef {{name: string, type: string, missing: number, categories?: string[]}} Column */
/** @typedef {{id: string, name: string, rows: number, columns: Column[]}} Stored */

/** The data set on a file: its last column is learned from all others. @param {Stored} stored */
export function datasetOf({ id, columns }) {
    const lacks = columns.some((column) => column.missing > 0);
    return { type: "csv", dataset: id, target: columns.at(-1)?.name, scaling: "standardise", ...(lacks ? { missing: "drop" } : {}) };
}

/** Those that are learned from. @param {any} dataset @param {Column[]} columns */
export const featuresOf = ({ target, features, sample_weight: weight }, columns) =>
    features ?? columns.map((column) => column.name).filter((name) => name !== target && name !== weight);

/** Another column is learned, and is a feature no longer; where it was the only one, all others are. Classes are not scaled. @param {any} dataset @param {string} target */
export function withTarget(dataset, target) {
    const { features, target_scaling: _scaling, ...rest } = dataset;
    const left = features?.filter((name) => name !== target) ?? [];
    return { ...rest, target, ...(left.length ? { features: left } : {}) };
}

/** A column is learned from, or not any more. @param {any} dataset @param {Column[]} columns @param {string} name @param {boolean} isUsed */
export function withFeature(dataset, columns, name, isUsed) {
    const { features: _features, ...rest } = dataset;
    const used = new Set(featuresOf(dataset, columns));
    isUsed ? used.add(name) : used.delete(name);
    const chosen = columns.map((column) => column.name).filter((one) => used.has(one));
    return String(chosen) === String(featuresOf(rest, columns)) ? rest : { ...rest, features: chosen };
}

const HIDDEN = [{ name: "hidden", repeat: 2, units: 16, activation: "relu", kernel_initializer: "he_normal" }];

/**
 * The output layer, loss and metric that fit the targets; hidden layers and all else stay as they are.
 *
 * @param {any} spec @param {any} dataset @param {{target_kind: string, outputs: number}} preview what the service makes of the data set
 */
export function fitted(spec, dataset, { target_kind: kind, outputs }) {
    const hidden = spec.network?.layers?.slice(0, -1) ?? HIDDEN;
    const { loss: _loss, metrics: _metrics, class_weight: weight, ...training } = spec.training ?? {};
    const [activation, loss, metric] = kind === "real" ? [null, "mean_squared_error", "mae"]
        : kind === "one_hot" || kind === "distribution" ? ["softmax", "categorical_crossentropy", "accuracy"]
            : ["sigmoid", "binary_crossentropy", "accuracy"];
    const output = { name: "output", units: outputs, ...(activation ? { activation } : {}) };
    const scaled = kind === "real" && dataset.target_scaling === undefined ? { ...dataset, target_scaling: "standardise" } : dataset;
    return { ...spec, dataset: scaled, network: { ...spec.network, layers: [...hidden, output] },
        training: { loss, metrics: [metric], ...training, ...(weight && metric === "accuracy" ? { class_weight: weight } : {}) } };
}

/** What to start with on a file. @param {any} spec @param {any} dataset @param {{target_kind: string, outputs: number}} preview */
export const started = (spec, dataset, preview) => fitted({ ...spec, network: { layers: [...HIDDEN, {}] },
    training: { optimizer: "adam", epochs: 50, validation_split: 0.2 } }, dataset, preview);
