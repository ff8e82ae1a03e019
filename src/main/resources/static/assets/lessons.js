/** Lessons hold specs, not ids: they work on any machine, which trains what it does not have. */

const NORMAL = { type: "random_normal", stddev: 1 };

/** The tutorial's network: circles, four hidden layers of five units. */
function tutorial(activation, initializer, seed = 7) {
    return {
        dataset: { type: "circles", samples: 1000, factor: 0.5, noise: 0.1, seed: 42 },
        network: { layers: [
            { name: "hidden", repeat: 4, units: 5, activation, kernel_initializer: initializer },
            { name: "output", units: 1, activation: "sigmoid", kernel_initializer: initializer }] },
        training: { loss: "binary_crossentropy", metrics: ["accuracy"], epochs: 100 },
        seed,
    };
}

const withoutSeeds = ({ dataset: { seed: _seed, ...dataset }, seed: _own, ...spec }) => ({ ...spec, dataset });

const OUTPUT_AND_HIDDEN = ["/network/layers/0/kernel_initializer", "/network/layers/1/kernel_initializer"];
const ACTIVATION = { path: "/network/layers/0/activation", values: ["sigmoid", "tanh", "relu"] };

/** @param {string} name @param {any[]} axes */
const grid = (name, axes, count = 12) => ({ name, base: withoutSeeds(tutorial("sigmoid", NORMAL)), axes,
    seeds: { first: 1, count }, question: { metric: "accuracy", learned_from: 0.9 } });

/**
 * @typedef {object} Step
 * @property {string} title
 * @property {string[]} text a paragraph each
 * @property {"replay" | "gradients" | "signals" | "experiment"} show
 * @property {{name: string, spec: any}[]} [runs]
 * @property {any} [experiment]
 * @property {string} [hide] controls and figures that do not matter here: choices, densities
 * @property {"network" | "boundary"} [large] what is seen on a projector
 *
 * @type {Record<string, {title: string, steps: Step[]}>}
 */
export const LESSONS = {
    "vanishing-gradient": {
        title: "The vanishing gradient, in six steps",
        steps: [
            {
                title: "Two circles and a network",
                text: ["A network is to tell the inner circle from the outer one. It has four hidden layers of five units; no straight line parts the circles, so the layers have to bend the plane.",
                    "Press Play. The ground shows what the network answers at each epoch, the lines are its weights. With tanh it takes shape within thirty epochs."],
                show: "replay",
                hide: "choices densities",
                large: "boundary",
                runs: [{ name: "tanh, N(0, 1)", spec: tutorial("tanh", NORMAL) }],
            },
            {
                title: "The same network with sigmoid hardly moves",
                text: ["Only the activation differs. Let the lines show gradients, and press Play. At first those on the left are thin and the units on the left pale: little of the error comes back to them. Only after some fifty epochs more of it arrives.",
                    "That is the vanishing gradient: the first layers are not told what to change."],
                show: "replay",
                hide: "densities",
                large: "network",
                runs: [{ name: "sigmoid, N(0, 1)", spec: tutorial("sigmoid", NORMAL) }],
            },
            {
                title: "Where it vanishes",
                text: ["Each curve is a layer, from the first (dark) to the output (light). On a logarithmic axis the distance between two curves is a factor.",
                    "With sigmoid the first layer’s gradient is tens of times smaller than the output’s before training begins. With tanh and ReLU the curves lie closer together. This is one seed; the next step shows that it is no accident."],
                show: "gradients",
                runs: [{ name: "sigmoid, N(0, 1)", spec: tutorial("sigmoid", NORMAL) }, { name: "tanh, N(0, 1)", spec: tutorial("tanh", NORMAL) }, { name: "relu, N(0, 1)", spec: tutorial("relu", NORMAL) }],
            },
            {
                title: "One seed misleads",
                text: ["What you saw was one seed. Weights and data are drawn anew for each of twelve seeds here; every dot is a network and a link to it. How many of them learn is the answer, not how well one did.",
                    "Sigmoid rarely learns. ReLU mostly does, but now and then a network of five units dies: with one seed you would not know which you got."],
                show: "experiment",
                experiment: grid("lesson: three activations over 12 seeds", [ACTIVATION]),
            },
            {
                title: "Does Glorot’s initializer help?",
                text: ["The tutorial closes with the advice to draw the weights as Glorot and Bengio did. Over the same twelve seeds you can see what it does to the sigmoid network.",
                    "At a width of five Glorot’s standard deviation is 0.45, less than the 1 of before: the signal gets smaller still. It does not rescue sigmoid; it makes it worse."],
                show: "experiment",
                experiment: grid("lesson: sigmoid, N(0, 1) or Glorot, over 12 seeds", [
                    { name: "initializer", paths: OUTPUT_AND_HIDDEN, values: [NORMAL, "glorot_uniform"] }]),
            },
            {
                title: "What to look at in your own network",
                text: ["The backward gain says what each layer does to the error on its way back: 1 passes it unchanged. Below 1 in every layer it vanishes, above 1 it explodes. The circles at epoch 0 are what theory expects.",
                    "Choose “Change one thing” on any run to try a cure, and Findings to be told what is wrong and why."],
                show: "signals",
                runs: [{ name: "sigmoid, N(0, 1)", spec: tutorial("sigmoid", NORMAL) }, { name: "relu, he_normal", spec: tutorial("relu", "he_normal") }],
            },
        ],
    },
};

/** The number of a step as the address has it, from 1. @param {{steps: any[]}} lesson @param {string | undefined} text */
export const stepOf = (lesson, text) => Math.max(1, Math.min(lesson.steps.length, Math.floor(Number(text)) || 1));
