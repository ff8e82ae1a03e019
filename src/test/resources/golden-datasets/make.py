"""Writes the golden numbers beside this file: pip install scikit-learn==1.9.1 numpy==2.4.6; python make.py

Lines are "case,key,feature...,label", the features in single precision, the label as a class number:
  0 to 7, and the last two   rows, by number
  sum                        Σ of each column
  weighted                   Σ (row number + 1) · value of each column: sensitive to the order of rows
  crc32                      of all features (row by row, big-endian single precision), and of all labels (one byte each)
"""

import pathlib
import zlib

import numpy as np
from sklearn import datasets

HERE = pathlib.Path(__file__).parent
CASES = {
    "circles": (datasets.make_circles, {
        "tutorial": dict(n_samples=1000, noise=0.1, factor=0.5, random_state=42),
        "defaults": dict(random_state=0),
        "odd": dict(n_samples=101, noise=0.05, factor=0.3, random_state=7),
        "in_order": dict(n_samples=50, shuffle=False, noise=0.2, random_state=1),
        "exact": dict(n_samples=33, shuffle=False, factor=0.0, random_state=0),
        "one": dict(n_samples=1, noise=0.1, random_state=3),
        "largest_seed": dict(n_samples=64, noise=1.0, factor=0.9, random_state=2**32 - 1),
        "many": dict(n_samples=200_001, noise=0.1, factor=0.5, random_state=5),
    }),
    "moons": (datasets.make_moons, {
        "noisy": dict(n_samples=1000, noise=0.1, random_state=42),
        "defaults": dict(random_state=0),
        "odd": dict(n_samples=101, noise=0.3, random_state=7),
        "in_order": dict(n_samples=51, shuffle=False, random_state=0),
        "two": dict(n_samples=2, noise=0.1, random_state=3),
        "three": dict(n_samples=3, random_state=3),
    }),
    "blobs": (datasets.make_blobs, {
        "defaults": dict(centers=3, random_state=0),
        "uneven": dict(n_samples=101, n_features=3, centers=4, cluster_std=0.5, random_state=42),
        "in_order": dict(n_samples=20, centers=2, center_box=(-1.0, 3.0), shuffle=False, random_state=9),
        "points": dict(n_samples=12, centers=5, cluster_std=0.0, random_state=1),
        "wide": dict(n_samples=500, n_features=30, centers=10, cluster_std=2.0, random_state=2**31),
    }),
    "gaussian_quantiles": (datasets.make_gaussian_quantiles, {
        "defaults": dict(random_state=0),
        "binary": dict(n_samples=1001, n_classes=2, cov=3.0, random_state=42),
        "in_order": dict(n_samples=50, n_features=5, n_classes=4, shuffle=False, random_state=1),
        "wide": dict(n_samples=500, n_features=30, n_classes=7, cov=0.25, random_state=2**32 - 1),
        "line": dict(n_samples=40, n_features=1, n_classes=3, random_state=8),
    }),
}


def lines(case, features, labels):
    single = features.astype(np.float32)
    table = np.column_stack([single, labels]).astype(np.float64)
    n = len(table)
    for row in sorted({*range(min(8, n)), *range(max(0, n - 2), n)}):
        yield [case, row, *(repr(float(v)) for v in table[row, :-1]), labels[row]]
    yield [case, "sum", *(repr(float(v)) for v in table.sum(axis=0))]
    yield [case, "weighted", *(repr(float(v)) for v in (table * np.arange(1, n + 1)[:, None]).sum(axis=0))]
    yield [case, "crc32", zlib.crc32(single.astype(">f4").tobytes()), zlib.crc32(labels.astype(np.uint8).tobytes())]


for name, (function, cases) in CASES.items():
    with open(HERE / f"{name}.csv", "w") as file:
        print("# scikit-learn 1.9.1, numpy 2.4.6; see make.py", file=file)
        for case, arguments in cases.items():
            call = ", ".join(f"{k}={v}" for k, v in arguments.items())
            print(f"# {case}: {function.__name__}({call})", file=file)
            for line in lines(case, *function(**arguments)):
                print(*line, sep=",", file=file)
