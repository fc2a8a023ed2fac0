"""The bootstrap as an oracle of standard errors: python test/peers/bootstrap DIRECTORY REPLICATES

Draws rows for each task (seeded), writes them to DIRECTORY, and resamples their units (rows, clusters; with weights or
without) so many times. Every metric is computed anew in each replicate from its definition, as a function of the
weights of the rows: how often a row was drawn, times its own weight. Writes DIRECTORY/bootstrap.json:
task, unit, metric, then of candidate, baseline and change the value, the standard deviation over the replicates and
the relative Monte-Carlo error of that deviation.
"""

import json
import sys
from pathlib import Path

import numpy as np

import binary
import forecasts
import labels
import means
import regression

CHUNK = 250
SIDES = ("candidate", "baseline")


def spread(draws):
    """The deviation of a standard deviation of B draws of kurtosis κ is √((κ − 1)/4B) of it."""
    centred = draws - draws.mean()
    variance = (centred**2).mean()
    if variance == 0:
        return 0.0, 0.0
    kurtosis = (centred**4).mean() / variance**2
    return float(centred.std(ddof=1)), float(np.sqrt((kurtosis - 1) / (4 * len(draws))))


def resample(task, replicates, groups, weights, rng):
    """Of each side and metric one number per replicate."""
    size = len(weights) if groups is None else int(groups.max()) + 1
    found = {side: {} for side in SIDES}
    for start in range(0, replicates, CHUNK):
        count = min(CHUNK, replicates - start)
        drawn = rng.integers(0, size, size=(count, size)) + size * np.arange(count)[:, None]
        times = np.bincount(drawn.ravel(), minlength=count * size).reshape(count, size)
        # Laid out by row, as the sparse products of `curves` read it.
        w = ((times if groups is None else times[:, groups]).T * weights[:, None]).T
        for side in SIDES:
            for metric, values in task.measure(side, w).items():
                found[side].setdefault(metric, []).append(values)
    return {side: {name: np.concatenate(parts) for name, parts in of.items()} for side, of in found.items()}


def summarise(task, draws, weights):
    values = {side: {name: float(v[0]) for name, v in task.measure(side, weights[None, :]).items()} for side in SIDES}
    found = {}
    for metric in values["candidate"]:
        parts = {side: (values[side][metric], draws[side][metric]) for side in SIDES}
        parts["change"] = tuple(a - b for a, b in zip(parts["candidate"], parts["baseline"]))
        found[metric] = {}
        for name, (value, drawn) in parts.items():
            deviation, error = spread(drawn)
            found[metric][name] = {"value": value, "deviation": deviation, "monteCarlo": error}
    return found


def main(directory, replicates):
    tasks = {
        "binary": binary.Task(),
        "multiclass": labels.Multiclass(),
        "multilabel": labels.Multilabel(),
        "regression": regression.Task(),
        "ranking": means.Ranking(),
        "scores": means.Scores(),
        "forecast": forecasts.Task(),
    }
    result = {}
    for name, task in tasks.items():
        task.write(directory)
        ones = np.ones(len(task.weights))
        units = {
            "row": (None, ones),
            "cluster": (task.clusters, ones),
            "weighted": (None, task.weights),
            "weighted cluster": (task.clusters, task.weights),
        }
        result[name] = {}
        for at, (unit, (groups, weights)) in enumerate(units.items()):
            rng = np.random.default_rng([20010501, at])
            result[name][unit] = summarise(task, resample(task, replicates, groups, weights, rng), weights)
    (directory / "bootstrap.json").write_text(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
