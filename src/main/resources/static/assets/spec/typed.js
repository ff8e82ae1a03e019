/** A number where it is one; anything else goes to the service unchanged, which says what is wrong with it. @param {string} text */
export function typed(text) {
    const number = Number(text);
    return text.trim() === "" ? undefined : Number.isFinite(number) ? number : text;
}
