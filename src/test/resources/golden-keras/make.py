"""Writes the golden numbers beside this file: pip install keras==3.15.1 jax==0.10.2; python make.py

activations.json  value, and what comes back for a gradient, of examples × units, by Keras' formulas in float64. Where they
                  give NaN at an infinity, the limit (their value at ±1e7) stands instead.
losses.json       Σ over the examples of the loss, and ∂(mean over the examples)/∂outputs, in float64
weighted.json     the same of keras.losses objects that are given sample_weight
metrics.json      results of Keras' metric objects (float32, as they are)
defaults.json     parameters and defaults in Keras' signatures; "required" for those without
"""

import inspect
import json
import math
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import jax.numpy as jnp
import keras
import numpy as np

HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(7)


def single(values):
    """What is left of them in single precision: both sides must start from the same numbers."""
    return np.asarray(values, np.float32).astype(np.float64)


def plain(values):
    """As lists; what is a number in single precision is written as short as that allows."""
    def one(x):
        short = float(str(np.float32(x)))
        return str(x).replace("inf", "Infinity") if not math.isfinite(x) else short if float(np.float32(x)) == x else x
    return [plain(v) if np.ndim(v) else one(float(v)) for v in np.asarray(values)]


def write(name, value):
    lines = ",\n".join(json.dumps(line) for line in value)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def limit(at, x, bound):
    far = float(at(math.copysign(1e7, x)))
    return math.copysign(math.inf, far) if abs(far) > bound else far


POINTS = single([-math.inf, -1e30, -100, -20, -9, -5, -3.5, -2.7, -1.7, -1.1, -0.9, -0.7, -0.3, -0.01, -1e-6,
                 1e-6, 0.01, 0.3, 0.7, 0.9, 1.1, 1.7, 2.7, 3.5, 5, 5.7, 6.5, 9, 20, 100, 1e30, math.inf])

ACTIVATIONS = [
    ("linear", {}), ("sigmoid", {}), ("tanh", {}), ("exponential", {}), ("relu", {}), ("relu", {"max_value": 6.0}),
    ("relu", {"negative_slope": 0.1, "max_value": 2.0, "threshold": 1.0}), ("relu", {"threshold": 1.5}),
    ("relu", {"negative_slope": 0.25}), ("relu", {"max_value": 0.5}), ("leaky_relu", {}),
    ("leaky_relu", {"negative_slope": 0.01}), ("leaky_relu", {"negative_slope": 0.0}), ("relu6", {}), ("elu", {}),
    ("elu", {"alpha": 0.5}), ("celu", {}), ("celu", {"alpha": 2.0}), ("selu", {}), ("gelu", {}),
    ("gelu", {"approximate": True}), ("silu", {}), ("mish", {}), ("softplus", {}), ("softsign", {}), ("squareplus", {}),
    ("squareplus", {"b": 0.5}), ("sparse_plus", {}), ("hard_sigmoid", {}), ("log_sigmoid", {}), ("sparse_sigmoid", {}),
    ("hard_tanh", {}), ("tanh_shrink", {}), ("hard_shrink", {}), ("hard_shrink", {"threshold": 1.0}), ("soft_shrink", {}),
    ("soft_shrink", {"threshold": 2.0}), ("hard_silu", {}), ("threshold", {"threshold": 0.5, "default_value": -3.0}),
]


def elementwise():
    for name, arguments in ACTIVATIONS:
        function = getattr(keras.activations, name)
        at = lambda x: function(jnp.asarray(x, "float64"), **arguments)
        slope = jax.grad(lambda x: jnp.sum(at(x)))
        values, slopes = [], []
        for z in POINTS:
            value, back = float(at(z)), float(slope(z))
            values.append(limit(at, z, 1e6) if math.isnan(value) else value)
            slopes.append(limit(slope, z, 1e6) if math.isnan(back) else back)
        yield {"activation": {"type": name, **arguments}, "z": plain([POINTS]), "gradient": plain([np.ones(len(POINTS))]),
               "value": plain([values]), "back": plain([slopes])}


