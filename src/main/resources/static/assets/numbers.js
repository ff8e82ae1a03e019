/** Numbers for people. */

/** Two or three digits that matter: 0.599, 1.2e-5; "none" where there is no number, NaN and ∞ as such. */
export function number(value) {
    if (value === null || value === undefined) {
        return "none";
    }
    if (!Number.isFinite(value)) {
        return String(value).replace("Infinity", "∞");
    }
    const size = Math.abs(value);
    if (size === 0 || (size >= 0.001 && size < 10000)) {
        return String(Number(value.toPrecision(3)));
    }
    return value.toExponential(1).replace("e+", "e");
}

/** 1e-5, for an axis in decades. */
export function powerOfTen(value) {
    const exponent = Math.round(Math.log10(value));
    return exponent === 0 ? "1" : `1e${exponent}`;
}

/** How many times: 1.4, 12, 320. */
export function times(ratio) {
    return ratio < 9.95 ? ratio.toFixed(1) : ratio < 99.5 ? ratio.toFixed(0) : String(Number(ratio.toPrecision(2)));
}

export function duration(status, now = Date.now()) {
    if (!status.started_at) {
        return "";
    }
    const end = status.finished_at ? Date.parse(status.finished_at) : now;
    const seconds = Math.max(0, end - Date.parse(status.started_at)) / 1000;
    return seconds < 60 ? seconds.toFixed(1) + " s" : Math.floor(seconds / 60) + " min " + Math.round(seconds % 60) + " s";
}

/** "a, b and c" */
export function listed(parts) {
    return parts.length < 2 ? parts.join("") : parts.slice(0, -1).join(", ") + " and " + parts.at(-1);
}
