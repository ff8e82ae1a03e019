/** What is done with all the runs that were chosen. */
import * as api from "./api.js";
import { save } from "./downloads.js";
import { element } from "./dom.js";
import { isActive } from "./run.js";
import { tableOf } from "./runtable.js";

/** @typedef {import("./types.js").Run} Run */

/** Requests at the same time. */
const AT_ONCE = 4;

/** Runs that can be laid over each other. */
const MOST_COMPARED = 20;

/** Does something with each, a few at a time. @param {Run[]} runs @param {(run: Run) => Promise<unknown>} action @param {(done: number) => void} said */
async function each(runs, action, said) {
    const left = [...runs];
    let done = 0;
    const work = async () => {
        for (let run = left.shift(); run; run = left.shift()) {
            await action(run);
            said(++done);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
}

const counted = (count) => (count === 1 ? "1 run" : `${count} runs`);

/**
 * @param {import("./types.js").Tools} tools
 * @param {(runs: Run[]) => void} compare
 * @param {() => Run[]} listed
 */
export function manyRuns({ store, attempt }, compare, listed) {
    /** @type {Run[]} */
    let picked = [];
    /** Those of which it was asked whether they are to go; one that ends since is not among them. @type {Run[]} */
    let doomed = [];
    const progress = element("span", { class: "hint", role: "status", id: "progress" });
    const made = {
        compare: button("compare", () => compare(picked)),
        pin: button("pin-picked", () => all("Pinned", picked.filter((run) => !run.pinned), async (run) => store.put([await api.patchRun(run.id, { pinned: true })]))),
        cancel: button("cancel-picked", () => all("Cancelled", picked.filter(isActive), async (run) => {
            await api.cancelRun(run.id);
            await store.load(run.id);
        })),
        remove: button("delete-picked", () => remove()),
    };
    const downloads = element("details", { id: "list-downloads" }, element("summary", {}, "Download the list"), element("ul", { class: "plain" },
        ["csv", "json"].map((kind) => element("li", {}, element("button", { type: "button", class: "small", id: `list-${kind}`, click: () => download(kind) }, `what is listed as ${kind.toUpperCase()}`)))));

    function button(id, click) {
        return element("button", { type: "button", id, disabled: true, click });
    }

    function download(kind) {
        const runs = listed();
        const text = kind === "csv" ? tableOf(runs) : JSON.stringify(runs, null, 2);
        save(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }), `runs.${kind}`);
    }

    function all(word, runs, action) {
        return attempt(() => each(runs, action, (done) => (progress.textContent = `${word} ${done} of ${counted(runs.length)}`)));
    }

    function remove() {
        if (!doomed.length) {
            doomed = picked.filter((run) => !isActive(run));
            made.remove.textContent = `Delete ${counted(doomed.length)} for good?`;
            return;
        }
        all("Deleted", doomed, async (run) => {
            await api.deleteRun(run.id);
            store.forget(run.id);
        }).finally(() => {
            doomed = [];
            offer(picked.filter((run) => store.get(run.id)));
        });
    }

    /** @param {Run[]} runs */
    function offer(runs) {
        const isSame = runs.length === picked.length && runs.every((run, k) => run.id === picked[k].id);
        picked = runs;
        const [active, unpinned] = [runs.filter(isActive).length, runs.filter((run) => !run.pinned).length];
        say(made.compare, runs.length > 1 && runs.length <= MOST_COMPARED, runs.length > 1 ? `Compare ${runs.length} runs` : "Compare");
        made.compare.title = runs.length > MOST_COMPARED ? `At most ${MOST_COMPARED} runs are laid over each other.` : "";
        say(made.pin, unpinned > 0, unpinned ? `Pin ${counted(unpinned)}` : "Pin");
        say(made.cancel, active > 0, active ? `Cancel ${counted(active)}` : "Cancel");
        if (!isSame || !doomed.length) {
            doomed = [];
            say(made.remove, runs.length > active, runs.length > active ? `Delete ${counted(runs.length - active)}` : "Delete");
        }
    }

    function say(made, isOffered, text) {
        made.disabled = !isOffered;
        made.textContent = text;
    }

    offer([]);
    return { nodes: [made.compare, made.pin, made.cancel, made.remove, progress], downloads, offer };
}