def across_units():
    z = single([[0.5, -1, 2], [100, 0, -100], [1e-6, 0, -1e-6], [-80, -81, -80.5], [7, 7, 7], [1e30, 0, 1], [30, 29, 0]])
    gradient = single(random.normal(size=z.shape))
    for name in ["softmax", "log_softmax"]:
        value, back = jax.vjp(getattr(keras.activations, name), jnp.asarray(z))
        yield {"activation": {"type": name}, "z": plain(z), "gradient": plain(gradient), "value": plain(value),
               "back": plain(back(jnp.asarray(gradient))[0])}


LABELS = single([[1, 1, 0], [0, 0, 0], [0, 1, 1], [1, 1, 1], [0, 0, 1], [1, 0, 0]])


def loss_cases():
    """None lies on a kink, where the slope is a matter of the backend."""
    p1 = single([[0.3], [0.9], [1e-9], [1.0], [0.0], [2e-7], [0.5], [0.999999]])
    t1 = single([[0], [1], [1], [0], [0], [1], [0], [1]])
    p3 = single([[0.2, 0.3, 0.5], [0.01, 0.98, 0.01], [1.0, 0.0, 0.0], [0.6, 0.6, 0.1], [1e-9, 0.5, 0.5], [3, 2, 1]])
    t3 = single(np.eye(3)[[0, 1, 1, 2, 0, 2]])
    soft = single([[0.2, 0.3, 0.5], [1, 0, 0], [0.9, 0.1, 0], [0, 0, 1], [0.5, 0.25, 0.25], [0.1, 0.1, 0.8]])
    inside = np.clip(p3, 0, 0.9)
    z3 = single([[0.5, -1.5, 2], [30, -30, 0], [100, 200, -100], [0, 0, 0], [-5, 4, 3], [1e-4, -1e-4, 0]])
    r3 = single([[0.1, -2, 3], [0, 5, -7.5], [1e4, 1, -1e-4], [2, 2, 2], [-0.3, 1.25, 60], [0, 0, 0.5]])
    counts = single([[1], [0], [7], [3], [2], [20], [1], [5]])
    rates = single([[0.5], [1e-3], [6.5], [0.0], [20], [19], [1e5], [4.5]])
    sides = single([[-1], [1], [1], [-1], [1], [-1], [-1], [1]])
    scores = single([[0.5], [0.25], [3], [-2], [-1.5], [0.75], [-0.5], [100]])

    def each(losses, *pairs):
        return [(name, arguments, outputs, targets) for name, arguments in losses for outputs, targets in pairs]

    probabilities = [("binary_crossentropy", {}), ("binary_crossentropy", {"label_smoothing": 0.2}),
                     ("binary_focal_crossentropy", {}), ("binary_focal_crossentropy", {"gamma": 1.0}),
                     ("binary_focal_crossentropy", {"gamma": 3.5, "apply_class_balancing": True, "alpha": 0.4}),
                     ("binary_focal_crossentropy", {"label_smoothing": 0.1, "apply_class_balancing": True})]
    logits = [(name, {**arguments, "from_logits": True}) for name, arguments in probabilities]
    classes = [("categorical_crossentropy", {}), ("categorical_crossentropy", {"label_smoothing": 0.3})]
    classes_of_logits = [(name, {**arguments, "from_logits": True}) for name, arguments in classes]
    distances = [(name, {}) for name in ["mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error",
                                         "mean_squared_logarithmic_error", "huber", "log_cosh"]]
    margins = [("hinge", {}), ("squared_hinge", {})]
    return [
        *each(probabilities, (p1, t1), (p3[:3], t3[:3])),
        *each(logits, (single([[0.3], [-2], [5], [15], [-15], [0], [1e-5], [-8]]), t1), (z3[3:], t3[3:])),
        *each([("binary_crossentropy", {"from_logits": True})], (z3, t3)),
        *each(classes, (p3, t3)),
        *each(classes_of_logits, (z3, t3)),
        *each([("sparse_categorical_crossentropy", {})], (p3, t3)),
        *each([("sparse_categorical_crossentropy", {"from_logits": True})], (z3, t3)),
        *each([*distances, ("huber", {"delta": 0.25})], (z3, r3), (scores, sides)),
        *each([("cosine_similarity", {})], (z3[[0, 1, 2, 4, 5]], r3[[0, 1, 2, 4, 5]]), (p3, t3), (1e-9 * z3[:1], t3[:1])),
        *each(margins, (scores, sides), (scores, t1), (z3, t3)),
        *each([("categorical_hinge", {})], (p3, t3), (z3, t3), (single(np.maximum(z3, 0)), t3)),
        *each([("kl_divergence", {})], (inside, t3), (inside, soft)),
        *each([("poisson", {})], (rates, counts)),
        *each(probabilities[:2], (p1, single([[0.1], [0.9], [0.5], [0.3], [0.0], [0.25], [1.0], [0.75]])), (p3, soft), (p3, LABELS)),
        *each(logits[:2], (z3, soft), (z3, LABELS)),
        *each(classes, (p3, soft)),
        *each(classes_of_logits, (z3, soft)),
        *each(margins, (z3, 2 * LABELS - 1), (z3, LABELS)),
    ]


