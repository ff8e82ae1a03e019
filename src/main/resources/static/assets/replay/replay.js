/** The replay of a run: its network, its decisions and the spread of its numbers, epoch by epoch. */
import * as api from "../api.js";
import { byId, element, inWords, options } from "../dom.js";
import { questions } from "../live.js";
import { isActive } from "../run.js";
import { boundaryDrawing } from "./boundary.js";
import { networkDrawing } from "./network.js";
import { player } from "./player.js";
import { ofHistograms, ofReplay, spreadDrawing } from "./spread.js";

/** While a run trains, its network is asked for no more often than that, nor for longer than a third of the time. */
const PAUSE = 2000;

/** The address follows a slider that has come to rest: browsers refuse to change it too often. */
const REST = 200;

/** Layers × epochs: an answer has some 300 bytes for each. */
const MOST_HISTOGRAMS = 1500;

const figure = (title, note, node) => element("figure", { class: "figure" },
    element("figcaption", {}, element("strong", {}, title), element("span", { class: "faint" }, note)), node);

/**
 * @param {import("../types.js").Tools} tools
 * @param {(epoch: number | null) => void} mark shows the epoch in the charts; null for the last
 */
export function replaySection(tools, run, mark) {
    const { signal, remember } = tools;
    const about = element("p", { class: "hint" });
    const drawings = element("div", { class: "replays" });
    const lines = element("select", { id: "replay-lines", change: () => change({ lines: lines.value }) });
    options(lines, ["kernel", "kernel_gradient"], "kernel");
    lines.options[0].textContent = "weights";
    lines.options[1].textContent = "gradients";
    const log = element("input", { type: "checkbox", id: "replay-log", change: () => change({ spread: log.checked ? "log" : null }) });
    const linesChoice = element("label", {}, "Lines and densities show ", lines);
    const spreadChoice = element("label", {}, log, " densities by decades");
    const choices = element("div", { class: "choice" }, linesChoice, spreadChoice);
    /** @type {any} */
    let replay = null;
    /** @type {any[]} */
    let drawn = [];
    let words = tools.place().words;
    let place = 0;
    let asked = 0;
    let noting = 0;
    let known = "";
    const question = questions();
    const slider = player((at, epoch, { playing, isLast }) => {
        place = at;
        draw();
        mark(epoch);
        if (!playing) {
            note(isLast ? null : String(epoch));
        }
    });
    const node = element("section", { id: "replay", "aria-labelledby": "replay-title" },
        element("h2", { id: "replay-title" }, "Replay"), slider.node, choices, about, drawings);

    /** The last epoch is what an address shows that names none. */
    function note(wanted) {
        clearTimeout(noting);
        noting = window.setTimeout(() => {
            if (!signal.aborted && (tools.place().words.epoch ?? null) !== wanted) {
                remember({ epoch: wanted });
            }
        }, REST);
    }

    function change(changed) {
        remember(changed);
    }

    function draw() {
        if (!drawn.length) {
            return;
        }
        const which = words.lines === "kernel_gradient" ? "kernel_gradient" : "kernel";
        drawn.forEach((drawing) => drawing.show(place, which, words.spread === "log"));
    }

    function build() {
        drawn.forEach((drawing) => drawing.destroy());
        const network = networkDrawing(replay, (said) => (byId("spoken").textContent = said));
        const spread = spreadDrawing(ofReplay(replay));
        drawn = [network, spread];
        const figures = [figure("network", "line: size and sign of a weight or gradient; unit: back-propagated signal, by decades", network.node)];
        if (replay.plane) {
            const boundary = boundaryDrawing(replay);
            drawn.push(boundary);
            figures.push(figure("decision boundary", "the ground is the answer, the signs are examples", boundary.node));
        }
        figures.push(figure("densities", "of each layer", spread.node));
        drawings.replaceChildren(...figures);
    }

    /** Of a network that is too large to be drawn, what was kept of its numbers. */
    async function buildHistograms(now, epochs) {
        const tensor = now.outline.histograms?.[0];
        const layers = now.outline.layers.filter((layer) => layer.tensors.includes(tensor));
        if (!tensor || !layers.length || layers.length * epochs.length > MOST_HISTOGRAMS) {
            return;
        }
        const histograms = await Promise.all(layers.map((layer) => api.histograms(now.id, tensor, layer.name, signal)));
        drawn = [spreadDrawing(ofHistograms(histograms))];
        drawings.replaceChildren(figure("densities", `of ${inWords(tensor)}, from its histograms`, drawn[0].node));
        spreadChoice.hidden = false;
        choices.hidden = false;
    }

    /** @param {number[]} epochs of the charts, for networks that are not replayed */
    async function load(now, epochs) {
        const started = performance.now();
        const isLast = question();
        asked = Infinity;
        const answer = await api.replay(now, signal).finally(() => (asked = performance.now() + Math.max(PAUSE, 3 * (performance.now() - started))));
        if (!isLast()) {
            return; // the run has ended since
        }
        const wanted = replay ? undefined : words.epoch;
        replay = answer;
        choices.hidden = linesChoice.hidden = !answer.layers.length;
        about.textContent = answer.missing ? `The network is not drawn, because it ${answer.missing}. The slider moves the line in the charts.` : "";
        if (answer.layers.length) {
            build();
        } else if (!isActive(now)) {
            await buildHistograms(now, epochs);
        }
        slider.offer(answer.epochs.length ? answer.epochs : epochs);
        if (wanted !== undefined) {
            slider.show(Number(wanted));
        }
    }

    return {
        node,
        /** The run has come further, or is shown for the first time. */
        async grow(now, epochs) {
            const state = `${now.status.state} ${now.status.epoch} ${now.status.attempt}`;
            if (state !== known && (!isActive(now) || performance.now() > asked)) {
                known = state;
                await load(now, epochs).catch((error) => {
                    known = ""; // and so is asked for again
                    throw error;
                });
            } else if (replay?.epochs.length === 0) {
                slider.offer(epochs);
            }
        },
        move(moved) {
            words = moved;
            lines.value = words.lines === "kernel_gradient" ? "kernel_gradient" : "kernel";
            log.checked = words.spread === "log";
            draw();
        },
        draw,
        destroy() {
            slider.stop();
            drawn.forEach((drawing) => drawing.destroy());
        },
    };
}
