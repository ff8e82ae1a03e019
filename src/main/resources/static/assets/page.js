/**
 * Backflow's page. It knows nothing that a client of the API could not know. Read `api.js`, `figures.js` and `panel.js`,
 * then `tutorial.js` and `comparison.js`, which say what is drawn.
 */
import * as address from "./address.js";
import * as api from "./api.js";
import { byId, show } from "./dom.js";
import * as form from "./form.js";
import { onThemeChange } from "./palette.js";
import * as presets from "./presets.js";
import * as runs from "./runs.js";
import * as view from "./view.js";

const WHILE_RUNNING = 1000;
const WHILE_DOWN = 5000;

let timer = 0;
let filled = false;

function report(error) {
    const down = !error.status;
    byId("trouble").textContent = error.message + (down ? " Is it running? This page asks again every five seconds." : "");
    show(byId("trouble"), true);
}

/** Reports what the service refuses; what is wrong in the page itself goes to the console. */
async function attempt(action) {
    try {
        await action();
        show(byId("trouble"), false);
        return true;
    } catch (error) {
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        report(error);
        return false;
    }
}

async function fill() {
    const [catalog, offered] = await Promise.all([api.catalog(), api.listPresets()]);
    view.offerChoice(catalog);
    form.draw(catalog, (run) => open([run.id]));
    presets.draw(offered.items, (preset, submit) => attempt(async () => {
        const { items } = await submit();
        await (preset.name === "vanishing-gradient" ? open(null) : open(items.map((run) => run.id)));
    }));
    filled = true;
}

/** Shows these runs, or the tutorial. */
async function open(ids) {
    const hash = ids ? address.hashFor(ids) : "#";
    if (location.hash === hash || (hash === "#" && !location.hash)) {
        await tick();
    } else {
        location.hash = hash;
    }
    byId("main").scrollIntoView();
}

/** Brings everything up to date; comes again while something is queued or running, or the service is down. */
async function tick(force = false) {
    clearTimeout(timer);
    let active = [];
    const answered = await attempt(async () => {
        if (!filled) {
            await fill();
        }
        active = await runs.refresh();
        await view.refresh(actions, force);
    });
    clearTimeout(timer);
    if (!answered || active.length) {
        timer = setTimeout(tick, answered ? WHILE_RUNNING : WHILE_DOWN);
    }
}

const actions = {
    cancel: (run) => attempt(async () => {
        await api.cancelRun(run.id);
        await tick();
    }),
    fork: (run, remedy) => attempt(async () => {
        const forked = await api.forkRun(run.id, `${run.name || "run"}: ${remedy.title}`.slice(0, 200), remedy.patch);
        await open([run.id, forked.id]);
    }),
    remove: (run) => attempt(async () => {
        await api.deleteRun(run.id);
        runs.forget(run.id);
        const left = (address.read().runs ?? []).filter((id) => id !== run.id);
        await open(left.length ? left : null);
    }),
};

/** Moves to a part of the page without touching the hash, which says what is shown. */
function jump(event) {
    const target = event.target.closest?.("[data-scroll]");
    if (target) {
        event.preventDefault();
        byId(target.dataset.scroll).scrollIntoView();
        byId(target.dataset.scroll).focus({ preventScroll: true });
    }
}

document.addEventListener("click", jump);
document.addEventListener("visibilitychange", () => document.hidden || tick());
window.addEventListener("hashchange", () => tick());
onThemeChange(() => tick(true));
runs.listen(attempt);
tick();
