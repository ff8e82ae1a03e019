/** Shows what the service says of a spec at the fields that it is about. */
import { element } from "../dom.js";
import { placeFor } from "./schema.js";

/** @typedef {import("./check.js").Problem} Problem */

/** @param {Problem} problem @param {((remedy: any) => void) | undefined} apply */
const line = ({ severity, detail, remedy }, apply) => element("span", { class: severity === "warning" ? "warned" : "refused" },
    severity === "warning" ? "Warning: " : "", `${detail}.`,
    remedy && apply ? [" ", element("button", { type: "button", class: "small", click: () => apply(remedy) }, remedy.title)] : null, " ");

/**
 * @param {Element} form whose fields have `data-pointer`, and the places for words about them `data-error`
 * @param {Problem[]} problems
 * @param {{focus?: boolean, apply?: (remedy: {title: string, patch: any}) => void}} how `focus` goes to the first that is
 *     refused; `apply` is offered for remedies
 * @returns {Problem[]} those that have no field
 */
export function showProblems(form, problems, { focus = false, apply } = {}) {
    form.querySelectorAll("[data-error]").forEach((place) => place.replaceChildren());
    form.querySelectorAll("[aria-invalid]").forEach((field) => field.removeAttribute("aria-invalid"));
    const places = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-error]")]);
    const homeless = [];
    for (const problem of problems) {
        const at = placeFor(places.map((place) => place.dataset.error ?? ""), problem.pointer);
        const place = places.find((one) => one.dataset.error === at);
        if (!place) {
            homeless.push(problem);
            continue;
        }
        place.append(line(problem, apply));
        if (problem.severity === "error") {
            form.querySelector(`[data-pointer="${CSS.escape(at ?? "")}"]`)?.setAttribute("aria-invalid", "true");
        }
        place.closest("details")?.setAttribute("open", "");
    }
    if (focus) {
        /** @type {HTMLElement | null} */ (form.querySelector("[aria-invalid]"))?.focus();
    }
    return homeless;
}
