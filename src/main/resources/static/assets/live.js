/** Calls of a view that redraw it: one at a time, and not more often than eyes need. */

/**
 * @param {() => Promise<unknown>} redraw
 * @param {number} pause at least, in milliseconds
 * @param {AbortSignal} signal after which nothing is redrawn
 * @returns {() => void} asks for it
 */
export function throttled(redraw, pause, signal) {
    let busy = false;
    let asked = false;
    const next = async () => {
        if (busy || signal.aborted) {
            asked = true;
            return;
        }
        busy = true;
        asked = false;
        try {
            await redraw();
        } finally {
            setTimeout(() => {
                busy = false;
                if (asked) {
                    next();
                }
            }, pause);
        }
    };
    return next;
}
