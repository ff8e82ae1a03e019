/** A lesson, step by step: a text, and one figure that is large enough for a projector. */
import * as api from "../api.js";
import { board } from "../board.js";
import { element } from "../dom.js";
import { experimentBody } from "../experimentbody.js";
import { loadAll, metrics, series, signal as signalPanel } from "../figures.js";
import { LESSONS, stepOf } from "../lessons.js";
import { throttled } from "../live.js";
import { replaySection } from "../replay/replay.js";
import { hashOf, hashOfRuns, spanOf } from "../router.js";
import { nameOf, results, stateOf } from "../run.js";
import { shortened } from "../spec/schema.js";

const PANELS = {
    gradients: [series("kernel_gradient", "std", "log"), metrics],
    signals: [signalPanel("backward_gain", "log"), metrics],
};

const canonical = (value) => JSON.stringify(value, (_key, part) => (part && typeof part === "object" && !Array.isArray(part)
    ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));

/** The runs of a step: those that were trained from the same specs already, and the others, which are submitted. */
async function runsOf(lesson, step, catalog, tools) {
    const { items } = await api.listRuns({ label: `lesson:${lesson}`, page_size: 200 }, tools.signal);
    const known = new Map(items.filter((run) => !["failed", "cancelled"].includes(run.status.state)).map((run) => [canonical(shortened(catalog, "spec", run.spec)), run]));
    const runs = [];
    for (const { name, spec } of step.runs) {
        const found = known.get(canonical(shortened(catalog, "spec", spec)));
        runs.push(found ?? (await api.submitRun({ name, labels: { lesson }, spec })));
    }
    tools.store.put(runs);
    return runs.map((run) => run.id);
}

