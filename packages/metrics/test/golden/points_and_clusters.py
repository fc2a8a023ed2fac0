"""Golden values by scikit-learn (points), scipy (paired t), statsmodels (intervals of proportions, cluster-robust
standard errors) and by Obuchowski's published formula for the clustered AUC. Writes python.json beside this file.

Run in a virtual environment with requirements.txt: python points_and_clusters.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics
from statsmodels.stats.proportion import proportion_confint

HERE = Path(__file__).parent
SIDES = ["candidate", "baseline"]
LEVEL, THRESHOLD = 0.95, 0.5


def binary_points(rows, side):
    y, score = rows.label, rows[side]
    predicted = (score >= THRESHOLD).astype(int)
    return {
        "accuracy": metrics.accuracy_score(y, predicted),
        "precision": metrics.precision_score(y, predicted),
        "recall": metrics.recall_score(y, predicted),
        "f1": metrics.f1_score(y, predicted),
        "log_loss": metrics.log_loss(y, score),
        "brier": metrics.brier_score_loss(y, score),
        "roc_auc": metrics.roc_auc_score(y, score),
    }


def regression_points(rows, side):
    return {
        "mae": metrics.mean_absolute_error(rows.label, rows[side]),
        "rmse": metrics.root_mean_squared_error(rows.label, rows[side]),
        "r2": metrics.r2_score(rows.label, rows[side]),
    }


def wilson(rows, side):
    predicted, positive = rows[side] >= THRESHOLD, rows.label == 1
    hits = (predicted & positive).sum()
    interval = lambda k, n: list(proportion_confint(k, n, 1 - LEVEL, "wilson"))
    return {
        "accuracy": interval((predicted == positive).sum(), len(rows)),
        "precision": interval(hits, predicted.sum()),
        "recall": interval(hits, positive.sum()),
    }


def row_losses(rows, side, task):
    """Metrics that are the mean of one number per row."""
    if task == "regression":
        return {"mae": (rows[side] - rows.label).abs().to_numpy()}
    p = np.clip(rows[side].to_numpy(), np.finfo(float).eps, 1 - np.finfo(float).eps)
    y = rows.label.to_numpy()
    return {"log_loss": -np.where(y == 1, np.log(p), np.log(1 - p)), "brier": (rows[side].to_numpy() - y) ** 2}


def linearised_ratio(numerator, denominator):
    """Each row's influence on a ratio of two totals (Taylor linearisation, Cochran 1977, section 6.4)."""
    return (numerator - numerator.sum() / denominator.sum() * denominator) / denominator.mean()


def influences(rows, side, task):
    """One number per row whose mean has the standard error of the metric."""
    found = row_losses(rows, side, task)
    y = rows.label.to_numpy()
    if task == "regression":
        squared = (rows[side].to_numpy() - y) ** 2
        spread = (y - y.mean()) ** 2
        found["rmse"] = squared / (2 * np.sqrt(squared.mean()))
        found["r2"] = -linearised_ratio(squared, spread)
        return found
    predicted, positive = (rows[side] >= THRESHOLD).to_numpy(dtype=float), y.astype(float)
    hit = predicted * positive
    found["accuracy"] = (predicted == positive).astype(float)
    found["precision"] = linearised_ratio(hit, predicted)
    found["recall"] = linearised_ratio(hit, positive)
    found["f1"] = linearised_ratio(2 * hit, predicted + positive)
    return found


def mean_error(values, clusters=None):
    """Standard error of a mean: OLS on a constant, plain or cluster-robust with the usual small-sample factor."""
    model = sm.OLS(values, np.ones(len(values)))
    fit = model.fit() if clusters is None else model.fit(cov_type="cluster", cov_kwds={"groups": clusters})
    return float(np.sqrt(np.asarray(fit.cov_params())[0, 0]))


