/** Which metrics are drawn on one axis. */

const base = (name) => name.replace(/^val_/, "");

const isShare = (values) => values.every((value) => value === null || (value >= 0 && value <= 1));

/**
 * The loss on an axis of its own, all metrics between 0 and 1 on another, and each other one alone; what was measured on
 * the validation examples goes with its like. The learning rate is none of them.
 *
 * @param {import("./types.js").Columns} columns
 * @returns {{key: string, names: string[]}[]}
 */
export function axesOf(columns) {
    const names = Object.keys(columns).filter((name) => name !== "epoch" && name !== "learning_rate");
    const shares = new Set(names.map(base).filter((name) => name !== "loss" && names.filter((other) => base(other) === name).every((other) => isShare(columns[other]))));
    const axes = new Map();
    for (const name of names) {
        const key = shares.has(base(name)) ? "shares" : base(name);
        axes.set(key, [...(axes.get(key) ?? []), name]);
    }
    return [...axes].map(([key, together]) => ({ key: `metric ${key}`, names: together }));
}
