"""Golden values of the metrics of classes.csv: points by scikit-learn (KS by scipy), standard errors by the
infinitesimal jackknife of the same functions, that is their numeric derivatives by `sample_weight`. Writes classes.json.

Run in a virtual environment with requirements.txt: python classes.py
"""

import itertools
import json
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats
from sklearn import metrics

warnings.filterwarnings("ignore")
HERE = Path(__file__).parent
CLASSES, TAGS = ["bird", "cat", "dog", "fox"], ["red", "round", "small"]
SIDES = {"candidate": "p", "baseline": "q"}
THRESHOLD = 0.3


def averaged(function, truth, predicted, names, multilabel):
    """Micro, macro, weighted, (samples) and by class."""
    found = {}
    kinds = ["macro", "micro", "weighted"] + (["samples"] if multilabel else [])
    for kind in kinds:
        found[kind] = lambda w, kind=kind: function(truth, predicted, average=kind, sample_weight=w, zero_division=0)
    for k, name in enumerate(names):
        found[f"class={name}"] = lambda w, k=k: function(
            truth, predicted, labels=None if multilabel else names, average=None, sample_weight=w, zero_division=0
        )[k]
    return found


def families(truth, predicted, names, multilabel):
    functions = {
        "precision": metrics.precision_score,
        "recall": metrics.recall_score,
        "f1": metrics.f1_score,
        "jaccard": metrics.jaccard_score,
    }
    found = {}
    for family, function in functions.items():
        for kind, call in averaged(function, truth, predicted, names, multilabel).items():
            found[f"{family}[{kind}]" if "=" in kind else f"{family}_{kind}"] = call
    for kind in ["macro", "micro", "weighted"]:
        found[f"f_beta_{kind}@2"] = lambda w, kind=kind: metrics.fbeta_score(
            truth, predicted, beta=2, average=kind, sample_weight=w, zero_division=0
        )
    return found


def multiclass(rows, side):
    y, predicted = rows.label.to_numpy(), rows[side].to_numpy()
    scores = rows[[f"{side}_{name}" for name in CLASSES]].to_numpy()
    calls = {
        "accuracy": lambda w: metrics.accuracy_score(y, predicted, sample_weight=w),
        "balanced_accuracy": lambda w: metrics.balanced_accuracy_score(y, predicted, sample_weight=w),
        "hamming_loss": lambda w: metrics.hamming_loss(y, predicted, sample_weight=w),
        "mcc": lambda w: metrics.matthews_corrcoef(y, predicted, sample_weight=w),
        "kappa": lambda w: metrics.cohen_kappa_score(y, predicted, sample_weight=w),
        "log_loss": lambda w: metrics.log_loss(y, scores, labels=CLASSES, sample_weight=w),
        "brier": lambda w: np.average(((np.eye(4)[[CLASSES.index(c) for c in y]] - scores) ** 2).sum(axis=1), weights=w),
        "top_k_accuracy@2": lambda w: metrics.top_k_accuracy_score(y, scores, k=2, labels=CLASSES, sample_weight=w),
        **families(y, predicted, CLASSES, False),
    }
    for k, label in enumerate(CLASSES):
        calls[f"roc_auc_ovr[class={label}]"] = lambda w, k=k, label=label: metrics.roc_auc_score(
            y == label, scores[:, k], sample_weight=w
        )
    for kind in ["macro", "micro", "weighted"]:
        name = "roc_auc_ovr" + ("" if kind == "macro" else f"_{kind}")
        calls[name] = lambda w, kind=kind: metrics.roc_auc_score(
            y, scores, labels=CLASSES, multi_class="ovr", average=kind, sample_weight=w
        )
        calls["roc_auc_ovo" + ("" if kind == "macro" else f"_{kind}")] = lambda w, kind=kind: ovo(y, scores, w, kind)
        calls[f"average_precision_{kind}"] = lambda w, kind=kind: metrics.average_precision_score(
            y, scores, average=kind, sample_weight=w
        )
    del calls["roc_auc_ovo_micro"]
    for k, label in enumerate(CLASSES):
        calls[f"average_precision[class={label}]"] = lambda w, k=k, label=label: metrics.average_precision_score(
            y == label, scores[:, k], sample_weight=w
        )
    return calls


def ovo(y, scores, w, kind):
    """scikit-learn has no sample weights for one-vs-one; without, it agrees."""
    w = np.ones(len(y)) if w is None else w
    areas, sizes = [], []
    for a, b in itertools.combinations(range(len(CLASSES)), 2):
        pair = np.isin(y, [CLASSES[a], CLASSES[b]])
        both = [
            metrics.roc_auc_score(y[pair] == CLASSES[k], scores[pair, k], sample_weight=w[pair]) for k in (a, b)
        ]
        areas.append(np.mean(both))
        sizes.append(w[pair].sum())
    found = np.average(areas, weights=sizes if kind == "weighted" else None)
    if (w == 1).all():
        own = metrics.roc_auc_score(y, scores, labels=CLASSES, multi_class="ovo", average=kind)
        assert np.isclose(found, own, rtol=0, atol=1e-14)
    return found