def degrees_of_freedom(values, labels):
    """n − 1, or fewer when a rare class makes much of the variance: O'Neill 2014, each class taken as normal."""
    n = len(values)
    shares, means, variances = (
        np.array(parts)
        for parts in zip(*((np.mean(labels == y), values[labels == y].mean(), values[labels == y].var()) for y in np.unique(labels)))
    )
    distance = means - values.mean()
    fourth = (shares * (3 * variances**2 + 6 * variances * distance**2 + distance**4)).sum()
    kurtosis = fourth / values.var() ** 2
    return min(n - 1, 2 * n / (kurtosis - (n - 3) / (n - 1)))


def t_interval(difference, labels):
    df = len(difference) - 1 if labels is None else degrees_of_freedom(difference, labels)
    half = stats.t.ppf((1 + LEVEL) / 2, df) * stats.sem(difference)
    return [difference.mean() - half, difference.mean() + half]


def placements(rows, side):
    pos, neg = rows[rows.label == 1], rows[rows.label == 0]
    wins = (pos[side].to_numpy()[:, None] > neg[side].to_numpy()[None, :]) + 0.5 * (
        pos[side].to_numpy()[:, None] == neg[side].to_numpy()[None, :]
    )
    return wins.mean(axis=1), wins.mean(axis=0), pos.cluster.to_numpy(), neg.cluster.to_numpy()


def obuchowski(rows):
    """Covariance matrix of the two clustered AUCs: Obuchowski 1997, equations for S10, S01 and S11. Every cluster of
    the fixture has both classes, so I10 = I01 = I."""
    ids = np.unique(rows.cluster)
    count = len(ids)
    parts = {}
    for side in SIDES:
        v10, v01, pos_cluster, neg_cluster = placements(rows, side)
        auc, m, n = v10.mean(), len(v10), len(v01)
        x = np.array([(v10[pos_cluster == i] - auc).sum() for i in ids])
        y = np.array([(v01[neg_cluster == i] - auc).sum() for i in ids])
        parts[side] = (x, y)
    covariance = np.zeros((2, 2))
    for a, first in enumerate(SIDES):
        for b, second in enumerate(SIDES):
            (xa, ya), (xb, yb) = parts[first], parts[second]
            s10 = count / ((count - 1) * m) * (xa * xb).sum()
            s01 = count / ((count - 1) * n) * (ya * yb).sum()
            s11 = count / (count - 1) * (xa * yb).sum()
            s11_turned = count / (count - 1) * (ya * xb).sum()
            covariance[a, b] = s10 / m + s01 / n + (s11 + s11_turned) / (m * n)
    return covariance


def auc_errors(rows):
    s = obuchowski(rows)
    return {
        "candidate": float(np.sqrt(s[0, 0])),
        "baseline": float(np.sqrt(s[1, 1])),
        "change": float(np.sqrt(s[0, 0] + s[1, 1] - 2 * s[0, 1])),
    }


def slices(rows):
    return {"all": rows, **{f"site={site}": part for site, part in rows.groupby("site")}}


golden = {"binary": {}, "regression": {}}
for task, points in [("binary", binary_points), ("regression", regression_points)]:
    for name, rows in slices(pd.read_csv(HERE / f"{task}.csv")).items():
        losses = {side: row_losses(rows, side, task) for side in SIDES}
        influence = {side: influences(rows, side, task) for side in SIDES}
        entry = {
            "points": {side: points(rows, side) for side in SIDES},
            "standardErrors": {
                unit: {
                    metric: {
                        **{side: mean_error(influence[side][metric], groups) for side in SIDES},
                        "change": mean_error(influence["candidate"][metric] - influence["baseline"][metric], groups),
                    }
                    for metric in influence["candidate"]
                }
                for unit, groups in [("row", None), ("cluster", rows.cluster)]
            },
            "pairedT": {
                metric: t_interval(
                    losses["candidate"][metric] - losses["baseline"][metric],
                    rows.label.to_numpy() if task == "binary" else None,
                )
                for metric in losses["candidate"]
            },
        }
        if task == "binary":
            entry["wilson"] = {side: wilson(rows, side) for side in SIDES}
            entry["clusteredAuc"] = auc_errors(rows)
        golden[task][name] = entry

Path(HERE / "python.json").write_text(json.dumps(golden, indent=1, default=float) + "\n")
