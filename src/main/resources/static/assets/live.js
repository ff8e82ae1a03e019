/** When a view is drawn: one redraw at a time, not more often than eyes need, and by the answer that was asked for last. */

/** After an input the browser shows first what is known, in milliseconds. */
const FRAME = 20;

/**
 * @param {() => Promise<unknown>} redraw
 * @param {number} pause at least, in milliseconds
 * @param {AbortSignal} signal after which nothing is redrawn
 * @returns {() => Promise<void>} asks for it; fulfilled once it is redrawn, or at once while it is anyway
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
            await new Promise((shown) => setTimeout(shown, FRAME));
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

/** Answers may overtake each other. What is returned is called when something is asked, and gives what says whether nothing was asked since. @returns {() => () => boolean} */
export function questions() {
    let last = 0;
    return () => {
        const mine = ++last;
        return () => mine === last;
    };
}
