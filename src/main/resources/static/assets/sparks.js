/** Sparklines and findings of the runs of a list: asked for when their rows are seen, many runs at a time. */
import * as api from "./api.js";
import { batches, decadesOf, lineOf, pointsFor } from "./spark.js";
import { gives, isActive } from "./run.js";

/** @typedef {import("./types.js").Run} Run @typedef {{epochs: number[], values: number[]}} Line */

/** Rows come into sight one after another. */
const GATHER = 80;

/** Rows that can be in sight together. */
const MOST_WAITING = 60;

/** A run that trains is asked for again no sooner than that. */
const AGAIN = 4000;

const GRADIENT = { tensor: "kernel_gradient", statistic: "std" };

/** The first and the last layer that has a gradient; null if there are not two. @param {Run} run */
function ends(run) {
    const layers = run.outline.layers.filter((layer) => layer.tensors.includes(GRADIENT.tensor)).map((layer) => layer.name);
    return gives(run, GRADIENT) && layers.length > 1 ? [layers[0], layers[layers.length - 1]] : null;
}

/** @param {Run[]} runs @returns {Promise<Map<string, Line>>} */
async function losses(runs, signal) {
    const ids = runs.map((run) => run.id);
    if (ids.length === 1) {
        return new Map([[ids[0], lineOf(await api.lossOfRun(ids[0], 60, signal), "loss")]]);
    }
    const columns = await api.lossOfRuns(ids, pointsFor(ids.length), signal);
    return new Map(ids.map((id) => [id, lineOf(columns, id)]));
}

/** @param {Run[]} runs with the same ends @returns {Promise<Map<string, Line>>} */
async function gradients(runs, signal) {
    const ids = runs.map((run) => run.id);
    const [first, last] = /** @type {string[]} */ (ends(runs[0]));
    const what = { ...GRADIENT, layers: `${first},${last}`, points: pointsFor(2 * ids.length) };
    if (ids.length === 1) {
        return new Map([[ids[0], decadesOf(await api.seriesOfRun(ids[0], what, signal), first, last)]]);
    }
    const columns = await api.seriesOfRuns(ids, what, signal);
    return new Map(ids.map((id) => [id, decadesOf(columns, `${id}.${first}`, `${id}.${last}`)]));
}

/** What is asked for together; of runs one of which the service refuses, or no longer has, the halves. */
async function asked(runs, ask, signal) {
    try {
        return await ask(runs, signal);
    } catch (error) {
        if (!(error instanceof api.ServiceError) || error.isPassing) {
            throw error;
        }
        const half = Math.floor(runs.length / 2);
        const parts = half ? [runs.slice(0, half), runs.slice(half)] : [];
        return new Map((await Promise.all(parts.map((part) => asked(part, ask, signal)))).flatMap((part) => [...part]));
    }
}

/** @param {Run[]} runs */
function byEnds(runs) {
    const groups = new Map();
    runs.filter((run) => ends(run)).forEach((run) => {
        const key = String(ends(run));
        groups.set(key, [...(groups.get(key) ?? []), run]);
    });
    return [...groups.values()];
}

/**
 * @param {import("./store.js").RunStore} store findings go into its runs
 * @param {AbortSignal} signal
 * @param {(ids: string[]) => void} came lines of these runs have come
 */
export function sparks(store, signal, came) {
    /** @type {Map<string, {state: string, at: number}>} */
    const wanted = new Map();
    /** @type {Map<string, {loss?: Line, gradient?: Line}>} */
    const lines = new Map();
    /** Those that were seen last, at the end. @type {Set<string>} */
    let waiting = new Set();
    let timer = 0;
    let busy = false;

    const stateOf = ({ status }) => `${status.state} ${status.epoch} ${status.attempt}`;

    function keep(name, found) {
        found.forEach((line, id) => lines.set(id, { ...lines.get(id), [name]: line }));
        came([...found.keys()]);
    }

    /** Asks for those that were seen last, then for what has been seen since; what was scrolled past is let go. */
    async function ask() {
        if (busy || !waiting.size || signal.aborted) {
            return;
        }
        const some = [...waiting];
        waiting = new Set();
        some.slice(0, -MOST_WAITING).forEach((id) => wanted.delete(id));
        busy = true;
        await askFor(some.slice(-MOST_WAITING).map((id) => store.get(id)).filter((run) => run !== undefined));
        busy = false;
        ask();
    }

    async function askFor(runs) {
        const parts = [
            ...batches(runs, (run) => run.outline.metrics.length).map((some) => async () => keep("loss", await asked(some, losses, signal))),
            ...byEnds(runs).flatMap((group) => batches(group, () => 2)).map((some) => async () => keep("gradient", await asked(some, gradients, signal))),
            async () => {
                const found = await api.rulesOf(runs, signal);
                store.put([...found].filter(([id]) => store.get(id)).map(([id, findings]) => /** @type {any} */ ({ id, findings })));
            },
        ];
        for (const part of parts) {
            await part().catch(() => runs.forEach(({ id }) => wanted.delete(id))); // the next look at the row asks again
        }
    }

    return {
        /** A row is seen. @param {Run} run */
        want(run) {
            const before = wanted.get(run.id);
            const isNews = before?.state !== stateOf(run) && (!before || !isActive(run) || performance.now() - before.at > AGAIN);
            if (isNews && run.status.epoch >= run.outline.epochs.first && run.status.state !== "queued") {
                wanted.set(run.id, { state: stateOf(run), at: performance.now() });
                waiting.add(run.id);
                clearTimeout(timer);
                timer = window.setTimeout(ask, GATHER);
            }
        },
        /** @param {string} id */
        of: (id) => lines.get(id) ?? {},
    };
}
