/** The place of a view's charts: what is new is drawn whole before it takes the place of what was there. */
import { element, swap } from "./dom.js";
import { allLayers, drawAll, legend } from "./figures.js";

/** @param {(span: number[] | null) => void} spanned the user wants to see these epochs */
export function board(spanned) {
    const host = element("div", {});
    let node = element("div", { id: "figures" });
    host.append(node);
    /** @type {any[]} */
    let panels = [];
    let span = null;
    let epoch = null;

    return {
        host,
        /**
         * @param {any[]} loaded figures with their columns
         * @param {(place: {legend: Element}) => {nodes: Node[], place: (figure: any) => Element}} layout
         */
        draw(loaded, layout) {
            const layers = allLayers(loaded);
            const { nodes, place } = layout({ legend: legend(layers, () => panels) });
            const built = element("div", {}, ...nodes);
            node.after(built); // in the page, because charts are as wide as their place
            try {
                const drawn = drawAll(loaded, layers, place, span, spanned);
                panels.forEach((panel) => panel.destroy());
                panels = drawn;
            } catch (error) {
                built.remove();
                throw error;
            }
            swap(node, built);
            node = built;
            panels.forEach((panel) => panel.mark(epoch));
        },
        zoom(wanted) {
            if (String(wanted) !== String(span)) {
                span = wanted;
                panels.forEach((panel) => panel.zoom(wanted));
            }
        },
        mark(at) {
            epoch = at;
            panels.forEach((panel) => panel.mark(at));
        },
        /** Brings out layers and epochs; null ends it. @param {{layers: string[], epochs: {from: number, to: number}} | null} evidence */
        point(evidence) {
            const layers = evidence?.layers.length ? evidence.layers : null;
            panels.forEach((panel) => {
                panel.highlight(layers);
                panel.shade(evidence && [evidence.epochs.from, evidence.epochs.to]);
            });
        },
        destroy: () => panels.forEach((panel) => panel.destroy()),
    };
}
