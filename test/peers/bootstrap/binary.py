"""Two classes with scores of two models, and weights, in clusters that share a part of their noise."""

import numpy as np
import pandas as pd

import curves

ROWS, CLUSTERS = 4000, 400


class Task:
    def __init__(self):
        rng = np.random.default_rng(1)
        self.clusters = np.arange(ROWS) % CLUSTERS
        noise = lambda: 0.5 * rng.normal(size=CLUSTERS)[self.clusters] + rng.normal(size=ROWS)
        truth, shared = noise(), noise()
        label = truth + noise() > 0.5
        score = lambda strength, own: np.round(1 / (1 + np.exp(-(strength * (truth + 0.6 * shared) + own * noise()))), 3)
        self.weights = np.round(rng.gamma(4, 0.25, size=ROWS) + 0.01, 2)
        self.rows = pd.DataFrame({"id": np.arange(ROWS), "label": label.astype(int)})
        for side, (strength, own) in {"candidate": (1.3, 0.5), "baseline": (1.0, 0.8)}.items():
            self.rows[side] = np.clip(score(strength, own), 0.001, 0.999)
        self.rows["weight"], self.rows["cluster"] = self.weights, self.clusters
        self.label = label
        self.ranking = {side: curves.Ranking(label, ~label, self.rows[side].to_numpy()) for side in ("candidate", "baseline")}

    def write(self, directory):
        self.rows.to_csv(directory / "binary.csv", index=False)

    def measure(self, side, w):
        y, p = self.label.astype(float), self.rows[side].to_numpy()
        flagged = (p >= 0.5).astype(float)
        loss = -np.log(np.where(self.label, p, 1 - p))
        columns = np.stack([np.ones(ROWS), y, flagged, y * flagged, loss, (p - y) ** 2], axis=1)
        n, pos, pred, tp, log_loss, brier = (w @ columns).T
        tn = n - pos - pred + tp
        neg = n - pos
        chance = (pos * pred + neg * (n - pred)) / n**2
        right = (tp + tn) / n
        positives, negatives = self.ranking[side].sums(w)
        return {
            "accuracy": right,
            "balanced_accuracy": (tp / pos + tn / neg) / 2,
            "precision": tp / pred,
            "recall": tp / pos,
            "specificity": tn / neg,
            "f1": 2 * tp / (pos + pred),
            "f_beta@2": 5 * tp / (4 * pos + pred),
            "jaccard": tp / (pos + pred - tp),
            "mcc": (tp * tn - (pred - tp) * (pos - tp)) / np.sqrt(pos * neg * pred * (n - pred)),
            "kappa": (right - chance) / (1 - chance),
            "log_loss": log_loss / n,
            "brier": brier / n,
            "roc_auc": curves.area(positives, negatives),
            "average_precision": curves.average_precision(positives, negatives),
            "ks": curves.kolmogorov_smirnov(positives, negatives),
            "gain@0.1": curves.gain(positives, negatives, 0.1),
            "lift@0.25": curves.gain(positives, negatives, 0.25) / 0.25,
        }
