/** Everything that can be taken away from a run. */
import * as api from "./api.js";
import { element, inWords, options } from "./dom.js";
import { statisticInWords } from "./figures.js";
import { nameOf, tensorsOf } from "./run.js";

const EXPORTS = { csv: "CSV", "csv?layout=wide": "CSV, an epoch a row", ndjson: "JSON lines", json: "JSON", tfevents: "TensorBoard events" };

/** Lets the browser keep a text or a file under a name. @param {Blob} blob @param {string} name */
export function save(blob, name) {
    const address = URL.createObjectURL(blob);
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** As the name of a file. @param {string} name */
export const fileName = (name) => name.normalize("NFKD").replace(/[^\w.-]+/g, "-").replace(/^[-.]+|-+$/g, "").slice(0, 80) || "run";

/** A tensor, a statistic and layers to choose, for a table with those columns only. */
function columnsForm(run, actions) {
    const tensor = element("select", { name: "tensor", id: `csv-tensor-${run.id}`, change: () => offerLayers() });
    const statistic = element("select", { name: "statistic", id: `csv-statistic-${run.id}` });
    const layers = element("select", { name: "layers", id: `csv-layers-${run.id}`, multiple: true, size: "4" });
    const form = element("form", { class: "choice", "aria-label": "CSV of chosen columns", submit: (event) => {
        event.preventDefault();
        const chosen = [...layers.selectedOptions].map((option) => option.value);
        const isMetrics = tensor.value === "metrics";
        const address = isMetrics ? api.metricsAddress(run.id) : api.seriesAddress(run.id, tensor.value, statistic.value);
        const only = isMetrics || !chosen.length || chosen.length === layers.options.length ? "" : `&${new URLSearchParams({ layers: chosen.join(",") })}`;
        actions.attempt(async () => save(await api.asCsv(address + only),
            `${fileName(nameOf(run))}-${isMetrics ? "metrics" : `${tensor.value}-${statistic.value}`}.csv`));
    } },
    element("label", {}, "Numbers ", tensor), element("label", {}, "Statistic ", statistic), element("label", {}, "Layers ", layers),
    element("button", { id: `csv-${run.id}` }, "Download CSV"));
    options(tensor, ["metrics", ...tensorsOf(run)], "metrics");
    tensor.options[0].textContent = "loss and metrics";

    function offerLayers() {
        const names = run.outline.layers.filter((layer) => layer.tensors.includes(tensor.value)).map((layer) => layer.name);
        layers.replaceChildren(...names.map((name) => new Option(name, name, true, true)));
        [statistic, layers].forEach((select) => (select.disabled = tensor.value === "metrics"));
    }

    api.catalog().then(({ statistics }) => {
        options(statistic, statistics, "std");
        [...statistic.options].forEach((option) => (option.textContent = statisticInWords(option.value)));
    }).catch(() => {});
    offerLayers();
    return form;
}

/** @param {import("./types.js").Run} run @param {any} actions */
export function downloads(run, actions) {
    const link = (path, text) => element("li", {}, element("a", { href: `${api.runAddress(run.id)}/${path}`, download: true }, text));
    const form = element("div", {});
    const build = (event) => event.target.open && !form.childElementCount && form.replaceChildren(columnsForm(run, actions));
    return element("details", { id: `downloads-${run.id}`, toggle: build }, element("summary", {}, "Downloads"), form, element("ul", { class: "plain" },
        Object.entries(EXPORTS).map(([end, name]) => link(`export.${end}`, `all numbers as ${name}`)),
        run.status.state === "succeeded" ? link("model", "the weights") : null,
        run.figures.flatMap((name) => [link(`figures/${name}.svg`, `${inWords(name)} as SVG`), link(`figures/${name}.png`, `${inWords(name)} as PNG`)])));
}
