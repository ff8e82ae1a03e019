/** The data set of a spec that is being written: its points, files that are dropped or were uploaded, and their columns. */
import * as api from "../api.js";
import { element, options } from "../dom.js";
import { questions } from "../live.js";
import { datasetOf, featuresOf, withFeature, withTarget } from "./learning.js";
import { scatter } from "./scatter.js";

/** @typedef {import("./learning.js").Stored} Stored */

const POINTS = 600;
const PAUSE = 300;
const MOST_CATEGORIES = 4;

/** "numbers", "a, b, c and 4 more" @param {import("./learning.js").Column} column */
export function kindInWords({ type, categories = [], missing }) {
    const shown = categories.slice(0, MOST_CATEGORIES).join(", ") + (categories.length > MOST_CATEGORIES ? ` and ${categories.length - MOST_CATEGORIES} more` : "");
    return (type === "numeric" ? "numbers" : shown || type) + (missing ? `, ${missing} missing` : "");
}

/**
 * @param {{start: (dataset: any, preview: any | null) => void, change: (dataset: any, preview: any | null) => void}} on `start`: a file was
 *     chosen; `change`: other columns of it, with the preview where the target is another one
 * @param {(action: () => Promise<unknown>) => Promise<unknown>} attempt
 */
export function dataPart(on, attempt) {
    const points = scatter();
    const said = element("p", { class: "hint", role: "status", id: "data-said" });
    const columns = element("div", { id: "columns" });
    const file = element("input", { type: "file", id: "csv-file", accept: ".csv,text/csv", change: () => file.files[0] && upload(file.files[0]) });
    const stored = element("select", { id: "stored-file", change: () => stored.value && attempt(async () => begin(await fileOf(stored.value))) });
    const before = element("label", { for: "stored-file", hidden: true }, "or one that was uploaded before ", stored);
    const zone = element("div", { class: "drop", id: "drop",
        dragover: (event) => {
            event.preventDefault();
            zone.classList.add("over");
        },
        dragleave: () => zone.classList.remove("over"),
        drop: (event) => {
            event.preventDefault();
            zone.classList.remove("over");
            event.dataTransfer.files[0] && upload(event.dataTransfer.files[0]);
        } },
    element("label", { for: "csv-file" }, "A CSV file of your own, with a line of column names: drop it here, or choose it"), file, before);
    /** @type {Map<string, Promise<Stored>>} */
    const files = new Map();
    const question = questions();
    let timer = 0;
    let asked = "";
    let listed = "";
    /** @type {any} */
    let now = null;

    function fileOf(id) {
        if (!files.has(id)) {
            const found = api.getDataset(id);
            found.catch(() => files.delete(id));
            files.set(id, found);
        }
        return /** @type {Promise<Stored>} */ (files.get(id));
    }

    const upload = (chosen) => attempt(async () => {
        const kept = await api.uploadDataset(chosen);
        files.set(kept.id, Promise.resolve(kept));
        await begin(kept);
        await offer();
    });

    /** What the service makes of it; null where it refuses it, which the check of the whole spec says at the fields. */
    const previewOf = (dataset) => api.previewDataset({ dataset, points: 2 }).catch((error) => {
        if (error.status === 400) {
            return null;
        }
        throw error;
    });

    /** @param {Stored} kept */
    async function begin(kept) {
        const dataset = datasetOf(kept);
        on.start(dataset, await previewOf(dataset));
        said.textContent = `${kept.rows} rows. The last column is the target; choose another one, and what to learn from, in the list.`;
    }

    /** Those that are there already. */
    async function offer() {
        const { items } = await api.listDatasets();
        before.hidden = !items.length;
        options(stored, ["", ...items.map((one) => one.id)], stored.value);
        [...stored.options].forEach((option, k) => (option.textContent = k ? `${items[k - 1].name}, ${items[k - 1].rows} rows` : "–"));
    }

    /** @param {Stored} kept */
    function tableOf(kept) {
        const feature = (column, k) => element("input", { type: "checkbox", id: `feature-${k}`, "aria-label": `learn from ${column.name}`,
            change: (event) => on.change(withFeature(now, kept.columns, column.name, event.target.checked), null) });
        const target = (column, k) => element("input", { type: "radio", name: "target", id: `target-${k}`, "aria-label": `${column.name} is the target`, change: () => attempt(async () => {
            const changed = withTarget(now, column.name);
            on.change(changed, await previewOf(changed));
        }) });
        return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Columns of the file" }, element("table", {},
            element("thead", {}, element("tr", {}, ["Column", "Holds", "Learn from", "Target"].map((title) => element("th", { scope: "col" }, title)))),
            element("tbody", {}, kept.columns.map((column, k) => element("tr", {}, element("th", { scope: "row" }, column.name), element("td", { class: "faint" }, kindInWords(column)),
                element("td", {}, feature(column, k)), element("td", {}, target(column, k)))))));
    }

    /** The list of the same file stays in place, and follows what is written. @param {any} dataset @param {Stored | null} kept */
    function listColumns(dataset, kept) {
        if (listed !== (kept?.id ?? "")) {
            listed = kept?.id ?? "";
            columns.replaceChildren(...(kept ? [tableOf(kept)] : []));
        }
        const used = kept ? featuresOf(dataset, kept.columns) : [];
        kept?.columns.forEach((column, k) => {
            const feature = columns.querySelector(`#feature-${k}`);
            feature.checked = used.includes(column.name);
            feature.disabled = column.name === dataset.target;
            columns.querySelector(`#target-${k}`).checked = column.name === dataset.target;
        });
    }

    /** What cannot be read is said at the fields by the check of the whole spec. */
    async function look(dataset) {
        const isLast = question();
        try {
            const kept = dataset.type === "csv" && dataset.dataset ? await fileOf(dataset.dataset) : null;
            if (!isLast()) {
                return; // something else is written by now
            }
            listColumns(dataset, kept);
            const preview = await api.previewDataset({ dataset, points: POINTS });
            if (isLast()) {
                said.textContent = points.draw(preview);
            }
        } catch (error) {
            isLast() && points.hide();
            if (!(error instanceof api.ServiceError)) {
                throw error;
            }
        }
    }

    offer().catch(() => {}); // files can still be dropped
    return {
        node: element("div", { class: "data" }, points.node, element("div", {}, zone, said, columns)),
        /** @param {any} dataset as it is written so far */
        show(dataset) {
            const written = JSON.stringify(dataset ?? null);
            now = dataset;
            if (written !== asked && dataset) {
                asked = written;
                clearTimeout(timer);
                timer = window.setTimeout(() => look(dataset), PAUSE);
            }
        },
        restyle: points.restyle,
        close: () => clearTimeout(timer),
    };
}
