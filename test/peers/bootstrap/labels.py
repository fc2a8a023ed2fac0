"""Four classes with scores of two models, and three labels of which a row may have any."""

import itertools

import numpy as np
import pandas as pd

import curves

ROWS, CLUSTERS = 4000, 400
CLASSES, TAGS = ["bird", "cat", "dog", "fox"], ["red", "round", "small"]
SIDES = ("candidate", "baseline")


def ratio(above, below):
    return np.divide(above, below, out=np.zeros_like(above), where=below > 0)


def averages(names, support, predicted, hits):
    """Macro, micro, weighted and by class, of sums by replicate and class."""
    parts = {
        "precision": (hits, predicted),
        "recall": (hits, support),
        "f1": (2 * hits, support + predicted),
        "jaccard": (hits, support + predicted - hits),
        "f_beta": (5 * hits, 4 * support + predicted),
    }
    found = {}
    for family, (above, below) in parts.items():
        each = ratio(above, below)
        beta = "@2" if family == "f_beta" else ""
        found[f"{family}_macro{beta}"] = each.mean(axis=1)
        found[f"{family}_micro{beta}"] = ratio(above.sum(axis=1), below.sum(axis=1))
        found[f"{family}_weighted{beta}"] = ratio((support * each).sum(axis=1), support.sum(axis=1))
        if not beta:
            found |= {f"{family}[class={name}]": each[:, k] for k, name in enumerate(names)}
    return found


class Multiclass:
    def __init__(self):
        rng = np.random.default_rng(2)
        size = len(CLASSES)
        self.clusters = np.arange(ROWS) % CLUSTERS
        self.label = rng.choice(size, size=ROWS, p=[0.4, 0.3, 0.2, 0.1])
        shared = rng.normal(size=(ROWS, size)) + 0.5 * rng.normal(size=(CLUSTERS, size))[self.clusters]
        self.weights = np.round(rng.gamma(4, 0.25, size=ROWS) + 0.01, 2)
        self.scores, self.predicted, self.rankings, self.pooled = {}, {}, {}, {}
        self.rows = pd.DataFrame({"id": np.arange(ROWS), "label": [CLASSES[k] for k in self.label]})
        for side, strength in zip(SIDES, [1.4, 1.1]):
            logit = strength * np.eye(size)[self.label] + shared + 0.7 * rng.normal(size=shared.shape)
            share = np.exp(logit) / np.exp(logit).sum(axis=1, keepdims=True)
            whole = np.round(1000 * share).astype(int).clip(1)
            whole[np.arange(ROWS), whole.argmax(axis=1)] += 1000 - whole.sum(axis=1)
            p = self.scores[side] = whole / 1000
            self.predicted[side] = p.argmax(axis=1)
            self.rows[side] = [CLASSES[k] for k in self.predicted[side]]
            for k, name in enumerate(CLASSES):
                self.rows[f"{side}_{name}"] = p[:, k]
            self.rankings[side] = self.rank(p)
            self.pooled[side] = curves.pool(np.eye(size, dtype=bool)[self.label], p)
        self.rows["weight"], self.rows["cluster"] = self.weights, self.clusters

    def rank(self, p):
        """Of each class against the rest by its score, and of each pair of classes by the score of either."""
        rest = [curves.Ranking(self.label == k, self.label != k, p[:, k]) for k in range(len(CLASSES))]
        pairs = []
        for a, b in itertools.combinations(range(len(CLASSES)), 2):
            one, other = self.label == a, self.label == b
            pairs.append((a, b, curves.Ranking(one, other, p[:, a]), curves.Ranking(other, one, p[:, b])))
        return rest, pairs

    def write(self, directory):
        self.rows.to_csv(directory / "multiclass.csv", index=False)

    def areas(self, side, w, support):
        of_rest, of_pairs = self.rankings[side]
        rest = np.stack([curves.area(*ranking.sums(w)) for ranking in of_rest], axis=1)
        halves = [[curves.area(*ranking.sums(w)) for ranking in pair[2:]] for pair in of_pairs]
        pairs = np.stack([(one + other) / 2 for one, other in halves], axis=1)
        sizes = np.stack([support[:, a] + support[:, b] for a, b, *_ in of_pairs], axis=1)
        return {
            "roc_auc_ovr": rest.mean(axis=1),
            **{f"roc_auc_ovr[class={name}]": rest[:, k] for k, name in enumerate(CLASSES)},
            "roc_auc_ovr_weighted": (rest * support).sum(axis=1) / support.sum(axis=1),
            "roc_auc_ovr_micro": curves.area(*self.pooled[side].sums(w)),
            **curves.averaged(
                "average_precision", curves.average_precision, CLASSES, of_rest, self.pooled[side], support, w
            ),
            "roc_auc_ovo": pairs.mean(axis=1),
            "roc_auc_ovo_weighted": (pairs * sizes).sum(axis=1) / sizes.sum(axis=1),
        }

    def measure(self, side, w):
        eye = np.eye(len(CLASSES))
        y, p, predicted = eye[self.label], self.scores[side], eye[self.predicted[side]]
        own = p[np.arange(ROWS), self.label]
        # As sklearn.metrics.top_k_accuracy_score breaks ties.
        top = np.argsort(p, axis=1, kind="mergesort")[:, ::-1][:, :2]
        each = [-np.log(own), ((y - p) ** 2).sum(axis=1), (top == self.label[:, None]).any(axis=1)]
        n = w.sum(axis=1)
        log_loss, brier, top_k = (w @ np.stack(each, axis=1)).T / n
        support, guessed, hits = w @ y, w @ predicted, w @ (y * predicted)
        right = hits.sum(axis=1) / n
        chance = (support * guessed).sum(axis=1) / n**2
        spread = lambda x: 1 - (x**2).sum(axis=1) / n**2
        return {
            "accuracy": right,
            "hamming_loss": 1 - right,
            "balanced_accuracy": (hits / support).mean(axis=1),
            "mcc": (right - chance) / np.sqrt(spread(support) * spread(guessed)),
            "kappa": (right - chance) / (1 - chance),
            "log_loss": log_loss,
            "brier": brier,
            "top_k_accuracy@2": top_k,
            **averages(CLASSES, support, guessed, hits),
            **self.areas(side, w, support),
        }


