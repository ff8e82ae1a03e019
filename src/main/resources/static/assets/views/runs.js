/** All runs, newest first: filtered, chosen for a comparison, deleted. */
import * as api from "../api.js";
import { element, options, show } from "../dom.js";
import { matches, nextSort, sorted } from "../order.js";
import { hashOfRuns } from "../router.js";
import { isActive } from "../run.js";
import { runTable } from "../runs.js";

const STATES = ["queued", "running", "succeeded", "failed", "cancelled"];

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const { store, signal } = tools;
    let words = place.words;
    /** @type {Set<string>} */
    const picked = new Set();
    const compare = element("button", { type: "button", id: "compare", disabled: true,
        click: () => tools.go(hashOfRuns(shownRuns().map((run) => run.id).filter((id) => picked.has(id)).reverse())) }, "Compare");
    const remove = element("button", { type: "button", id: "delete-picked", disabled: true, click: () => removePicked() }, "Delete");
    const activity = element("span", { id: "activity", class: "hint", role: "status" });
    const nothing = element("p", { id: "no-runs", class: "hint", hidden: true });
    const older = element("button", { type: "button", id: "older", click: () => tools.attempt(() => store.older(signal)) }, "Older runs");
    const state = element("select", { id: "filter-state", change: () => tools.remember({ state: state.value }) });
    const name = element("input", { id: "filter-name", type: "text", input: () => tools.remember({ name: name.value }) });
    const label = element("input", { id: "filter-label", type: "text", placeholder: "key or key:value", input: () => tools.remember({ label: label.value }) });
    const table = runTable({ sort: (key) => tools.remember({ sort: nextSort(key, words.sort) }), link: (run) => hashOfRuns([run.id]), picked: { has: (id) => picked.has(id), change: pick } });

    const shownRuns = () => sorted(store.all().filter((run) => matches(run, words)), words.sort);

    function pick(id, isChosen) {
        isChosen ? picked.add(id) : picked.delete(id);
        offer();
    }

    function offer() {
        compare.disabled = picked.size < 2;
        compare.textContent = picked.size < 2 ? "Compare" : `Compare ${picked.size} runs`;
        remove.disabled = picked.size === 0;
        remove.textContent = picked.size ? `Delete ${picked.size === 1 ? "1 run" : `${picked.size} runs`}` : "Delete";
        delete remove.dataset.sure;
    }

    function removePicked() {
        if (!remove.dataset.sure) {
            remove.dataset.sure = "yes";
            remove.textContent += " for good?";
            return;
        }
        tools.attempt(async () => {
            for (const id of [...picked]) {
                await api.deleteRun(id);
                picked.delete(id);
                store.forget(id);
            }
        }).finally(offer);
    }

    function draw() {
        const runs = shownRuns();
        table.draw(runs, words.sort);
        const active = store.all().filter(isActive).length;
        const said = active ? `${active} queued or running` : "";
        if (activity.textContent !== said) {
            activity.textContent = said;
        }
        show(nothing, !runs.length);
        nothing.replaceChildren(...(store.all().length ? ["No run is like that."]
            : ["There are no runs yet. ", element("a", { href: "#new" }, "Describe one"), " or ", element("a", { href: "#" }, "train a preset"), "."]));
        show(older, Boolean(store.next));
    }

    await store.refresh(signal);
    store.subscribe(draw, signal);
    const again = setInterval(() => document.hidden || store.refresh(signal).catch(() => {}), 5000);
    options(state, ["", ...STATES], words.state ?? "");
    state.options[0].textContent = "any state";
    name.value = words.name ?? "";
    label.value = words.label ?? "";
    return {
        title: "Runs",
        lead: "",
        nodes: [
            element("p", { class: "hint" }, "Choose a name to see one run; tick several to lay them side by side."),
            element("div", { class: "bar choice" }, compare, remove, element("label", {}, "State ", state), element("label", {}, "Name has ", name), element("label", {}, "Label ", label), activity),
            table.node, nothing, element("p", {}, older)],
        shown: draw,
        move(moved) {
            words = moved.words;
            state.value = words.state ?? "";
            draw();
        },
        close: () => clearInterval(again),
    };
}
