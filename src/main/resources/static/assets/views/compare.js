/** Several runs: laid over each other or side by side, what the rules say of each, and their heat maps on one scale. */
import * as api from "../api.js";
import { actionsOn } from "../actions.js";
import { changedInWords, differences, findingsTable } from "../beforeafter.js";
import { board } from "../board.js";
import { choiceForm } from "../choice.js";
import * as comparison from "../comparison.js";
import { element, keepingFocus } from "../dom.js";
import { loadAll } from "../figures.js";
import { heatFigures, loadHeat } from "../heatmaps.js";
import { throttled } from "../live.js";
import { layerChoices, overlay, runLegend } from "../overlay.js";
import { chosen, idsOf, spanOf } from "../router.js";
import { isActive, nameOf } from "../run.js";
import { titleOf } from "../spec/difference.js";
import { shortened } from "../spec/schema.js";
import { lost } from "./run.js";

const LAYOUTS = { over: "laid over each other", side: "side by side" };

/** How the charts are arranged: a word of the address. */
function layoutChoice() {
    const radios = Object.entries(LAYOUTS).map(([value, text]) => element("label", {}, element("input", { type: "radio", name: "layout", value }), ` ${text}`));
    const node = element("fieldset", {}, element("legend", {}, "Charts"), ...radios);
    return { node, show: (layout) => node.querySelectorAll("input").forEach((radio) => (radio.checked = radio.value === layout)) };
}

/** Which layer is laid over that of the others. */
function layerChoice() {
    const select = element("select", { id: "choice-layer", name: "layer" });
    const node = element("label", {}, "Layer ", select);
    return {
        node,
        /** @param {{value: string, text: string}[]} layers */
        show(layers, layer, isUsed) {
            select.replaceChildren(...layers.map(({ value, text }) => new Option(text, value, false, value === layer)));
            node.hidden = !isUsed || !layers.length;
        },
    };
}

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const ids = idsOf(place);
    let words = place.words;
    const missing = [];
    await Promise.all(ids.map((id) => store.load(id, signal).catch(api.unlessMissing).then((run) => run ?? missing.push(id))));
    const catalog = await api.catalog();
    const actions = actionsOn(tools);
    const spanned = (span) => tools.remember({ zoom: span && span.join("-") });
    const [layout, layers] = [layoutChoice(), layerChoice()];
    const choice = choiceForm(catalog.statistics, (changed) => tools.remember(changed), layers.node, layout.node);
    const charts = board(spanned);
    const said = element("div", { id: "before-after" });
    const laid = element("div", { class: "grid" });
    const over = element("section", { "aria-labelledby": "over-title" });
    const known = () => ids.map((id) => store.get(id)).filter((run) => run !== undefined);
    const layoutNow = () => (words.layout === "side" ? "side" : "over");
    /** @type {any[]} */
    let overlaid = [];
    /** @type {import("../comparison.js").Kept} */
    const kept = new Map();
    let drawn = "";

    async function load() {
        const runs = known();
        const wanted = comparison.choice(runs, chosen(words));
        const state = JSON.stringify([wanted, words.layer, layoutNow(), runs.map((run) => [run.id, run.name, run.labels, run.notes, run.status.state, run.status.epoch])]);
        if (state === drawn) {
            return null;
        }
        const isSide = layoutNow() === "side";
        const offered = layerChoices(runs, wanted.tensor);
        const layer = offered.find((one) => one.value === words.layer)?.value ?? offered[0]?.value ?? "";
        const [diagnoses, loaded, heat, drawOver] = await Promise.all([Promise.all(runs.map((run) => api.findings(run.id))),
            isSide ? loadAll(comparison.figures(runs, wanted)) : [], loadHeat(runs, null), isSide ? null : overlay(runs, wanted, layer)]);
        return { runs, wanted, state, loaded, diagnoses, heat, drawOver, offered, layer, isSide };
    }

    function drawSaid({ runs, diagnoses }) {
        const [before, after] = runs;
        const isPair = runs.length === 2;
        said.replaceChildren(...[
            isPair ? element("p", { class: "say" }, changedInWords(diagnoses[0], diagnoses[1]), runs.some(isActive) ? " They still train." : "") : findingsTable(runs.map((run, k) => ({ name: nameOf(run), diagnosis: diagnoses[k] }))),
            isPair ? differences(shortened(catalog, "spec", before.spec), shortened(catalog, "spec", after.spec)) : null].filter((node) => node !== null));
    }

    function draw(found) {
        const { runs, wanted, state, loaded, diagnoses, heat, drawOver, offered, layer, isSide } = found;
        choice.show(wanted);
        layout.show(layoutNow());
        layers.show(offered, layer, !isSide);
        const open = said.querySelector("details[open]") !== null;
        drawSaid(found);
        said.querySelector("details")?.toggleAttribute("open", open);
        overlaid.forEach((panel) => panel.destroy());
        laid.replaceChildren();
        over.hidden = isSide;
        over.replaceChildren(element("h2", { id: "over-title" }, "Laid over each other"), isSide ? "" : runLegend(runs), laid);
        overlaid = drawOver ? drawOver(laid, spanOf(words.zoom), spanned) : [];
        keepingFocus(() => charts.draw(loaded.filter(comparison.isEventful), ({ legend }) => {
            const { grid, place: at } = comparison.cells(runs, diagnoses, actions, kept);
            const { drawings, figures } = heatFigures(heat, spanned);
            const heats = figures.length ? [element("h2", {}, "Where the signal fades, on one scale"), element("div", { class: "grid heats" }, ...figures)] : [];
            return { nodes: [element("h2", {}, isSide ? "Side by side" : "The runs"), isSide ? legend : "", grid, ...heats], place: at, more: drawings };
        }));
        drawn = state;
    }

    const first = await load();
    const redraw = throttled(() => tools.attempt(async () => {
        const found = await load();
        found && draw(found);
    }), 1000, signal);
    store.subscribe((changed) => ids.some((id) => changed.has(id)) && redraw(), signal);
    return {
        title: titleFor(known()),
        lead: leadFor(known()),
        nodes: [...lost(missing), said, choice.node, over, charts.host],
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

const leadFor = (runs) => (runs.length === 2 ? `Before: ${nameOf(runs[0])}. After: ${nameOf(runs[1])}.` : "");
