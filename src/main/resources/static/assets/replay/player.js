/** One slider over the recorded epochs, with play, step and speed: everything on the page moves together under it. */
import { element, options } from "../dom.js";
import { placeOf } from "./geometry.js";

const SPEEDS = { "¼×": 2.5, "½×": 5, "1×": 10, "2×": 20, "3×": 30 };

/**
 * @param {(place: number, epoch: number, state: {playing: boolean, isLast: boolean}) => void} moved
 * @param {(following: boolean) => void} [held] the user took the slider, or let it follow the training again
 */
export function player(moved, held = () => {}) {
    /** @type {number[]} */
    let epochs = [];
    let place = 0;
    let playing = 0;
    let began = { at: 0, place: 0 };
    let follows = true;
    const slider = element("input", { type: "range", id: "replay-epoch", min: "0", max: "0", value: "0", "aria-label": "Epoch",
        input: () => take(Number(slider.value)) });
    const play = element("button", { type: "button", id: "replay-play", click: () => (playing ? pause() : start()) }, "▶ Play");
    const back = element("button", { type: "button", id: "replay-back", "aria-label": "One epoch back", click: () => take(place - 1) }, "◀");
    const on = element("button", { type: "button", id: "replay-on", "aria-label": "One epoch on", click: () => take(place + 1) }, "▶▏");
    const speed = element("select", { id: "replay-speed", change: () => (began = { at: performance.now(), place }) });
    options(speed, Object.keys(SPEEDS), "1×");
    const said = element("output", { id: "replay-said", for: "replay-epoch" });

    function take(wanted) {
        pause();
        follows = wanted >= epochs.length - 1;
        go(wanted);
        held(follows);
    }

    function go(wanted) {
        place = Math.max(0, Math.min(epochs.length - 1, wanted));
        slider.value = String(place);
        slider.setAttribute("aria-valuetext", `epoch ${epochs[place]}`);
        said.textContent = `epoch ${epochs[place] ?? 0} of ${epochs.at(-1) ?? 0}`;
        if (epochs.length) {
            moved(place, epochs[place], { playing: Boolean(playing), isLast: place === epochs.length - 1 });
        }
    }

    function start() {
        if (place >= epochs.length - 1) {
            place = 0;
        }
        began = { at: performance.now(), place };
        follows = false;
        play.textContent = "❚❚ Pause";
        playing = requestAnimationFrame(tick);
    }

    function pause() {
        cancelAnimationFrame(playing);
        const was = playing;
        playing = 0;
        play.textContent = "▶ Play";
        if (was) {
            go(place);
            held(follows);
        }
    }

    function tick(now) {
        const wanted = began.place + Math.floor(((now - began.at) / 1000) * SPEEDS[speed.value]);
        playing = requestAnimationFrame(tick);
        if (wanted !== place) {
            go(wanted);
        }
        if (wanted >= epochs.length - 1) {
            follows = true;
            pause();
        }
    }

    return {
        node: element("div", { class: "player", role: "group", "aria-label": "Replay" }, play, back, on, slider, said,
            element("label", { class: "faint" }, "Speed ", speed)),
        /** The epochs there are. A slider that follows goes to the last. @param {number[]} all */
        offer(all) {
            const epoch = epochs[place];
            epochs = all;
            slider.max = String(Math.max(0, all.length - 1));
            if (follows) {
                go(all.length - 1);
            } else {
                place = placeOf(all, epoch ?? 0);
                go(place);
            }
        },
        /** @param {number} epoch */
        show(epoch) {
            follows = false;
            go(placeOf(epochs, epoch));
        },
        stop: pause,
    };
}
