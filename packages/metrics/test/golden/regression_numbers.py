"""Draws numbers.csv (positive labels, two correlated models, weights, clusters, two sites) and writes the golden values of
the regression metrics by scikit-learn (bias, sMAPE and WAPE by numpy) to numbers.json, with the standard errors of their
jackknife. Seeded.

Run in a virtual environment with requirements.txt: python regression_numbers.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics

from jackknife import errors

HERE = Path(__file__).parent
ROWS, CLUSTERS = 180, 18
SIDES = ["candidate", "baseline"]

rng = np.random.default_rng(50523)
cluster = np.arange(ROWS) % CLUSTERS
shared = 0.3 * rng.normal(size=CLUSTERS)[cluster]
level = np.exp(1.5 + 0.7 * rng.normal(size=ROWS) + shared)
rows = pd.DataFrame(
    {
        "label": np.round(level * rng.gamma(4, 0.25, size=ROWS) + 0.01, 3),
        "candidate": np.round(level * np.exp(0.2 * rng.normal(size=ROWS) + 0.3 * shared) + 0.01, 3),
        "baseline": np.round(level * np.exp(0.3 * rng.normal(size=ROWS) + 0.5 * shared) + 0.3, 3),
        "weight": np.round(rng.gamma(2, 1, size=ROWS) + 0.05, 2),
        "cluster": cluster,
        "site": np.where(cluster % 3 == 0, "north", "south"),
    }
)
rows.to_csv(HERE / "numbers.csv", index=False)


def smooth(part, side):
    y, p = part.label.to_numpy(), part[side].to_numpy()
    sklearn = lambda function, **options: lambda w: function(y, p, sample_weight=w, **options)
    return {
        "mae": sklearn(metrics.mean_absolute_error),
        "mse": sklearn(metrics.mean_squared_error),
        "rmse": sklearn(metrics.root_mean_squared_error),
        "r2": sklearn(metrics.r2_score),
        "explained_variance": sklearn(metrics.explained_variance_score),
        "bias": lambda w: np.average(p - y, weights=w),
        "absolute_bias": lambda w: abs(np.average(p - y, weights=w)),
        "mape": sklearn(metrics.mean_absolute_percentage_error),
        "smape": lambda w: np.average(2 * np.abs(y - p) / (np.abs(y) + np.abs(p)), weights=w),
        "wape": lambda w: np.average(np.abs(y - p), weights=w) / np.average(np.abs(y), weights=w),
        "pinball": sklearn(metrics.mean_pinball_loss),
        "pinball@0.1": sklearn(metrics.mean_pinball_loss, alpha=0.1),
        "poisson_deviance": sklearn(metrics.mean_poisson_deviance),
        "gamma_deviance": sklearn(metrics.mean_gamma_deviance),
        "tweedie_deviance@1.5": sklearn(metrics.mean_tweedie_deviance, power=1.5),
        "tweedie_deviance@3": sklearn(metrics.mean_tweedie_deviance, power=3),
        "tweedie_deviance@-1": sklearn(metrics.mean_tweedie_deviance, power=-1),
        "tweedie_deviance@0": sklearn(metrics.mean_tweedie_deviance, power=0),
    }


def points(part, side):
    return {
        **{name: float(call(None)) for name, call in smooth(part, side).items()},
        "median_ae": metrics.median_absolute_error(part.label, part[side]),
        "max_error": metrics.max_error(part.label, part[side]),
    }


def weighted(part, side):
    y, p, w = part.label, part[side], part.weight.to_numpy()
    return {
        **{name: float(call(w)) for name, call in smooth(part, side).items()},
        "median_ae": metrics.median_absolute_error(y, p, sample_weight=w),
    }


slices = {"all": rows, **{f"site={site}": part for site, part in rows.groupby("site")}}
golden = {
    name: {
        "points": {side: points(part, side) for side in SIDES},
        "weighted": {side: weighted(part, side) for side in SIDES},
    }
    for name, part in slices.items()
}
calls = {side: smooth(rows, side) for side in SIDES}
golden["all"]["standardErrors"] = errors(calls, rows.weight.to_numpy(), rows.cluster.to_numpy())
(HERE / "numbers.json").write_text(json.dumps(golden, indent=1, default=float) + "\n")
