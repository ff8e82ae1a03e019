/** Spans of epochs: chosen by keys, wheel and buttons, kept within what there is. */

/** How many times wider or narrower a key makes the span of epochs; 0 shows all. */
const ZOOMS = { "+": 0.5, "=": 0.5, "-": 2, 0: Infinity };
const MOVES = { ArrowLeft: -0.25, ArrowRight: 0.25 };

/** A turn of the wheel by a notch. */
const NOTCH = 100;

/**
 * The span that a key asks for: + and − around an epoch, shift and an arrow to the side, 0 for all.
 *
 * @param {{key: string, shiftKey?: boolean, ctrlKey?: boolean, metaKey?: boolean}} event
 * @param {number[]} span that is shown
 * @param {number} middle
 * @param {number[]} all
 * @returns {number[] | null | undefined} null for all epochs, undefined if the key means something else
 */
export function spanByKey(event, span, middle, all) {
    if (event.ctrlKey || event.metaKey) {
        return undefined;
    }
    if (event.shiftKey && event.key in MOVES) {
        return moved(span, MOVES[event.key], all);
    }
    const factor = ZOOMS[event.key];
    return factor === undefined ? undefined : around(middle, (span[1] - span[0]) * factor, all);
}

/**
 * The span that the wheel asks for: with ctrl, as a pinch does, around the pointer; with shift, or sideways, to the side.
 *
 * @param {{deltaX: number, deltaY: number, ctrlKey?: boolean, shiftKey?: boolean}} event
 * @param {number[]} span
 * @param {number} at the epoch under the pointer
 * @param {number[]} all
 * @returns {number[] | null | undefined} undefined where the page is to be scrolled
 */
export function spanByWheel(event, span, at, all) {
    if (event.ctrlKey) {
        const factor = 2 ** (event.deltaY / NOTCH / 2);
        const middle = at + ((span[0] + span[1]) / 2 - at) * factor;
        const width = (span[1] - span[0]) * factor;
        return around(middle, factor > 1 ? Math.ceil(width) : Math.floor(width), all);
    }
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
    const isAll = span[0] <= all[0] && span[1] >= all[1];
    return sideways && !isAll ? moved(span, sideways / NOTCH / 8, all) : undefined;
}

/** The span moved by a share of its width, as far as there are epochs; null if it is all of them. @param {number[]} span @param {number} share @param {number[]} all */
export function moved([from, to], share, all) {
    const width = to - from;
    const step = Math.sign(share) * Math.max(1, Math.round(Math.abs(share) * width));
    return around((from + to) / 2 + step, width, all);
}

/** A span of epochs, moved so that it lies within all of them; null if that is all of them. @param {number} middle @param {number} width @param {number[]} all */
export function around(middle, width, all) {
    const [first, last] = all;
    const wide = Math.max(2, Math.round(width));
    if (wide >= last - first) {
        return null;
    }
    const from = Math.max(first, Math.min(last - wide, Math.round(middle - wide / 2)));
    return [from, from + wide];
}
