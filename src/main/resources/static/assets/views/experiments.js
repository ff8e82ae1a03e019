/** All experiments, newest first, and those that are ready to be trained. */
import * as api from "../api.js";
import * as experiments from "../experiments.js";
import { element } from "../dom.js";
import { isOver, progressOf } from "../experimentbody.js";
import { hashOf } from "../router.js";
import { span } from "../spec/axes.js";

const AGAIN = 3000;

/** A preset with what it claims, and how many seeds are to say whether it holds. */
function offered(preset, tools) {
    const { claim, seeds: usual } = preset.experiment;
    const cost = () => `${preset.estimate.cells} cells, ${preset.estimate.cells * Number(seeds.value)} runs, about ${span((preset.estimate.cpu_seconds * Number(seeds.value)) / usual.count)} of one processor`;
    const seeds = element("input", { type: "number", id: `seeds-${preset.name}`, min: "1", max: "1000", value: String(usual.count), input: () => (said.textContent = cost()) });
    const said = element("span", { class: "faint" });
    said.textContent = cost();
    return element("li", {}, element("div", {},
        element("strong", {}, preset.title), element("p", { class: "hint" }, preset.description),
        claim ? element("p", {}, element("em", {}, claim.says), claim.source ? element("span", { class: "faint" }, ` ${claim.source}`) : "") : null,
        element("p", { class: "actions" }, element("button", { type: "button", id: `experiment-${preset.name}`, "aria-label": `Train ${preset.title} over seeds`, click: () => tools.attempt(async () => {
            const made = await api.submitPreset(preset.name, Number(seeds.value));
            tools.go(hashOf("experiment", made.id));
        }) }, "Train"), " ", element("label", { class: "faint" }, "over ", seeds, " seeds: "), said)));
}

/** @type {import("../types.js").View["open"]} */
export async function open(_place, tools) {
    const body = element("tbody", {});
    let next = null;

    /** Where the state of each is said, as long as it changes. @type {Map<string, Element>} */
    const active = new Map();

    function row({ id, name, cells, request, status }) {
        const state = element("td", {}, progressOf(status));
        if (!isOver(status)) {
            active.set(id, state);
        }
        return element("tr", {}, element("th", { scope: "row" }, element("a", { href: hashOf("experiment", id) }, name)),
            element("td", {}, `${cells.length} ${cells.length === 1 ? "cell" : "cells"} × ${request.seeds.count} seeds`), state);
    }

    /** Those that are still trained are asked for now and then; one that somebody has deleted has no state any more. */
    async function follow() {
        for (const [id, state] of active) {
            const status = await experiments.get(id, tools.signal).then((experiment) => experiment.status, api.unlessMissing);
            state.textContent = status ? progressOf(status) : "deleted";
            (status && !isOver(status)) || active.delete(id);
        }
    }

    const again = setInterval(() => document.hidden || !active.size || tools.attempt(follow), AGAIN);
    tools.signal.addEventListener("abort", () => clearInterval(again));

    async function more() {
        const answer = await experiments.list({ page_size: 50, page_token: next }, tools.signal);
        next = answer.next_page_token;
        body.append(...answer.items.map(row));
        older.hidden = !next;
        nothing.hidden = body.childElementCount > 0;
        list.hidden = !nothing.hidden;
    }

    const older = element("button", { type: "button", id: "older", hidden: true, click: () => tools.attempt(more) }, "Older experiments");
    const list = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Experiments" },
        element("table", {}, element("thead", {}, element("tr", {}, ["Name", "Size", "State"].map((title) => element("th", { scope: "col" }, title)))), body));
    const nothing = element("p", { class: "nothing", hidden: true }, "There are no experiments yet. Train one of those below, or look at the fourth step of ",
        element("a", { href: hashOf("lesson", "vanishing-gradient", { step: "4" }) }, "the tutorial"), ", which is one.");
    const [, presets] = await Promise.all([more(), api.listPresets()]);
    return {
        title: "Experiments",
        lead: "One seed says what happened once. An experiment trains every combination of some values with every seed.",
        nodes: [element("p", { class: "actions" }, element("a", { class: "button", id: "build-grid", href: hashOf("new", "", { grid: "open" }) }, "Build one of your own")),
            list, nothing, element("p", {}, older),
            element("section", { "aria-labelledby": "claims-title" }, element("h2", { id: "claims-title" }, "Published claims, ready to be checked"),
                element("ul", { class: "presets claims" }, presets.items.filter((preset) => preset.experiment && preset.estimate).map((preset) => offered(preset, tools))))],
    };
}
