/** The hash says what is shown, so that a view can be shared, reloaded and returned to. */

const DEFAULTS = { tensor: "kernel_gradient", statistic: "std", scale: "log" };

/** `runs` is null for the tutorial. */
export function read() {
    const words = new URLSearchParams(location.hash.slice(1));
    const runs = (words.get("runs") ?? "").split(",").filter(Boolean);
    return {
        runs: runs.length ? [...new Set(runs)] : null,
        tensor: words.get("tensor") ?? DEFAULTS.tensor,
        statistic: words.get("statistic") ?? DEFAULTS.statistic,
        scale: words.get("scale") === "linear" ? "linear" : DEFAULTS.scale,
    };
}

/** The hash that shows these runs, with the other words as they are, or as given. */
export function hashFor(runs, changes = {}) {
    const { tensor, statistic, scale } = { ...read(), ...changes };
    return "#" + new URLSearchParams({ runs: runs.join(","), tensor, statistic, scale }).toString().replaceAll("%2C", ",");
}
