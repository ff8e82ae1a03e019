/** The figures on the page: the tutorial's, or those of the runs that stand in the address. */
import * as address from "./address.js";
import * as api from "./api.js";
import * as comparison from "./comparison.js";
import { byId, element, keepingFocus, options, show } from "./dom.js";
import { allLayers, drawAll, legend, loadAll, statisticInWords } from "./figures.js";
import * as findings from "./findings.js";
import * as tutorial from "./tutorial.js";

let shown = "";
let asked = 0;
let drawn = [];

function clear() {
    drawn.forEach((panel) => panel.destroy());
    drawn = [];
}

/** Whether anything has changed since it was drawn. */
function signature(runs) {
    return JSON.stringify([location.hash, runs.map((run) => [run.id, run.name, run.status.state, run.status.epoch])]);
}

function head(title, lead, choosing) {
    byId("title").textContent = title;
    byId("lead").textContent = lead;
    show(byId("lead"), Boolean(lead));
    show(byId("choice"), choosing);
    document.title = `${title} – Backflow`;
}

function put(...nodes) {
    keepingFocus(() => byId("view").replaceChildren(...nodes));
}

function drawTutorial(runs, loaded) {
    head(tutorial.TITLE, tutorial.LEAD, false);
    const layers = allLayers(loaded);
    const rows = tutorial.layout(loaded);
    const offer = element("p", { class: "nothing" }, "The tutorial’s networks have not been trained here yet. ",
        element("a", { href: "#presets", "data-scroll": "presets" }, "Train the preset vanishing-gradient."));
    put(...(runs.length ? [legend(layers, () => drawn), ...rows.map((row) => row.node)] : [offer]));
    drawn = drawAll(loaded, layers, (figure) => rows.find((row) => row.id === figure.row).grid);
}

function drawComparison(runs, loaded, { missing, diagnosis }, actions) {
    const names = runs.map((run) => run.name || run.id);
    head(names.length > 1 ? `${names.length} runs side by side` : names[0] ?? "No such run", "", runs.length > 0);
    const layers = allLayers(loaded);
    const { above, grid, place } = comparison.layout(runs, actions);
    const told = diagnosis ? findings.section(runs[0], diagnosis, actions) : "";
    const lost = missing.map((id) => element("p", { class: "nothing" }, `There is no run ${id}. It may have been deleted.`));
    put(...lost, above, told, legend(layers, () => drawn), grid);
    drawn = drawAll(loaded, layers, place);
    if (runs.length === 1) {
        grid.append(...comparison.pictures(runs[0]));
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

/** Asks for what is to be seen and draws it if it is new. An answer that was overtaken by a later one is dropped. */
export async function refresh(actions, force = false) {
    const mine = ++asked;
    const wanted = address.read();
    const { runs, missing } = wanted.runs ? await wantedRuns(wanted.runs) : { runs: await tutorial.runs(), missing: [] };
    const now = signature(runs);
    if (!force && now === shown) {
        return;
    }
    const diagnosed = wanted.runs && runs.length > 1 ? [] : runs;
    const diagnoses = await Promise.all(diagnosed.map((run) => api.findings(run.id)));
    const figures = wanted.runs ? comparison.figures(runs, wanted) : tutorial.figures(runs, diagnoses);
    const loaded = await loadAll(figures);
    if (mine !== asked) {
        return;
    }
    shown = now;
    clear();
    if (wanted.runs) {
        showChoice(wanted);
        drawComparison(runs, loaded, { missing, diagnosis: diagnoses[0] }, actions);
    } else {
        drawTutorial(runs, loaded);
    }
}

function showChoice(wanted) {
    byId("choice-tensor").value = wanted.tensor;
    byId("choice-statistic").value = wanted.statistic;
    document.querySelectorAll("#choice [name=scale]").forEach((radio) => (radio.checked = radio.value === wanted.scale));
}

/** Fills the selectors and lets them change the address. */
export function offerChoice(catalog) {
    const wanted = address.read();
    options(byId("choice-tensor"), catalog.tensors, wanted.tensor);
    options(byId("choice-statistic"), catalog.statistics, wanted.statistic);
    for (const option of byId("choice-statistic").options) {
        option.textContent = statisticInWords(option.value);
    }
    byId("choice").addEventListener("change", (event) => {
        location.hash = address.hashFor(address.read().runs, { [event.target.name]: event.target.value });
    });
}
