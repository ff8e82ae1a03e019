/** The first view: the tutorial's figures, the newest runs, and what is ready to be trained. */
import * as api from "../api.js";
import { board } from "../board.js";
import { element } from "../dom.js";
import { loadAll } from "../figures.js";
import { LESSONS } from "../lessons.js";
import { throttled } from "../live.js";
import { presetList } from "../presets.js";
import { hashOf, hashOfRuns, spanOf } from "../router.js";
import { isActive } from "../run.js";
import { runTable } from "../runs.js";
import * as tutorial from "../tutorial.js";

const NEWEST = 8;

function nothingTrained() {
    return element("p", { class: "nothing" }, "The tutorial’s networks have not been trained here yet. ",
        element("a", { href: "#", "data-scroll": "presets" }, "Train the preset vanishing-gradient."));
}

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const charts = board((span) => tools.remember({ zoom: span && span.join("-") }));
    const newest = runTable({ link: (run) => hashOfRuns([run.id]) });
    let drawn = "";

    async function load() {
        const runs = await tutorial.runs(signal);
        store.put(runs.map(({ caption: _caption, ...run }) => run));
        const state = JSON.stringify(runs.map((run) => [run.id, run.status.state, run.status.epoch]));
        if (state === drawn) {
            return null;
        }
        const [diagnoses, loaded] = await Promise.all([
            Promise.all(runs.map(async ({ id }) => /** @type {[string, any]} */ ([id, await api.findings(id)]))),
            loadAll(tutorial.figures(runs)),
        ]);
        return { runs, state, loaded: tutorial.noted(loaded, new Map(diagnoses)) };
    }

    function draw(found) {
        charts.draw(found.loaded, ({ legend }) => {
            const rows = tutorial.layout(found.loaded);
            return {
                nodes: found.runs.length ? [legend, ...rows.map((row) => row.node)] : [nothingTrained()],
                place: (figure) => /** @type {any} */ (rows.find((row) => row.id === figure.row)).grid,
            };
        });
        drawn = found.state;
    }

    const [first, offered] = await Promise.all([load(), api.listPresets(), store.refresh(signal)]);
    const redraw = throttled(() => tools.attempt(async () => {
        newest.draw([{ head: null, runs: store.all().slice(0, NEWEST) }]);
        const found = await load();
        found && draw(found);
    }), 1000, signal);
    store.subscribe(redraw, signal);
    const again = setInterval(() => store.all().some(isActive) || !drawn || drawn === "[]" ? redraw() : null, 1000);

    return {
        title: tutorial.TITLE,
        lead: tutorial.LEAD,
        nodes: [
            element("p", { class: "lessons" }, Object.entries(LESSONS).map(([name, lesson]) =>
                element("a", { class: "button", id: `lesson-${name}`, href: hashOf("lesson", name, { step: "1" }) }, lesson.title)),
                " ", element("a", { class: "button", href: hashOf("new") }, "Train on a CSV file of your own"), " ", element("a", { class: "button", href: hashOf("experiments") }, "What holds over many seeds")),
            charts.host,
            element("div", { class: "below" },
                element("section", { "aria-labelledby": "newest-title" },
                    element("h2", { id: "newest-title" }, "Newest runs"), newest.node,
                    element("p", {}, element("a", { href: "#runs" }, "All runs"))),
                element("section", { id: "presets", "aria-labelledby": "presets-title", tabindex: "-1" },
                    element("h2", { id: "presets-title" }, "Ready to train"),
                    presetList(offered.items.filter((preset) => preset.runs?.length), (preset, submit) => tools.attempt(async () => {
                        const { items } = await submit();
                        store.put(items);
                        preset.name === tutorial.PRESET ? redraw() : tools.go(hashOfRuns(items.map((run) => run.id)));
                    })),
                    element("p", {}, element("a", { href: hashOf("new") }, "Describe a run of your own"))))],
        shown() {
            charts.zoom(spanOf(place.words.zoom));
            newest.draw([{ head: null, runs: store.all().slice(0, NEWEST) }]);
            first && draw(first);
            redraw(); // with what has happened while it was asked for
        },
        move: (moved) => charts.zoom(spanOf(moved.words.zoom)),
        restyle() {
            drawn = "";
            redraw();
        },
        close() {
            clearInterval(again);
            charts.destroy();
        },
    };
}
