"""Draws forecast.csv and its past (series of unequal scale and length, quantiles, weights, clusters) and writes golden values
to forecast.json by numpy from the published definitions (MASE: Hyndman & Koehler 2006; RMSSE: the M5 competition), pinball
losses by scikit-learn; standard errors by the numeric jackknife over series. Seeded.

Run in a virtual environment with requirements.txt: python forecast.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn import metrics

from jackknife import errors

HERE = Path(__file__).parent
SIDES = ["candidate", "baseline"]
LEVELS = [0.1, 0.5, 0.9]
SEASON = 4
rng = np.random.default_rng(4711)

past, parts = [], []
for series in range(24):
    level = np.exp(rng.normal(3, 1))
    season = np.tile(rng.normal(size=SEASON), 10)
    values = level * (1.5 + 0.2 * season + 0.15 * rng.normal(size=40))
    horizon = 4 if series % 4 else 6
    past.append(pd.DataFrame({"series": series, "id": np.arange(30), "label": np.round(values[:30], 3)}))
    actual = values[30 : 30 + horizon]
    part = pd.DataFrame({"series": series, "id": np.arange(30, 30 + horizon), "label": np.round(actual, 3)})
    for side, spread in [("candidate", 0.12), ("baseline", 0.25)]:
        point = actual + level * spread * rng.normal(size=horizon)
        part[side] = np.round(point, 3)
        for q, z in zip(LEVELS, [-1.2816, 0.05, 1.2816]):
            part[f"{side}_{q}"] = np.round(point + z * level * spread, 3)
    part["weight"] = round(float(rng.gamma(2, 1)) + 0.1, 2)
    part["cluster"] = series % 8
    part["site"] = np.where(np.arange(horizon) < 2, "near", "far")
    parts.append(part)
history, rows = pd.concat(past), pd.concat(parts)
history.to_csv(HERE / "forecast_past.csv", index=False)
rows.to_csv(HERE / "forecast.csv", index=False)
naive = {s: p.label.to_numpy()[SEASON:] - p.label.to_numpy()[:-SEASON] for s, p in history.groupby("series")}


def calls(part, side):
    ids = part.series.to_numpy()
    names = np.unique(ids)
    y, p = part.label.to_numpy(), part[side].to_numpy()
    e = p - y
    mase = np.array([np.abs(e[ids == s]).mean() / np.abs(naive[s]).mean() for s in names])
    rmsse = np.array([np.sqrt((e[ids == s] ** 2).mean() / (naive[s] ** 2).mean()) for s in names])
    of = {q: part[f"{side}_{q}"].to_numpy() for q in LEVELS}
    spread = lambda w: w[np.searchsorted(names, ids)]
    mean = lambda values: lambda w: np.average(values, weights=spread(w))
    pinball = lambda q: lambda w: metrics.mean_pinball_loss(y, of[q], alpha=q, sample_weight=spread(w))
    return {
        "mase": lambda w: np.average(mase, weights=w),
        "rmsse": lambda w: np.average(rmsse, weights=w),
        "mae": mean(np.abs(e)),
        "rmse": lambda w: np.sqrt(np.average(e**2, weights=spread(w))),
        "bias": mean(e),
        "smape": mean(2 * np.abs(e) / (np.abs(y) + np.abs(p))),
        "wape": lambda w: np.average(np.abs(e), weights=spread(w)) / np.average(np.abs(y), weights=spread(w)),
        "pinball@0.1": pinball(0.1),
        "coverage@0.8": mean(((y >= of[0.1]) & (y <= of[0.9])).astype(float)),
        "coverage_error@0.8": lambda w: abs(mean(((y >= of[0.1]) & (y <= of[0.9])).astype(float))(w) - 0.8),
        "width@0.8": mean(of[0.9] - of[0.1]),
        "crps": lambda w: 2 * np.mean([pinball(q)(w) for q in LEVELS]),
    }


golden = {}
for name, part in {"all": rows, **{f"site={site}": p for site, p in rows.groupby("site")}}.items():
    series = part.groupby("series").first()
    found = {side: calls(part, side) for side in SIDES}
    w = series.weight.to_numpy()
    at = lambda weights: {side: {m: float(call(weights)) for m, call in found[side].items()} for side in SIDES}
    golden[name] = {"points": at(np.ones(len(w))), "weighted": at(w)}
    if name == "all":
        units = errors(found, w, series.cluster.to_numpy())
        # A series is a cluster of its rows even where the configuration names no cluster.
        golden[name]["standardErrors"] = units
(HERE / "forecast.json").write_text(json.dumps(golden, indent=1, default=float) + "\n")
