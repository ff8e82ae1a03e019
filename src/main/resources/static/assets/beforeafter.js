/** What the rules say of several runs: what a change cured, what it left and what it brought. */
import { element, inWords } from "./dom.js";
import { listed } from "./numbers.js";
import { changes } from "./spec/difference.js";

/** @typedef {{items: {rule: string, layers: string[]}[]}} Diagnosis */

const rulesOf = (diagnosis) => diagnosis.items.map((finding) => finding.rule);

/** @param {Diagnosis} before @param {Diagnosis} after */
export function changed(before, after) {
    const [one, other] = [rulesOf(before), rulesOf(after)];
    return { cured: one.filter((rule) => !other.includes(rule)), left: one.filter((rule) => other.includes(rule)), brought: other.filter((rule) => !one.includes(rule)) };
}

/** "Cured: vanishing gradient. New: dead units." @param {Diagnosis} before @param {Diagnosis} after */
export function changedInWords(before, after) {
    const { cured, left, brought } = changed(before, after);
    const part = (title, rules) => (rules.length ? `${title}: ${listed(rules.map(inWords))}.` : "");
    return [part("Cured", cured), part("Still there", left), part("New", brought)].filter(Boolean).join(" ") || "No rule found anything wrong, neither before nor after.";
}

/** Every finding of any run, and whether each run has it. @param {{name: string, diagnosis: Diagnosis}[]} runs */
export function findingsTable(runs) {
    const rules = [...new Set(runs.flatMap(({ diagnosis }) => rulesOf(diagnosis)))];
    const cell = ({ diagnosis }, rule) => {
        const finding = diagnosis.items.find((item) => item.rule === rule);
        const { length } = finding?.layers ?? [];
        return element("td", { class: finding ? "odd" : "faint" }, finding ? (length ? `in ${length} ${length === 1 ? "layer" : "layers"}` : "yes") : "no");
    };
    return rules.length ? element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Findings of each run" }, element("table", {},
        element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Finding"), runs.map(({ name }) => element("th", { scope: "col" }, name)))),
        element("tbody", {}, rules.map((rule) => element("tr", {}, element("th", { scope: "row" }, inWords(rule)), runs.map((run) => cell(run, rule))))))) : null;
}

const asText = (value) => (value === undefined || value === null ? "not set" : typeof value === "string" ? value : JSON.stringify(value));

/** Every place in which two specs differ. @param {any} before @param {any} after */
export function differences(before, after) {
    const found = changes(before, after);
    return found.length ? element("details", { id: "differences" }, element("summary", {}, found.length === 1 ? "The one field that differs" : `All ${found.length} fields that differ`),
        element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Fields that differ" }, element("table", {},
            element("thead", {}, element("tr", {}, ["Field", "Before", "After"].map((title) => element("th", { scope: "col" }, title)))),
            element("tbody", {}, found.map((one) => element("tr", {}, element("th", { scope: "row" }, element("code", {}, one.pointer)), element("td", {}, asText(one.before)), element("td", {}, asText(one.after)))))))) : null;
}
