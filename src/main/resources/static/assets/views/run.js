/** One run: how it went, what is wrong with it, and everything that it recorded. */
import * as api from "../api.js";
import { actionsOn } from "../actions.js";
import { board } from "../board.js";
import { choiceForm } from "../choice.js";
import * as comparison from "../comparison.js";
import { cureSection } from "../cures.js";
import { element, keepingFocus, options, swap } from "../dom.js";
import { loadAll } from "../figures.js";
import * as findings from "../findings.js";
import { heatFigures, loadHeat, partnerChoice } from "../heatmaps.js";
import { throttled } from "../live.js";
import { replaySection } from "../replay/replay.js";
import { chosen, spanOf } from "../router.js";
import { nameOf } from "../run.js";
import { figuresOf, pinned, pinsOf, spreadMetrics } from "../runfigures.js";
import { widthOf, WIDTHS } from "../smoothing.js";
import { zoomBar } from "../zoombar.js";

/** How much the curves are smoothed. */
function smoothing() {
    const select = element("select", { id: "choice-smooth", name: "smooth" });
    return {
        node: element("label", {}, "Smoothing ", select),
        show(width, epochs) {
            options(select, ["", ...WIDTHS.filter((each) => each <= epochs / 2 || each === width).map(String)], String(width || ""));
            [...select.options].forEach((option) => (option.textContent = option.value ? `mean over ±${option.value} epochs` : "none"));
        },
    };
}

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    const id = place.subject;
    let words = place.words;
    const run = await store.load(id, signal).catch(api.unlessMissing);
    if (!run) {
        return noSuchRun([id]);
    }
    const catalog = await api.catalog();
    const spanned = (span) => tools.remember({ zoom: span && span.join("-") });
    const shownRule = () => known?.diagnosis.items.find((finding) => finding.rule === words.finding) ?? null;
    const actions = {
        ...actionsOn(tools),
        point: (evidence) => charts.point(evidence ?? shownRule()),
        keep: (rule) => tools.remember({ finding: words.finding === rule ? null : rule }),
    };
    const smooth = smoothing();
    const pin = element("button", { type: "button", id: "pin-chart", click: () => {
        const { tensor, statistic, scale } = known.wanted;
        tools.remember({ pins: pinned([...pinsOf(words.pins), { tensor, statistic, scale }]) });
    } }, "Pin this chart");
    const choice = choiceForm(catalog.statistics, (changed) => tools.remember(changed), smooth.node, pin);
    const bar = zoomBar(spanned);
    const charts = board(spanned);
    const partner = partnerChoice((other) => tools.remember({ with: other }));
    const replay = replaySection(tools, run, (epoch) => charts.mark(epoch));
    const cure = cureSection(tools, run);
    /** @type {import("../comparison.js").Kept} */
    const kept = new Map();
    let above = element("div", { id: "about" });
    /** @type {any} */
    let known = null;
    let [drawn, about] = ["", ""];
    /** @type {number[]} */
    let epochs = [];

    const unpin = (gone) => element("button", { type: "button", class: "small", id: `unpin-${pinned([gone])}`,
        click: () => tools.remember({ pins: pinned(pinsOf(words.pins).filter((each) => pinned([each]) !== pinned([gone]))) }) }, "Unpin");

    /** The run whose heat map is drawn on the same scale, if there is one. */
    async function other() {
        const wanted = words.with;
        return wanted && wanted !== id ? store.get(wanted) ?? store.load(wanted, signal).catch(() => null) : null;
    }

    async function load() {
        const now = store.get(id) ?? (await store.load(id, signal));
        const next = await other();
        const wanted = { ...comparison.choice([now], chosen(words)), smooth: widthOf(words.smooth), pins: words.pins };
        const span = api.isLong(now) ? spanOf(words.zoom) : null;
        const state = JSON.stringify([wanted, span, [now, next].map((each) => each && [each.name, each.status.state, each.status.epoch, each.status.attempt])]);
        if (state === drawn) {
            known && drawAbout({ ...known, now });
            return null;
        }
        const [diagnosis, loaded, heat] = await Promise.all([api.findings(id), loadAll(figuresOf(now, wanted, pinsOf(words.pins), unpin), span), loadHeat([now, next], span)]);
        return { now, wanted, span, state, diagnosis, loaded: loaded.map(spreadMetrics), heat };
    }

    function drawAbout({ now, diagnosis }) {
        const state = JSON.stringify([now, diagnosis]);
        if (state !== about) {
            keepingFocus(() => {
                const built = element("div", {}, comparison.card(now, true, actions, kept), findings.section(now, diagnosis, actions));
                above.after(built);
                swap(above, built);
                above = built;
            });
            about = state;
        }
        findings.press(above, words.finding);
    }

    function draw(found) {
        const { now, wanted, span, state, loaded, heat } = found;
        known = found;
        choice.show(wanted);
        smooth.show(wanted.smooth, now.status.epochs);
        drawAbout(found);
        offerPartners();
        charts.draw(loaded, ({ legend }) => {
            const grid = element("div", { class: "grid" });
            const { drawings, figures } = heatFigures(heat, spanned);
            return { nodes: [legend, grid, element("div", { class: "grid" }, ...figures, ...comparison.pictures(now))], place: () => grid, more: drawings };
        });
        drawn = state;
        cure.grow(now);
        const recorded = loaded.flatMap((figure) => figure.panels).find((panel) => panel.columns)?.columns.epoch ?? [];
        epochs = span && epochs.length ? epochs : recorded;
        tools.attempt(() => replay.grow(now, epochs));
        showState();
    }

    const offerPartners = () => known && partner.show(known.now, store.all(), words.with ?? "");

    /** What of the address needs no numbers. */
    function showState() {
        const { first } = (known?.now ?? run).outline.epochs;
        charts.zoom(spanOf(words.zoom));
        bar.show(spanOf(words.zoom), [first, Math.max((known?.now ?? run).status.epoch, first + 1)]);
        charts.point(shownRule());
        findings.press(above, words.finding);
        pin.disabled = pinsOf(words.pins).some((each) => pinned([each]) === pinned([{ ...chosen(words), ...known?.wanted }]));
    }

    const first = await load();
    const redraw = throttled(() => tools.attempt(async () => {
        const found = await load();
        found && draw(found);
    }), 1000, signal);
    store.subscribe((changed) => (changed.has(id) || changed.has(words.with ?? "")) && store.get(id) && redraw(), signal);
    store.subscribe(offerPartners, signal);
    return {
        title: nameOf(run),
        nodes: [above, cure.node, replay.node, choice.node, element("div", { class: "choice" }, bar.node, partner.node), charts.host],
        shown() {
            charts.zoom(spanOf(words.zoom));
            replay.move(words);
            first && draw(first);
            redraw(); // with what has happened while it was asked for
            store.isListed || store.refresh(signal).catch(() => {}); // for the choice of another run
        },
        move(moved) {
            words = moved.words;
            showState();
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
