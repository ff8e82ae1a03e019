/** What a list of runs is filtered, sorted and put into groups by: controls, each of which is a word of the address. */
import { element, inWords, options } from "./dom.js";
import { differing, fieldInWords } from "./fields.js";
import { KEYS, keyOf } from "./order.js";
import { isActive } from "./run.js";

const STATES = ["queued", "running", "succeeded", "failed", "cancelled"];

/** While somebody types. */
const REST = 250;

/** What stands for the fields of specs, which a list does not bring by itself. */
const MORE = "more";

/** Groups of a field, at most. */
const MOST_GROUPS = 100;

/** Fields that the table shows anyway. */
export const OWN_COLUMNS = new Set([...Object.keys(KEYS), "result.loss", "result.metrics.accuracy", "findings", "status.state"]);

/**
 * @param {ReturnType<typeof import("./runlist.js").runList>} list
 * @param {(words: Record<string, string | null>) => void} change
 * @param {() => Promise<unknown>} askForSpecs
 * @param {AbortSignal} signal
 */
export function listControls(list, change, askForSpecs, signal) {
    /** @type {Record<string, string>} */
    let words = {};
    let known = { state: "", paths: /** @type {string[]} */ ([]), groups: /** @type {string[]} */ ([]) };
    const state = element("select", { id: "filter-state", change: () => change({ state: state.value }) });
    const finding = element("select", { id: "filter-finding", change: () => change({ finding: finding.value }) });
    const [name, label] = [typed("filter-name", "name", ""), typed("filter-label", "label", "key or key:value")];
    const [sort, group] = [chosen("sort-by", "sort"), chosen("group-by", "group")];
    options(state, ["", ...STATES], "");
    state.options[0].textContent = "any state";

    function typed(id, word, placeholder) {
        let rest = 0;
        const input = element("input", { id, type: "text", placeholder, input: () => {
            clearTimeout(rest);
            rest = window.setTimeout(() => signal.aborted || change({ [word]: input.value }), REST);
        } });
        return input;
    }

    /** A choice of a field; those of specs are asked for when they are wanted. */
    function chosen(id, word) {
        const select = element("select", { id, change: async () => {
            if (select.value !== MORE) {
                change({ [word]: select.value });
                return;
            }
            select.value = words[word] ?? "";
            await askForSpecs();
            offer();
            select.focus();
        } });
        return select;
    }

    /** The fields in which the runs differ; looked for again when there are others. */
    function fields() {
        const runs = list.known();
        const now = JSON.stringify([runs.map((run) => run.id), list.hasSpecs, runs.filter(isActive).length]);
        if (now !== known.state) {
            const paths = differing(runs);
            known = { state: now, paths, groups: paths.filter((path) => new Set(runs.map((run) => keyOf(path)?.(run))).size <= MOST_GROUPS) };
        }
        return { ...known, rules: [...new Set(runs.flatMap((run) => run.findings ?? []))].sort() };
    }

    /** Fills the choices with what there is to choose from. */
    function offer() {
        const { paths, groups, rules } = fields();
        const more = list.hasSpecs ? [] : [MORE];
        const named = (path) => (path === MORE ? "fields of the spec …" : fieldInWords(path));
        const sorts = [...Object.keys(KEYS), ...paths.filter((path) => !OWN_COLUMNS.has(path))].flatMap((path) => [path, `-${path}`]);
        fill(sort, ["", ...sorts, words.sort ?? "", ...more], words.sort,
            (word) => (word === "" ? "newest first" : word.startsWith("-") ? `${named(word.slice(1))}, largest first` : named(word)));
        fill(group, ["", "status.state", "findings", ...groups, words.group ?? "", ...more], words.group, (path) => (path === "" ? "no groups" : named(path)));
        fill(finding, ["", ...rules, words.finding ?? ""], words.finding, (rule) => (rule ? inWords(rule) : "any or none"));
    }

    function fill(select, values, value, named) {
        options(select, [...new Set(values)], value ?? "");
        [...select.options].forEach((option) => (option.textContent = named(option.value)));
    }

    return {
        nodes: [["State ", state], ["Name has ", name], ["Label ", label], ["Finding ", finding], ["Sort by ", sort], ["Groups of ", group]]
            .map(([text, control]) => element("label", {}, text, control)),
        offer,
        /** @param {Record<string, string>} now as the address has it */
        show(now) {
            words = now;
            state.value = words.state ?? "";
            [[name, words.name], [label, words.label]].forEach(([input, word]) => input !== document.activeElement && (input.value = word ?? ""));
        },
    };
}
