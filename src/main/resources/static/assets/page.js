/**
 * Backflow's page. It knows nothing that a client of the API could not know. Read `router.js` and `store.js`, then the
 * views; `figures.js` and `panel.js` draw the charts. A view is a module that loads, draws and is taken away.
 */
import * as api from "./api.js";
import { byId, show } from "./dom.js";
import { onThemeChange } from "./palette.js";
import { hashOf, isSameScreen, parse } from "./router.js";
import { RunStore } from "./store.js";

/** @typedef {import("./types.js").Screen} Screen @typedef {import("./types.js").Place} Place */

const WHILE_DOWN = 5000;

/** @type {Record<string, () => Promise<import("./types.js").View>>} */
const VIEWS = {
    start: () => import("./views/start.js"),
    runs: () => import("./views/runs.js"),
    run: () => import("./views/run.js"),
    compare: () => import("./views/compare.js"),
    new: () => import("./views/new.js"),
    experiments: () => import("./views/experiments.js"),
    experiment: () => import("./views/experiment.js"),
    lesson: () => import("./views/lesson.js"),
};

const store = new RunStore();
/** @typedef {{place: Place, life: AbortController, screen?: Screen}} Visit a view from when it is asked for until another is shown */
/** @type {Visit | null} */
let current = null;
/** @type {Visit | null} */
let coming = null;
let timer = 0;

const passes = (error) => error instanceof api.ServiceError && error.isPassing;

function report(error, source, again = "") {
    const cause = error instanceof api.ServiceError ? "" : "This page has an error: ";
    byId("trouble").textContent = cause + error.message + again;
    byId("trouble").dataset.source = source;
    show(byId("trouble"), true);
    byId("main").removeAttribute("aria-busy");
    if (error.status === 401) {
        show(byId("sign-in"), true);
        byId("token").focus();
    }
}

/**
 * Shows what went wrong until the same source succeeds; an error of the page itself goes to the console too.
 *
 * @param {() => Promise<unknown>} action
 * @param {string} source "user" for an action, "page" for an update
 * @returns {Promise<any>} null, or the error
 */
async function attempt(action, source = "user") {
    try {
        await action();
        show(byId("trouble"), !byId("trouble").hidden && byId("trouble").dataset.source !== source);
        return null;
    } catch (error) {
        if (error.name === "AbortError") {
            return null; // the user has gone on
        }
        report(error, source);
        if (!(error instanceof api.ServiceError)) {
            throw error;
        }
        return error;
    }
}

/** Whether the address names what the view shows: whoever has gone on still sees the view before for a moment. @param {Visit} visit */
const isThere = (visit) => isSameScreen(visit.place, parse(location.hash));

/** What the view shows, or has shown last. @param {Visit} visit */
const placeOf = (visit) => (isThere(visit) ? parse(location.hash) : visit.place);

/** @param {Visit} visit @returns {import("./types.js").Tools} */
const toolsOf = (visit) => ({
    signal: visit.life.signal,
    store,
    attempt: (action) => attempt(action, "page"),
    go,
    place: () => placeOf(visit),
    remember(words) {
        const { view, subject, words: before } = placeOf(visit);
        const hash = hashOf(view, subject, { ...before, ...words });
        isThere(visit) && history.replaceState(null, "", hash);
        move(parse(hash));
    },
});

function go(hash) {
    if (location.hash === hash || location.hash + hash === "#") {
        arrive(true);
    } else {
        location.hash = hash; // and so arrives
    }
}

/** The same screen shows another state of itself. */
function move(place) {
    if (current && isSameScreen(current.place, place)) {
        current.place = place;
        const { screen } = current;
        attempt(async () => screen?.move?.(place), "page");
    }
}

/** Shows what the address says, if the service answers; if not, it is asked again. The view before stays until the new one can be drawn. @param {boolean} anew even if it is there */
async function arrive(anew = false) {
    const place = parse(location.hash);
    const shown = coming?.place ?? current?.place;
    if (!anew && isSameScreen(shown, place)) {
        move(place);
        return;
    }
    clearTimeout(timer);
    coming?.life.abort();
    /** @type {Visit} */
    const mine = { place, life: new AbortController() };
    coming = mine;
    window.scrollTo(0, 0);
    byId("main").setAttribute("aria-busy", "true");
    const trouble = await attempt(async () => {
        const view = await VIEWS[place.view]();
        const screen = await view.open(place, toolsOf(mine));
        if (coming === mine) {
            put(mine, screen);
        } else {
            screen.close?.();
        }
    }, "page").catch((error) => error);
    if (coming === mine) {
        coming = null;
        if (trouble) {
            mine.life.abort();
        }
        if (passes(trouble)) {
            report(trouble, "page", " This page asks again every five seconds.");
            timer = window.setTimeout(() => arrive(true), WHILE_DOWN);
        }
    }
}

/** @param {Visit} arrived @param {Screen} screen */
function put(arrived, screen) {
    const { view } = arrived.place;
    const built = document.createElement("div");
    built.append(...screen.nodes);
    byId("view").after(built); // in the page, because charts are as wide as their place
    try {
        screen.shown?.();
    } catch (error) {
        screen.close?.();
        built.remove();
        throw error;
    }
    current?.life.abort();
    current?.screen?.close?.();
    byId("view").remove();
    built.id = "view";
    current = Object.assign(arrived, { screen });
    coming = null;
    byId("title").textContent = screen.title;
    byId("lead").textContent = screen.lead ?? "";
    show(byId("lead"), Boolean(screen.lead));
    document.title = `${screen.title} – Backflow`;
    document.querySelectorAll("nav a[href^='#']").forEach((link) => {
        const here = parse(link.getAttribute("href") ?? "").view === view;
        here ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    });
    show(byId("sign-in"), false);
    show(byId("sign-out"), Boolean(api.token()));
    byId("main").removeAttribute("aria-busy");
    byId("main").dataset.view = view;
    byId("title").focus({ preventScroll: true });
    if (isThere(arrived) && JSON.stringify(parse(location.hash)) !== JSON.stringify(arrived.place)) {
        move(parse(location.hash)); // the view before was used until this one came
    }
}

/** Where the service asks who calls: with the token from the form, or from now on without one. */
async function signIn(event) {
    event.preventDefault();
    api.useToken(byId("token").value.trim());
    byId("token").value = "";
    await arrive(true);
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

/** Moves to a part of the view without touching the address; a link to what is shown shows it anew. */
function jump(event) {
    const link = event.target.closest?.("a[href^='#']");
    const part = link?.dataset.scroll && byId(link.dataset.scroll);
    if (part) {
        event.preventDefault();
        part.scrollIntoView();
        part.focus({ preventScroll: true });
    } else if (link && (link.hash === location.hash || link.hash + location.hash === "#")) {
        event.preventDefault();
        arrive(true);
    }
}

/** Whoever comes back to the page sees what has happened since. */
function comeBack() {
    if (!document.hidden && current && !coming) {
        store.refresh().catch(() => {});
    }
}

byId("sign-in").addEventListener("submit", signIn);
byId("sign-out").addEventListener("click", signOut);
document.addEventListener("click", follow);
document.addEventListener("click", jump);
document.addEventListener("visibilitychange", comeBack);
window.addEventListener("focus", comeBack);
window.addEventListener("hashchange", () => arrive());
window.addEventListener("online", () => arrive(true));
window.addEventListener("offline", () => report(new api.ServiceError(0, { detail: "This computer is offline." }), "page"));
onThemeChange(() => current?.screen?.restyle?.());
arrive(true);