def multilabel(rows, side):
    y = rows[[f"is_{tag}" for tag in TAGS]].to_numpy()
    predicted = rows[[f"{side[0]}_{tag}" for tag in TAGS]].to_numpy()
    scores = rows[[f"{side[0]}s_{tag}" for tag in TAGS]].to_numpy()
    calls = label_sets(y, predicted) | {
        f"{name}@threshold={THRESHOLD}": call
        for name, call in label_sets(y, (scores >= THRESHOLD).astype(int)).items()
    }
    for kind in ["macro", "micro", "weighted"]:
        for name, function in RANKED.items():
            calls[f"{name}_{kind}"] = lambda w, function=function, kind=kind: function(
                y, scores, average=kind, sample_weight=w
            )
    for k, tag in enumerate(TAGS):
        for name, function in RANKED.items():
            calls[f"{name}[class={tag}]"] = lambda w, function=function, k=k: function(
                y[:, k], scores[:, k], sample_weight=w
            )
    return calls | {
        "coverage_error": lambda w: metrics.coverage_error(y, scores, sample_weight=w),
        "label_ranking_average_precision": lambda w: metrics.label_ranking_average_precision_score(
            y, scores, sample_weight=w
        ),
        "label_ranking_loss": lambda w: metrics.label_ranking_loss(y, scores, sample_weight=w),
    }


RANKED = {"roc_auc": metrics.roc_auc_score, "average_precision": metrics.average_precision_score}


def label_sets(y, predicted):
    return {
        "subset_accuracy": lambda w: metrics.accuracy_score(y, predicted, sample_weight=w),
        "hamming_loss": lambda w: metrics.hamming_loss(y, predicted, sample_weight=w),
        **families(y, predicted, TAGS, True),
    }


def ks(y, score, w):
    """The largest distance of the weighted distribution functions; scipy agrees for equal weights."""
    distances = [
        np.average(score[y == 1] >= t, weights=w[y == 1]) - np.average(score[y == 0] >= t, weights=w[y == 0])
        for t in np.unique(score)
    ]
    return np.abs(distances).max()


def calibration_error(y, score, w, edges):
    bins = np.searchsorted(edges[1:-1], score)  # As sklearn.calibration.calibration_curve.
    return sum(abs((w * (y - score))[bins == b].sum()) for b in np.unique(bins)) / w.sum()


def confusion(y, predicted):
    return {
        "accuracy": lambda w: metrics.accuracy_score(y, predicted, sample_weight=w),
        "balanced_accuracy": lambda w: metrics.balanced_accuracy_score(y, predicted, sample_weight=w),
        "precision": lambda w: metrics.precision_score(y, predicted, sample_weight=w),
        "recall": lambda w: metrics.recall_score(y, predicted, sample_weight=w),
        "specificity": lambda w: metrics.recall_score(y, predicted, pos_label=0, sample_weight=w),
        "f1": lambda w: metrics.f1_score(y, predicted, sample_weight=w),
        "f_beta@2": lambda w: metrics.fbeta_score(y, predicted, beta=2, sample_weight=w),
        "jaccard": lambda w: metrics.jaccard_score(y, predicted, sample_weight=w),
        "mcc": lambda w: metrics.matthews_corrcoef(y, predicted, sample_weight=w),
        "kappa": lambda w: metrics.cohen_kappa_score(y, predicted, sample_weight=w),
    }


def binary(rows, side):
    y, score = rows.positive.to_numpy(), rows[SIDES[side]].to_numpy()
    ones = lambda w: np.ones(len(y)) if w is None else w
    return confusion(y, (score >= 0.5).astype(int)) | {
        **{
            f"{name}@threshold={THRESHOLD}": call
            for name, call in confusion(y, (score >= THRESHOLD).astype(int)).items()
        },
        "log_loss": lambda w: metrics.log_loss(y, score, sample_weight=w),
        "brier": lambda w: metrics.brier_score_loss(y, score, sample_weight=w),
        "roc_auc": lambda w: metrics.roc_auc_score(y, score, sample_weight=w),
        "average_precision": lambda w: metrics.average_precision_score(y, score, sample_weight=w),
        "ks": lambda w: ks(y, score, ones(w)),
        "ece": lambda w: calibration_error(y, score, ones(w), np.linspace(0, 1, 16)),
        "ece_mass@10": lambda w: calibration_error(y, score, ones(w), np.percentile(score, np.linspace(0, 1, 11) * 100)),
    }


