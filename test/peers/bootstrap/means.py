"""Queries of ranked items, and marks that judges gave: means over units, each with one number a metric."""

import numpy as np
import pandas as pd

QUERIES, MARKED, CLUSTERS = 1500, 3000, 300


class Means:
    """`self.each[side]` is a table of the units by metric."""

    def measure(self, side, w):
        table = self.each[side]
        return dict(zip(table, ((w @ table.to_numpy(dtype=float)) / w.sum(axis=1, keepdims=True)).T))


def shared_places(worth, score, discount):
    """Σ worth · discount of the place, averaged over orders of ties."""
    order = np.argsort(-score, kind="stable")
    starts = np.flatnonzero(np.diff(score[order], prepend=np.inf))
    sizes = np.diff(np.append(starts, len(score)))
    return (np.add.reduceat(worth[order], starts) * np.add.reduceat(discount, starts) / sizes).sum()


def ndcg(relevance, score, k):
    place = np.arange(len(score))
    discount = np.where(place < k, 1 / np.log2(place + 2), 0)
    best = (np.sort(relevance)[::-1] * discount).sum()
    return shared_places(relevance, score, discount) / best if best else 0.0


def of_query(relevance, score):
    relevant = relevance > 0
    count = max(relevant.sum(), 1)
    at_least = score[None, :] >= score[relevant, None]
    last = at_least.sum(axis=1)
    first = last.min(initial=10**9)
    hits = shared_places(relevant.astype(float), score, (np.arange(len(score)) < 5).astype(float))
    return {
        "ndcg": ndcg(relevance, score, len(score)),
        "ndcg@5": ndcg(relevance, score, 5),
        "map": (at_least[:, relevant].sum(axis=1) / last).sum() / count,
        "mrr": 1 / first if first < 10**9 else 0.0,
        "hit_rate@3": float(first <= 3),
        "precision@5": hits / 5,
        "recall@5": hits / count,
    }


class Ranking(Means):
    def __init__(self):
        rng = np.random.default_rng(5)
        self.clusters = np.arange(QUERIES) % CLUSTERS
        self.weights = np.round(rng.gamma(4, 0.25, size=QUERIES) + 0.01, 2)
        ease = rng.random(CLUSTERS)
        sizes = rng.integers(3, 16, size=QUERIES)
        query = np.repeat(np.arange(QUERIES), sizes)
        items = len(query)
        relevance = rng.choice([0, 1, 2, 3], size=items, p=[0.7, 0.15, 0.1, 0.05])
        base = (0.5 + ease[self.clusters[query]]) * relevance
        columns = {"query": query, "id": np.arange(items), "label": relevance}
        self.each = {}
        starts = np.cumsum(sizes)[:-1]
        for side, noise in {"candidate": 1.0, "baseline": 1.6}.items():
            columns[side] = np.round(base + noise * rng.normal(size=items), 0) + 0.0
            parts = zip(np.split(relevance, starts), np.split(columns[side], starts))
            self.each[side] = pd.DataFrame([of_query(*part) for part in parts])
        self.rows = pd.DataFrame({**columns, "weight": self.weights[query], "cluster": self.clusters[query]})

    def write(self, directory):
        self.rows.to_csv(directory / "ranking.csv", index=False)


class Scores(Means):
    def __init__(self):
        rng = np.random.default_rng(6)
        self.clusters = np.arange(MARKED) % CLUSTERS
        self.weights = np.round(rng.gamma(4, 0.25, size=MARKED) + 0.01, 2)
        ids = np.repeat(np.arange(MARKED), 2)
        ease = rng.normal(size=MARKED) + 0.5 * rng.normal(size=CLUSTERS)[self.clusters]
        self.rows = pd.DataFrame({"id": ids})
        names = {"mean[score=grade]": "grade", "mean_cost[score=cost]": "cost"}
        names |= {"pass_rate[score=solved]": "solved", "fail_rate[score=toxic]": "toxic"}
        self.each = {}
        for side, shift in {"candidate": 0.3, "baseline": 0.0}.items():
            latent = ease[ids] + shift + rng.normal(size=2 * MARKED)
            marks = {
                "grade": np.round(5 + latent, 2),
                "cost": np.round(np.exp(-0.3 * latent), 3),
                "solved": (latent > 0).astype(int),
                "toxic": (latent < -1).astype(int),
            }
            for name, values in marks.items():
                self.rows[name if side == "candidate" else f"{name}_before"] = values
            table = pd.DataFrame(marks).groupby(ids).mean()
            self.each[side] = table.rename(columns={name: metric for metric, name in names.items()})
        self.rows["weight"], self.rows["cluster"] = self.weights[ids], self.clusters[ids]

    def write(self, directory):
        self.rows.to_csv(directory / "scores.csv", index=False)
