"""Golden values of the Wasserstein distance of profiles, by scipy, and its null distribution, by simulation.

Run in a virtual environment with requirements.txt: python wasserstein.py
Writes wasserstein.json beside this file. Seeded: the same numbers every time.
"""

import json
from pathlib import Path

import numpy as np
from scipy.integrate import quad
from scipy.spatial.distance import cityblock
from scipy.stats import rv_histogram, wasserstein_distance


def profile(values, edges):
    """What a profile keeps of a numeric column: counts in bins (before, edge], moments, the means of the open bins."""
    bins = np.searchsorted(edges, values, side="left")
    return {
        "edges": edges.tolist(),
        "counts": np.bincount(bins, minlength=len(edges) + 1).tolist(),
        "outerMeans": [float(values[values <= edges[0]].mean()), float(values[values > edges[-1]].mean())],
        "standardDeviation": float(values.std(ddof=1)),
    }


def histogram(column):
    """The profile as a distribution of scipy: evenly spread over each bin, the open ones as far as their means say."""
    edges, (low, high) = column["edges"], column["outerMeans"]
    bounds = np.array([2 * low - edges[0], *edges, 2 * high - edges[-1]])
    return rv_histogram((np.array(column["counts"]), bounds), density=False), bounds


def wasserstein(reference, current):
    """The integral of |F - G|, in standard deviations of the reference, by quadrature."""
    (f, a), (g, b) = histogram(reference), histogram(current)
    knots = np.unique(np.concatenate([a, b]))
    area = 0
    for lo, hi in zip(knots, knots[1:], strict=False):
        gap = [f.cdf(x) - g.cdf(x) for x in (lo, hi)]
        # Both are straight here: quadrature is exact but for the corner where the gap changes its sign.
        root = [lo + (hi - lo) * gap[0] / (gap[0] - gap[1])] if gap[0] * gap[1] < 0 else []
        area += quad(lambda x: abs(f.cdf(x) - g.cdf(x)), lo, hi, points=root or None)[0]
    return area / reference["standardDeviation"]


def fast_wasserstein(reference, current):
    """The same on a fine grid, for the simulation."""
    sides = []
    for column in (reference, current):
        edges, (low, high) = column["edges"], column["outerMeans"]
        bounds = [2 * low - edges[0], *edges, 2 * high - edges[-1]]
        sides.append((bounds, np.concatenate([[0], np.cumsum(column["counts"])]) / sum(column["counts"])))
    xs = np.unique(np.concatenate([np.linspace(p, q, 5) for b, _ in sides for p, q in zip(b, b[1:], strict=False)]))
    (a, f), (b, g) = sides
    gap = np.abs(np.interp(xs, a, f) - np.interp(xs, b, g))
    return np.trapezoid(gap, xs) / reference["standardDeviation"]


DISTRIBUTIONS = {
    "normal": lambda rng, n: rng.normal(size=n),
    "uniform": lambda rng, n: rng.uniform(size=n),
    "exponential": lambda rng, n: rng.exponential(size=n),
    "lognormal": lambda rng, n: rng.lognormal(sigma=0.7, size=n),
}
CHANGES = {
    "nothing": lambda x: x,
    "a shift": lambda x: x + 0.3,
    "a large shift": lambda x: x + 50,
    "the scale": lambda x: 1.5 * x,
    "the sign": lambda x: -x,
}


def number_pairs(rng):
    for name, draw in DISTRIBUTIONS.items():
        for change, apply in CHANGES.items():
            before, after = draw(rng, 20_000), apply(draw(rng, 5_000))
            edges = np.quantile(before, np.arange(1, 10) / 10)
            reference = profile(before, edges)
            bins = np.searchsorted(edges, after)
            # scipy has no mean of an empty bin: leave such pairs to the unit tests.
            if bins.min() > 0 or bins.max() < 9:
                edges = np.quantile(np.concatenate([before, after]), np.arange(1, 10) / 10)
                reference = profile(before, edges) if (before > edges[-1]).any() and (before <= edges[0]).any() else None
            if reference is None or not ((after <= edges[0]).any() and (after > edges[-1]).any()):
                continue
            current = profile(after, edges)
            yield {
                "name": f"{name}, {change}",
                "reference": reference,
                "current": current,
                "wasserstein": wasserstein(reference, current),
                "ofRows": wasserstein_distance(before, after) / reference["standardDeviation"],
            }


def simulate_numbers(name, n, m, rng, draws=1_500):
    """95th percentile of the distance between two samples of one distribution."""
    draw = DISTRIBUTIONS[name]
    large = draw(rng, 100_000)
    edges = np.quantile(large, np.arange(1, 10) / 10)
    values = np.sort(
        [fast_wasserstein(profile(draw(rng, n), edges), profile(draw(rng, m), edges)) for _ in range(draws)]
    )
    rank, spread = int(0.95 * draws), 2 * np.sqrt(draws * 0.95 * 0.05)
    return {
        "name": name,
        "n": n,
        "m": m,
        "profile": profile(large, edges),
        "percentile": values[rank],
        "lower": values[int(rank - spread)],
        "upper": values[int(rank + spread)],
    }


CATEGORIES = [
    ([100, 200, 300], [100, 200, 300]),
    ([100, 200, 300], [300, 100, 200]),
    ([16_000, 84_000], [2_130, 7_870]),
    ([10, 0, 0], [0, 0, 10]),
    ([50, 0, 30, 0], [40, 5, 20, 0]),
    ([99_999, 1, 0], [1_000, 0, 3]),
]


def simulate_categories(shares, n, m, rng, draws=20_000):
    """95th percentile of the total variation between two samples of one distribution."""
    pairs = zip(rng.multinomial(n, shares, size=draws), rng.multinomial(m, shares, size=draws), strict=True)
    values = np.sort([np.abs(a / n - b / m).sum() / 2 for a, b in pairs])
    return {"shares": shares, "n": n, "m": m, "percentile": values[int(0.95 * draws)]}


rng = np.random.default_rng(20010615)
golden = {
    "categories": [
        {"reference": a, "current": b, "wasserstein": cityblock(np.array(a) / sum(a), np.array(b) / sum(b)) / 2}
        for a, b in CATEGORIES
    ],
    "categoryNoise": [
        simulate_categories(*case, rng)
        for case in [([0.5, 0.5], 2_000, 1_000), ([0.6, 0.2, 0.1, 0.1], 3_000, 800), ([0.1] * 10, 5_000, 5_000)]
    ],
    "numbers": list(number_pairs(rng)),
    "numberNoise": [
        simulate_numbers(*case, rng)
        for case in [
            ("normal", 2_000, 1_000),
            ("uniform", 500, 500),
            ("exponential", 3_000, 1_000),
            ("lognormal", 2_000, 2_000),
        ]
    ],
}
body = ",\n".join(
    f' "{name}": [\n' + ",\n".join("  " + json.dumps(row) for row in rows) + "\n ]" for name, rows in golden.items()
)
Path(__file__).with_name("wasserstein.json").write_text("{\n" + body + "\n}\n")
