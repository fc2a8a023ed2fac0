"""Golden values of drift distances, by scipy, and their null distributions, by simulation.

Run in a virtual environment with requirements.txt: python drift.py
Writes drift.json beside this file. Seeded: the same numbers every time.
"""

import json
from pathlib import Path

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

DRAWS = 40_000


def psi(reference, current):
    """Both directions of the Kullback-Leibler divergence, shares drawn to the pooled ones by half a row per bin."""
    reference, current = np.asarray(reference, float), np.asarray(current, float)
    both = reference + current
    kept = both > 0
    prior = len(reference) / 2 * both / both.sum()
    p = ((reference + prior) / (reference + prior).sum())[kept]
    q = ((current + prior) / (current + prior).sum())[kept]
    return entropy(p, q) + entropy(q, p)


DISTANCES = {
    "psi": psi,
    "jensen-shannon": lambda a, b: jensenshannon(a, b, base=2),
    "l-infinity": lambda a, b: np.abs(np.asarray(a) / np.sum(a) - np.asarray(b) / np.sum(b)).max(),
}

PAIRS = [
    ([100, 200, 300], [100, 200, 300]),
    ([100, 200, 300], [300, 100, 200]),
    ([16_000, 84_000], [2_130, 7_870]),
    ([10, 0, 0], [0, 0, 10]),
    ([50, 0, 30, 0], [40, 5, 20, 0]),
    ([1] * 20, list(range(20))),
    ([500_000, 1], [1, 500_000]),
    ([99_999, 1, 0], [1_000, 0, 3]),
]

DECILES = [0.1] * 10
TAIL = (0.93 ** np.arange(30) / (0.93 ** np.arange(30)).sum()).tolist()
NULLS = [
    ([0.5, 0.5], 2_000, 1_000),
    ([0.84, 0.16], 500_000, 20_000),
    (DECILES, 5_000, 5_000),
    (DECILES, 500_000, 1_000),
    ([0.6, 0.2, 0.1, 0.1], 3_000, 800),
    (TAIL, 100_000, 10_000),
]


def simulate(shares, n, m, rng):
    """95th percentiles of the distances between two samples of one distribution, with their Monte Carlo errors."""
    shares = np.asarray(shares) / np.sum(shares)
    references = rng.multinomial(n, shares, size=DRAWS)
    currents = rng.multinomial(m, shares, size=DRAWS)
    rows = {}
    for name, distance in DISTANCES.items():
        values = np.sort([distance(a, b) for a, b in zip(references, currents, strict=True)])
        # The rank of a percentile is binomial: two standard errors of it to either side.
        spread = 2 * np.sqrt(DRAWS * 0.95 * 0.05)
        rank = int(0.95 * DRAWS)
        rows[name] = {
            "percentile": values[rank],
            "lower": values[int(rank - spread)],
            "upper": values[int(rank + spread)],
        }
    expected = [round(share * 1e6) for share in shares]
    return {"shares": expected, "n": n, "m": m, **rows}


rng = np.random.default_rng(20010615)
golden = {
    "distances": [
        {"reference": a, "current": b, **{name: float(f(a, b)) for name, f in DISTANCES.items()}} for a, b in PAIRS
    ],
    "noise": [simulate(*case, rng) for case in NULLS],
}
body = ",\n".join(
    f' "{name}": [\n' + ",\n".join("  " + json.dumps(row) for row in rows) + "\n ]" for name, rows in golden.items()
)
Path(__file__).with_name("drift.json").write_text("{\n" + body + "\n}\n")