def losses():
    for name, arguments, outputs, targets in loss_cases():
        function = getattr(keras.losses, name)
        given = jnp.asarray(targets.argmax(axis=-1) if name.startswith("sparse") else targets)
        mean = lambda y: jnp.mean(function(given, y, **arguments))
        yield {"loss": {"type": name, **arguments}, "outputs": plain(outputs), "targets": plain(targets),
               "sum": plain([mean(jnp.asarray(outputs)) * len(outputs)])[0],
               "gradient": plain(jax.grad(mean)(jnp.asarray(outputs)))}


def weighted():
    """As losses, where each example counts with a weight of its own."""
    weigh = np.random.RandomState(9)
    for name, arguments, outputs, targets in loss_cases():
        weights = single(weigh.choice([0, 0.25, 1, 1.5, 6], len(outputs)))
        loss = keras.losses.deserialize({"class_name": CLASSES[name], "config": arguments})
        given = jnp.asarray(targets.argmax(axis=-1) if name.startswith("sparse") else targets)
        mean = lambda y: loss(given, y, sample_weight=jnp.asarray(weights))
        yield {"loss": {"type": name, **arguments}, "outputs": plain(outputs), "targets": plain(targets),
               "weights": plain(weights), "sum": plain([mean(jnp.asarray(outputs)) * len(outputs)])[0],
               "gradient": plain(jax.grad(mean)(jnp.asarray(outputs)))}


