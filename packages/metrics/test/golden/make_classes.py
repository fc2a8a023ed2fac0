"""Draws the rows of classes.csv: four classes with scores and predictions of two models, three tags a row (multilabel)
with marks and with scores, a binary label with scores, weights, clusters and two sites; ties everywhere. Seeded.

The file is committed; run this only to draw another: python make_classes.py
"""

from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
ROWS, CLUSTERS = 240, 30
CLASSES, TAGS = ["bird", "cat", "dog", "fox"], ["red", "round", "small"]

rng = np.random.default_rng(4711)
cluster = np.arange(ROWS) % CLUSTERS
label = rng.choice(len(CLASSES), size=ROWS, p=[0.4, 0.3, 0.2, 0.1])
shared = rng.normal(size=(ROWS, len(CLASSES))) + 0.4 * rng.normal(size=(CLUSTERS, len(CLASSES)))[cluster]


def probabilities(strength):
    logit = strength * np.eye(len(CLASSES))[label] + shared + 0.7 * rng.normal(size=shared.shape)
    share = np.exp(logit) / np.exp(logit).sum(axis=1, keepdims=True)
    whole = np.round(100 * share).astype(int)
    whole[np.arange(ROWS), whole.argmax(axis=1)] += 100 - whole.sum(axis=1)
    return whole / 100


rows = pd.DataFrame({"label": [CLASSES[k] for k in label]})
for side, strength in [("candidate", 1.4), ("baseline", 1.1)]:
    p = probabilities(strength)
    rows[side] = [CLASSES[k] for k in p.argmax(axis=1)]
    for k, name in enumerate(CLASSES):
        rows[f"{side}_{name}"] = p[:, k]
tags = rng.random((ROWS, len(TAGS))) < [0.5, 0.3, 0.15]
for k, tag in enumerate(TAGS):
    rows[f"is_{tag}"] = tags[:, k].astype(int)
    rows[f"c_{tag}"] = (tags[:, k] ^ (rng.random(ROWS) < 0.15)).astype(int)
    rows[f"b_{tag}"] = (tags[:, k] ^ (rng.random(ROWS) < 0.22)).astype(int)
positive = rng.random(ROWS) < 0.35
rows["positive"] = positive.astype(int)
for side, strength in [("p", 1.3), ("q", 0.9)]:
    rows[side] = np.round(1 / (1 + np.exp(-(strength * (2 * positive - 1) + shared[:, 0] + 0.5 * rng.normal(size=ROWS)))), 2)
rows["weight"] = np.round(rng.gamma(2.0, 1.0, size=ROWS), 2)
rows["cluster"], rows["site"] = cluster, np.where(cluster % 3 == 0, "north", "south")
for side, strength in [("cs", 1.2), ("bs", 0.8)]:
    for k, tag in enumerate(TAGS):
        logit = strength * (2 * tags[:, k] - 1) + 0.6 * shared[:, k] + 0.6 * rng.normal(size=ROWS) - 0.4
        rows[f"{side}_{tag}"] = np.round(20 / (1 + np.exp(-logit))) / 20
rows.to_csv(HERE / "classes.csv", index=False)
