"""Writes curves.json: the ROC curves of binary.csv by scikit-learn, the residuals of regression.csv by NumPy.

python curves.py
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import roc_curve

HERE = Path(__file__).parent

binary = pd.read_csv(HERE / "binary.csv")
positives = int((binary["label"] == 1).sum())
negatives = len(binary) - positives


def roc(side):
    fpr, tpr, thresholds = roc_curve(binary["label"], binary[side], drop_intermediate=False)
    # The first point has no rows.
    return [
        {
            "threshold": float(threshold),
            "truePositives": int(round(t * positives)),
            "falsePositives": int(round(f * negatives)),
        }
        for f, t, threshold in list(zip(fpr, tpr, thresholds))[1:]
    ]


def scores(side):
    edges = np.arange(0, 33) / 32
    return {
        "edges": edges.tolist(),
        "positives": np.histogram(binary.loc[binary.label == 1, side], edges)[0].tolist(),
        "negatives": np.histogram(binary.loc[binary.label == 0, side], edges)[0].tolist(),
    }


regression = pd.read_csv(HERE / "regression.csv")


def residuals(side):
    """Bins of width 1 over the middle 99 % of both sides, as the document has them."""
    both = [regression[name] - regression["label"] for name in ("candidate", "baseline")]
    low = min(np.quantile(one, 0.005, method="inverted_cdf") for one in both)
    high = max(np.quantile(one, 0.995, method="inverted_cdf") for one in both)
    edges = np.arange(np.floor(low), np.floor(high) + 2)
    own = regression[side] - regression["label"]
    # NumPy closes the last bin on the right.
    counts = [int(((own >= a) & (own < b)).sum()) for a, b in zip(edges, edges[1:])]
    return {
        "edges": edges.tolist(),
        "counts": counts,
        "below": int((own < edges[0]).sum()),
        "above": int((own >= edges[-1]).sum()),
    }


golden = {
    "roc": {side: roc(side) for side in ("candidate", "baseline")},
    "scores": {side: scores(side) for side in ("candidate", "baseline")},
    "scoreSums": {side: float(binary[side].sum()) for side in ("candidate", "baseline")},
    "residuals": {side: residuals(side) for side in ("candidate", "baseline")},
}
(HERE / "curves.json").write_text(json.dumps(golden, indent=1) + "\n")
