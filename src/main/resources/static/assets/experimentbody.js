/** What an experiment says so far: claim, outcomes, verdicts, bands; brought up to date by its events while it is trained. */
import * as api from "./api.js";
import * as experiments from "./experiments.js";
import { bandsBoard } from "./bandsboard.js";
import { claimSection } from "./claim.js";
import { crossed } from "./crossed.js";
import { element, keepingFocus } from "./dom.js";
import { gains } from "./gains.js";
import { throttled } from "./live.js";
import { matrix } from "./outcomes.js";
import { readEvents } from "./sse.js";
import { span } from "./spec/axes.js";
import { verdicts } from "./verdicts.js";

const PAUSE = 1500;

/** "12 of 30 runs have ended, 4 s left" */
export function progressOf({ state, runs, seconds_left: left }) {
    const all = Object.values(runs).reduce((sum, count) => sum + count, 0);
    const ended = all - runs.queued - runs.running;
    const failed = runs.failed ? `, ${runs.failed} failed` : "";
    return ended === all ? `${state}: ${all} runs${failed}` : `${ended} of ${all} runs have ended${failed}${left ? `, about ${span(left)} left` : ""}`;
}

export const isOver = ({ runs }) => runs.queued + runs.running === 0;

const endedOf = ({ runs }) => runs.succeeded + runs.failed + runs.cancelled;

/** The new parts in the place of the old ones; what was opened stays open. @param {Element} place @param {(Element | null)[]} parts */
function put(place, ...parts) {
    const opened = [...place.querySelectorAll("details[open]")].map((details) => details.id);
    keepingFocus(() => place.replaceChildren(...parts.filter((part) => part !== null)));
    opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
}

/**
 * @param {string} id @param {import("./types.js").Tools} tools
 * @param {{told?: (status: any) => void, isWhole?: boolean, catalog?: any}} [how] `isWhole`: with all that is known, not only its outcomes
 */
export function experimentBody(id, tools, { told = () => {}, isWhole = true, catalog = { statistics: [] } } = {}) {
    const { signal } = tools;
    const said = element("span", {});
    const bar = element("progress", { max: "1", "aria-label": "progress of the experiment" });
    const progress = element("p", { class: "hint progress", role: "status", id: "experiment-progress" }, said);
    const [above, outcomes, sentences, below] = [1, 2, 3, 4].map(() => element("div", {}));
    const bands = isWhole ? bandsBoard(id, tools, catalog) : null;
    /** @type {any} */
    let experiment = null;
    /** @type {any} */
    let summary = null;
    /** @type {any} */
    let comparison = null;
    let drawn = -1;
    const life = new AbortController();
    signal.addEventListener("abort", () => life.abort());

    function show(status) {
        said.textContent = progressOf(status);
        bar.value = status.progress;
        isOver(status) ? bar.remove() : progress.append(bar);
        told(status);
    }

    const recorded = () => experiment.request.base?.recording?.tensors ?? ["kernel_gradient"];

    function judge() {
        put(sentences, comparison ? element("section", { "aria-labelledby": "verdicts-title" }, element("h2", { id: "verdicts-title" }, "Which differ"),
            verdicts(comparison, summary.cells, tools.place().words.pair, (pair) => tools.remember({ pair }))) : null);
    }

    async function refresh() {
        experiment = await experiments.get(id, signal);
        const { status } = experiment;
        if (!isOver(status)) {
            show(status);
        }
        if (endedOf(status) !== drawn) {
            const some = status.runs.succeeded > 0;
            const isOne = experiment.cells.length < 2;
            const [now, compared] = await Promise.all([experiments.summary(id, signal), some && !isOne ? experiments.comparison(id, signal) : null]);
            [summary, comparison] = [now, compared];
            put(above, isWhole ? claimSection(summary.claim) : null, isWhole ? crossed(summary) : null);
            put(outcomes, isWhole ? element("h2", {}, "Cell by cell") : null, matrix(summary));
            judge();
            put(below, some ? gains(summary) : null);
            if (some && bands) {
                await bands.draw(summary, recorded());
            }
            drawn = endedOf(status);
        }
        show(status); // that it is over is said once all of it is shown
    }

    const update = throttled(() => tools.attempt(refresh), PAUSE, life.signal);

    /** Follows the events to the end; a stream that breaks is opened again after the last event that came. */
    async function follow() {
        let last = "";
        while (!life.signal.aborted) {
            try {
                const response = await experiments.events(id, last, life.signal);
                await readEvents(response, ({ event, id: at, data }) => {
                    last = at || last;
                    const status = event === "status" ? JSON.parse(data) : null;
                    if (status && !isOver(status)) {
                        show(status); // the end is shown with what it means
                    }
                    update();
                });
                return update();
            } catch {
                update(); // the service went away, or has no room for one more stream
                await new Promise((resolve) => setTimeout(resolve, PAUSE));
                if (experiment && isOver(experiment.status)) {
                    return undefined;
                }
            }
        }
        return undefined;
    }

    return {
        nodes: [progress, above, outcomes, sentences, below, ...(bands ? [bands.node] : [])],
        async open() {
            await update();
            if (experiment && !isOver(experiment.status)) {
                follow();
            }
        },
        /** The address has other words. */
        async move() {
            if (summary) {
                judge();
                await tools.attempt(async () => bands?.draw(summary, recorded()));
            }
        },
        /** Something was done to it. */
        refresh: update,
        restyle() {
            drawn = -1;
            update();
        },
        destroy() {
            life.abort();
            bands?.destroy();
        },
    };
}
