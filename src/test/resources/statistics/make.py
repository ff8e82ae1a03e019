"""Examples that SciPy, statsmodels and rliable have computed, for the statistics of experiments.

pip install numpy scipy==1.17.1 statsmodels==0.15.0 rliable==1.2.0; python make.py writes examples.json.

Resamples and sign vectors are drawn by the product's generator, written again here, so that intervals that depend on
what was drawn can be compared to the last digits.
"""

import json
import pathlib

import numpy as np
from rliable import library, metrics
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

HERE = pathlib.Path(__file__).parent
GAMMA = np.uint64(0x9E3779B97F4A7C15)
BOOTSTRAP, SIGN_FLIP = 8, 9


def mix(z):
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def longs(seed, purpose, count):
    """The first numbers of RandomStream(seed, purpose, 0), SplitMix64."""
    with np.errstate(over="ignore"):
        key = mix(np.uint64(seed) + GAMMA)
        key = mix(key + np.uint64(purpose + 1) * GAMMA)
        key = mix(key + GAMMA)
        return mix(key + np.arange(1, count + 1, dtype=np.uint64) * GAMMA)


def ints(seed, purpose, count, bound):
    return np.array([(int(x) >> 1) * 2 * bound >> 64 for x in longs(seed, purpose, count)])


def iqm(values, seed):
    values = np.sort(np.asarray(values))
    n = len(values)
    value = stats.trim_mean(values, 0.25)
    assert np.isclose(value, metrics.aggregate_iqm(values[:, None]), rtol=1e-12)
    example = {"values": list(values), "seed": seed, "value": value}
    if n > 1:
        drawn = ints(seed, BOOTSTRAP, 10_000 * n, n).reshape(10_000, n)
        means = stats.trim_mean(values[drawn], 0.25, axis=1)
        example["low"], example["high"] = np.quantile(means, [0.025, 0.975])
        if n == 20:
            aggregate = lambda x: np.array([metrics.aggregate_iqm(x)])
            _, theirs = library.get_interval_estimates({"cell": values[:, None]}, aggregate, reps=5_000)
            example["rliable"] = list(theirs["cell"][:, 0])
            ours = [example["low"], example["high"]]
            assert np.allclose(example["rliable"], ours, atol=0.05 * np.std(values)), example
    example["quantiles"] = list(np.quantile(values, [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1]))
    return example


