"""How often 95 % intervals of the mean paired difference cover it, by method, at few pairs of stored real outcomes.

pip install numpy scipy; python intervals.py [experiments]. The figures are in src/site/markdown/experiments.md.
"""

import itertools
import pathlib
import sys
import warnings

import numpy as np
from scipy import stats

warnings.filterwarnings("ignore")
EXPERIMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
FILE = pathlib.Path(__file__).with_name("outcomes.csv")


def sign_flips(d):
    """All shifts that the exact two-sided sign-flip test does not reject: the ends are means of subsets of d."""
    n = len(d)
    subsets = (np.arange(1, 2**n)[:, None] >> np.arange(n)) & 1
    means = np.sort(subsets @ d / subsets.sum(axis=1))
    k = int(0.025 * 2**n)
    return means[k - 1], means[-k]


def student(d):
    half = stats.t.ppf(0.975, len(d) - 1) * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean() - half, d.mean() + half


def bootstrap(method):
    def interval(d):
        if np.ptp(d) == 0:
            return d[0], d[0]
        made = stats.bootstrap((d,), np.mean, method=method, n_resamples=2000, rng=np.random.default_rng(1))
        low, high = made.confidence_interval
        # With hardly any spread BCa's acceleration is 0/0.
        return (d.min(), d.max()) if np.isnan(low) else (low, high)

    return interval


METHODS = {
    "percentile": bootstrap("percentile"),
    "BCa": bootstrap("BCa"),
    "Student t": student,
    "sign flips": sign_flips,
}


def covered(pairs, truth, draw, seed):
    random = np.random.default_rng(seed)
    hits = dict.fromkeys(METHODS, 0)
    widths = {name: [] for name in METHODS}
    for _ in range(EXPERIMENTS):
        d = draw(random, pairs)
        for name, method in METHODS.items():
            low, high = method(d)
            hits[name] += low - 1e-12 <= truth <= high + 1e-12
            widths[name].append(high - low)
    return {name: (hits[name] / EXPERIMENTS, float(np.mean(widths[name]))) for name in METHODS}


def main():
    names = FILE.open().readline().strip().split(",")[1:]
    outcomes = np.loadtxt(FILE, delimiter=",", skiprows=1)[:, 1:]
    for pairs in (6, 10, 16):
        for i, name in enumerate(names):
            cell = outcomes[:, i]
            report = covered(pairs, 0.0, lambda r, n: r.choice(cell, n) - r.choice(cell, n), i)
            print(f"{pairs} pairs, A/A, {name}:", *(f"{m} {c:.3f} ({w:.3f})," for m, (c, w) in report.items()))
        for i, j in itertools.combinations(range(len(names)), 2):
            d = outcomes[:, i] - outcomes[:, j]
            report = covered(pairs, d.mean(), lambda r, n: r.choice(d, n), 100 + 10 * i + j)
            print(f"{pairs} pairs, {names[i]} - {names[j]}:", *(f"{m} {c:.3f} ({w:.3f})," for m, (c, w) in report.items()))


if __name__ == "__main__":
    main()
