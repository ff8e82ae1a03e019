/** Spans of epochs: chosen by keys, kept within what there is. */

/** How many times wider or narrower a key makes the span of epochs; 0 shows all. */
const ZOOMS = { "+": 0.5, "=": 0.5, "-": 2, 0: Infinity };

/**
 * @param {any} chart
 * @param {number[] | null} span that is shown
 * @param {(span: number[] | null) => void} spanned another one is wanted
 */
export function zoomByKeyboard(chart, panel, span, event, spanned) {
    const factor = ZOOMS[event.key];
    if (factor === undefined || event.ctrlKey || event.metaKey || !panel.epochs.length) {
        return;
    }
    event.preventDefault();
    const all = [panel.epochs[0], panel.epochs.at(-1)];
    const [from, to] = span ?? all;
    const middle = panel.epochs[chart.cursor.idx] ?? (from + to) / 2;
    spanned(around(middle, (to - from) * factor, all));
}

/** A span of epochs, moved so that it lies within all of them; null if that is all of them. */
export function around(middle, width, all) {
    const [first, last] = all;
    const wide = Math.max(2, Math.round(width));
    if (wide >= last - first) {
        return null;
    }
    const from = Math.max(first, Math.min(last - wide, Math.round(middle - wide / 2)));
    return [from, from + wide];
}
