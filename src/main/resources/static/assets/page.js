/**
 * Backflow's page. It knows nothing that a client of the API could not know. Read `api.js`, `run.js`,
 * `figures.js` and `panel.js`, then `tutorial.js` and `comparison.js`, which say what is drawn.
 */
import * as address from "./address.js";
import * as api from "./api.js";
import { byId, show } from "./dom.js";
import * as form from "./form.js";
import { onThemeChange } from "./palette.js";
import * as presets from "./presets.js";
import { nameOf } from "./run.js";
import * as runs from "./runs.js";
import * as view from "./view.js";

const WHILE_RUNNING = 1000;
const WHILE_DOWN = 5000;

let timer = 0;
let filled = false;
let seen = String(address.read().runs);

const isDown = (error) => !error.status || error.status >= 500;

function report(error, source) {
    const again = source === "page" && isDown(error) ? " This page asks again every five seconds." : "";
    const cause = error instanceof api.ServiceError ? "" : "This page has an error: ";
    byId("trouble").textContent = cause + error.message + again;
    byId("trouble").dataset.source = source;
    show(byId("trouble"), true);
    byId("main").removeAttribute("aria-busy");
    if (error.status === 401) {
        show(byId("sign-in"), true);
    }
}

/**
 * Shows what went wrong until the same source succeeds; an error of the page itself goes to the console too.
 *
 * @param source "user" for an action, "page" for an update
 * @return null, or the error
 */
async function attempt(action, source = "user") {
    try {
        await action();
        show(byId("trouble"), !byId("trouble").hidden && byId("trouble").dataset.source !== source);
        return null;
    } catch (error) {
        report(error, source);
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        return error;
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
    const hash = ids ? address.hashFor(ids) : "";
    if (location.hash === hash) {
        await arrive();
    } else {
        location.hash = hash; // and so arrives
    }
}

/** Scrolls to the view at once, and moves the focus to its title as soon as it shows what the address says. */
async function arrive() {
    byId("main").scrollIntoView();
    byId("main").setAttribute("aria-busy", "true");
    seen = String(address.read().runs);
    await tick();
}

/** Brings everything up to date; comes again while something is queued or running, or the service is down. */
async function tick(force = false) {
    clearTimeout(timer);
    let active = [];
    const trouble = await attempt(async () => {
        if (!filled) {
            await fill();
        }
        show(byId("sign-in"), false);
        show(byId("sign-out"), Boolean(api.token()));
        active = await runs.refresh();
        if (await view.refresh(actions, force) && byId("main").hasAttribute("aria-busy")) {
            byId("main").removeAttribute("aria-busy");
            byId("title").focus({ preventScroll: true });
        }
    }, "page");
    clearTimeout(timer);
    if (trouble ? isDown(trouble) : active.length) {
        timer = setTimeout(tick, trouble ? WHILE_DOWN : WHILE_RUNNING);
    }
}

const actions = {
    attempt,
    cancel: (run) => attempt(async () => {
        await api.cancelRun(run.id);
        await tick();
    }),
    fork: (run, remedy) => attempt(async () => {
        const forked = await api.forkRun(run.id, `${nameOf(run)}: ${remedy.title}`.slice(0, 200), remedy.patch);
        await open([run.id, forked.id]);
    }),
    remove: (run) => attempt(async () => {
        await api.deleteRun(run.id);
        runs.forget(run.id);
        const left = (address.read().runs ?? []).filter((id) => id !== run.id);
        await open(left.length ? left : null);
    }),
};

/** Where the service asks who calls: with the token from the form, or from now on without one. */
async function signIn(event) {
    event.preventDefault();
    api.useToken(byId("token").value.trim());
    byId("token").value = "";
    await tick(true);
}

function signOut() {
    api.useToken(null);
    location.reload();
}

/** A link to what the service answers, where it answers only with a token. */
async function follow(event) {
    const link = event.target.closest?.("a[href^='api/']");
    if (link && api.token()) {
        event.preventDefault();
        await attempt(async () => window.open(await api.reachable(link.getAttribute("href"))));
    }
}

/** Moves to a part of the page without touching the hash, which says what is shown; a link to what is shown scrolls there. */
function jump(event) {
    const link = event.target.closest?.("a[href^='#']");
    if (link?.dataset.scroll) {
        event.preventDefault();
        byId(link.dataset.scroll).scrollIntoView();
        byId(link.dataset.scroll).focus({ preventScroll: true });
    } else if (link?.hash === location.hash) {
        event.preventDefault();
        arrive();
    }
}

byId("sign-in").addEventListener("submit", signIn);
byId("sign-out").addEventListener("click", signOut);
document.addEventListener("click", follow);
document.addEventListener("click", jump);
document.addEventListener("visibilitychange", () => document.hidden || tick());
window.addEventListener("focus", () => tick());
window.addEventListener("hashchange", () => (seen === String(address.read().runs) ? tick() : arrive()));
onThemeChange(() => tick(true));
runs.listen(attempt, open);
tick();
