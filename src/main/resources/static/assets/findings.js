/** What rules say of a run: what was measured, what it means, what to try. */
import * as api from "./api.js";
import { element, inWords } from "./dom.js";
import { listed, number } from "./numbers.js";
import { isActive } from "./run.js";

const OTHERS = { sagemaker_debugger: "SageMaker Debugger", autotrainer: "AutoTrainer", dl4j: "Deeplearning4j" };

/** "vanishing gradient and no learning" */
export const named = (diagnosis) => listed(diagnosis.items.map((finding) => inWords(finding.rule)));

function where(finding) {
    const { from, to } = finding.epochs;
    const count = finding.layers.length;
    const layers = count > 3 ? `${count} layers from ${finding.layers[0]} to ${finding.layers.at(-1)}` : listed(finding.layers);
    return [layers, from === to ? `epoch ${from}` : `epoch ${from} to ${to}`].filter(Boolean).join(", ");
}

function evidence(finding) {
    const { quantity, value, non_finite: odd } = finding.measured;
    return `${where(finding)}: ${quantity} ${odd ?? number(value)}, threshold ${number(finding.threshold.value)} (${finding.threshold.source}).`;
}

function remedy(run, finding, proposed, at, actions) {
    return element("button", { type: "button", id: `try-${finding.rule}-${at}`, click: () => actions.fork(run, proposed) }, proposed.title);
}

function item(run, finding, actions) {
    const point = (evidence) => () => actions.point(evidence);
    const keep = element("button", { type: "button", class: "small", id: `point-${finding.rule}`, "data-rule": finding.rule, "aria-pressed": "false",
        click: () => actions.keep(finding.rule) }, "Show in the charts");
    return element("li", { class: `finding ${finding.severity}`, mouseenter: point(finding), mouseleave: point(null), focusin: point(finding), focusout: point(null) },
        element("h3", {}, inWords(finding.rule), element("span", { class: "faint" }, ` ${finding.severity}`)),
        element("p", {}, finding.explanation),
        finding.explained_by.length ? element("p", { class: "faint" }, `Explained by ${listed(finding.explained_by.map(inWords))}.`) : null,
        element("p", { class: "faint" }, evidence(finding), " ", keep),
        finding.remedies.length ? element("p", { class: "actions" }, element("span", {}, "Train it again with a change:"),
            finding.remedies.map((proposed, at) => remedy(run, finding, proposed, at, actions))) : null,
        element("p", { class: "faint" }, finding.reference));
}

function said(name, diagnosis) {
    const count = diagnosis.items.length;
    const lacking = diagnosis.not_judged.length ? ` ${diagnosis.not_judged.length} of its rules could not tell, or not of all layers.` : "";
    const found = count ? diagnosis.items.map((finding) => `${inWords(finding.rule)} (${where(finding)})`).join("; ") : "nothing";
    return element("li", {}, element("strong", {}, name), `: ${found}.${lacking}`);
}

/** Other tools' rules, asked for when the list is opened. */
function others(run, actions) {
    const list = element("ul", {});
    return element("details", {
        id: "other-tools",
        toggle: (event) => event.target.open && !list.childElementCount && actions.attempt(async () => {
            const answers = await Promise.all(Object.keys(OTHERS).map((pack) => api.findings(run.id, pack)));
            list.replaceChildren(...Object.values(OTHERS).map((name, k) => said(name, answers[k])));
        }),
    }, element("summary", {}, "What other tools’ rules say of this run"), list);
}

/** Rules whose silence means nothing, and why. */
function notJudged(rules) {
    return rules.length ? element("details", { id: "not-judged" },
        element("summary", {}, `Not judged: ${rules.length} of the rules`),
        element("ul", {}, rules.map((each) => element("li", {}, element("strong", {}, inWords(each.rule)), `: ${each.reason}`)))) : null;
}

/** The finding whose evidence stays in the charts. @param {ParentNode} node @param {string} [rule] */
export function press(node, rule) {
    node.querySelectorAll("[data-rule]").forEach((button) => button.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (button).dataset.rule === rule)));
}

/**
 * @param diagnosis the answer of the service
 * @param {any} actions `point` brings out evidence while it is pointed at, `keep` that of a rule until it is pressed again
 */
export function section(run, diagnosis, actions) {
    const sound = isActive(run) ? "Nothing is wrong so far." : "No rule found anything wrong.";
    return element("section", { class: "findings", "aria-labelledby": "findings-title" },
        element("h2", { id: "findings-title" }, "Findings"),
        diagnosis.items.length ? element("ul", {}, diagnosis.items.map((finding) => item(run, finding, actions))) : element("p", {}, sound),
        notJudged(diagnosis.not_judged),
        others(run, actions),
        element("p", {}, element("a", { href: api.findingsAddress(run.id) }, "JSON of the findings")));
}
