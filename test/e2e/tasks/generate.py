"""Writes the predictions of each task, and one number of each as scikit-learn and numpy compute it:
    pip install numpy scikit-learn
    python generate.py
"""
import csv, json, pathlib
import numpy as np
from sklearn import metrics

here = pathlib.Path(__file__).parent
random = np.random.default_rng(5)
expected = {}


def write(name, header, rows):
    with open(here / f"{name}.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def multiclass(n=300):
    names = np.array(["bird", "cat", "dog"])
    labels = random.integers(0, 3, n)
    logits = random.normal(0, 1, (n, 3))
    logits[np.arange(n), labels] += 1.5
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    scores = np.round(scores, 4)
    sites = random.choice(["north", "south"], n)
    write("multiclass", ["id", "label", "p_bird", "p_cat", "p_dog", "site"],
          [[i, names[y], *p, s] for i, (y, p, s) in enumerate(zip(labels, scores, sites))])
    # The first of equal scores, as here, is predicted.
    expected["multiclass"] = metrics.f1_score(labels, scores.argmax(axis=1), average="macro")


def multilabel(n=300):
    labels = random.random((n, 3)) < [0.5, 0.3, 0.2]
    predicted = labels ^ (random.random((n, 3)) < 0.15)
    write("multilabel", ["id", "is_a", "is_b", "is_c", "predicted_a", "predicted_b", "predicted_c"],
          [[i, *map(int, y), *map(int, p)] for i, (y, p) in enumerate(zip(labels, predicted))])
    expected["multilabel"] = metrics.f1_score(labels, predicted, average="micro")


def regression(n=300):
    label = np.round(random.normal(50, 10, n), 3)
    score = np.round(label + random.normal(0, 3, n), 3)
    old = np.round(label + random.normal(0, 5, n), 3)
    weight = random.integers(1, 5, n)
    write("regression", ["id", "label", "score", "weight"], zip(range(n), label, score, weight))
    write("regression-old", ["id", "label", "score", "weight"], zip(range(n), label, old, weight))
    expected["regression"] = metrics.mean_absolute_error(label, score, sample_weight=weight)


def ranking(queries=60, items=8):
    rows, total = [], []
    for q in range(queries):
        relevance = random.integers(0, 4, items)
        relevance[0] = 3
        score = np.round(relevance + random.normal(0, 1.5, items), 4)
        rows += [[f"q{q}", i, r, s] for i, (r, s) in enumerate(zip(relevance, score))]
        total.append(metrics.ndcg_score([relevance], [score], k=5))
    write("ranking", ["query", "item", "relevance", "score"], rows)
    expected["ranking"] = np.mean(total)


def forecast(series=40, horizon=7):
    rows = []
    for s in range(series):
        label = np.round(20 + random.normal(0, 4, horizon), 3)
        centre = label + random.normal(0, 2, horizon)
        rows += [[f"s{s}", t + 1, y, *np.round([c, c - 3, c + 3], 3)] for t, (y, c) in enumerate(zip(label, centre))]
    write("forecast", ["series", "day", "sales", "yhat", "q_0.1", "q_0.9"], rows)
    table = np.array([row[2:] for row in rows])
    expected["forecast"] = metrics.mean_pinball_loss(table[:, 0], table[:, 3], alpha=0.9)


def scores(n=120, repeats=3):
    rows = []
    for i in range(n):
        chance = random.beta(6, 2)
        rows += [[i, int(random.random() < chance)] for _ in range(repeats)]
    write("scores", ["question", "passed"], rows)
    expected["scores"] = np.mean([row[1] for row in rows])


def aggregates(n=400):
    labels = random.random(n) < 0.4
    names = np.array(["no", "yes"])
    predicted = labels ^ (random.random(n) < 0.1)
    report = metrics.classification_report(names[labels.astype(int)], names[predicted.astype(int)], output_dict=True)
    (here / "aggregates.json").write_text(json.dumps(report, indent=1) + "\n")
    expected["aggregates"] = metrics.accuracy_score(labels, predicted)


for make in (multiclass, multilabel, regression, ranking, forecast, scores, aggregates):
    make()
(here / "expected.json").write_text(json.dumps({k: float(v) for k, v in expected.items()}, indent=1) + "\n")
