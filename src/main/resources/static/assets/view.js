/** The figures on the page: the tutorial's, or those of the runs in the address. */
import * as address from "./address.js";
import * as api from "./api.js";
import * as comparison from "./comparison.js";
import { byId, element, options, show, swap } from "./dom.js";
import { allLayers, drawAll, legend, loadAll, statisticInWords } from "./figures.js";
import * as findings from "./findings.js";
import { nameOf } from "./run.js";
import * as tutorial from "./tutorial.js";

let shown = "";
let asked = 0;
let drawn = [];

/** Whether anything has changed since it was drawn. */
function signature(runs) {
    return JSON.stringify([location.hash, runs.map((run) => [run.id, run.name, run.status.state, run.status.epoch])]);
}

function tutorialView(runs, loaded) {
    const layers = allLayers(loaded);
    const rows = tutorial.layout(loaded);
    const offer = element("p", { class: "nothing" }, "The tutorial’s networks have not been trained here yet. ",
        element("a", { href: "#presets", "data-scroll": "presets" }, "Train the preset vanishing-gradient."));
    return {
        title: tutorial.TITLE,
        lead: tutorial.LEAD,
        nodes: runs.length ? [legend(layers, () => drawn), ...rows.map((row) => row.node)] : [offer],
        draw: () => drawAll(loaded, layers, (figure) => rows.find((row) => row.id === figure.row).grid),
    };
}

function comparisonView(runs, missing, diagnosis, loaded, choice, actions) {
    const layers = allLayers(loaded);
    const { above, grid, place } = comparison.layout(runs, actions);
    const found = diagnosis ? findings.section(runs[0], diagnosis, actions) : "";
    const lost = missing.map((id) => element("p", { class: "nothing" }, `There is no run ${id}. It may have been deleted.`));
    return {
        title: runs.length > 1 ? `${runs.length} runs side by side` : runs.length ? nameOf(runs[0]) : "No such run",
        lead: "",
        choice,
        nodes: [...lost, above, found, legend(layers, () => drawn), grid],
        draw() {
            const panels = drawAll(loaded, layers, place);
            grid.append(...(runs.length === 1 ? comparison.pictures(runs[0]) : []));
            return panels;
        },
    };
}

/** Draws the whole view before it takes the place of the old one: title, findings and figures always belong to the same runs. */
function put({ title, lead, choice, nodes, draw }) {
    const built = element("div", {}, ...nodes);
    byId("view").after(built); // in the page, because charts are as wide as their place
    try {
        const panels = draw();
        drawn.forEach((panel) => panel.destroy());
        drawn = panels;
    } catch (error) {
        built.remove();
        throw error;
    }
    swap(byId("view"), built);
    byId("title").textContent = title;
    byId("lead").textContent = lead;
    document.title = `${title} – Backflow`;
    show(byId("lead"), Boolean(lead));
    show(byId("choice"), Boolean(choice?.tensor));
    if (choice?.tensor) {
        options(byId("choice-tensor"), choice.tensors, choice.tensor);
        byId("choice-statistic").value = choice.statistic;
        document.querySelectorAll("#choice [name=scale]").forEach((radio) => (radio.checked = radio.value === choice.scale));
    }
}

async function wantedRuns(ids) {
    const missing = [];
    const runs = await Promise.all(ids.map((id) => api.getRun(id).catch((error) => {
        if (error.status !== 404) {
            throw error;
        }
        missing.push(id);
        return null;
    })));
    return { runs: runs.filter(Boolean), missing };
}

/**
 * Asks for what is to be seen and draws it if it is new. An answer that was overtaken by a later one is dropped.
 *
 * @return whether the page now shows what the address says
 */
export async function refresh(actions, force = false) {
    const mine = ++asked;
    const wanted = address.read();
    const { runs, missing = [] } = wanted.runs ? await wantedRuns(wanted.runs) : { runs: await tutorial.runs() };
    const now = signature(runs);
    if (!force && now === shown) {
        return true;
    }
    const choice = comparison.choice(runs, wanted);
    const diagnosed = wanted.runs && runs.length > 1 ? [] : runs;
    const diagnoses = await Promise.all(diagnosed.map((run) => api.findings(run.id)));
    const loaded = await loadAll(wanted.runs ? comparison.figures(runs, choice) : tutorial.figures(runs, diagnoses));
    if (mine !== asked) {
        return false;
    }
    put(wanted.runs
        ? comparisonView(runs, missing, diagnoses[0], loaded.filter(comparison.isEventful), choice, actions)
        : tutorialView(runs, loaded));
    shown = now;
    return true;
}

/** Fills the selector of statistics and lets the choice change the address. */
export function offerChoice(catalog) {
    options(byId("choice-statistic"), catalog.statistics, address.read().statistic);
    for (const option of byId("choice-statistic").options) {
        option.textContent = statisticInWords(option.value);
    }
    byId("choice").addEventListener("change", (event) => {
        location.hash = address.hashFor(address.read().runs, { [event.target.name]: event.target.value });
    });
}
