/** Elements. Text goes in as text only, so that no name of a run can become markup. */
import { inWords } from "./words.js";

export { inWords };

/**
 * An element with attributes; functions are listeners, `true` is an attribute without a value, null is left out.
 *
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {any[]} children
 * @returns {any}
 */
export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function") {
            made.addEventListener(name, value);
        } else if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(name, value === true ? "" : value);
        }
    }
    made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
}

/** @returns {any} an element of the page, which the caller knows the kind of */
export const byId = (id) => document.getElementById(id);

/** Redraws without taking the keyboard away from the element that had it, if its successor has the same id. */
export function keepingFocus(redraw) {
    /** @type {any} */
    const { id, selectionStart, selectionEnd } = document.activeElement ?? {};
    redraw();
    const successor = id && document.activeElement?.id !== id ? byId(id) : null;
    successor?.focus({ preventScroll: true });
    if (typeof selectionStart === "number") {
        successor?.setSelectionRange(selectionStart, selectionEnd);
    }
}

/** Puts a newly built element in the place of an old one; what was opened there stays open, and what was written stays. */
export function swap(old, built) {
    const opened = [...old.querySelectorAll("details[open]")].map((details) => details.id);
    const written = [...old.querySelectorAll("input[id], textarea[id]")].filter((field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked);
    keepingFocus(() => {
        old.remove();
        built.id = old.id;
        opened.map(byId).forEach((details) => details?.setAttribute("open", ""));
        written.forEach(({ id, value, checked }) => Object.assign(byId(id) ?? {}, { value, checked }));
    });
}

export function show(node, visible) {
    node.hidden = !visible;
}

/** Offers the words; an open list is left alone if it has them already. */
export function options(select, words, chosen) {
    if (JSON.stringify([...select.options].map((option) => option.value)) !== JSON.stringify(words)) {
        select.replaceChildren(...words.map((word) => new Option(inWords(word), word)));
    }
    select.value = chosen;
}

/** A part of a drawing; numbers are rounded by the browser. @param {string} tag @param {Record<string, any>} attributes @param {any[]} children */
export function drawing(tag, attributes, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
    made.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return made;
}
