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
export const grid = () => (isDark() ? "#2b2f38" : "#e7e5df");
export const text = () => (isDark() ? "#e8e6e1" : "#1f2126");
export const wrong = () => (isDark() ? "#ff9a8d" : "#a8261c");
