"""Writes the golden numbers beside this file, each by the optimizer of its own framework in double precision.

    pip install keras==3.15.1 jax torch==2.15.0 && KERAS_BACKEND=jax python make.py keras3 pytorch
    pip install tensorflow-cpu==2.21.0 tf-keras==2.21.0 && python make.py tf2

Two tensors, "kernel" and "bias", are given the same gradients in every case, whatever their values are; rates.json holds
what Keras' schedules give, in single precision as Keras computes them, and callbacks.json what its callbacks do when the
watched number goes through given values.
"""

import json
import math
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).parent
STEPS = 60
KEPT = [1, 2, 3, 10, 30, 60]
START = {"kernel": [0.5, -0.25, 1.0, -1.5, 2.0, 0.125, -0.75, 0.0], "bias": [0.25, -0.5, 0.0]}


def gradients(step):
    t = step + 1
    kernel = [
        math.sin(t),
        0.0,  # never any
        0.5 * (-1) ** (t // 7) if t % 7 == 0 else 0.0,  # sparse
        1e-12 * math.cos(0.3 * t),  # tiny
        1e6 * math.cos(0.7 * t),  # huge
        0.3,  # never changing
        0.9**t,  # fading
        1e-3 * math.sin(2.1 * t) + 1e-4,
    ]
    bias = [math.cos(1.7 * t), -2.0 if t == 5 else 0.0, 1e-5 * (1 + 0.5 * math.sin(t))]
    return {name: [float(np.float32(g)) for g in values] for name, values in (("kernel", kernel), ("bias", bias))}


# name: (type, settings in Backflow's words)
KERAS = {
    "sgd": ("sgd", {}),
    "sgd-momentum": ("sgd", {"momentum": 0.9}),
    "sgd-nesterov": ("sgd", {"momentum": 0.8, "nesterov": True}),
    "rmsprop": ("rmsprop", {}),
    "rmsprop-momentum": ("rmsprop", {"momentum": 0.5, "rho": 0.8}),
    "rmsprop-centered": ("rmsprop", {"centered": True}),
    "rmsprop-centered-momentum": ("rmsprop", {"centered": True, "momentum": 0.5}),
    "adam": ("adam", {}),
    "adam-amsgrad": ("adam", {"amsgrad": True, "beta_1": 0.8, "beta_2": 0.9}),
    "nadam": ("nadam", {}),
    "adamax": ("adamax", {}),
    "adamax-forgetful": ("adamax", {"beta_2": 0.1, "epsilon": 1e-3}),
    "adagrad": ("adagrad", {}),
    "adagrad-from-zero": ("adagrad", {"initial_accumulator_value": 0.0, "learning_rate": 0.1}),
    "adadelta": ("adadelta", {}),
    "adadelta-fast": ("adadelta", {"learning_rate": 1.0, "rho": 0.8}),
    "decay": ("adam", {"weight_decay": 0.5, "learning_rate": 0.01}),
    "decay-sgd": ("sgd", {"weight_decay": 0.5, "momentum": 0.9}),
    "adamw": ("adamw", {}),
    "adamw-strong": ("adamw", {"weight_decay": 0.8, "learning_rate": 0.01, "amsgrad": True}),
}
KERAS_ONLY = {
    "lion": ("lion", {}),
    "lion-decay": ("lion", {"beta_1": 0.8, "beta_2": 0.9, "weight_decay": 0.3, "learning_rate": 0.01}),
    "ftrl": ("ftrl", {}),
    "ftrl-regularized": ("ftrl", {
        "learning_rate": 0.1, "l1_regularization_strength": 0.05, "l2_regularization_strength": 0.2,
        "l2_shrinkage_regularization_strength": 0.1, "beta": 0.5}),
    "ftrl-power": ("ftrl", {"learning_rate": 0.1, "learning_rate_power": -0.7, "initial_accumulator_value": 0.3}),
    "clipnorm": ("adagrad", {"clipnorm": 0.75, "learning_rate": 0.1}),
    "global-clipnorm": ("sgd", {"global_clipnorm": 2.0}),
    "clipvalue": ("adagrad", {"clipvalue": 0.4}),
    "clipnorm-decay": ("sgd", {"clipnorm": 1.5, "weight_decay": 0.2, "momentum": 0.5}),
    "schedule": ("adam", {"weight_decay": 0.1, "learning_rate": {
        "type": "exponential_decay", "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}}),
}
PYTORCH_ONLY = {
    "sgd-dampening": ("sgd", {"momentum": 0.9, "dampening": 0.4}),
    "sgd-schedule": ("sgd", {"momentum": 0.9, "learning_rate": {
        "type": "exponential_decay", "initial_learning_rate": 0.1, "decay_steps": 10, "decay_rate": 0.5}}),
}
CLASSES = {"rmsprop": "RMSprop", "sgd": "SGD", "adamw": "AdamW"}


def keras3(kind, settings):
    import jax

    jax.config.update("jax_enable_x64", True)
    import keras

    keras.config.set_floatx("float64")
    settings = dict(settings)
    if isinstance(settings.get("learning_rate"), dict):
        settings["learning_rate"] = schedule(keras.optimizers.schedules, settings["learning_rate"])
    optimizer = getattr(keras.optimizers, CLASSES.get(kind, kind.capitalize()))(**settings)
    variables = [keras.Variable(np.array(start), dtype="float64") for start in START.values()]
    for step in range(STEPS):
        optimizer.apply([keras.ops.array(g, dtype="float64") for g in gradients(step).values()], variables)
        yield [variable.numpy() for variable in variables]


def tf2(kind, settings):
    import tensorflow as tf
    from tf_keras.optimizers import legacy

    optimizer = getattr(legacy, CLASSES.get(kind, kind.capitalize()))(**settings)
    variables = [tf.Variable(np.array(start), dtype="float64") for start in START.values()]
    for step in range(STEPS):
        optimizer.apply_gradients(zip([tf.constant(g, tf.float64) for g in gradients(step).values()], variables))
        yield [variable.numpy() for variable in variables]


def pytorch(kind, settings):
    import torch

    classes = {"nadam": "NAdam", "adadelta": "Adadelta", **CLASSES}
    names = {"learning_rate": "lr", "epsilon": "eps"} | ({"rho": "alpha"} if kind == "rmsprop" else {})
    given = {names.get(key, key): value for key, value in settings.items()}
    if "beta_1" in given or "beta_2" in given:
        given["betas"] = (given.pop("beta_1", 0.9), given.pop("beta_2", 0.999))
    rate = given.get("lr")
    if isinstance(rate, dict):
        given["lr"] = rate["initial_learning_rate"]
    tensors = [torch.tensor(start, dtype=torch.float64, requires_grad=True) for start in START.values()]
    optimizer = getattr(torch.optim, classes.get(kind, kind.capitalize()))(tensors, **given)
    for step in range(STEPS):
        if isinstance(rate, dict):
            decays = step / rate["decay_steps"]
            optimizer.param_groups[0]["lr"] = rate["initial_learning_rate"] * rate["decay_rate"] ** decays
        for tensor, g in zip(tensors, gradients(step).values()):
            tensor.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        yield [tensor.detach().numpy() for tensor in tensors]


CASES = {
    keras3: KERAS | KERAS_ONLY,
    # The older optimizers know neither AdamW nor weight decay.
    tf2: {name: case for name, case in KERAS.items() if case[0] != "adamw" and "weight_decay" not in case[1]},
    pytorch: KERAS | PYTORCH_ONLY,
}
SCHEDULES = [
    {"type": "exponential_decay", "initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.8},
    {"type": "exponential_decay", "initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.8, "staircase": True},
    {"type": "inverse_time_decay", "initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5},
    {"type": "inverse_time_decay", "initial_learning_rate": 0.1, "decay_steps": 7, "decay_rate": 0.5, "staircase": True},
    {"type": "polynomial_decay", "initial_learning_rate": 0.1, "decay_steps": 20},
    {"type": "polynomial_decay", "initial_learning_rate": 0.1, "decay_steps": 20, "end_learning_rate": 0.01, "power": 0.5},
    {"type": "polynomial_decay", "initial_learning_rate": 0.1, "decay_steps": 20, "power": 2.0, "cycle": True},
    {"type": "cosine_decay", "initial_learning_rate": 0.1, "decay_steps": 30},
    {"type": "cosine_decay", "initial_learning_rate": 0.1, "decay_steps": 30, "alpha": 0.2},
    {"type": "cosine_decay", "initial_learning_rate": 0.01, "decay_steps": 30, "warmup_target": 0.2, "warmup_steps": 10},
    {"type": "cosine_decay", "initial_learning_rate": 0.0, "decay_steps": 30, "warmup_target": 0.2, "warmup_steps": 1},
    {"type": "piecewise_constant", "boundaries": [5, 20], "values": [0.1, 0.05, 0.001]},
]


def schedule(schedules, given):
    given = dict(given)
    name = given.pop("type")
    if name == "piecewise_constant":
        return schedules.PiecewiseConstantDecay(**given)
    return getattr(schedules, "".join(word.capitalize() for word in name.split("_")))(**given)


FALLING = [1.0, 0.9, 0.85, 0.849, 0.86, 0.8495, 0.7, 0.7, 0.7, 0.71, 0.72, 0.7, 0.69, 0.69, 0.69, 0.69, 0.69, 0.69]
RISING = [0.5, 0.4, 0.6, 0.61, 0.61, 0.6, 0.62, 0.61, 0.61, 0.61, 0.61, 0.61]
BROKEN = [1.0, 0.5, math.nan, math.nan, 0.4, math.nan, math.nan, math.nan, math.nan]
STOPPING = [
    (FALLING, {}),
    (FALLING, {"patience": 2}),
    (FALLING, {"patience": 4}),
    (FALLING, {"patience": 3, "min_delta": 0.01}),
    (FALLING, {"patience": 3, "baseline": 0.8}),
    (FALLING, {"patience": 6, "baseline": 0.8}),
    (FALLING, {"patience": 2, "start_from_epoch": 6}),
    (RISING, {"patience": 1}),
    (RISING, {"patience": 1, "mode": "max"}),
    (RISING, {"patience": 3, "mode": "max", "min_delta": 0.005}),
    (BROKEN, {"patience": 2}),
    (BROKEN, {"patience": 3}),
    ([math.nan, 1.0, 0.5, 0.25], {"patience": 2}),
]
PLATEAU = [
    (FALLING, {}),
    (FALLING, {"patience": 2}),
    (FALLING, {"patience": 0, "factor": 0.5}),
    (FALLING, {"patience": 1, "factor": 0.5, "cooldown": 2}),
    (FALLING, {"patience": 1, "factor": 0.25, "min_lr": 0.25, "cooldown": 1}),
    (FALLING, {"patience": 2, "min_delta": 0.05, "factor": 0.5}),
    (RISING, {"patience": 1, "mode": "max", "factor": 0.5}),
    (BROKEN, {"patience": 1, "factor": 0.5}),
]


def stopping(values, settings):
    from types import SimpleNamespace

    import keras

    model = SimpleNamespace(stop_training=False, metrics=[], weights=0, get_weights=lambda: None)
    callback = keras.callbacks.EarlyStopping(monitor="loss", **settings)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"loss": value})
        if model.stop_training:
            break
    return {"values": values, "early_stopping": settings, "stops_after": epoch + 1 if model.stop_training else None,
            "best_epoch": callback.best_epoch + 1}


def plateau(values, settings):
    from types import SimpleNamespace

    import keras

    rates = []
    model = SimpleNamespace(metrics=[], optimizer=SimpleNamespace(learning_rate=1.0))
    callback = keras.callbacks.ReduceLROnPlateau(monitor="loss", **settings)
    callback.set_model(model)
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"loss": value})
        rates.append(model.optimizer.learning_rate)
    return {"values": values, "reduce_on_plateau": settings, "rates": rates}


def main():
    (HERE / "gradients.json").write_text(json.dumps(
        {"start": START, "steps": [gradients(step) for step in range(STEPS)]}, indent=0) + "\n")
    for framework in (keras3, tf2, pytorch):
        if framework.__name__ not in sys.argv[1:]:
            continue
        lines = []
        for name, (kind, settings) in CASES[framework].items():
            dialect = {} if kind in ("lion", "ftrl") else {"dialect": framework.__name__}
            after = {}
            for step, values in enumerate(framework(kind, settings), 1):
                if step in KEPT:
                    after[str(step)] = dict(zip(START, (value.tolist() for value in values)))
            lines.append(json.dumps({"name": name, "optimizer": {"type": kind} | dialect | settings, "after": after}))
        (HERE / f"{framework.__name__}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    if "keras3" in sys.argv[1:]:
        import keras

        keras.config.set_floatx("float32")
        lines = [json.dumps({"schedule": given, "rates": [
            float(schedule(keras.optimizers.schedules, given)(step)) for step in range(STEPS)]}) for given in SCHEDULES]
        (HERE / "rates.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
        lines = [json.dumps(stopping(*case)) for case in STOPPING] + [json.dumps(plateau(*case)) for case in PLATEAU]
        (HERE / "callbacks.json").write_text("[\n" + ",\n".join(lines).replace("NaN", "null") + "\n]\n")


main()
