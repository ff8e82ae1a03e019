/** What can be done with a run from where it is seen. */
import * as api from "./api.js";
import { hashOfRuns, idsOf } from "./router.js";
import { nameOf } from "./run.js";

/** As long as a name may be. */
const LONGEST = 120;

/** @param {import("./types.js").Tools} tools */
export function actionsOn({ store, attempt, go, place }) {
    return {
        attempt,
        cancel: (run) => attempt(async () => {
            await api.cancelRun(run.id);
            await store.load(run.id);
        }),
        fork: (run, remedy) => attempt(async () => {
            const forked = await api.forkRun(run.id, `${nameOf(run)}: ${remedy.title}`.slice(0, LONGEST), remedy.patch);
            store.put([forked]);
            go(hashOfRuns([run.id, forked.id]));
        }),
        change: (run, changes) => attempt(async () => store.put([await api.patchRun(run.id, changes)])),
        remove: (run) => attempt(async () => {
            await api.deleteRun(run.id);
            store.forget(run.id);
            const left = idsOf(place()).filter((id) => id !== run.id);
            go(left.length ? hashOfRuns(left) : "#runs");
        }),
    };
}