def metrics():
    n = 29
    binary = (random.rand(n, 1) < 0.4).astype(float)
    score = single(np.clip(0.3 * binary + random.rand(n, 1) * 0.8, 0, 1))
    score[:6, 0] = single([0.5, 1, 0, 100 / 199, 1 / 199, 0.25])
    classes = np.eye(4)[random.randint(4, size=n)]
    spread = random.normal(size=(n, 4)) + classes
    spread[:5] = 0
    share = single(np.exp(spread) / np.exp(spread).sum(axis=1, keepdims=True))
    targets = single(random.normal(size=(n, 3)) * [1, 10, 0.1] + [0, 100, 0])
    guesses = single(targets + random.normal(size=(n, 3)) * [0.5, 3, 0.2])
    constant = np.full((n, 1), 2.0)
    m = keras.metrics
    yield from (([spec, metric, *pair]) for pair in [(score, binary), (share, classes), (score, 0 * binary)] for spec, metric in [
        ({"type": "precision"}, m.Precision()), ({"type": "precision", "thresholds": 0.25}, m.Precision(0.25)),
        ({"type": "recall"}, m.Recall()), ({"type": "auc"}, m.AUC()), ({"type": "auc", "num_thresholds": 11}, m.AUC(11)),
        ({"type": "f1", "threshold": 0.5}, m.F1Score(average="macro", threshold=0.5))])
    yield {"type": "accuracy"}, m.BinaryAccuracy(), score, binary
    yield {"type": "accuracy"}, m.CategoricalAccuracy(), share, classes
    yield {"type": "f1"}, m.F1Score(average="macro"), share, classes
    yield {"type": "f1", "average": "micro"}, m.F1Score(average="micro"), share, classes
    yield {"type": "f1", "average": "weighted"}, m.F1Score(average="weighted"), share, classes
    for k in [1, 2, 3]:
        yield {"type": "top_k", "k": k}, m.TopKCategoricalAccuracy(k), share, classes
    for outputs, given in [(guesses, targets), (guesses[:, :1], targets[:, :1]), (score, binary)]:
        yield {"type": "mse"}, m.MeanSquaredError(), outputs, given
        yield {"type": "rmse"}, m.RootMeanSquaredError(), outputs, given
        yield {"type": "mae"}, m.MeanAbsoluteError(), outputs, given
        yield {"type": "r2"}, m.R2Score(), outputs, given
    yield ({"type": "r2", "class_aggregation": "variance_weighted_average"},
           m.R2Score(class_aggregation="variance_weighted_average"), guesses, targets)
    yield {"type": "r2"}, m.R2Score(), score, constant
    labels = (np.random.RandomState(8).rand(n, 4) < 0.4).astype(float)
    yield {"type": "accuracy"}, m.BinaryAccuracy(), share * 2, labels
    yield {"type": "precision"}, m.Precision(), share * 2, labels
    yield {"type": "recall"}, m.Recall(), share * 2, labels
    yield {"type": "f1", "threshold": 0.5}, m.F1Score(average="macro", threshold=0.5), single(share * 2), labels


def results():
    for spec, metric, outputs, targets in metrics():
        for start in range(0, len(outputs), 17):
            metric.update_state(targets[start:start + 17], outputs[start:start + 17])
        result = np.mean(np.asarray(metric.result(), np.float64))
        metric.reset_state()
        yield {"metric": spec, "outputs": plain(outputs), "targets": plain(targets), "result": plain([result])[0]}


CLASSES = {
    "binary_crossentropy": "BinaryCrossentropy", "categorical_crossentropy": "CategoricalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy", "mean_squared_error": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError", "mean_absolute_percentage_error": "MeanAbsolutePercentageError",
    "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError", "huber": "Huber", "log_cosh": "LogCosh",
    "hinge": "Hinge", "squared_hinge": "SquaredHinge", "categorical_hinge": "CategoricalHinge",
    "kl_divergence": "KLDivergence", "poisson": "Poisson", "cosine_similarity": "CosineSimilarity",
    "binary_focal_crossentropy": "BinaryFocalCrossentropy"}


def defaults():
    skipped = {"self", "x", "axis", "seed", "name", "dtype", "reduction", "ignore_class", "input_axes",
               "output_axes"}
    for family, functions in {
        "activation": {n: getattr(keras.activations, n) for n in [*dict(ACTIVATIONS), "softmax", "log_softmax"]},
        "loss": {n: keras.losses.get({"class_name": c, "config": {}}).__class__ for n, c in CLASSES.items()},
        "initializer": {n: getattr(keras.initializers, n) for n in [
            "zeros", "ones", "constant", "identity", "orthogonal", "random_normal", "random_uniform", "truncated_normal",
            "variance_scaling", "glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform",
            "lecun_normal"]},
        "regularizer": {n: getattr(keras.regularizers, n) for n in ["l1", "l2", "l1_l2"]},
    }.items():
        for name, function in functions.items():
            parameters = inspect.signature(function).parameters.values()
            yield {"family": family, "type": name, "parameters": {
                p.name: "required" if p.default is p.empty else p.default for p in parameters if p.name not in skipped}}


keras.config.set_floatx("float32")
write("metrics", results())
keras.config.set_floatx("float64")
write("activations", [*elementwise(), *across_units()])
write("losses", losses())
write("weighted", weighted())
write("defaults", defaults())
