/** What was published, and whether it holds of the networks that were trained here. */
import { element } from "./dom.js";

const VERDICTS = { holds: "holds here", does_not_hold: "does not hold here", not_shown: "not shown here" };

const badge = (verdict) => element("strong", { class: `verdict ${verdict}` }, VERDICTS[verdict] ?? verdict);

/** @param {any} claim as the service judged it; null where nothing was claimed */
export function claimSection(claim) {
    return claim ? element("section", { class: "claim", id: "claim", "aria-labelledby": "claim-title" },
        element("h2", { id: "claim-title" }, "The claim ", badge(claim.verdict)),
        element("blockquote", {}, element("p", {}, claim.says), claim.source ? element("cite", { class: "faint" }, claim.source) : null),
        element("p", {}, claim.sentence),
        claim.conditions.length > 1 ? element("details", { id: "conditions" }, element("summary", {}, `Its ${claim.conditions.length} conditions one by one`),
            element("ul", {}, claim.conditions.map((one) => element("li", {}, badge(one.verdict), " ", one.says ? `${one.says}: ` : "", one.sentence)))) : null) : null;
}
