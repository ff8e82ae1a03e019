"""Writes the golden numbers beside this file: pip install keras==3.15.1 jax==0.10.2; python make.py

traces.json    runs as they are posted, and what Keras makes of them, in float64: loss (inference) of all examples after
               every epoch, loss and largest |gradient| of the kernels of the batch that opens each epoch (training mode),
               weights and predictions (inference) at the end
defaults.json  parameters and defaults in the signatures of Keras' layers; "required" for those without

What a dense layer has beside its kernel is stacked here from Keras' own layers: Dense, normalization, Activation, Add.
A shift that batch normalization takes away again has no gradient but rounding, of which Adam makes a step: the traces
with Adam have none, because no two programs could agree on it.
"""

import inspect
import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_ENABLE_X64"] = "1"

import jax
import keras
import numpy as np

keras.config.set_floatx("float64")
HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(11)
KINDS = {"batch_normalization": keras.layers.BatchNormalization, "layer_normalization": keras.layers.LayerNormalization,
         "dropout": keras.layers.Dropout}


def single(values):
    """What is left of them in single precision: both sides must start from the same numbers."""
    return np.asarray(values, np.float32).astype(np.float64)


def plain(values, digits=9):
    return json.loads(json.dumps(np.asarray(values).tolist()), parse_float=lambda x: float(f"%.{digits}g" % float(x)))


def settings(spec):
    return {name: value for name, value in spec.items() if name not in ("type", "name", "repeat")}


def stacked(spec, signal):
    """One layer of a spec out of Keras' layers, those with weights first to last."""
    kind = spec.get("type", "dense")
    if kind != "dense":
        layer = KINDS[kind](**settings(spec))
        return layer(signal), [layer]
    dense = keras.layers.Dense(spec["units"], use_bias=spec.get("use_bias", True),
                               kernel_regularizer=regularizer(spec))
    made = [dense]
    out = dense(signal)
    if "normalization" in spec:
        normalization = spec["normalization"]
        normalization = {"type": normalization} if isinstance(normalization, str) else normalization
        made.append(KINDS[normalization["type"]](**settings(normalization)))
        out = made[-1](out)
    out = keras.layers.Activation(spec.get("activation", "linear"))(out)
    out = keras.layers.Dropout(spec.get("dropout", 0.0))(out)
    return (keras.layers.Add()([out, signal]) if spec.get("residual") else out), made


def regularizer(spec):
    return keras.regularizers.L2(spec["kernel_regularizer"]["l2"]) if "kernel_regularizer" in spec else None


def named(layers):
    """The weights of the layers that stand for one, by name."""
    return {weight.name: plain(weight.numpy()) for layer in layers for weight in layer.weights}


def initial(layers):
    """Numbers other than the defaults, so that every weight matters."""
    for layer in layers:
        values = []
        for weight in layer.weights:
            low, high = (0.3, 1.7) if weight.name in ("gamma", "moving_variance") else (-0.6, 0.6)
            values.append(single(random.uniform(low, high, weight.shape)))
        layer.set_weights(values)
    return named(layers)


class Watch:
    """Looks at all examples and at the batch that comes next."""

    def __init__(self, model, x, y, loss, batch):
        self.model, self.x, self.y, self.batch = model, x, y, batch
        self.loss = lambda y, outputs: keras.ops.mean(keras.losses.get(loss)(y, outputs))
        self.losses, self.batch_losses, self.gradients = [], [], []

    def look(self):
        trainable = [v.value for v in self.model.trainable_variables]
        fixed = [v.value for v in self.model.non_trainable_variables]

        def of(trainable, x, y, training):
            outputs, _, losses = self.model.stateless_call(trainable, fixed, x, training=training, return_losses=True)
            return self.loss(y, outputs) + sum(losses)

        x, y = self.x[:self.batch], self.y[:self.batch]
        value, gradients = jax.value_and_grad(of)(trainable, x, y, True)
        self.losses.append(float(of(trainable, self.x, self.y, False)))
        self.batch_losses.append(float(value))
        self.gradients.append([float(abs(g).max()) for v, g in zip(self.model.trainable_variables, gradients)
                               if v.name == "kernel"])


