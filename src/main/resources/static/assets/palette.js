/**
 * Colours of layers, from the first to the output: dark to light and violet to amber, so that the order shows in
 * lightness too and does not rest on telling red from green. Every stop keeps its contrast on its own background.
 */
const LIGHT = ["#3b1470", "#2c63ad", "#0d8a83", "#6f9a10", "#dc8a00"];
const DARK = ["#8e7cf0", "#5aa2e6", "#2fc0ac", "#9ad14b", "#fce14a"];

const preference = window.matchMedia("(prefers-color-scheme: dark)");

export const isDark = () => preference.matches;

export const onThemeChange = (listener) => preference.addEventListener("change", listener);

const parse = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

function between(stops, place) {
    const at = Math.min(Math.floor(place), stops.length - 2);
    const [from, to] = [parse(stops[at]), parse(stops[at + 1])];
    return `rgb(${from.map((part, i) => Math.round(part + (to[i] - part) * (place - at))).join(", ")})`;
}

/** One colour for each of `count` layers. */
export function layerColours(count) {
    const stops = isDark() ? DARK : LIGHT;
    const step = count > 1 ? (stops.length - 1) / (count - 1) : 0;
    return Array.from({ length: count }, (_, k) => between(stops, count > 1 ? k * step : stops.length - 1));
}

export const ink = () => (isDark() ? "#a9adb8" : "#5b5f6b");
export const paper = () => (isDark() ? "#14161b" : "#fdfcf9");
export const grid = () => (isDark() ? "#2b2f38" : "#e7e5df");
export const text = () => (isDark() ? "#e8e6e1" : "#1f2126");
export const wrong = () => (isDark() ? "#ff9a8d" : "#a8261c");

/** Of numbers below and above zero. */
export const signColours = () => (isDark() ? ["#6fb1ff", "#ffb255"] : ["#1f6fc4", "#d07000"]);

const SIGNAL_LIGHT = ["#fdfcf9", "#f6d59a", "#e0762d", "#8f1d3c"];
const SIGNAL_DARK = ["#1a1d24", "#6b2350", "#e0762d", "#ffe9a8"];

/** Of a signal that fades: 0 is the ground, 1 the strongest. */
export const signalColour = (share) => between(isDark() ? SIGNAL_DARK : SIGNAL_LIGHT, share * 3);

const CLASSES = ["#0b5fa5", "#b26a00", "#2c7a3f", "#8a3a9c", "#a33a3a", "#4f6d7a", "#7a6a2c", "#3f3f9c"];

/** One for each class. */
export const classColours = (count) => Array.from({ length: count }, (_, k) => CLASSES[k % CLASSES.length]);

const mixed = (one, other, share) => one.map((part, k) => Math.round(part + (other[k] - part) * share));

/** The ground under examples of a class. */
export const ground = (hex) => mixed(parse(hex), parse(isDark() ? "#14161b" : "#ffffff"), 0.6);

const VALUES = ["#3b1470", "#2c63ad", "#0d8a83", "#6f9a10", "#fce14a"].map(parse);

/** Of an answer from 0 to 1: from the first class to the second, or of a value. */
export function ramp(share, decides) {
    const at = Math.max(0, Math.min(1, share));
    if (decides) {
        const middle = parse(isDark() ? "#23262e" : "#f6f4ee");
        return at < 0.5 ? mixed(ground(CLASSES[0]), middle, at * 2) : mixed(middle, ground(CLASSES[1]), at * 2 - 1);
    }
    const stop = Math.min(VALUES.length - 2, Math.floor(at * (VALUES.length - 1)));
    return mixed(VALUES[stop], VALUES[stop + 1], at * (VALUES.length - 1) - stop);
}
