"""Writes fits.json beside this file: pip install keras==3.15.1 jax==0.10.2; python make.py

Trainings as they are posted, and what Keras' fit makes of them in float64 with its own EarlyStopping and ReduceLROnPlateau:

history       as Keras keeps it: loss and metrics are running means over the batches, each batch at the weights before its
              step; val_ is evaluated at the weights after the epoch; learning_rate is the one that the epoch began with
evaluated     the loss of all training examples at the weights after each epoch, in inference
best_epoch    counted from 1, null without early stopping
weights       of the last dense layer in the end, after the best ones came back if they were to
result        the loss of all training examples at those weights
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import keras
import numpy as np

keras.config.set_floatx("float64")
HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(5)
METRICS = {"accuracy": keras.metrics.BinaryAccuracy, "rmse": keras.metrics.RootMeanSquaredError, "auc": keras.metrics.AUC,
           "mae": keras.metrics.MeanAbsoluteError}


def single(values):
    """What is left of them in single precision: both sides must start from the same numbers."""
    return np.asarray(values, np.float32).astype(np.float64)


def plain(values, digits=9):
    return json.loads(json.dumps(np.asarray(values).tolist()), parse_float=lambda x: float(f"%.{digits}g" % float(x)))


FEATURES = single(random.uniform(-1, 1, (27, 2)))
TARGETS = single((FEATURES[:, :1] * FEATURES[:, 1:] + random.normal(0, 0.2, (27, 1)) > 0).astype(float))

# what differs from one case to the next; 22 of the 27 examples are trained on where a fifth validates, in batches of 8
CASES = {
    "loss bounces and the best weights come back": {
        "optimizer": {"type": "sgd", "learning_rate": 4.0}, "epochs": 60,
        "early_stopping": {"monitor": "loss", "patience": 4, "restore_best_weights": True}},
    "penalties are part of the loss": {
        "penalty": 0.05, "optimizer": {"type": "sgd", "learning_rate": 3.0}, "epochs": 60,
        "early_stopping": {"monitor": "loss", "patience": 3, "min_delta": 0.001, "restore_best_weights": True}},
    "a metric that is a mean": {
        "optimizer": {"type": "adam", "learning_rate": 0.1}, "epochs": 40,
        "early_stopping": {"monitor": "accuracy", "mode": "max", "patience": 6, "restore_best_weights": True}},
    "metrics that are none": {
        "metrics": ["rmse", "auc", "mae"], "optimizer": {"type": "rmsprop", "learning_rate": 0.2}, "epochs": 40,
        "early_stopping": {"monitor": "auc", "mode": "max", "patience": 5},
        "reduce_on_plateau": {"monitor": "rmse", "mode": "min", "patience": 2, "factor": 0.5}},
    "the rate falls on a plateau of the loss": {
        "optimizer": {"type": "sgd", "learning_rate": 6.0}, "epochs": 30,
        "reduce_on_plateau": {"monitor": "loss", "patience": 1, "factor": 0.5, "cooldown": 1, "min_delta": 0.01}},
    "validation stops and the loss slows": {
        "validation_split": 0.2, "optimizer": {"type": "sgd", "learning_rate": 5.0}, "epochs": 50,
        "early_stopping": {"monitor": "val_loss", "patience": 6, "restore_best_weights": True},
        "reduce_on_plateau": {"monitor": "loss", "patience": 2, "factor": 0.5}},
    "batches are normalized while training": {
        "normalization": True, "optimizer": {"type": "sgd", "learning_rate": 2.0}, "epochs": 40,
        "early_stopping": {"monitor": "loss", "patience": 1, "restore_best_weights": True}},
    "classes weigh": {
        "validation_split": 0.2, "class_weight": {"1": 3.5}, "optimizer": {"type": "sgd", "learning_rate": 2.0}, "epochs": 30,
        "reduce_on_plateau": {"monitor": "loss", "patience": 2, "factor": 0.5}},
    "classes are balanced over normalized batches": {
        "normalization": True, "class_weight": "balanced", "optimizer": {"type": "sgd", "learning_rate": 1.0}, "epochs": 30,
        "early_stopping": {"monitor": "accuracy", "mode": "max", "patience": 10, "restore_best_weights": True}},
    "samples weigh, those of validation too": {
        "validation_split": 0.2, "sample_weight": True, "penalty": 0.01, "optimizer": {"type": "sgd", "learning_rate": 2.0},
        "epochs": 30, "reduce_on_plateau": {"monitor": "loss", "patience": 2, "factor": 0.5}},
}
WEIGHTS = single(np.random.RandomState(6).choice([0, 0.5, 1, 2.25, 8], len(FEATURES)))


def class_weights(case, trained):
    """By class, as fit takes them."""
    given = case.get("class_weight", {})
    counts = np.bincount(TARGETS[:trained, 0].astype(int))
    return dict(enumerate(trained / (2 * counts))) if given == "balanced" else {int(k): v for k, v in given.items()}


def sample_weights(case, trained):
    """Of each example that is trained on."""
    if "sample_weight" in case:
        return WEIGHTS[:trained]
    return np.array([class_weights(case, trained).get(int(t), 1.0) for t in TARGETS[:trained, 0]])


def build(case):
    regularizer = keras.regularizers.L2(case["penalty"]) if "penalty" in case else None
    hidden = keras.layers.Dense(4, use_bias=True, kernel_regularizer=regularizer)
    between = [keras.layers.BatchNormalization(momentum=0.9)] if "normalization" in case else []
    output = keras.layers.Dense(1, activation="sigmoid")
    model = keras.Sequential([keras.Input((2,)), hidden, *between, keras.layers.Activation("tanh"), output])
    for layer in (hidden, output):
        layer.set_weights([single(random.uniform(-1, 1, weight.shape)) for weight in layer.get_weights()])
    return model, hidden, between, output


def spec(case, hidden, between, output):
    layer = {"units": 4, "activation": "tanh"}
    if "penalty" in case:
        layer["kernel_regularizer"] = {"type": "l2", "l2": case["penalty"]}
    first = {"kernel": plain(hidden.get_weights()[0]), "bias": plain(hidden.get_weights()[1])}
    if between:
        layer["normalization"] = {"type": "batch_normalization", "momentum": 0.9}
        first |= {weight.name: plain(weight.numpy()) for weight in between[0].weights}
    last = {"kernel": plain(output.get_weights()[0]), "bias": plain(output.get_weights()[1])}
    training = {"loss": "binary_crossentropy", "metrics": case.get("metrics", ["accuracy"]), "batch_size": 8,
                "shuffle": False}
    training |= {name: case[name] for name in ("optimizer", "epochs", "validation_split", "early_stopping",
                                               "reduce_on_plateau", "class_weight") if name in case}
    weights = {"sample_weight": plain(WEIGHTS)} if "sample_weight" in case else {}
    return {"dataset": {"type": "inline", "features": plain(FEATURES), "targets": plain(TARGETS), **weights},
            "network": {"layers": [layer, {"units": 1, "activation": "sigmoid"}], "initial_weights": [first, last]},
            "training": training}


def fit(name, case):
    model, hidden, between, output = build(case)
    posted = spec(case, hidden, between, output)
    settings = dict(case["optimizer"])
    kind = {"sgd": "SGD", "adam": "Adam", "rmsprop": "RMSprop"}[settings.pop("type")]
    model.compile(optimizer=getattr(keras.optimizers, kind)(**settings), loss="binary_crossentropy",
                  metrics=[METRICS[metric](name=metric) for metric in posted["training"]["metrics"]])
    trained = len(FEATURES) - int(np.ceil(len(FEATURES) * case.get("validation_split", 0)))
    evaluated = []
    stopping = keras.callbacks.EarlyStopping(**case["early_stopping"]) if "early_stopping" in case else None
    callbacks = [keras.callbacks.ReduceLROnPlateau(**{"min_delta": 0.0001, "patience": 10} | case["reduce_on_plateau"])
                 ] if "reduce_on_plateau" in case else []
    callbacks += [stopping] if stopping else []

    def loss():
        each = keras.ops.convert_to_numpy(keras.losses.binary_crossentropy(
            TARGETS[:trained], model(FEATURES[:trained], training=False)))
        return float(np.mean(sample_weights(case, trained) * each)) + float(sum(model.losses))

    class Evaluate(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            evaluated.append(loss())

    history = model.fit(FEATURES, TARGETS, batch_size=8, epochs=case["epochs"], shuffle=False, verbose=0,
                        validation_split=case.get("validation_split", 0.0), callbacks=[*callbacks, Evaluate()],
                        class_weight=class_weights(case, trained) or None,
                        sample_weight=WEIGHTS if "sample_weight" in case else None).history
    return {"name": name, "spec": posted, "history": {key: plain(values) for key, values in history.items()},
            "evaluated": plain(evaluated), "best_epoch": stopping.best_epoch + 1 if stopping else None,
            "weights": plain(output.get_weights()[0]), "result": plain(loss())}


lines = [json.dumps(fit(name, case)) for name, case in CASES.items()]
(HERE / "fits.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
