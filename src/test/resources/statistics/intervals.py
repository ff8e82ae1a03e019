"""How often usual 95 % intervals of the mean paired difference cover 0 where the cells do not differ.

pip install numpy scipy==1.17.1; python intervals.py [experiments]. Outcomes are drawn from outcomes.csv as
VerdictCalibrationTest draws them, which has the figures of the interval that is used. Where SciPy finds no acceleration,
because outcomes are equal, BCa is given the whole range of the differences.
"""

import pathlib
import sys
import warnings

import numpy as np
from scipy import stats

warnings.filterwarnings("ignore")
EXPERIMENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
FILE = pathlib.Path(__file__).with_name("outcomes.csv")


def student(d):
    half = stats.t.ppf(0.975, len(d) - 1) * d.std(ddof=1) / np.sqrt(len(d))
    return d.mean() - half, d.mean() + half


def bootstrap(method):
    def interval(d):
        if np.ptp(d) == 0:
            return d[0], d[0]
        made = stats.bootstrap((d,), np.mean, method=method, n_resamples=2000, rng=np.random.default_rng(1))
        low, high = made.confidence_interval
        return (d.min(), d.max()) if np.isnan(low) else (low, high)

    return interval


METHODS = {"percentile": bootstrap("percentile"), "BCa": bootstrap("BCa"), "Student's t": student}


def main():
    cells = np.loadtxt(FILE, delimiter=",", skiprows=1)[:, 1:].T
    for pairs in (6, 10, 20):
        random = np.random.default_rng(pairs)
        hits = np.zeros((len(cells), len(METHODS)))
        for i in range(EXPERIMENTS):
            cell = cells[i % len(cells)]
            d = random.choice(cell, pairs) - random.choice(cell, pairs)
            for j, method in enumerate(METHODS.values()):
                low, high = method(d)
                hits[i % len(cells), j] += low - 1e-12 <= 0 <= high + 1e-12
        tried = np.array([len(range(i, EXPERIMENTS, len(cells))) for i in range(len(cells))])
        for name, of in zip(METHODS, hits.T):
            print(f"{pairs} pairs, {name}: {of.sum() / EXPERIMENTS:.3f}, in the worst cell {(of / tried).min():.3f}")


if __name__ == "__main__":
    main()
