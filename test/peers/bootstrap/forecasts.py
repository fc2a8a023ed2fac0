"""Series of unequal scale with forecasts and quantiles of two models; the units are series."""

import numpy as np
import pandas as pd

SERIES, CLUSTERS, SEASON, PAST, HORIZON = 1500, 300, 4, 24, 5
LEVELS = [0.1, 0.5, 0.9]


class Task:
    def __init__(self):
        rng = np.random.default_rng(7)
        self.clusters = np.arange(SERIES) % CLUSTERS
        self.weights = np.round(rng.gamma(4, 0.25, size=SERIES) + 0.01, 2)
        level = np.exp(rng.normal(3, 0.3, size=SERIES))[:, None]
        hard = np.exp(0.3 * rng.normal(size=CLUSTERS))[self.clusters][:, None]
        season = np.tile(rng.normal(size=(SERIES, SEASON)), (1, (PAST + HORIZON) // SEASON + 1))[:, : PAST + HORIZON]
        values = np.round(level * (2 + 0.2 * season + 0.15 * hard * rng.normal(size=season.shape)), 3)
        self.past, self.actual = values[:, :PAST], values[:, PAST:]
        self.point, self.quantiles = {}, {}
        for side, spread in {"candidate": 0.12, "baseline": 0.2}.items():
            point = self.actual + level * (0.02 + spread * hard * rng.normal(size=self.actual.shape))
            self.point[side] = np.round(point, 3)
            self.quantiles[side] = [np.round(point + z * level * spread, 3) for z in (-1.2816, 0.05, 1.2816)]

    def write(self, directory):
        frame = lambda first, columns: pd.DataFrame(
            {
                "series": np.repeat(np.arange(SERIES), columns["label"].shape[1]),
                "id": np.tile(first + np.arange(columns["label"].shape[1]), SERIES),
                **{name: values.ravel() for name, values in columns.items()},
            }
        )
        columns = {"label": self.actual}
        for side in ("candidate", "baseline"):
            columns |= {side: self.point[side]}
            columns |= {f"{side}_{q}": values for q, values in zip(LEVELS, self.quantiles[side])}
        rows = frame(PAST, columns)
        rows["weight"], rows["cluster"] = np.repeat(self.weights, HORIZON), np.repeat(self.clusters, HORIZON)
        rows.to_csv(directory / "forecast.csv", index=False)
        frame(0, {"label": self.past}).to_csv(directory / "past.csv", index=False)

    def measure(self, side, w):
        y, p = self.actual, self.point[side]
        e = p - y
        naive = self.past[:, SEASON:] - self.past[:, :-SEASON]
        low, middle, high = self.quantiles[side]
        loss = lambda forecast, q: np.where(forecast > y, (1 - q) * (forecast - y), q * (y - forecast))
        losses = [loss(forecast, q) for forecast, q in zip((low, middle, high), LEVELS)]
        means = {
            "mase": np.abs(e).mean(axis=1) / np.abs(naive).mean(axis=1),
            "rmsse": np.sqrt((e**2).mean(axis=1) / (naive**2).mean(axis=1)),
            "mae": np.abs(e).mean(axis=1),
            "bias": e.mean(axis=1),
            "smape": (2 * np.abs(e) / (np.abs(y) + np.abs(p))).mean(axis=1),
            "pinball@0.1": losses[0].mean(axis=1),
            "coverage@0.8": ((y >= low) & (y <= high)).mean(axis=1),
            "width@0.8": (high - low).mean(axis=1),
            "crps": 2 * np.mean(losses, axis=0).mean(axis=1),
        }
        square, label = (e**2).mean(axis=1), np.abs(y).mean(axis=1)
        table = np.stack([square, label, *means.values()], axis=1)
        square, label, *rest = ((w @ table) / w.sum(axis=1, keepdims=True)).T
        found = dict(zip(means, rest))
        return {**found, "rmse": np.sqrt(square), "wape": found["mae"] / label}
