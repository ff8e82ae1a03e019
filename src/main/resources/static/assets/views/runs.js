/** All runs, newest first: filtered, sorted, put into groups, and many of them dealt with at once. */
import * as api from "../api.js";
import { element, show } from "../dom.js";
import { listControls, OWN_COLUMNS } from "../listcontrols.js";
import { pageOf, partsOf, ROWS } from "../listpage.js";
import { throttled } from "../live.js";
import { manyRuns } from "../manyruns.js";
import { keyOf, nextSort } from "../order.js";
import { hashOfRuns } from "../router.js";
import { isActive } from "../run.js";
import { MOST, needsAll, runList } from "../runlist.js";
import { runTable } from "../runs.js";
import { sparks } from "../sparks.js";

/** Every so often what is new is asked for. */
const AGAIN = 5000;

/** Choices are filled once nothing else is to be done. */
const IDLE = 150;

/** Runs whose findings are asked for together. */
const JUDGED = 100;

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    let words = place.words;
    /** @type {Set<string>} */
    const picked = new Set();
    const list = runList(store, signal);
    /** What is listed, or how, is another thing: from the first page. */
    const remember = (changed) => tools.remember({ ...changed, page: null });
    const lines = sparks(store, signal, (ids) => table.renew(ids));
    const table = runTable({
        link: (run) => hashOfRuns([run.id]),
        sort: (key) => remember({ sort: nextSort(key, words.sort) }),
        pin: (run) => tools.attempt(async () => store.put([await api.patchRun(run.id, { pinned: !run.pinned })])),
        picked: { has: (id) => picked.has(id), change: pick, all: pickAll },
        seen: lines.want,
        lines: lines.of,
    });
    const controls = listControls(list, remember, () => tools.attempt(async () => {
        await list.start(true);
        await everything();
        draw();
    }), signal);
    const page = (id, text, step) => element("button", { type: "button", id, click: () => tools.remember({ page: String(pageOf(words.page) + step) }) }, text);
    const [before, after] = [page("page-before", "◀ Page before", -1), page("page-after", "Next page ▶", 1)];
    const pages = element("span", { id: "pages", class: "hint" });
    const many = manyRuns(tools, (runs) => tools.go(hashOfRuns(runs.map((run) => run.id).reverse())), () => list.runs());
    const activity = element("span", { id: "activity", class: "hint", role: "status" });
    const nothing = element("p", { id: "no-runs", class: "hint", hidden: true });
    let loading = false;
    let idle = 0;

    function pick(id, isChosen) {
        isChosen ? picked.add(id) : picked.delete(id);
        offer();
    }

    function pickAll(isChosen) {
        list.runs().forEach((run) => (isChosen ? picked.add(run.id) : picked.delete(run.id)));
        table.tick();
        offer();
    }

    const offer = () => many.offer([...picked].map((id) => store.get(id)).filter((run) => run !== undefined));

    function draw() {
        const runs = list.runs();
        const field = words.group || (words.sort ?? "").replace(/^-/, "");
        const value = keyOf(field);
        const at = pageOf(words.page, runs.length);
        table.draw(partsOf(runs, keyOf(words.group), at), words.sort, value && (words.group || !OWN_COLUMNS.has(field)) ? { path: field, value } : null);
        offer();
        say(runs);
        before.disabled = at === 1;
        after.disabled = runs.length <= at * ROWS && !list.hasMore;
        pages.textContent = runs.length ? `${(at - 1) * ROWS + 1} to ${Math.min(at * ROWS, runs.length)} of ${runs.length}${list.hasMore ? " and more" : ""}` : "";
        clearTimeout(idle);
        idle = window.setTimeout(() => signal.aborted || controls.offer(), IDLE);
        show(nothing, !runs.length && !loading);
        nothing.replaceChildren(...(["state", "name", "label", "finding"].some((word) => words[word]) ? ["No run is like that."]
            : ["There are no runs yet. ", element("a", { href: "#new" }, "Describe one"), " or ", element("a", { href: "#" }, "train a preset"), "."]));
    }

    function say(runs) {
        const active = runs.filter(isActive).length;
        const unjudged = needsFindings() ? unknown().length : 0;
        const said = [`${runs.length}${list.hasMore ? " and more" : ""} ${runs.length === 1 ? "run" : "runs"}`, active ? `${active} queued or running` : "",
            unjudged ? `${unjudged} not judged yet` : "", loading ? "asking for more …" : ""].filter(Boolean).join(", ");
        if (activity.textContent !== said) {
            activity.textContent = said;
        }
    }

    /** Runs of which it is not known what rules find. */
    const unknown = () => list.known().filter((run) => !run.findings && !isActive(run));

    const needsFindings = () => [words.finding && "findings", words.group, words.sort?.replace(/^-/, "")].includes("findings");

    /** Where it must be, all runs are asked for, and what is found in them, as far as there are not too many. */
    async function everything() {
        while (!signal.aborted && list.has(words) && list.hasMore && list.count < MOST && (needsAll(words) || list.count < pageOf(words.page) * ROWS)) {
            await list.more();
            draw();
        }
        while (!signal.aborted && list.has(words) && needsFindings() && unknown().length) {
            const some = unknown().slice(0, JUDGED);
            const found = await api.rulesOf(some, signal);
            store.put(some.map((run) => /** @type {any} */ ({ id: run.id, findings: found.get(run.id) ?? [] })));
            draw();
        }
    }

    /** Asks for what the address shows, once at a time. */
    async function load() {
        if (loading) {
            return;
        }
        loading = true;
        try {
            for (let mine = ""; !signal.aborted && mine !== JSON.stringify(words);) {
                mine = JSON.stringify(words);
                if (!list.has(words)) {
                    await list.start();
                }
                draw();
                await everything();
            }
        } finally {
            loading = false;
        }
        signal.aborted || draw();
    }

    const redraw = throttled(async () => draw(), 200, signal);

    /** What is said of a run may move it, or change its row only. @param {Set<string>} changed */
    function take(changed) {
        const runs = [...changed].map((id) => store.get(id));
        if (needsAll(words) || words.state || runs.includes(undefined)) {
            redraw();
            return;
        }
        runs.forEach((run) => run && table.put(run));
        table.renew(changed);
        offer();
        say(list.runs());
    }

    list.has(words);
    await list.start();
    store.subscribe(take, signal);
    const again = setInterval(() => document.hidden || loading || list.refresh().then(redraw).catch(() => {}), AGAIN);
    return {
        title: "Runs",
        lead: "",
        nodes: [element("div", { class: "bar choice" }, many.nodes, activity), element("div", { class: "choice" }, controls.nodes, many.downloads),
            table.node, element("p", { class: "pages" }, before, " ", after, " ", pages), nothing],
        shown() {
            controls.show(words);
            draw();
            tools.attempt(load);
        },
        move(moved) {
            words = moved.words;
            controls.show(words);
            list.has(words) && draw();
            return load();
        },
        close() {
            clearInterval(again);
            table.destroy();
        },
    };
}
