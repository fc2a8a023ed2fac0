"""Writes gaps.json: gaps between the groups of binary.csv by fairlearn, at three thresholds.

pip install fairlearn==0.15.0; python gaps.py
"""

import json
from pathlib import Path

import pandas as pd
from fairlearn import metrics as f

HERE = Path(__file__).parent
binary = pd.read_csv(HERE / "binary.csv")
site = binary["site"]
functions = {
    "demographic_parity_gap": f.demographic_parity_difference,
    "equal_opportunity_gap": f.equal_opportunity_difference,
    "equalized_odds_gap": f.equalized_odds_difference,
}
# Of 0.5, the evaluation's own, a name tells nothing.
thresholds = {"": 0.5, "@threshold=0.3": 0.3, "@threshold=0.7": 0.7}
values = {
    side: {
        name + suffix: float(
            function(binary["label"], (binary[side] >= threshold).astype(int), sensitive_features=site)
        )
        for suffix, threshold in thresholds.items()
        for name, function in functions.items()
    }
    for side in ("candidate", "baseline")
}
(HERE / "gaps.json").write_text(json.dumps(values, indent=2) + "\n")