async function experimentOf(lesson, at, step, tools) {
    const labels = { lesson, step: String(at) };
    const { items } = await api.listExperiments({ page_size: 200 }, tools.signal);
    const found = items.find(({ request, status }) => request.name === step.experiment.name && request.labels.lesson === lesson
        && request.labels.step === labels.step && status.state !== "cancelled");
    return (found ?? (await api.submitExperiment({ ...step.experiment, labels }))).id;
}

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const lesson = LESSONS[place.subject];
    if (!lesson) {
        return { title: "No such lesson", nodes: [element("p", {}, element("a", { href: "#" }, "To the start"))] };
    }
    const catalog = await api.catalog();
    const text = element("div", { class: "say", id: "step-text" });
    const steps = element("ol", { class: "steps", "aria-label": "Steps" });
    const figure = element("div", { id: "step-figure", class: "projector" });
    const said = element("p", { class: "hint", role: "status" });
    const back = element("a", { class: "button", id: "step-back" }, "Back");
    const on = element("a", { class: "button", id: "step-on" }, "Next");
    /** @type {{place: () => void, close: () => void, restyle: () => void}} */
    let shown = { place() {}, close() {}, restyle() {} };
    let life = new AbortController();
    let at = 0;
    tools.signal.addEventListener("abort", () => life.abort());

    function frame(step) {
        const link = (number) => hashOf("lesson", place.subject, { step: String(number) });
        text.replaceChildren(element("h2", { id: "step-title", tabindex: "-1" }, `${at}. ${step.title}`), ...step.text.map((part) => element("p", {}, part)));
        steps.replaceChildren(...lesson.steps.map((other, k) => element("li", {}, element("a", { href: link(k + 1), "aria-current": k + 1 === at ? "step" : null }, other.title))));
        back.hidden = at === 1;
        on.hidden = at === lesson.steps.length;
        back.setAttribute("href", link(at - 1));
        on.setAttribute("href", link(at + 1));
        figure.replaceChildren(said);
    }

    async function turn(number) {
        life.abort();
        life = new AbortController();
        const mine = { ...tools, signal: life.signal };
        shown.close();
        at = number;
        const step = lesson.steps[at - 1];
        frame(step);
        said.textContent = "Asking for what was trained; what is missing is trained now …";
        await tools.attempt(async () => {
            if (step.show === "experiment") {
                shown = showExperiment(await experimentOf(place.subject, at, step, mine), mine);
            } else {
                const ids = await runsOf(place.subject, step, catalog, mine);
                shown = step.show === "replay" ? showReplay(ids[0], mine) : showCharts(ids, PANELS[step.show], mine);
            }
        });
        if (!life.signal.aborted) {
            byStep().focus({ preventScroll: true });
        }
    }

    const byStep = () => /** @type {HTMLElement} */ (text.querySelector("#step-title"));

    function showExperiment(id, mine) {
        const body = experimentBody(id, mine, () => {}, false);
        figure.append(...body.nodes, element("p", {}, element("a", { href: hashOf("experiment", id) }, "The experiment with its bands")));
        said.textContent = "";
        body.refresh();
        return { place() {}, close: body.destroy, restyle: body.restyle };
    }

    const remark = (runs) => runs.map((run) => `${nameOf(run)}: ${results(run) || stateOf(run)}`).join("; ");

    function showReplay(id, mine) {
        const run = mine.store.get(id);
        const replay = replaySection(mine, run, () => {});
        figure.append(replay.node, element("p", {}, element("a", { href: hashOfRuns([id]) }, "The whole run, with its findings")));
        replay.move(tools.place().words);
        const redraw = throttled(() => tools.attempt(async () => {
            const now = mine.store.get(id);
            if (now && !life.signal.aborted) {
                said.textContent = remark([now]);
                await replay.grow(now, []);
            }
        }), 1000, mine.signal);
        mine.store.subscribe((changed) => changed.has(id) && redraw(), mine.signal);
        redraw();
        return { place: () => replay.move(tools.place().words), close: replay.destroy, restyle: replay.draw };
    }

    function showCharts(ids, panels, mine) {
        const charts = board((span) => tools.remember({ zoom: span && span.join("-") }));
        let drawn = "";
        charts.zoom(spanOf(tools.place().words.zoom));
        figure.append(charts.host, element("p", {}, element("a", { href: hashOfRuns(ids) }, "These runs next to each other")));
        const redraw = throttled(() => tools.attempt(async () => {
            const runs = ids.map((id) => mine.store.get(id)).filter((run) => run !== undefined);
            const state = JSON.stringify(runs.map((run) => [run.id, run.status.state, run.status.epoch]));
            if (state === drawn || life.signal.aborted) {
                return;
            }
            const loaded = await loadAll(runs.map((run) => ({ title: nameOf(run), caption: nameOf(run), note: results(run), run, panels: panels.map((panel) => ({ ...panel, height: panel.key === "metrics" ? undefined : 260 })) })));
            if (!life.signal.aborted) {
                said.textContent = "";
                charts.draw(loaded, ({ legend }) => {
                    const grid = element("div", { class: "grid" });
                    return { nodes: [legend, grid], place: () => grid };
                });
                drawn = state;
            }
        }), 1000, mine.signal);
        mine.store.subscribe((changed) => ids.some((id) => changed.has(id)) && redraw(), mine.signal);
        redraw();
        return {
            place: () => charts.zoom(spanOf(tools.place().words.zoom)),
            close: charts.destroy,
            restyle() {
                drawn = "";
                redraw();
            },
        };
    }

    return {
        title: lesson.title,
        nodes: [element("div", { class: "lesson" }, element("div", {}, text, element("p", { class: "actions" }, back, " ", on), steps), figure)],
        shown: () => turn(stepOf(lesson, place.words.step)),
        move(moved) {
            const wanted = stepOf(lesson, moved.words.step);
            wanted === at ? shown.place() : turn(wanted);
        },
        restyle: () => shown.restyle(),
        close() {
            life.abort();
            shown.close();
        },
    };
}
