/** Asks the service about what is being written, a moment after it was changed; only the last answer counts. */

const PAUSE = 400;

/**
 * @param {(request: any, signal: AbortSignal) => Promise<any>} ask
 * @param {(answer: any | null, error: any | null) => void} told
 * @param {number} [pause] in milliseconds
 */
export function checks(ask, told, pause = PAUSE) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    let control = new AbortController();

    function stop() {
        clearTimeout(timer);
        control.abort();
        control = new AbortController();
    }

    async function now(request) {
        stop();
        const { signal } = control;
        try {
            const answer = await ask(request, signal);
            signal.aborted || told(answer, null);
        } catch (error) {
            signal.aborted || told(null, error);
        }
    }

    return {
        now,
        soon(request) {
            stop();
            timer = setTimeout(() => now(request), pause);
        },
        stop,
    };
}