def trace(name, layers, optimizer, samples=21, batch=8, epochs=5, loss="mean_squared_error"):
    inputs, outputs = 4, layers[-1]["units"]
    x = single(random.normal(0.3, 1.2, (samples, inputs)))
    y = single(random.normal(0, 1, (samples, outputs)))
    if loss == "binary_crossentropy":
        y = (y > 0).astype("float64")
    source = keras.Input((inputs,))
    signal, made = source, []
    for layer in layers:
        signal, parts = stacked(layer, signal)
        made.append(parts)
    model = keras.Model(source, signal)
    weights = [initial(parts) for parts in made]
    by_name = {**optimizer}
    model.compile(getattr(keras.optimizers, by_name.pop("class"))(**by_name), loss)
    watch = Watch(model, x, y, loss, batch)
    for _ in range(epochs):
        watch.look()
        for i in range(0, samples, batch):
            model.train_on_batch(x[i:i + batch], y[i:i + batch])
    watch.look()
    posted = {"type": {"SGD": "sgd", "Adam": "adam", "RMSprop": "rmsprop"}[optimizer["class"]], **by_name}
    spec = {"dataset": {"type": "inline", "features": plain(x), "targets": plain(y)},
            "network": {"layers": layers, "initial_weights": weights},
            "training": {"loss": loss, "optimizer": posted, "epochs": epochs, "batch_size": batch, "shuffle": False}}
    return {"name": name, "spec": spec, "losses": plain(watch.losses), "batch_losses": plain(watch.batch_losses),
            "gradients": plain(watch.gradients), "weights": [named(parts) for parts in made],
            "predictions": plain(model.predict(x, verbose=0))}


BATCH, LAYER = {"type": "batch_normalization"}, {"type": "layer_normalization"}
QUICK = {"type": "batch_normalization", "momentum": 0.7, "epsilon": 0.01}
OUT = {"units": 2}


def dense(**more):
    return {"units": 4, "activation": "tanh", **more}


def traces():
    yield trace("batch normalization layers", [BATCH, dense(), QUICK, dense(activation="relu"), OUT],
                {"class": "SGD", "learning_rate": 0.05})
    yield trace("batch normalization before the activation",
                [dense(normalization=QUICK, use_bias=False), dense(activation="sigmoid", use_bias=False, normalization="batch_normalization"),
                 {"units": 1, "activation": "sigmoid", "use_bias": False, "normalization": QUICK}],
                {"class": "Adam", "learning_rate": 0.02}, loss="binary_crossentropy")
    yield trace("batch normalization without scale and center",
                [dense(), {**QUICK, "scale": False}, dense(activation="selu"), {**BATCH, "center": False},
                 dense(normalization={**QUICK, "scale": False, "center": False}), OUT],
                {"class": "SGD", "learning_rate": 0.03, "momentum": 0.9})
    yield trace("batch normalization of a last batch with one example", [dense(), QUICK, OUT],
                {"class": "SGD", "learning_rate": 0.05}, samples=17)
    yield trace("layer normalization layers", [LAYER, dense(), {**LAYER, "epsilon": 0.05}, dense(activation="relu"), OUT],
                {"class": "RMSprop", "learning_rate": 0.01})
    yield trace("layer normalization before the activation",
                [dense(normalization="layer_normalization"), dense(activation="gelu", normalization={**LAYER, "scale": False}),
                 dense(normalization={**LAYER, "center": False}), OUT], {"class": "Adam", "learning_rate": 0.02})
    yield trace("residual layers", [dense(residual=True), dense(residual=True, activation="relu"), dense(residual=True), OUT],
                {"class": "SGD", "learning_rate": 0.05, "clipnorm": 0.5})
    yield trace("a residual output", [dense(), {"units": 4, "activation": "tanh", "residual": True}],
                {"class": "SGD", "learning_rate": 0.1})
    yield trace("residual layers with either normalization",
                [dense(residual=True, use_bias=False, normalization=QUICK), LAYER,
                 dense(residual=True, normalization="layer_normalization", activation="relu"), BATCH, OUT],
                {"class": "SGD", "learning_rate": 0.05, "weight_decay": 0.1})
    yield trace("everything with a penalty and dropout of nothing",
                [{"type": "dropout", "rate": 0.0}, dense(normalization=QUICK, use_bias=False, residual=True, dropout=0.0,
                                                          kernel_regularizer={"type": "l2", "l2": 0.02}),
                 LAYER, dense(kernel_regularizer={"type": "l2", "l2": 0.01}), OUT], {"class": "Adam", "learning_rate": 0.03})


def defaults():
    for kind, layer in KINDS.items():
        parameters = {}
        for name, parameter in inspect.signature(layer.__init__).parameters.items():
            if name not in ("self", "kwargs"):
                parameters[name] = "required" if parameter.default is parameter.empty else parameter.default
        yield {"type": kind, "parameters": parameters}


def write(name, value):
    lines = ",\n".join(json.dumps(line) for line in value)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


write("traces", traces())
write("defaults", defaults())
