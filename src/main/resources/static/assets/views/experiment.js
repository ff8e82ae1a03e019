/** One experiment: how often its networks learn, how far differences can be trusted, and whether a claim holds. */
import * as api from "../api.js";
import * as experiments from "../experiments.js";
import { element } from "../dom.js";
import { experimentBody, isOver } from "../experimentbody.js";

const FIGURES = ["matrix", "bands", "gain"];

/** @type {import("../types.js").View["open"]} */
export async function open(place, tools) {
    const id = place.subject;
    const [experiment, catalog] = await Promise.all([experiments.get(id, tools.signal).catch(api.unlessMissing), api.catalog()]);
    if (!experiment) {
        return { title: "No such experiment", nodes: [element("p", { class: "nothing" }, `There is no experiment ${id}. It may have been deleted.`),
            element("p", {}, element("a", { href: "#experiments" }, "All experiments"))] };
    }
    const cancel = element("button", { type: "button", id: "cancel-experiment", click: () => tools.attempt(async () => {
        await experiments.cancel(id);
        await body.refresh();
    }) }, "Cancel");
    const remove = element("button", { type: "button", id: "delete-experiment", click: () => {
        if (remove.dataset.sure) {
            tools.attempt(async () => {
                body.destroy();
                remove.disabled = true;
                remove.textContent = "Deleting …";
                await experiments.remove(id);
                tools.go("#experiments");
            });
        } else {
            remove.dataset.sure = "yes";
            remove.textContent = "Delete it and its runs for good?";
        }
    } }, "Delete");
    const body = experimentBody(id, tools, { catalog, told: (status) => {
        cancel.hidden = isOver(status);
        remove.hidden = !isOver(status);
    } });
    const address = experiments.addressOf(id);
    const link = (path, text) => element("li", {}, element("a", { href: `${address}/${path}`, download: true }, text));
    const { seeds, axes } = experiment.request;
    return {
        title: experiment.name,
        lead: `${experiment.cells.length} ${experiment.cells.length === 1 ? "cell" : "cells"}${axes.length ? "" : " without an axis"}, ${seeds.count} ${seeds.count === 1 ? "seed" : "seeds"} each. A value is a link to its run.`,
        nodes: [element("p", { class: "actions" }, cancel, remove, " ", element("a", { href: address }, "JSON of the experiment")),
            ...body.nodes,
            element("details", { id: "downloads" }, element("summary", {}, "Downloads"), element("ul", { class: "plain" },
                link("export.csv", "a row for each run as CSV"), link("export.ndjson", "the same as JSON lines"),
                FIGURES.flatMap((name) => [link(`figures/${name}.svg`, `${name} as SVG`), link(`figures/${name}.png`, `${name} as PNG`)])))],
        shown: () => body.open(),
        move: () => body.move(),
        restyle: () => body.restyle(),
        close: () => body.destroy(),
    };
}
