"""Positive numbers and predictions of two models, in clusters that share a part of their level."""

import numpy as np
import pandas as pd

ROWS, CLUSTERS = 4000, 400


def deviance(y, p, power):
    """Unit deviance of an exponential dispersion model (Jørgensen 1997)."""
    if power == 0:
        return (y - p) ** 2
    if power == 1:
        return 2 * (y * np.log(y / p) - y + p)
    if power == 2:
        return 2 * (np.log(p / y) + y / p - 1)
    a, b = 1 - power, 2 - power
    return 2 * (y**b / (a * b) - y * p**a / a + p**b / b)


class Task:
    def __init__(self):
        rng = np.random.default_rng(4)
        self.clusters = np.arange(ROWS) % CLUSTERS
        shared = 0.2 * rng.normal(size=CLUSTERS)[self.clusters]
        level = np.exp(1.5 + 0.4 * rng.normal(size=ROWS) + shared)
        self.weights = np.round(rng.gamma(4, 0.25, size=ROWS) + 0.01, 2)
        self.rows = pd.DataFrame(
            {
                "id": np.arange(ROWS),
                "label": np.round(level * rng.gamma(9, 1 / 9, size=ROWS) + 0.5, 3),
                "candidate": np.round(level * np.exp(0.1 * rng.normal(size=ROWS) + 0.3 * shared) + 0.6, 3),
                "baseline": np.round(level * np.exp(0.2 * rng.normal(size=ROWS) + 0.5 * shared) + 0.8, 3),
                "weight": self.weights,
                "cluster": self.clusters,
            }
        )

    def write(self, directory):
        self.rows.to_csv(directory / "regression.csv", index=False)

    def measure(self, side, w):
        y, p = self.rows.label.to_numpy(), self.rows[side].to_numpy()
        e = p - y
        pinball = lambda q: np.where(e > 0, (1 - q) * e, -q * e)
        means = {
            "mae": np.abs(e),
            "mse": e**2,
            "bias": e,
            "mape": np.abs(e) / y,
            "smape": 2 * np.abs(e) / (y + p),
            "pinball": pinball(0.5),
            "pinball@0.1": pinball(0.1),
            "poisson_deviance": deviance(y, p, 1),
            "gamma_deviance": deviance(y, p, 2),
            "tweedie_deviance@1.5": deviance(y, p, 1.5),
            "tweedie_deviance@3": deviance(y, p, 3),
        }
        n = w.sum(axis=1)
        label, square, *rest = (w @ np.stack([y, y**2, *means.values()], axis=1)).T / n
        found = dict(zip(means, rest))
        variance = square - label**2
        return {
            **found,
            "rmse": np.sqrt(found["mse"]),
            "r2": 1 - found["mse"] / variance,
            "explained_variance": 1 - (found["mse"] - found["bias"] ** 2) / variance,
            "absolute_bias": np.abs(found["bias"]),
            "wape": found["mae"] / label,
        }
