"""Draws ranking.csv (queries of several items with ties and graded relevance, weights, clusters) and writes golden values to
ranking.json: NDCG by sklearn.metrics.ndcg_score (ties averaged), MAP by sklearn.metrics.average_precision_score, the rest
by definition in numpy; standard errors of the mean over queries by numpy. Seeded.

Run in a virtual environment with requirements.txt: python ranking.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics

HERE = Path(__file__).parent
SIDES = ["candidate", "baseline"]
rng = np.random.default_rng(77)

parts = []
for query in range(60):
    size = int(rng.integers(3, 25))
    relevance = rng.choice([0, 1, 2, 3], size=size, p=[0.7, 0.15, 0.1, 0.05])
    parts.append(
        pd.DataFrame(
            {
                "query": f"q{query}",
                "id": np.arange(size),
                "label": relevance,
                "candidate": np.round(relevance + 1.5 * rng.normal(size=size), 0),
                "baseline": np.round(relevance + 2.5 * rng.normal(size=size), 0),
                "weight": round(float(rng.gamma(2, 1)) + 0.1, 2),
                "cluster": query % 12,
                "site": "north" if query % 3 == 0 else "south",
            }
        )
    )
rows = pd.concat(parts)
rows.to_csv(HERE / "ranking.csv", index=False)


def expected_hits(relevant, score, k):
    """Relevant items among the first k, averaged over orders of ties."""
    taken, hits = 0, 0.0
    for value in np.unique(score)[::-1]:
        tied = score == value
        part = min(1.0, max(0, k - taken) / tied.sum())
        hits += part * relevant[tied].sum()
        taken += tied.sum()
    return hits


def measure(items, side):
    y, score = items.label.to_numpy(), items[side].to_numpy()
    relevant = y > 0
    last = np.array([(score >= s).sum() for s in score])
    count = relevant.sum()
    return {
        "ndcg": metrics.ndcg_score([y], [score]),
        "ndcg@5": metrics.ndcg_score([y], [score], k=5),
        "map": metrics.average_precision_score(relevant, score) if count else 0.0,
        "mrr": 1 / last[relevant].min() if count else 0.0,
        "hit_rate@3": float(count > 0 and last[relevant].min() <= 3),
        "precision@5": expected_hits(relevant, score, 5) / 5,
        "recall@5": expected_hits(relevant, score, 5) / count if count else 0.0,
    }


def table(part, side):
    return pd.DataFrame([measure(items, side) for _, items in part.groupby("query", sort=False)])


def error(values, w, groups):
    influence = w * (values - np.average(values, weights=w)) / w.sum()
    if groups is not None:
        influence = pd.Series(influence).groupby(groups).sum().to_numpy()
    return float(np.sqrt(len(influence) / (len(influence) - 1) * (influence**2).sum()))


golden = {}
slices = {"all": rows, **{f"site={site}": part for site, part in rows.groupby("site")}}
for name, part in slices.items():
    queries = part.groupby("query", sort=False).first()
    w, cluster = queries.weight.to_numpy(), queries.cluster.to_numpy()
    found = {side: table(part, side) for side in SIDES}
    golden[name] = {
        "points": {side: found[side].mean().to_dict() for side in SIDES},
        "weighted": {
            side: {m: np.average(found[side][m], weights=w) for m in found[side]} for side in SIDES
        },
        "standardErrors": {},
    }
    ones = np.ones(len(w))
    units = {"row": (ones, None), "cluster": (ones, cluster), "weighted": (w, None), "weighted cluster": (w, cluster)}
    for unit, (weights, groups) in units.items():
        golden[name]["standardErrors"][unit] = {
            m: {
                **{side: error(found[side][m], weights, groups) for side in SIDES},
                "change": error(found["candidate"][m] - found["baseline"][m], weights, groups),
            }
            for m in found["candidate"]
        }
(HERE / "ranking.json").write_text(json.dumps(golden, indent=1, default=float) + "\n")
