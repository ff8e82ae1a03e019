/** What makes a run learn, found by the service: one button, then the smallest change that does. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { number } from "./numbers.js";
import { hashOfRuns } from "./router.js";
import { isActive } from "./run.js";
import { actionsOn } from "./actions.js";

const BETWEEN_LOOKS = 500;
const METRICS = { accuracy: "accuracy", mean_recall: "mean recall", r2: "R²" };

const wait = (signal) => new Promise((resolve) => {
    const timer = setTimeout(resolve, BETWEEN_LOOKS);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(null); }, { once: true });
});

const shown = (values) => values.map((value) => (value === null ? "NaN" : number(value))).join(", ");

/** @param {any} tested */
function row(title, tested) {
    return element("tr", {},
        element("th", { scope: "row" }, title),
        element("td", {}, shown(tested.values)),
        element("td", {}, tested.held_out ? shown(tested.held_out) : "–"),
        element("td", {}, `${tested.learned.count} of ${tested.learned.of}`));
}

/** By seed, before and after. */
function table({ verdict, before, after }) {
    const metric = METRICS[before.metric] ?? before.metric;
    return element("table", {},
        element("thead", {}, element("tr", {},
            ["", `${metric}, by seed`, "on examples held out", "seeds that learn"].map((title) => element("th", { scope: "col" }, title)))),
        element("tbody", {}, row("as it is", before), verdict === "healthy" ? null : row(verdict === "none" ? "what came closest" : "with the change", after)));
}

/** What each of several parts contributes. */
function parts(answer) {
    return answer.parts.length < 2 ? null : element("ul", {}, answer.parts.map((part) =>
        element("li", {}, part.title, part.without === null ? "" : `: without it ${METRICS[answer.after.metric]} ${number(part.without)}`)));
}

/** @param {import("./types.js").Tools} tools */
export function cureSection(tools, run) {
    const { signal } = tools;
    const body = element("div", {});
    const said = element("p", { role: "status" });
    const node = element("section", { id: "cure", "aria-labelledby": "cure-title" }, element("h2", { id: "cure-title" }, "Find what cures it"), said, body);

    const button = (id, title, click) => element("button", { type: "button", id, click }, title);
    const find = (title) => button("find-cure", title, async () => {
        let search = null;
        const error = await tools.attempt(async () => (search = (await api.findCures(run.id)).search));
        error || follow(search);
    });
    const forget = (title) => button("forget-cure", title, () => tools.attempt(async () => {
        await api.forgetCures(run.id);
        draw(null);
    }));

    function compare(answer) {
        const { winner, remedy } = answer;
        return winner ? button("see-cure", "Compare both runs", () => tools.go(hashOfRuns([run.id, winner])))
            : remedy ? button("try-cure", remedy.title, () => actionsOn(tools).fork(run, remedy)) : null;
    }

    /** @param {any} search */
    function draw(search) {
        const active = search && (search.state === "queued" || search.state === "running");
        if (!search) {
            said.textContent = "The service trains this run again with all that usually helps, then with less and less of it, and tells the smallest change that makes it learn.";
            body.replaceChildren(element("p", { class: "actions" }, find("Find what cures it")));
        } else if (active) {
            said.textContent = search.state === "queued" ? "Waiting for a worker." : `Training: ${search.trainings} of at most ${search.most_trainings} trainings are done.`;
            body.replaceChildren(
                element("progress", { max: search.most_trainings, value: search.trainings, "aria-label": "trainings" }),
                element("p", { class: "actions" }, forget("Stop")));
        } else if (search.answer) {
            said.textContent = search.answer.text;
            body.replaceChildren(...[
                parts(search.answer),
                element("div", { class: "scroll" }, table(search.answer)),
                element("p", { class: "actions" }, compare(search.answer), " ", forget("Forget this answer")),
                element("p", { class: "faint" }, `${search.trainings} trainings. `, element("a", { href: api.curesAddress(run.id) }, "JSON of the cures")),
            ].filter(Boolean));
        } else {
            said.textContent = `${inWords(search.state)}: ${search.error}`;
            body.replaceChildren(element("p", { class: "actions" }, find("Search again")));
        }
        return active;
    }

    /** The search as it is now; a service that is away is asked until it is back. */
    async function ask() {
        for (;;) {
            let search = null;
            const error = await tools.attempt(async () => (search = (await api.cures(run.id, signal)).search));
            if (!error?.isPassing) {
                return search;
            }
            await wait(signal);
        }
    }

    /** Shows it until it is over. @param {any} search */
    async function follow(search) {
        let now = search;
        while (draw(now) && !signal.aborted) {
            await wait(signal);
            now = await ask();
        }
    }

    let asked = false;
    return {
        node,
        /** Once the run has ended: before, there is nothing to cure. */
        grow(now) {
            node.hidden = isActive(now);
            if (!asked && !node.hidden) {
                asked = true;
                ask().then(follow);
            }
        },
    };
}
