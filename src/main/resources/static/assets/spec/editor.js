/** A spec as a form that the catalog describes. Every field knows the place in the spec that it edits. */
import { element, options } from "../dom.js";
import { inWords } from "../words.js";
import { layerRows } from "./layers.js";
import { typed } from "./typed.js";
import { entryOf, familyOf, isFilledIn, kindOf, typeIn, valueAt, withValue } from "./schema.js";

/** @typedef {import("./schema.js").Parameter} Parameter @typedef {import("./schema.js").Entry} Entry */

/** What is seen without being asked for, by the record that it is in. */
const FIRST = {
    layer: ["units", "repeat", "activation", "kernel_initializer", "normalization", "dropout", "residual"],
    network: ["layers"],
    training: ["loss", "optimizer", "metrics", "epochs", "batch_size", "validation_split"],
    recording: ["every"],
};

/** The same of what a type can be told. */
const FIRST_OF = { optimizer: ["learning_rate"], activation: ["type"], loss: ["type"] };

const TITLES = { dataset: "Data", network: "Network", training: "Training", recording: "Recording" };

/** JSON where it is some. */
function parsed(text) {
    try {
        return text.trim() === "" ? undefined : JSON.parse(text);
    } catch {
        return text;
    }
}

const isRecord = (value) => typeof value === "object" && value !== null;
const listOf = (value) => (Array.isArray(value) ? value : []);

/** Families whose values need no type. */
const FREE = {
    learning_rate: { none: "constant", label: "learning rate", read: typed },
    class_weight: { none: "all count 1, or as written", label: "weight by the number of each class", example: '{"0": 1, "1": 5}', read: parsed },
};

const wordsOf = (text) => text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => typed(part));

