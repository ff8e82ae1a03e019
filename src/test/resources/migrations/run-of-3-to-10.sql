-- A run as versions 3 to 10 of the schema stored it, ${id} for its id.

insert into run (id, name, spec, state, epoch, epochs, attempt, submitted_at, started_at, finished_at, result,
                 reproduction, version)
values ('${id}', 'stored at ${id}', json '{"dataset": {"type": "circles", "samples": 1000, "factor": 0.5, "noise": 0.1, "seed": 42},
  "network": {"layers": [
    {"type": "dense", "name": "hidden", "units": 5, "activation": "sigmoid", "kernel_initializer": {"type": "random_normal", "mean": 0.0, "stddev": 1.0}},
    {"type": "dense", "name": "output", "units": 1, "activation": "sigmoid", "kernel_initializer": {"type": "random_normal", "mean": 0.0, "stddev": 1.0}}]},
  "training": {"loss": "binary_crossentropy", "optimizer": {"type": "rmsprop", "dialect": "keras3", "learning_rate": 0.001, "rho": 0.9, "momentum": 0.0, "epsilon": 1e-07}, "metrics": ["accuracy"], "epochs": 2, "batch_size": 32, "shuffle": true, "validation_split": 0.0},
  "recording": {"every": 1, "sample": "first_batch", "tensors": ["kernel", "kernel_gradient"]},
  "seed": 7}', 'SUCCEEDED', 2, 2, 1, timestamp with time zone '2026-01-02 03:04:05+00',
        timestamp with time zone '2026-01-02 03:04:06+00', timestamp with time zone '2026-01-02 03:04:07+00',
        json '{"loss": 0.5, "metrics": {"accuracy": 0.75}, "validation": null}', json '{"version": "0.1.0"}', 3);

insert into run_label (run_id, label_key, label_value) values ('${id}', 'study', 'old');

insert into metric_chunk (run_id, metric, first_epoch, ordinal, epochs, readings)
values ('${id}', 'loss', 0, 0, array[0, 1, 2], array[0.75, 0.625, 0.5]),
       ('${id}', 'accuracy', 0, 1, array[0, 1, 2], array[0.5, 0.625, 0.75]),
       ('${id}', 'learning_rate', 0, 2, array[0, 1, 2], array[0.001, 0.001, 0.001]);

insert into statistics_chunk (run_id, layer, tensor, first_epoch, epochs, mean, std, min, max, mean_abs, elements,
                              zero_fraction, non_finite)
values ('${id}', 'hidden', 'kernel', 0, array[0, 1, 2], array[3.0, 3.0, 3.0], array[4.0, 4.0, 4.0],
        array[-8.0, -8.0, -8.0], array[8.0, 8.0, 8.0], array[3.5, 3.5, 3.5], 10,
        array[0.0, 0.0, 0.0], array[0, 0, 0]),
       ('${id}', 'hidden', 'kernel_gradient', 0, array[0, 1, 2], array[3.0, 3.0, 3.0], array[4.0, 4.0, 4.0],
        array[-8.0, -8.0, -8.0], array[8.0, 8.0, 8.0], array[3.5, 3.5, 3.5], 10,
        array[0.0, 0.0, 0.0], array[0, 0, 0]),
       ('${id}', 'output', 'kernel', 0, array[0, 1, 2], array[3.0, 3.0, 3.0], array[4.0, 4.0, 4.0],
        array[-8.0, -8.0, -8.0], array[8.0, 8.0, 8.0], array[3.5, 3.5, 3.5], 5,
        array[0.0, 0.0, 0.0], array[0, 0, 0]),
       ('${id}', 'output', 'kernel_gradient', 0, array[0, 1, 2], array[3.0, 3.0, 3.0], array[4.0, 4.0, 4.0],
        array[-8.0, -8.0, -8.0], array[8.0, 8.0, 8.0], array[3.5, 3.5, 3.5], 5,
        array[0.0, 0.0, 0.0], array[0, 0, 0]);
