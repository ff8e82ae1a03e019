/**
 * All runs that the page knows, in one place. Views read them here and are called when one has changed; what trains
 * comes as server-sent events, of a few runs at a time, because a browser opens few connections to one host.
 */
import * as api from "./api.js";
import { isActive } from "./run.js";
import { readEvents } from "./sse.js";

/** @typedef {import("./types.js").Run} Run */

const PAGE = 50;

/** Of runs in a list, all but their specs, which may hold whole data sets. */
export const FIELDS = "id,name,labels,priority,pinned,forked_from,summary,outline,status,result,reproduction,figures,signals";
const MOST_STREAMS = 3;
const PAUSE = 1000;
const AGAIN = 2000;

export class RunStore {
    /** @type {Map<string, Run>} */
    #runs = new Map();
    /** @type {Set<(changed: Set<string>) => void>} */
    #listeners = new Set();
    /** @type {Map<string, AbortController>} */
    #streams = new Map();
    #changed = new Set();
    #told = 0;
    #timer = 0;
    /** Those that came in a list, and so are gone when they come no longer. @type {Set<string>} */
    #listed = new Set();
    /** Whether the newest runs have been asked for. */
    isListed = false;

    /** Newest first: ids grow with time. @returns {Run[]} */
    all() {
        return [...this.#runs.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
    }

    get(id) {
        return this.#runs.get(id);
    }

    /** What is not said of a run stays as it was. @param {Iterable<Run>} runs */
    put(runs) {
        for (const said of runs) {
            const before = this.#runs.get(said.id);
            const run = { ...before, ...said };
            if (!before || JSON.stringify(before) !== JSON.stringify(run)) {
                this.#runs.set(run.id, run);
                this.#tell(run.id);
            }
        }
        this.#follow();
    }

    forget(id) {
        this.#streams.get(id)?.abort();
        this.#runs.delete(id);
        this.#listed.delete(id);
        this.#tell(id);
    }

    /** @param {(changed: Set<string>) => void} listener @param {AbortSignal} signal ends it */
    subscribe(listener, signal) {
        this.#listeners.add(listener);
        signal.addEventListener("abort", () => this.#listeners.delete(listener));
    }

    /** Asks for the newest runs. @param {AbortSignal} [signal] */
    async refresh(signal) {
        await this.list({}, signal);
        this.isListed = true;
    }

    /**
     * A page of a list of runs. Of those in its stretch that it lacks, nothing is left, unless it was filtered or sorted.
     *
     * @param {Record<string, any>} query @param {AbortSignal} [signal]
     * @returns {Promise<{ids: string[], next: string | null}>}
     */
    async list(query, signal) {
        const { items, next_page_token: next } = await api.listRuns({ page_size: PAGE, ...query, fields: query.fields ?? FIELDS }, signal);
        const ids = items.map((run) => run.id);
        if (!Object.values(query).some(Boolean)) {
            const listed = new Set(ids);
            const oldest = ids.at(-1) ?? "";
            [...this.#listed].filter((id) => id > oldest && !listed.has(id)).forEach((id) => this.forget(id));
        }
        ids.forEach((id) => this.#listed.add(id));
        this.put(items);
        return { ids, next };
    }

    /** One run as it is now. @returns {Promise<Run>} @param {AbortSignal} [signal] */
    async load(id, signal) {
        const run = await api.getRun(id, signal);
        this.put([run]);
        return run;
    }

    /** Listeners are called once for all that comes within a moment. */
    #tell(id) {
        this.#changed.add(id);
        if (!this.#told) {
            this.#told = window.setTimeout(() => {
                this.#told = 0;
                const changed = this.#changed;
                this.#changed = new Set();
                this.#listeners.forEach((listener) => listener(changed));
            }, 50);
        }
    }

    /** Opens streams for the newest runs that train; the others are asked for now and then. */
    #follow() {
        const active = this.all().filter(isActive);
        const running = [...active.filter((run) => run.status.state === "running"), ...active.filter((run) => run.status.state === "queued")];
        for (const run of running) {
            if (this.#streams.size < MOST_STREAMS && !this.#streams.has(run.id)) {
                this.#stream(run);
            }
        }
        clearTimeout(this.#timer);
        if (active.length > this.#streams.size) {
            this.#timer = window.setTimeout(() => this.refresh().catch(() => this.#follow()), AGAIN);
        }
    }

    /** @param {Run} run */
    async #stream({ id, status }) {
        const control = new AbortController();
        this.#streams.set(id, control);
        let wait = 0;
        try {
            const response = await api.events(id, status.epoch, control.signal);
            await readEvents(response, ({ event, data }) => this.#take(id, event, JSON.parse(data)));
            await this.load(id);
        } catch {
            wait = PAUSE; // the service went away, or has no room for one more stream
        } finally {
            window.setTimeout(() => {
                this.#streams.delete(id);
                this.#follow();
            }, wait);
        }
    }

    #take(id, event, data) {
        const run = this.#runs.get(id);
        if (run && event === "epoch") {
            api.hear(id, data);
            run.status = { ...run.status, epoch: Math.max(run.status.epoch, data.epoch) };
        } else if (run && event === "status" && isActive({ status: data })) {
            run.status = data;
        }
        this.#tell(id);
    }
}
