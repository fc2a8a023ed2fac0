"""What others compute on arrays that are in memory already: `peer.py DIRECTORY REPLICATES`.

(a) scikit-learn's point values of both models; (b) one of them for every naive bootstrap replicate: rows drawn with
replacement; (c) numpy, sorted once: a replicate is a count per row, and every value a weighted sum along the order.
Only REPLICATES of (b) and of (c) are measured. The points are timed a second time without average precision. Prints the values, and the wall and processor seconds, as JSON.
"""

import json
import sys
import time

import numpy as np
from sklearn import metrics as m

directory, replicates = sys.argv[1], int(sys.argv[2])
label = np.fromfile(f"{directory}/label.f64").astype(np.int64)
scores = {side: np.fromfile(f"{directory}/{side}.f64") for side in ("candidate", "baseline")}
random = np.random.default_rng(1)


def plain_values(label, score):
    predicted = (score >= 0.5).astype(np.int64)
    return {
        "accuracy": m.accuracy_score(label, predicted),
        "precision": m.precision_score(label, predicted),
        "recall": m.recall_score(label, predicted),
        "f1": m.f1_score(label, predicted),
        "log_loss": m.log_loss(label, score),
        "brier": m.brier_score_loss(label, score),
        "roc_auc": m.roc_auc_score(label, score),
    }


def point_values(label, score):
    return plain_values(label, score) | {"average_precision": m.average_precision_score(label, score)}


def naive_replicate():
    drawn = random.integers(0, len(label), len(label))
    return {side: point_values(label[drawn], score[drawn]) for side, score in scores.items()}


class Sorted:
    """One model, its rows from the highest score down, and what of a row does not depend on the replicate."""

    def __init__(self, label, score):
        self.order = np.argsort(-score, kind="stable")
        score, self.label = score[self.order], label[self.order]
        self.last = np.append(np.nonzero(np.diff(score))[0], len(score) - 1)
        self.flagged = score >= 0.5
        self.log_loss = -np.log(np.where(self.label == 1, score, 1 - score))
        self.brier = (score - self.label) ** 2

    def values(self, weight):
        weight = weight[self.order]
        positive = weight * self.label
        rows, positives = weight.sum(), positive.sum()
        hits, flagged = positive[self.flagged].sum(), weight[self.flagged].sum()
        above, hits_above = np.cumsum(weight)[self.last], np.cumsum(positive)[self.last]
        misses_above = above - hits_above
        steps, misses = np.diff(hits_above, prepend=0), np.diff(misses_above, prepend=0)
        precision = np.divide(hits_above, above, out=np.zeros(len(above)), where=above > 0)
        return {
            "accuracy": (rows - positives - flagged + 2 * hits) / rows,
            "precision": hits / flagged,
            "recall": hits / positives,
            "f1": 2 * hits / (flagged + positives),
            "log_loss": weight @ self.log_loss / rows,
            "brier": weight @ self.brier / rows,
            "roc_auc": (misses @ (hits_above - steps / 2)) / (positives * (rows - positives)),
            "average_precision": steps @ precision / positives,
        }


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


values, points = timed(lambda: {side: point_values(label, score) for side, score in scores.items()})
_, plain = timed(lambda: [plain_values(label, score) for score in scores.values()])
report = {"values": values, "points": points, "plain": plain}
if replicates > 0:
    _, report["naive"] = timed(lambda: [naive_replicate() for _ in range(replicates)])
    models, report["sorting"] = timed(lambda: {side: Sorted(label, score) for side, score in scores.items()})
    ones = np.ones(len(label))
    report["sortedValues"] = {side: model.values(ones) for side, model in models.items()}

    def sorted_replicate():
        drawn = random.integers(0, len(label), len(label))
        weight = np.bincount(drawn, minlength=len(label)).astype(float)
        return {side: model.values(weight) for side, model in models.items()}

    _, report["sorted"] = timed(lambda: [sorted_replicate() for _ in range(replicates)])
print(json.dumps(report))
