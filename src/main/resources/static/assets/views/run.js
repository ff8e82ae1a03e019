/** One run: how it went, what is wrong with it, and everything that it recorded. */
import { ServiceError } from "../api.js";
import * as api from "../api.js";
import { board } from "../board.js";
import { choiceForm } from "../choice.js";
import * as comparison from "../comparison.js";
import { element, swap } from "../dom.js";
import { loadAll } from "../figures.js";
import * as findings from "../findings.js";
import { throttled } from "../live.js";
import { replaySection } from "../replay/replay.js";
import { chosen, spanOf } from "../router.js";
import { nameOf } from "../run.js";
import { actionsOn } from "../actions.js";

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const id = place.subject;
    let words = place.words;
    let run;
    try {
        run = await store.load(id, signal);
    } catch (error) {
        if (error instanceof ServiceError && error.status === 404) {
            return noSuchRun([id]);
        }
        throw error;
    }
    const catalog = await api.catalog();
    const actions = actionsOn(tools);
    const choice = choiceForm(catalog.statistics, (changed) => tools.remember(changed));
    const charts = board((span) => tools.remember({ zoom: span && span.join("-") }));
    const replay = replaySection(tools, run, (epoch) => charts.mark(epoch));
    let above = element("div", { id: "about" });
    let drawn = "";

    async function load() {
        const now = store.get(id) ?? (await store.load(id, signal));
        const wanted = comparison.choice([now], chosen(words));
        const state = JSON.stringify([wanted, now.name, now.status.state, now.status.epoch, now.status.attempt]);
        if (state === drawn) {
            return null;
        }
        const [diagnosis, loaded] = await Promise.all([api.findings(id), loadAll(comparison.figures([now], wanted))]);
        return { now, wanted, state, diagnosis, loaded: loaded.filter(comparison.isEventful) };
    }

    function draw({ now, wanted, state, diagnosis, loaded }) {
        choice.show(wanted);
        const built = element("div", {}, comparison.card(now, true, actions), findings.section(now, diagnosis, { ...actions, point: charts.point }));
        above.after(built);
        swap(above, built);
        above = built;
        charts.draw(loaded, ({ legend }) => {
            const grid = element("div", { class: "grid" });
            return { nodes: [legend, grid, element("div", { class: "grid" }, comparison.pictures(now))], place: () => grid };
        });
        drawn = state;
        const epochs = loaded.flatMap((figure) => figure.panels).find((panel) => panel.columns)?.columns.epoch ?? [];
        tools.attempt(() => replay.grow(now, epochs));
    }

    const first = await load();
    const redraw = throttled(() => tools.attempt(async () => {
        const found = await load();
        found && draw(found);
    }), 1000, signal);
    store.subscribe((changed) => changed.has(id) && (store.get(id) ? redraw() : null), signal);
    return {
        title: nameOf(run),
        nodes: [above, replay.node, choice.node, charts.host],
        shown() {
            charts.zoom(spanOf(words.zoom));
            replay.move(words);
            first && draw(first);
            redraw(); // with what has happened while it was asked for
        },
        move(moved) {
            words = moved.words;
            charts.zoom(spanOf(words.zoom));
            replay.move(words);
            return redraw();
        },
        restyle() {
            replay.draw();
            drawn = "";
            redraw();
        },
        close() {
            replay.destroy();
            charts.destroy();
        },
    };
}

/** @param {string[]} missing */
export const lost = (missing) => missing.map((id) => element("p", { class: "nothing" }, `There is no run ${id}. It may have been deleted.`));

/** @returns {import("../types.js").Screen} */
const noSuchRun = (ids) => ({ title: "No such run", nodes: [...lost(ids), element("p", {}, element("a", { href: "#runs" }, "All runs"))] });

