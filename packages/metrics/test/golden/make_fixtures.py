"""Draws the rows of binary.csv and regression.csv: two correlated models, ties, clusters, two slices. Seeded.

The files are committed; run this only to draw others: python make_fixtures.py
"""

from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
ROWS, CLUSTERS = 300, 25

rng = np.random.default_rng(20023)
cluster = np.arange(ROWS) % CLUSTERS
site = np.where(cluster % 3 == 0, "north", "south")


def noise(scale):
    """A part that a cluster's rows share and a part of their own."""
    return scale * (0.5 * rng.normal(size=CLUSTERS)[cluster] + rng.normal(size=ROWS))


truth = noise(1.0)
label = (truth + noise(0.8) > 0.4).astype(int)
shared = noise(0.6)


def scores(weight, scale):
    p = 1 / (1 + np.exp(-(weight * (truth + shared) + noise(scale) - 0.5)))
    return np.round(np.clip(p, 0.0, 1.0), 2)  # Two decimals: many ties.


binary = pd.DataFrame({"label": label, "candidate": scores(1.6, 0.6), "baseline": scores(1.2, 1.0)})
# Probabilities of exactly 0 and 1, which the log loss must clip.
binary.loc[binary.index[binary.label == 0][0], "candidate"] = 0.0
binary.loc[binary.index[binary.label == 1][0], "candidate"] = 1.0
binary.loc[binary.index[binary.label == 1][1], "baseline"] = 0.0
binary["cluster"], binary["site"] = cluster, site
binary.to_csv(HERE / "binary.csv", index=False)

value = 100 + 12 * truth + noise(3)
error = noise(4)
regression = pd.DataFrame(
    {
        "label": np.round(value, 3),
        "candidate": np.round(value + 0.8 * error + noise(2), 3),
        "baseline": np.round(value + error + noise(3) + 1, 3),
        "cluster": cluster,
        "site": site,
    }
)
regression.to_csv(HERE / "regression.csv", index=False)
