/**
 * The shapes that modules of the page hand to each other, for the type checker and for readers. Nothing is executed.
 *
 * @typedef {Record<string, (number | null)[]>} Columns one for the epochs, and one for each layer or metric
 *
 * @typedef {object} Status
 * @property {"queued" | "running" | "succeeded" | "failed" | "cancelled"} state
 * @property {number} epoch the last whose numbers can be read
 * @property {number} epochs
 * @property {number} attempt
 * @property {number | null} [seconds_left]
 * @property {string | null} [submitted_at]
 * @property {string | null} [started_at]
 * @property {string | null} [finished_at]
 * @property {{message: string} | null} [error]
 *
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} kind
 * @property {number} inputs
 * @property {number} units
 * @property {string | null} [activation]
 * @property {string[]} tensors
 *
 * @typedef {object} Run what the service says of a run
 * @property {string} id
 * @property {string} name
 * @property {Record<string, string>} labels
 * @property {any} spec
 * @property {string} summary
 * @property {boolean} [pinned]
 * @property {string | null} [notes] where the whole run was asked for
 * @property {{run: string, epoch: number} | null} [forked_from]
 * @property {{layers: Layer[], metrics: string[], tensors?: string[], histograms?: any, epochs: {first: number, last: number, every: number}}} outline
 * @property {Status} status
 * @property {any} result
 * @property {any} [reproduction]
 * @property {string[]} [findings] names of the rules that object, once they were asked for
 * @property {string[]} figures
 * @property {string[]} signals
 *
 * @typedef {object} Wanted a panel to be drawn
 * @property {string} key panels of one key share their axis
 * @property {string} [tensor]
 * @property {string} [statistic]
 * @property {string} [signal]
 * @property {string} [metric]
 * @property {boolean} log
 * @property {boolean} [fromZero]
 * @property {number} [height]
 *
 * @typedef {object} Curve
 * @property {string} name
 * @property {(number | null)[]} values
 * @property {string} colour
 * @property {number[]} [dash]
 * @property {number} [width]
 * @property {number | null} [expected] by theory, at epoch 0
 *
 * @typedef {object} Place what the address says
 * @property {string} view
 * @property {string} subject ids with commas between them, or a name
 * @property {Record<string, string>} words the state of the view
 *
 * @typedef {object} Screen a view on some subject, drawn
 * @property {string} title
 * @property {string} [lead]
 * @property {Node[]} nodes
 * @property {() => void} [shown] once the nodes are in the document: charts are as wide as their place
 * @property {(place: Place) => unknown} [move] the address has other words for the same subject
 * @property {() => unknown} [restyle] light became dark, or dark light
 * @property {() => void} [close]
 *
 * @typedef {object} Tools what a view may use
 * @property {AbortSignal} signal aborted when the view is taken away, or was overtaken before it was shown
 * @property {import("./store.js").RunStore} store
 * @property {(action: () => Promise<unknown>) => Promise<any>} attempt says what went wrong, and answers it; null if all went well
 * @property {(hash: string) => void} go
 * @property {(words: Record<string, string | null>) => void} remember puts words into the address; null takes one out
 * @property {() => Place} place
 *
 * @typedef {{open: (place: Place, tools: Tools) => Promise<Screen>}} View
 */

export {};
