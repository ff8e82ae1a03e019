/** All experiments, newest first. */
import * as api from "../api.js";
import { element } from "../dom.js";
import { progressOf } from "../experimentbody.js";
import { hashOf } from "../router.js";

/** @type {import("../types.js").View["open"]} */
export async function open(_place, tools) {
    const body = element("tbody", {});
    let next = null;

    async function more() {
        const answer = await api.listExperiments({ page_size: 50, page_token: next }, tools.signal);
        next = answer.next_page_token;
        body.append(...answer.items.map((experiment) => element("tr", {},
            element("th", { scope: "row" }, element("a", { href: hashOf("experiment", experiment.id) }, experiment.name)),
            element("td", {}, `${experiment.cells.length} cells × ${experiment.request.seeds.count} seeds`),
            element("td", {}, progressOf(experiment.status)))));
        older.hidden = !next;
        nothing.hidden = body.childElementCount > 0;
    }

    const older = element("button", { type: "button", id: "older", hidden: true, click: () => tools.attempt(more) }, "Older experiments");
    const nothing = element("p", { class: "nothing", hidden: true }, "There are no experiments yet. The fourth step of ",
        element("a", { href: hashOf("lesson", "vanishing-gradient", { step: "4" }) }, "the tutorial"), " is one.");
    await more();
    return {
        title: "Experiments",
        lead: "One seed says what happened once. An experiment trains every combination of some values with every seed.",
        nodes: [element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Experiments" },
            element("table", {}, element("thead", {}, element("tr", {}, ["Name", "Size", "State"].map((title) => element("th", { scope: "col" }, title)))), body)),
        nothing, element("p", {}, older)],
    };
}
