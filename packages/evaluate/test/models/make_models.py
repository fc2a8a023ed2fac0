"""Tiny classifiers as scikit-learn and skl2onnx write them, and their probabilities of the rows of iris.

Run in a virtual environment with examples/flight-delay/requirements.txt: python make_models.py
Writes the models, iris.csv (features, a text, the class) and expected.json beside this file.
"""

import json
from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.tree import DecisionTreeClassifier

here = Path(__file__).parent
iris = load_iris()
names = ["sepal_length", "sepal_width", "petal_length", "petal_width"]
X = iris.data.astype(np.float32)
species = np.array(["setosa", "versicolor", "virginica"])[iris.target]
size = np.where(X[:, 2] > 5, "large", np.where(X[:, 2] > 4, "medium", "small"))
rows = np.arange(0, 150, 3)


def save(name, onnx):
    (here / name).write_bytes(onnx.SerializeToString())


expected = {}
tree = DecisionTreeClassifier(max_depth=3, random_state=1).fit(X, species)
save("tree.onnx", to_onnx(tree, X[:1], target_opset=17))
expected["tree.onnx"] = tree.predict_proba(X[rows]).tolist()

plain = LogisticRegression(max_iter=1000).fit(X, species)
save("plain.onnx", to_onnx(plain, X[:1], target_opset=17, options={"zipmap": False}))
expected["plain.onnx"] = plain.predict_proba(X[rows]).tolist()

is_virginica = (iris.target == 2).astype(int)
binary = LogisticRegression(max_iter=1000).fit(X, is_virginica)
save("binary.onnx", to_onnx(binary, X[:1], target_opset=17))
expected["binary.onnx"] = binary.predict_proba(X[rows]).tolist()

texts = make_pipeline(
    ColumnTransformer([("text", OneHotEncoder(handle_unknown="ignore"), [1])], remainder="passthrough"),
    LogisticRegression(max_iter=1000),
)
table = np.empty((150, 2), dtype=object)
table[:, 0], table[:, 1] = X[:, 0], size
texts.fit(table, is_virginica)
types = [("sepal_length", FloatTensorType([None, 1])), ("size", StringTensorType([None, 1]))]
save("text.onnx", to_onnx(texts, initial_types=types, target_opset=17))
expected["text.onnx"] = texts.predict_proba(table[rows]).tolist()

lines = [",".join(["id", *names, "size", "species", "virginica"])]
for i in rows:
    lines.append(",".join([str(i), *(f"{x:.1f}" for x in iris.data[i]), size[i], species[i], str(is_virginica[i])]))
(here / "iris.csv").write_text("\n".join(lines) + "\n")
(here / "expected.json").write_text(json.dumps(expected) + "\n")
