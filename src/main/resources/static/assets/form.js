/** A run of the tutorial's kind. The service alone judges what is right; what it refuses is shown at the field. */
import * as api from "./api.js";
import { byId, element, options } from "./dom.js";

const LAYER = "/spec/network/layers/0";

/** The fields, each with the places in the body that it fills. */
const FIELDS = [
    { name: "name", label: "Name", at: "/name", wide: true, value: "" },
    { name: "activation", label: "Activation", at: `${LAYER}/activation`, family: "activations", value: "sigmoid" },
    { name: "initializer", label: "Initializer", at: `${LAYER}/kernel_initializer`, family: "initializers", value: "random_normal" },
    { name: "stddev", label: "Its standard deviation", at: `${LAYER}/kernel_initializer/stddev`, of: "initializer", value: "1.0" },
    { name: "layers", label: "Hidden layers", at: `${LAYER}/repeat`, value: "4" },
    { name: "units", label: "Units in each", at: `${LAYER}/units`, value: "5" },
    { name: "optimizer", label: "Optimizer", at: "/spec/training/optimizer", family: "optimizers", value: "rmsprop" },
    { name: "learning_rate", label: "Learning rate", at: "/spec/training/optimizer/learning_rate", of: "optimizer", value: "" },
    { name: "epochs", label: "Epochs", at: "/spec/training/epochs", value: "100" },
    { name: "seed", label: "Seed", at: "/spec/seed", value: "7" },
];

const input = (name) => byId(`field-${name}`);
const errorOf = (name) => byId(`error-${name}`);

/** A number where it is one; anything else goes to the service unchanged, which says what is wrong with it. */
function typed(text) {
    const number = Number(text);
    return text.trim() !== "" && Number.isFinite(number) ? number : text;
}

const given = (name) => (input(name).disabled || input(name).value.trim() === "" ? {} : { [name]: typed(input(name).value) });

function request() {
    const initializer = { type: input("initializer").value, ...given("stddev") };
    const hidden = {
        name: "hidden",
        ...("layers" in given("layers") ? { repeat: given("layers").layers } : {}),
        ...given("units"),
        activation: input("activation").value,
        kernel_initializer: initializer,
    };
    const output = { name: "output", units: 1, activation: "sigmoid", kernel_initializer: initializer };
    return {
        name: input("name").value || `${hidden.activation}, ${initializer.type}`,
        labels: { activation: hidden.activation },
        spec: {
            dataset: { type: "circles", samples: 1000, factor: 0.5, noise: 0.1, seed: 42 },
            network: { layers: [hidden, output] },
            training: {
                loss: "binary_crossentropy",
                optimizer: { type: input("optimizer").value, ...given("learning_rate") },
                metrics: ["accuracy"],
                ...given("epochs"),
                batch_size: 32,
            },
            ...given("seed"),
        },
    };
}

function fieldFor(pointer) {
    const same = pointer.replace(/^\/spec\/network\/layers\/1\//, `${LAYER}/`);
    return FIELDS.filter((field) => same === field.at || same.startsWith(field.at + "/")).sort((a, b) => b.at.length - a.at.length)[0];
}

function clearErrors() {
    for (const { name } of FIELDS) {
        input(name).removeAttribute("aria-invalid");
        errorOf(name).textContent = "";
    }
    byId("form-error").textContent = "";
}

function place({ pointer, detail }) {
    const field = fieldFor(pointer ?? "");
    if (!field || input(field.name).disabled) {
        byId("form-error").textContent += `${pointer ?? ""} ${detail}. `;
        return null;
    }
    input(field.name).setAttribute("aria-invalid", "true");
    errorOf(field.name).textContent = `${detail}.`;
    return input(field.name);
}

function refused(error) {
    const errors = error.problem?.errors ?? [];
    if (!errors.length) {
        byId("form-error").textContent = error.message;
    }
    errors.map(place).find(Boolean)?.focus();
}

/** Disables parameters that the chosen type does not have, and shows defaults where nothing is typed. */
function follow(catalog) {
    for (const field of FIELDS.filter((one) => one.of)) {
        const family = FIELDS.find((one) => one.name === field.of).family;
        const parameter = catalog[family].find((entry) => entry.type === input(field.of).value)?.parameters.find((one) => one.name === field.name);
        input(field.name).disabled = !parameter;
        input(field.name).placeholder = parameter?.default_value ?? "";
    }
}

function defaults(catalog) {
    const places = { layers: ["layer", "repeat"], epochs: ["training", "epochs"], seed: ["spec", "seed"] };
    for (const [name, [entry, parameter]] of Object.entries(places)) {
        const known = catalog.spec.find((one) => one.type === entry)?.parameters.find((one) => one.name === parameter);
        input(name).placeholder = known?.default_value ?? "";
    }
}

function control(field, catalog) {
    const described = { id: `field-${field.name}`, name: field.name, "aria-describedby": `error-${field.name}` };
    if (field.family) {
        const select = element("select", described);
        options(select, catalog[field.family].map((entry) => entry.type), field.value);
        return select;
    }
    return element("input", { ...described, type: "text", inputmode: field.wide ? "text" : "decimal", value: field.value });
}

/** @param submitted called with the new run */
export function draw(catalog, submitted) {
    const form = byId("form");
    form.replaceChildren(
        ...FIELDS.map((field) => element("p", { class: field.wide ? "field wide" : "field" },
            element("label", { for: `field-${field.name}` }, field.label), control(field, catalog),
            element("span", { id: `error-${field.name}`, class: "error", role: "alert" }))),
        element("p", { class: "wide" },
            element("button", { type: "submit", class: "main" }, "Train"), " ",
            element("span", { id: "form-error", class: "error", role: "alert" })));
    input("name").placeholder = "activation, initializer";
    follow(catalog);
    defaults(catalog);
    form.addEventListener("change", () => follow(catalog));
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        clearErrors();
        try {
            submitted(await api.submitRun(request()));
        } catch (error) {
            if (!(error instanceof api.ServiceError)) {
                throw error;
            }
            refused(error);
        }
    });
}