/** As it is typed into a field. */
function shown(value) {
    return value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * @param {import("./schema.js").Catalog} catalog
 * @param {(spec: any) => void} changed
 * @param {{extra?: (pointer: string) => Element | null}} [how] `extra` adds something to the part at a place
 */
export function editor(catalog, changed, how = {}) {
    const node = element("div", { class: "editor" });
    /** @type {any} */
    let spec = {};

    /** @param {boolean} anew whether there are other fields now */
    function set(pointer, value, anew = false) {
        spec = withValue(spec, pointer, value);
        if (anew) {
            draw();
        }
        changed(spec);
    }

    const idOf = (pointer) => `at${pointer.replaceAll("/", "-")}`;

    function labelled(parameter, pointer, control) {
        return element("div", { class: "field" },
            element("label", { for: control.id, title: parameter.description || null }, inWords(parameter.name)), control,
            element("span", { class: "error", id: `${control.id}-error`, "data-error": pointer }));
    }

    const common = (pointer) => ({ id: idOf(pointer), "data-pointer": pointer, "aria-describedby": `${idOf(pointer)}-error` });

    /** @param {Parameter} parameter */
    function textField(parameter, pointer, value, read) {
        const input = element("input", { ...common(pointer), type: "text", placeholder: parameter.name === "repeat" ? "once" : shown(parameter.default_value),
            input: (event) => set(pointer, read(event.target.value)) });
        input.value = shown(value);
        return labelled(parameter, pointer, input);
    }

    function listField(parameter, pointer, value) {
        const text = (list) => (Array.isArray(list) ? list.map((item) => typeIn(item) ?? shown(item)).join(", ") : shown(list));
        const field = textField(parameter, pointer, value === undefined ? undefined : text(value),
            (written) => (written.trim() === "" ? undefined : wordsOf(written)));
        field.querySelector("input").placeholder = text(parameter.default_value ?? []);
        return field;
    }

    function selectField(parameter, pointer, value, words, none) {
        const select = element("select", common(pointer));
        options(select, none ? ["", ...words] : words, value ?? "");
        if (none) {
            select.options[0].textContent = none;
        }
        return { select, field: labelled(parameter, pointer, select) };
    }

    function choice(parameter, pointer, value, words) {
        const usual = parameter.default_value === null ? "not set" : `${inWords(String(parameter.default_value))} (default)`;
        const { select, field } = selectField(parameter, pointer, value === undefined ? "" : String(value), words, usual);
        select.addEventListener("change", () => set(pointer, select.value === "" ? undefined
            : select.value === "true" ? true : select.value === "false" ? false : select.value));
        return field;
    }

    /** A type of a family, and under it what that type can be told. */
    function family(parameter, pointer, value) {
        const types = /** @type {Entry[]} */ (familyOf(catalog, parameter.type)).map((entry) => entry.type);
        const free = FREE[parameter.type];
        const usual = typeIn(parameter.default_value);
        const none = parameter.required ? "" : free?.none ?? (usual ? `${inWords(String(usual))} (default)` : "none");
        const { select, field } = selectField(parameter, pointer, types.includes(typeIn(value)) ? typeIn(value) : "", types, none);
        const rate = element("input", { id: `${idOf(pointer)}-number`, type: "text", "aria-label": free?.label ?? "", placeholder: free?.example ?? shown(parameter.default_value),
            input: () => set(pointer, free.read(rate.value)) });
        const within = element("div", { class: "within" });
        const follow = (now) => {
            const known = types.includes(typeIn(now));
            const own = known ? entryOf(catalog, parameter.type, now)?.parameters ?? [] : [];
            within.replaceChildren(...(own.length ? fields(own, pointer, typeof now === "string" ? {} : now, FIRST_OF[parameter.type] ?? []).filter(Boolean) : []));
            within.hidden = !own.length;
            rate.hidden = !free || known;
            rate.value = known ? "" : shown(now);
        };
        select.addEventListener("change", () => { // the list stays as it is, so that more letters can be typed
            const chosen = select.value === "" ? undefined : select.value;
            follow(chosen);
            set(pointer, chosen);
        });
        field.insertBefore(rate, field.lastChild);
        follow(value);
        return [field, within];
    }

    /** A record that may be left out. */
    function optional(parameter, pointer, value) {
        if (value === undefined || value === null) {
            return element("div", { class: "field" }, element("button", { type: "button", ...common(pointer), click: () => set(pointer, {}, true) }, `Add ${inWords(parameter.name)}`));
        }
        return element("fieldset", { class: "part" },
            element("legend", {}, inWords(parameter.name), " ", element("button", { type: "button", class: "small", click: () => set(pointer, undefined, true) }, "Remove")),
            fields(/** @type {Entry} */ (entryOf(catalog, parameter.type, value)).parameters, pointer, value, []));
    }

    const jsonField = (parameter, pointer, value) => textField(parameter, pointer, value, parsed);

    /** @param {Parameter} parameter @returns {any} */
    function fieldOf(parameter, pointer, value) {
        switch (kindOf(catalog, parameter)) {
            case "choice": return choice(parameter, pointer, value, parameter.values);
            case "boolean": return choice(parameter, pointer, value, ["true", "false"]);
            case "list": return listField(parameter, pointer, value);
            case "family": return family(parameter, pointer, value);
            case "record": return optional(parameter, pointer, value);
            case "layers": return layers(pointer);
            case "json": return jsonField(parameter, pointer, value);
            default: return textField(parameter, pointer, value, typed);
        }
    }

    /** Those that come first, then the others, which open where one of them is set. */
    function fields(parameters, pointer, value, first) {
        const draw = (parameter) => fieldOf(parameter, `${pointer}/${parameter.name}`, value?.[parameter.name]);
        const own = parameters.filter((one) => !isFilledIn(one));
        const seen = own.filter((one) => first.length === 0 || first.includes(one.name)).sort((a, b) => first.indexOf(a.name) - first.indexOf(b.name));
        const rest = own.filter((one) => !seen.includes(one));
        const open = rest.some((one) => one.name !== "name" && value?.[one.name] !== undefined);
        return [element("div", { class: "fields" }, seen.map(draw).flat()),
            rest.length ? element("details", { id: `more${pointer.replaceAll("/", "-")}`, open }, element("summary", {}, `More: ${rest.map((one) => inWords(one.name)).join(", ")}`), element("div", { class: "fields" }, rest.map(draw).flat())) : null];
    }

    const layers = (pointer) => layerRows(catalog, { pointer, now: () => listOf(valueAt(spec, pointer)), idOf, set,
        fields: (row, k) => fields(/** @type {Entry} */ (entryOf(catalog, "layer", row)).parameters, `${pointer}/${k}`,
            isRecord(row) ? row : {}, (typeIn(row) ?? "dense") === "dense" ? FIRST.layer : []) });

    function part(name) {
        const entry = /** @type {Entry} */ (catalog.spec.find((one) => one.type === "spec"));
        const parameter = /** @type {Parameter} */ (entry.parameters.find((one) => one.name === name));
        const pointer = `/${name}`;
        const value = spec[name];
        const record = kindOf(catalog, parameter) === "record" ? entryOf(catalog, parameter.type, value) : null;
        return element("section", { class: "part", "aria-labelledby": `part-${name}` }, element("h3", { id: `part-${name}` }, TITLES[name]),
            record ? fields(record.parameters, pointer, value, FIRST[name] ?? []) : fieldOf(parameter, pointer, value),
            how.extra?.(pointer) ?? null, element("span", { class: "error", "data-error": pointer }));
    }

    function draw() {
        const focused = document.activeElement?.id;
        const opened = [...node.querySelectorAll("details[open]")].map((details) => details.id);
        const entry = /** @type {Entry} */ (catalog.spec.find((one) => one.type === "spec"));
        const seeds = entry.parameters.filter((one) => !TITLES[one.name]);
        node.replaceChildren(...Object.keys(TITLES).map(part),
            element("section", { class: "part", "aria-labelledby": "part-seeds" }, element("h3", { id: "part-seeds" }, "Validation and seeds"),
                element("div", { class: "fields" }, seeds.map((one) => fieldOf(one, `/${one.name}`, spec[one.name])).flat())));
        opened.forEach((id) => node.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", ""));
        if (focused) {
            node.querySelector(`#${CSS.escape(focused)}`)?.focus({ preventScroll: true });
        }
    }

    return {
        node,
        /** @param {any} wanted */
        show(wanted) {
            spec = wanted;
            draw();
        },
    };
}
