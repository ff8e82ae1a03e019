/** The place of a view's charts: what is new is drawn whole before it takes the place of what was there. */
import { element, swap } from "./dom.js";
import { allLayers, drawAll, legend } from "./figures.js";

/** @typedef {{layers: string[], epochs: {from: number, to: number}}} Evidence */

/** @param {{node: Element}} drawing */
function isSeen({ node }) {
    const { top, bottom } = node.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
}

/** @param {(span: number[] | null) => void} spanned the user wants to see these epochs */
export function board(spanned) {
    const host = element("div", {});
    let node = element("div", { id: "figures" });
    host.append(node);
    /** @type {any[]} */
    let panels = [];
    let span = null;
    let epoch = null;
    /** @type {Evidence | null} */
    let pointed = null;
    let later = 0;

    function bringOut() {
        const layers = pointed?.layers.length ? pointed.layers : null;
        panels.forEach((panel) => {
            panel.highlight(layers);
            panel.shade(pointed && [pointed.epochs.from, pointed.epochs.to]);
        });
    }

    return {
        host,
        /**
         * @param {any[]} loaded figures with their columns
         * @param {(place: {legend: Element}) => {nodes: Node[], place: (figure: any) => Element, more?: any[]}} layout with
         *     more drawings that are moved together with the charts
         */
        draw(loaded, layout) {
            const layers = allLayers(loaded);
            const { nodes, place, more = [] } = layout({ legend: legend(layers, () => panels) });
            const read = panels.find((panel) => (panel.reading ?? null) !== null)?.reading;
            const built = element("div", {}, ...nodes);
            node.after(built); // in the page, because charts are as wide as their place
            try {
                const drawn = [...drawAll(loaded, layers, place, span, spanned), ...more];
                more.forEach((drawing) => drawing.zoom(span));
                panels.forEach((panel) => panel.destroy());
                panels = drawn;
                clearTimeout(later);
            } catch (error) {
                built.remove();
                throw error;
            }
            swap(node, built);
            node = built;
            panels.forEach((panel) => panel.mark(epoch));
            pointed && bringOut();
            read !== undefined && queueMicrotask(() => panels[0]?.read?.(read)); // it has its axes then, and no key has been pressed yet; the others follow
        },
        /** What is seen comes first and all else one by one, so that nobody waits for what he does not see. */
        zoom(wanted) {
            if (String(wanted) === String(span)) {
                return;
            }
            span = wanted;
            const seen = panels.filter(isSeen);
            const others = panels.filter((panel) => !seen.includes(panel));
            const next = () => {
                const panel = others.shift();
                if (panel) {
                    panel.zoom(wanted);
                    later = window.setTimeout(next);
                }
            };
            seen.forEach((panel) => panel.zoom(wanted));
            clearTimeout(later);
            later = window.setTimeout(next);
        },
        mark(at) {
            epoch = at;
            panels.forEach((panel) => panel.mark(at));
        },
        /** Brings out layers and epochs; null ends it. @param {Evidence | null} evidence */
        point(evidence) {
            if (evidence !== pointed) {
                pointed = evidence;
                bringOut();
            }
        },
        destroy() {
            clearTimeout(later);
            panels.forEach((panel) => panel.destroy());
        },
    };
}