def binary_points(rows, side):
    """Tied rows at the boundary count in part, the mean over all orders of ties."""
    y, score = rows.positive.to_numpy(), rows[SIDES[side]].to_numpy()
    assert np.isclose(ks(y, score, np.ones(len(y))), stats.ks_2samp(score[y == 1], score[y == 0]).statistic)
    found = {}
    for share in [0.1, 0.25]:
        limit, taken = share * len(y), 0.0
        captured = 0.0
        for threshold in np.unique(score)[::-1]:
            ties = y[score == threshold]
            part = min(1.0, (limit - taken) / len(ties))
            captured, taken = captured + part * ties.sum(), taken + part * len(ties)
            if taken >= limit - 1e-9:
                break
        found[f"gain@{share}"] = captured / y.sum()
        found[f"lift@{share}"] = captured / y.sum() / share
    return found


def derivatives(call, base, kinds):
    """w_i dθ/dw_i by Richardson's extrapolation of central differences; rows of one kind have the same derivative."""
    found = np.empty(len(base))
    for kind in np.unique(kinds):
        same = kinds == kind
        i = np.argmax(same)
        difference = []
        for step in [2e-3, 1e-3]:
            up, down = base.copy(), base.copy()
            up[i] += step
            down[i] -= step
            difference.append((call(up) - call(down)) / (2 * step))
        found[same] = base[same] * (4 * difference[1] - difference[0]) / 3
    return found


SCORES = ("log_loss", "brier", "top_k", "roc_auc", "average_precision", "ks", "ece", "coverage", "label_ranking")


def kinds_of(rows, task, side, name):
    """Rows are alike for metrics of classes when label and prediction are, for metrics of scores when those are too."""
    columns = {
        "binary": ["positive", SIDES[side]],
        "multiclass": ["label", side] + ([f"{side}_{c}" for c in CLASSES] if name.startswith(SCORES) else []),
        "multilabel": [
            f"{part}_{tag}"
            for part in ["is", f"{side[0]}s" if "@threshold" in name or name.startswith(SCORES) else side[0]]
            for tag in TAGS
        ],
    }[task]
    parts = rows[columns].astype(object)
    if task == "binary" and not name.startswith(SCORES):
        parts[SIDES[side]] = rows[SIDES[side]] >= (THRESHOLD if "@threshold" in name else 0.5)
    if task == "multilabel" and "@threshold" in name:
        for tag in TAGS:
            parts[f"{side[0]}s_{tag}"] = rows[f"{side[0]}s_{tag}"] >= THRESHOLD
    return parts.astype(str).agg("|".join, axis=1).to_numpy()


def error(influence, clusters=None):
    total = influence if clusters is None else np.array([influence[clusters == c].sum() for c in np.unique(clusters)])
    return float(np.sqrt(len(total) / (len(total) - 1) * (total**2).sum()))


UNITS = ["row", "cluster", "weighted", "weighted cluster"]


def golden(rows, task, calls_of, points_of=None, chosen=UNITS):
    found = {"points": {}, "weighted": {}, "standardErrors": {}}
    influence = {}
    w = rows.weight.to_numpy()
    clusters = rows.cluster.to_numpy()
    units = {"row": (0, None), "cluster": (0, clusters), "weighted": (1, None), "weighted cluster": (1, clusters)}
    for side in SIDES:
        calls = calls_of(rows, side)
        found["points"][side] = {name: float(call(None)) for name, call in calls.items()}
        found["weighted"][side] = {name: float(call(w)) for name, call in calls.items()}
        if points_of:
            found["points"][side] |= {name: float(value) for name, value in points_of(rows, side).items()}
        for name, call in calls.items():
            kinds = kinds_of(rows, task, side, name)
            influence[name, side] = [
                derivatives(call, weights, kinds) if any(units[unit][0] == which for unit in chosen) else None
                for which, weights in enumerate([np.ones(len(rows)), w])
            ]
    for unit in chosen:
        which, groups = units[unit]
        found["standardErrors"][unit] = {}
        for name in sorted({name for name, _ in influence}):
            candidate, baseline = (influence[name, side][which] for side in SIDES)
            found["standardErrors"][unit][name] = {
                "candidate": error(candidate, groups),
                "baseline": error(baseline, groups),
                "change": error(candidate - baseline, groups),
            }
    return found


rows = pd.read_csv(HERE / "classes.csv")
tasks = {"binary": (binary, binary_points), "multiclass": (multiclass, None), "multilabel": (multilabel, None)}
result = {}
for task, (calls, points) in tasks.items():
    result[task] = {"all": golden(rows, task, calls, points)}
    for site, part in rows.groupby("site"):
        result[task][f"site={site}"] = golden(part, task, calls, points, ["row", "cluster"])
(HERE / "classes.json").write_text(json.dumps(result, indent=1) + "\n")
