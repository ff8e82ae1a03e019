/** A lesson, step by step: a text, and one figure that is large enough for a projector. */
import * as api from "../api.js";
import * as experiments from "../experiments.js";
import { board } from "../board.js";
import { element } from "../dom.js";
import { experimentBody } from "../experimentbody.js";
import { loadAll, metrics, series, signal as signalPanel } from "../figures.js";
import { LESSONS, stepOf } from "../lessons.js";
import { throttled } from "../live.js";
import { heightIn } from "../replay/geometry.js";
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
    const { items } = await experiments.list({ page_size: 200 }, tools.signal);
    const found = items.find(({ request, status }) => request.name === step.experiment.name && request.labels.lesson === lesson
        && request.labels.step === labels.step && status.state !== "cancelled");
    return (found ?? (await experiments.submit({ ...step.experiment, labels }))).id;
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
    let isOn = place.words.projector === "1";
    const projector = element("button", { type: "button", id: "projector", click: () => tools.remember({ projector: isOn ? null : "1" }) }, "Projector");
    tools.signal.addEventListener("abort", () => life.abort());

    const link = (number) => hashOf("lesson", place.subject, { step: String(number), projector: isOn ? "1" : null });

    /** One figure as large as the screen, without what belongs to the page. */
    function project() {
        document.documentElement.classList.toggle("on-projector", isOn);
        projector.setAttribute("aria-pressed", String(isOn));
        projector.textContent = isOn ? "Leave the projector" : "Projector";
    }

    /** As the keys of what one holds in the hand while presenting; not where a chart reads epochs by them. */
    function keyed(event) {
        const wanted = { PageDown: at + 1, PageUp: at - 1 }[event.key];
        if (!isOn || event.target.closest?.(".panel, input, select")) {
            return;
        }
        if (event.key === "Escape") {
            tools.remember({ projector: null });
        } else if (wanted && stepOf(lesson, String(wanted)) === wanted) {
            event.preventDefault();
            tools.go(link(wanted));
        }
    }

    document.addEventListener("keydown", keyed, { signal: tools.signal });

    function frame(step) {
        text.replaceChildren(element("h2", { id: "step-title", tabindex: "-1" }, `${at}. ${step.title}`), ...step.text.map((part) => element("p", {}, part)));
        steps.replaceChildren(...lesson.steps.map((other, k) => element("li", {}, element("a", { href: link(k + 1), "aria-current": k + 1 === at ? "step" : null }, other.title))));
        back.hidden = at === 1;
        on.hidden = at === lesson.steps.length;
        back.setAttribute("href", link(at - 1));
        on.setAttribute("href", link(at + 1));
        figure.dataset.hide = step.hide ?? "";
        figure.dataset.large = step.large ?? "";
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
            const ids = await (step.show === "experiment" ? experimentOf(place.subject, number, step, mine) : runsOf(place.subject, step, catalog, mine));
            if (mine.signal.aborted) {
                return; // another step has been turned to
            }
            shown = step.show === "experiment" ? showExperiment(ids, mine) : step.show === "replay" ? showReplay(ids[0], mine) : showCharts(ids, PANELS[step.show], mine);
        });
        if (!mine.signal.aborted) {
            byStep().focus({ preventScroll: true });
        }
    }

    const byStep = () => /** @type {HTMLElement} */ (text.querySelector("#step-title"));

    function showExperiment(id, mine) {
        const body = experimentBody(id, mine, { isWhole: false });
        figure.append(...body.nodes, element("p", {}, element("a", { href: hashOf("experiment", id) }, "The experiment with its bands")));
        said.textContent = "";
        body.open();
        return { place: body.move, close: body.destroy, restyle: body.restyle };
    }

    const remark = (runs) => runs.map((run) => `${nameOf(run)}: ${results(run) || stateOf(run)}`).join("; ");

    function showReplay(id, mine) {
        const run = mine.store.get(id);
        const replay = replaySection(mine, run, () => {});
        figure.append(replay.node, element("p", {}, element("a", { href: hashOfRuns([id]) }, "The whole run, with its findings")));
        replay.move(tools.place().words);
        const redraw = throttled(() => tools.attempt(async () => {
            const now = mine.store.get(id);
            if (now && !mine.signal.aborted) {
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
            const state = JSON.stringify([isOn, runs.map((run) => [run.id, run.status.state, run.status.epoch])]);
            if (state === drawn || mine.signal.aborted) {
                return;
            }
            const loaded = await loadAll(runs.map((run) => ({ title: nameOf(run), caption: nameOf(run), note: results(run), run, panels: panels.filter((panel) => !isOn || panel.key !== "metrics").map((panel) => ({ ...panel, height: panel.key === "metrics" ? undefined : heightIn(figure, 260) })) })));
            if (!mine.signal.aborted) {
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
            place() {
                charts.zoom(spanOf(tools.place().words.zoom));
                redraw(); // on a projector it is larger
            },
            close: charts.destroy,
            restyle() {
                drawn = "";
                redraw();
            },
        };
    }

    return {
        title: lesson.title,
        nodes: [element("div", { class: "lesson" }, element("div", {}, text, element("p", { class: "actions" }, back, " ", on, " ", projector), steps), figure)],
        shown() {
            project();
            return turn(stepOf(lesson, place.words.step));
        },
        move(moved) {
            isOn = moved.words.projector === "1";
            project();
            const wanted = stepOf(lesson, moved.words.step);
            wanted === at ? shown.place() : turn(wanted);
        },
        restyle: () => shown.restyle(),
        close() {
            life.abort();
            shown.close();
            document.documentElement.classList.remove("on-projector");
        },
    };
}
