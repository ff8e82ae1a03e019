/** One experiment: how often its networks learn, and how far differences can be trusted. */
import * as api from "../api.js";
import { element } from "../dom.js";
import { experimentBody } from "../experimentbody.js";

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const id = place.subject;
    const experiment = await api.getExperiment(id, tools.signal);
    const body = experimentBody(id, tools);
    const cancel = element("button", { type: "button", id: "cancel-experiment", click: () => tools.attempt(async () => {
        await api.cancelExperiment(id);
        await body.refresh();
    }) }, "Cancel");
    const { seeds, axes } = experiment.request;
    return {
        title: experiment.name,
        lead: `${experiment.cells.length} cells${axes.length ? "" : " without an axis"}, ${seeds.count} seeds each. A value is a link to its run.`,
        nodes: [element("p", { class: "actions" }, experiment.status.finished_at ? null : cancel, " ",
            element("a", { href: `api/v1/experiments/${encodeURIComponent(id)}` }, "JSON of the experiment")), ...body.nodes],
        shown: () => body.refresh(),
        restyle: () => body.restyle(),
        close: () => body.destroy(),
    };
}
