/** Runs that are ready to submit. */
import * as api from "./api.js";
import { element } from "./dom.js";

/** @param submitted called with the preset and what submits its runs */
export function presetList(presets, submitted) {
    return element("ul", { class: "presets" }, presets.map((preset) => {
        const many = preset.runs?.length === 1 ? "1 run" : `${preset.runs?.length ?? "many"} runs`;
        const train = element("button", {
            type: "button",
            id: `preset-${preset.name}`,
            "aria-label": `Train the preset ${preset.name}`,
            click: () => submitted(preset, () => api.submitPreset(preset.name)),
        }, "Train");
        return element("li", {}, train, element("div", {},
            element("strong", {}, preset.title), element("span", { class: "faint" }, ` ${many}`),
            element("p", { class: "hint" }, preset.description)));
    }));
}
