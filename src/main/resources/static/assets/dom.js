/** Elements. Text goes in as text only, so that no name of a run can become markup. */

/** An element with attributes; functions are listeners, `true` is an attribute without a value, null is left out. */
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

export const byId = (id) => document.getElementById(id);

/** Redraws without taking the keyboard away from the element that had it, if its successor has the same id. */
export function keepingFocus(redraw) {
    const focused = document.activeElement?.id;
    redraw();
    if (focused && document.activeElement?.id !== focused) {
        byId(focused)?.focus({ preventScroll: true });
    }
}

/** Puts a newly built element in the place of an old one; what was opened there stays open. */
export function swap(old, built) {
    const opened = [...old.querySelectorAll("details[open]")].map((details) => details.id);
    keepingFocus(() => {
        old.remove();
        built.id = old.id;
    });
    opened.map(byId).forEach((details) => details?.setAttribute("open", ""));
}

export function show(node, visible) {
    node.hidden = !visible;
}

/** Offers the words; an open list is left alone if it has them already. */
export function options(select, words, chosen) {
    if (String([...select.options].map((option) => option.value)) !== String(words)) {
        select.replaceChildren(...words.map((word) => new Option(inWords(word), word)));
    }
    select.value = chosen;
}

/** Names of the API as words: kernel_gradient is "kernel gradient". */
export const inWords = (name) => name.replaceAll("_", " ");
