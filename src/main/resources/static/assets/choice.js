/** What the charts of a view show: the tensor, the statistic and the axis, which are words of the address. */
import { element, inWords, options } from "./dom.js";
import { statisticInWords } from "./figures.js";

/** @param {string[]} statistics @param {(words: Record<string, string>) => void} changed @param {Node[]} more controls that are named as words of the address are */
export function choiceForm(statistics, changed, ...more) {
    const tensor = element("select", { id: "choice-tensor", name: "tensor" });
    const statistic = element("select", { id: "choice-statistic", name: "statistic" });
    options(statistic, statistics, statistics[0]);
    for (const option of statistic.options) {
        option.textContent = statisticInWords(option.value);
    }
    const radios = [["linear", "linear"], ["log", "logarithmic"]].map(([value, text]) =>
        element("label", {}, element("input", { type: "radio", name: "scale", value }), ` ${text}`));
    const node = element("form", { id: "choice", class: "choice", "aria-label": "What the figures show",
        change: (event) => changed({ [event.target.name]: event.target.value }),
        submit: (event) => event.preventDefault() },
    element("label", {}, "Tensor ", tensor), element("label", {}, "Statistic ", statistic),
    element("fieldset", {}, element("legend", {}, "Axis"), ...radios), ...more);
    return {
        node,
        /** @param {{tensors: string[], tensor?: string, statistic: string, scale: string}} choice */
        show(choice) {
            node.hidden = !choice.tensor;
            options(tensor, choice.tensors.map(String), choice.tensor);
            [...tensor.options].forEach((option) => (option.textContent = inWords(option.value)));
            statistic.value = choice.statistic;
            node.querySelectorAll("[name=scale]").forEach((radio) => (radio.checked = radio.value === choice.scale));
        },
    };
}