def subset_means(d, seed):
    """Means of all subsets but the empty one, or of those that the product draws with more than 24 pairs."""
    n = len(d)
    if n <= 20:
        bits = (np.arange(1, 2**n)[:, None] >> np.arange(n)) & 1
    else:
        assert n > 24
        blocks = -(-n // 8)
        words = -(-blocks // 8)
        drawn = longs(seed, SIGN_FLIP, 131_071 * words).reshape(131_071, words)
        bits = np.concatenate([(drawn >> np.uint64(k)) & np.uint64(1) for k in range(64)]).reshape(64, -1, words)
        bits = bits.transpose(1, 2, 0).reshape(131_071, 64 * words)[:, :n].astype(int)
    sizes = bits.sum(axis=1)
    assert sizes.all()  # the product would draw again
    return bits @ d / sizes


def comparison(a, b, seed):
    a, b = np.asarray(a, float), np.asarray(b, float)
    d = np.sort(a - b)
    turned = list(d) < list(np.sort(-d))
    if turned:
        d = np.sort(-d)
    n = len(d)
    example = {"a": list(a), "b": list(b), "seed": seed, "mean": float(np.mean(a - b))}
    means = np.sort(subset_means(d, seed))
    total = len(means) + 1
    near = 1e-9 * max(np.abs(d).max(), 1e-300)
    one_sided = min(1 + np.sum(means <= near), 1 + np.sum(means >= -near)) / total
    p = min(1.0, 2 * one_sided)
    if 1 < n <= 20:
        theirs = stats.permutation_test((d,), np.mean, permutation_type="samples", n_resamples=np.inf, batch=10_000).pvalue
        assert np.isclose(p, theirs, rtol=1e-12), (p, theirs, example)
    example["p"] = p
    if n >= 6:
        k = int(0.025 * total)
        ends = [means[k - 1], means[-k]]
        if n <= 12:
            for end, outward in zip(ends, (-1, 1)):
                for shift, rejected in ((0, False), (1e-6 * np.ptp(d), True)):
                    shifted = d - (end + outward * shift)
                    test = stats.permutation_test((shifted,), np.mean, permutation_type="samples", n_resamples=np.inf)
                    assert np.ptp(d) == 0 or (test.pvalue <= 0.05) == rejected or np.isclose(shift, 0)
        example["low"], example["high"] = (-ends[1], -ends[0]) if turned else ends
    example["improvement"] = float(metrics.probability_of_improvement(a[None, :], b[None, :]))
    example["correlation"] = None if np.ptp(a) == 0 or np.ptp(b) == 0 else stats.pearsonr(a, b).statistic if n > 1 else None
    return example


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def main():
    names = (HERE / "outcomes.csv").open().readline().strip().split(",")[1:]
    cells = dict(zip(names, np.loadtxt(HERE / "outcomes.csv", delimiter=",", skiprows=1)[:, 1:].T))
    sigmoid, tanh, relu, glorot = (cells[name] for name in (names[0], names[2], names[4], names[5]))
    shares = []
    for count, of in [(0, 1), (1, 1), (0, 6), (3, 6), (6, 6), (19, 20), (50, 100), (997, 1000), (1, 100_000)]:
        low, high = stats.binomtest(count, of).proportion_ci(0.95, "wilson")
        assert np.allclose((low, high), proportion_confint(count, of, 0.05, "wilson"), atol=1e-12)
        shares.append({"count": count, "of": of, "low": low, "high": high})
    iqms = [iqm(sigmoid[:n], n) for n in (1, 2, 3, 4, 5, 6, 7, 10, 20, 100)]
    iqms += [iqm(relu[:20], 0), iqm(relu[:400], 1), iqm([0.5] * 8, 3), iqm([-1e6, 3.0, 2.5, 1e6, 7.25, -4.0, 0.0], 2**53 - 1)]
    comparisons = [comparison(relu[:n], glorot[:n], n) for n in (1, 2, 5, 6, 7, 10, 13, 16, 20, 25, 40, 64, 65, 100, 400)]
    comparisons += [comparison(sigmoid[:n], tanh[:n], 5) for n in (6, 10, 50)]
    comparisons += [
        comparison([0.5] * 8, [0.5] * 8, 1),
        comparison([0.75] * 8, [0.5] * 8, 1),
        comparison([0.5] * 8, relu[:8], 1),
        comparison([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9], [0.2, 0.1, 0.4, 0.3, 0.6, 0.5, 0.8, 0.9], 1),
        comparison([1, 0, 1, 1, 0, 1, 1, 1, 0, 1], [0, 0, 1, 0, 1, 0, 0, 0, 0, 0], 1),
        comparison([3e5, -2e4, 1e6, 4e5, 1e5, 7e5, 8e5], [1e-3, 2e-3, 3e-3, 5e-4, 0, 1, 2], 1),
        comparison([1.0] * 34 + [0.0] * 6, [0.0] * 30 + [1.0] * 10, 9),
    ]
    holms = []
    for p in ([0.04], [0.01, 0.04, 0.03], [0.5, 0.5, 0.5], [1, 0.001, 0.02, 0.02, 0.9, 0.011]):
        holms.append({"p": p, "adjusted": multipletests(p, method="holm")[1]})
    examples = {"shares": shares, "interquartile_means": iqms, "comparisons": comparisons, "holm": holms}
    (HERE / "examples.json").write_text(json.dumps(plain(examples), indent=1) + "\n")


if __name__ == "__main__":
    main()
