"""Golden values of the joint power of guardrails, by statsmodels; standard errors of the paired differences by numpy.

Run in a virtual environment with the requirements of packages/stats/test/golden: python joint_power.py
Writes joint_power.json beside this file. The rows are those of `rowsOf` of the tests: labels alternate.
"""

import json
from pathlib import Path

import numpy as np
from statsmodels.stats.power import NormalIndPower

TABLES = [(4790, 310, 310, 774), (700, 60, 40, 200), (90, 8, 5, 17)]
RULES = [
    [("accuracy", 0.01, 0.95)],
    [("accuracy", 0.02, 0.95), ("recall", 0.03, 0.9)],
    [("accuracy", 0.02, 0.95), ("recall", 0.03, 0.9), ("specificity", 0.05, 0.99), ("f1", 0.04, 0.95)],
]


def rows(both, candidate, baseline, neither):
    right = np.repeat([[True, True], [True, False], [False, True], [False, False]], [both, candidate, baseline, neither], axis=0)
    label = np.arange(len(right)) % 2 == 1
    return label, {side: label == right[:, i] for i, side in enumerate(["candidate", "baseline"])}


def influence(metric, label, predicted):
    """One number per row whose mean has the standard error of the metric (Taylor linearisation of a ratio)."""
    ones = np.ones(len(label))
    above, below = {
        "accuracy": (predicted == label, ones),
        "recall": (label & predicted, label),
        "specificity": (~label & ~predicted, ~label),
        "f1": (2 * (label & predicted), label.astype(int) + predicted),
    }[metric]
    return (above - above.mean() / below.mean() * below) / below.mean()


golden = []
for table in TABLES:
    label, predicted = rows(*table)
    for rules in RULES:
        powers = []
        for metric, margin, confidence in rules:
            difference = influence(metric, label, predicted["candidate"]) - influence(metric, label, predicted["baseline"])
            effect = margin / difference.std(ddof=1)
            power = NormalIndPower().power(effect, len(label), 1 - confidence, ratio=0, alternative="larger")
            powers.append(float(power))
        golden.append(
            {
                "table": dict(zip(["both", "candidate", "baseline", "neither"], table)),
                "gates": [
                    {"metric": metric, "max-drop": margin, "confidence": confidence} for metric, margin, confidence in rules
                ],
                "atLeast": max(0.0, 1 - sum(1 - power for power in powers)),
                "weakest": min(powers),
            }
        )
Path(__file__).with_name("joint_power.json").write_text(json.dumps(golden, indent=1) + "\n")
