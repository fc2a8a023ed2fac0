"""The infinitesimal jackknife: standard errors from the numeric derivatives of a weighted function by its weights."""

import numpy as np


def influences(call, weights):
    """w_i dθ/dw_i for each unit, by Richardson's extrapolation of central differences."""
    found = np.empty(len(weights))
    for i in range(len(weights)):
        if weights[i] == 0:
            found[i] = 0
            continue
        difference = []
        for step in [4e-3, 2e-3, 1e-3]:
            up, down = weights.copy(), weights.copy()
            up[i] += step * weights[i]
            down[i] -= step * weights[i]
            difference.append((call(up) - call(down)) / (2 * step))
        once = [(4 * difference[k + 1] - difference[k]) / 3 for k in range(2)]
        found[i] = (16 * once[1] - once[0]) / 15
    return found


def error(influence, clusters=None):
    total = influence if clusters is None else np.array([influence[clusters == c].sum() for c in np.unique(clusters)])
    total = total - total.mean()
    return float(np.sqrt(len(total) / (len(total) - 1) * (total**2).sum()))


def errors(calls, weights, clusters):
    """By unit and metric, of {side: {metric: function of weights}}: of both sides and of their difference."""
    sides = list(calls)
    found = {}
    for prefix, w in [("", np.ones(len(weights))), ("weighted ", weights)]:
        own = {(side, metric): influences(call, w) for side in sides for metric, call in calls[side].items()}
        for unit, groups in [("row", None), ("cluster", clusters)]:
            found["weighted" if prefix and unit == "row" else prefix + unit] = {
                metric: {
                    **{side: error(own[side, metric], groups) for side in sides},
                    "change": error(own[sides[0], metric] - own[sides[1], metric], groups),
                }
                for metric in calls[sides[0]]
            }
    return found
