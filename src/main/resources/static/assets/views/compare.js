/** Several runs side by side, on shared axes. */
import * as api from "../api.js";
import { actionsOn } from "../actions.js";
import { board } from "../board.js";
import { choiceForm } from "../choice.js";
import * as comparison from "../comparison.js";
import { element, options } from "../dom.js";
import { loadAll } from "../figures.js";
import { throttled } from "../live.js";
import { chosen, idsOf, spanOf } from "../router.js";
import { overlay, runLegend, sharedLayers } from "../overlay.js";
import { nameOf } from "../run.js";
import { titleOf } from "../spec/difference.js";
import { lost } from "./run.js";

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const ids = idsOf(place);
    let words = place.words;
    const missing = [];
    await Promise.all(ids.map((id) => store.load(id, signal).catch((error) => {
        if (error.status !== 404) {
            throw error;
        }
        missing.push(id);
    })));
    const catalog = await api.catalog();
    const actions = actionsOn(tools);
    const choice = choiceForm(catalog.statistics, (changed) => tools.remember(changed));
    const charts = board((span) => tools.remember({ zoom: span && span.join("-") }));
    const laid = element("div", { class: "grid" });
    const legendPlace = element("div", {});
    const layerChoice = element("select", { id: "choice-layer", change: () => tools.remember({ layer: layerChoice.value }) });
    /** @type {any[]} */
    let overlaid = [];
    let drawn = "";

    async function load() {
        const runs = ids.map((id) => store.get(id)).filter((run) => run !== undefined);
        const wanted = comparison.choice(runs, chosen(words));
        const state = JSON.stringify([wanted, words.layer, runs.map((run) => [run.id, run.name, run.status.state, run.status.epoch])]);
        if (state === drawn) {
            return null;
        }
        const layers = sharedLayers(runs, wanted.tensor);
        const layer = layers.includes(words.layer) ? words.layer : layers[0] ?? "";
        const [diagnoses, loaded, over] = await Promise.all([Promise.all(runs.map((run) => api.findings(run.id))),
            loadAll(comparison.figures(runs, wanted)), overlay(runs, wanted, layer)]);
        return { runs, wanted, state, loaded, diagnoses, over, layers, layer };
    }

    function draw({ runs, wanted, state, loaded, diagnoses, over, layers, layer }) {
        choice.show(wanted);
        options(layerChoice, layers, layer);
        overlaid.forEach((panel) => panel.destroy());
        laid.replaceChildren();
        overlaid = over(laid, spanOf(words.zoom), (span) => tools.remember({ zoom: span && span.join("-") }));
        legendPlace.replaceChildren(runLegend(runs));
        charts.draw(loaded.filter(comparison.isEventful), ({ legend }) => {
            const { grid, place: at } = comparison.cells(runs, diagnoses, actions);
            return { nodes: [legend, grid], place: at };
        });
        drawn = state;
    }

    const first = await load();
    const redraw = throttled(() => tools.attempt(async () => {
        const found = await load();
        found && draw(found);
    }), 1000, signal);
    store.subscribe((changed) => ids.some((id) => changed.has(id)) && redraw(), signal);
    return {
        title: titleFor(ids.map((id) => store.get(id)).filter((run) => run !== undefined)),
        lead: leadFor(ids.map((id) => store.get(id)).filter((run) => run !== undefined)),
        nodes: [...lost(missing), choice.node,
            element("section", { "aria-labelledby": "over-title" }, element("h2", { id: "over-title" }, "Laid over each other"),
                element("p", { class: "choice" }, element("label", {}, "Layer ", layerChoice)), legendPlace, laid),
            element("h2", {}, "Next to each other"), charts.host],
        shown() {
            charts.zoom(spanOf(words.zoom));
            first && draw(first);
            redraw(); // with what has happened while it was asked for
        },
        move(moved) {
            words = moved.words;
            charts.zoom(spanOf(words.zoom));
            overlaid.forEach((panel) => panel.zoom(spanOf(words.zoom)));
            return redraw();
        },
        restyle() {
            drawn = "";
            redraw();
        },
        close() {
            overlaid.forEach((panel) => panel.destroy());
            charts.destroy();
        },
    };
}

/** Of two runs, what the second has that the first has not. */
function titleFor(runs) {
    const difference = runs.length === 2 ? titleOf(runs[0].spec, runs[1].spec) : "";
    return difference ? difference[0].toUpperCase() + difference.slice(1) : `${runs.length} runs side by side`;
}

const leadFor = (runs) => (runs.length === 2 ? `${nameOf(runs[0])} on the left, ${nameOf(runs[1])} on the right.` : "");
