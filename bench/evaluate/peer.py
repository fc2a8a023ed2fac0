"""Point values of two models by scikit-learn, on arrays that are in memory already. Prints values and seconds."""

import json
import sys
import time

import numpy as np
from sklearn import metrics as m

directory = sys.argv[1]
label = np.fromfile(f"{directory}/label.f64").astype(np.int64)
scores = {side: np.fromfile(f"{directory}/{side}.f64") for side in ("candidate", "baseline")}

started = time.perf_counter()
values = {}
for side, score in scores.items():
    predicted = (score >= 0.5).astype(np.int64)
    values[side] = {
        "accuracy": m.accuracy_score(label, predicted),
        "precision": m.precision_score(label, predicted),
        "recall": m.recall_score(label, predicted),
        "f1": m.f1_score(label, predicted),
        "log_loss": m.log_loss(label, score),
        "brier": m.brier_score_loss(label, score),
        "roc_auc": m.roc_auc_score(label, score),
    }
print(json.dumps({"seconds": time.perf_counter() - started, "values": values}))