def of_order(marks, scores):
    """Of each row, how its labels are ordered; ties count as wrong. As scikit-learn defines them."""
    at_least = scores[:, None, :] >= scores[:, :, None]
    rank = at_least.sum(axis=2)
    above = (at_least & marks[:, None, :]).sum(axis=2)
    wrong = (at_least & marks[:, :, None] & ~marks[:, None, :]).sum(axis=(1, 2))
    count, size = marks.sum(axis=1), marks.shape[1]
    trivial = (count == 0) | (count == size)
    return {
        "coverage_error": (marks * rank).max(axis=1),
        "label_ranking_average_precision": np.where(trivial, 1, (marks * above / rank).sum(axis=1) / np.maximum(count, 1)),
        "label_ranking_loss": np.where(trivial, 0, wrong / np.maximum(count * (size - count), 1)),
    }


class Multilabel:
    def __init__(self):
        rng = np.random.default_rng(3)
        self.clusters = np.arange(ROWS) % CLUSTERS
        flip = lambda rate: rng.random((ROWS, len(TAGS))) < rate * (0.5 + rng.random(CLUSTERS)[self.clusters, None])
        self.marks = {"is": rng.random((ROWS, len(TAGS))) < [0.5, 0.3, 0.15]}
        hard = flip(0.1)
        for side, rate in zip(SIDES, [0.08, 0.14]):
            self.marks[side] = self.marks["is"] ^ (hard | flip(rate))
        self.weights = np.round(rng.gamma(4, 0.25, size=ROWS) + 0.01, 2)
        self.rankings, self.pooled, self.orders = {}, {}, {}
        scores = {}
        for side, strength in zip(SIDES, [1.4, 1.0]):
            noise = 0.5 * rng.normal(size=(CLUSTERS, len(TAGS)))[self.clusters] + rng.normal(size=(ROWS, len(TAGS)))
            p = np.round(1 / (1 + np.exp(-(strength * (self.marks["is"] - 0.5) + noise))), 3).clip(0.001, 0.999)
            truths = [self.marks["is"][:, k] for k in range(len(TAGS))]
            self.rankings[side] = [curves.Ranking(y, ~y, p[:, k]) for k, y in enumerate(truths)]
            self.pooled[side] = curves.pool(self.marks["is"], p)
            self.orders[side] = of_order(self.marks["is"], p)
            scores |= {f"p_{side}_{tag}": p[:, k] for k, tag in enumerate(TAGS)}
        columns = {f"{part}_{tag}": m[:, k].astype(int) for part, m in self.marks.items() for k, tag in enumerate(TAGS)}
        self.rows = pd.DataFrame({"id": np.arange(ROWS), **columns, **scores})
        self.rows["weight"], self.rows["cluster"] = self.weights, self.clusters

    def write(self, directory):
        self.rows.to_csv(directory / "multilabel.csv", index=False)

    def measure(self, side, w):
        y, p = self.marks["is"].astype(float), self.marks[side].astype(float)
        sizes = [x.sum(axis=1) for x in (y, p, y * p)]
        own = averages([], *(np.stack([size], axis=1) for size in sizes))
        each = {f"{family}_samples": own[f"{family}_macro"] for family in ("precision", "recall", "f1", "jaccard")}
        each |= self.orders[side]
        each |= {"subset_accuracy": (y == p).all(axis=1), "hamming_loss": (y != p).mean(axis=1)}
        means = (w @ np.stack(list(each.values()), axis=1)) / w.sum(axis=1, keepdims=True)
        found = dict(zip(each, means.T))
        support = w @ y
        for family, measure in {"roc_auc": curves.area, "average_precision": curves.average_precision}.items():
            rankings, pooled = self.rankings[side], self.pooled[side]
            found |= curves.averaged(family, measure, TAGS, rankings, pooled, support, w)
        return {**found, **averages(TAGS, support, w @ p, w @ (y * p))}
