"""Writes the fixtures of imports with the tools themselves:
    pip install "pandas<3" dvc mlflow-skinny sqlalchemy alembic evidently lm-eval datasets huggingface_hub scikit-learn
    python generate.py [step…]
promptfoo.json is cut by hand to the shape that promptfoo documents in src/types/index.ts. lm-eval runs its model `dummy`, seeded, on a task of 40 local questions.
"""
import json, os, pathlib, random, shutil, sqlite3, subprocess, sys, tempfile

here = pathlib.Path(__file__).parent
work = pathlib.Path(tempfile.mkdtemp())
bin_ = pathlib.Path(sys.executable).parent
env = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "MLFLOW_TRACKING_URI": f"sqlite:///{work}/mlflow.db"}
os.environ.update(env)


def sklearn():
    from sklearn.metrics import classification_report
    truth = ["bird", "cat", "cat", "dog", "dog"] * 20
    guess = ["bird", "cat", "dog", "dog", "dog"] * 20
    report = classification_report(truth, guess, output_dict=True)
    (here / "sklearn.json").write_text(json.dumps(report, indent=1))


def dvc():
    repo = work / "dvc"
    repo.mkdir()
    run = lambda *args: subprocess.run(args, cwd=repo, env=env, check=True, capture_output=True, text=True).stdout
    run("git", "init", "-q")
    run("git", "config", "user.email", "a@example.com")
    run("git", "config", "user.name", "a")
    run(str(bin_ / "dvc"), "init", "-q")
    (repo / "dvc.yaml").write_text("metrics: [metrics.json, scalar.yaml]\n")
    def write(auc, nested, scalar):
        (repo / "metrics.json").write_text(json.dumps({"auc": auc, "a": {"b": {"e": nested}}, "name": "x"}))
        (repo / "scalar.yaml").write_text(f"{scalar}\n")
    write(0.91, 1, 0.5)
    run("git", "add", "-A"); run("git", "commit", "-qm", "one")
    write(0.93, 3, 0.75)
    (here / "dvc-show.json").write_text(run(str(bin_ / "dvc"), "metrics", "show", "--json"))


def mlflow():
    import mlflow
    mlflow.set_tracking_uri(env["MLFLOW_TRACKING_URI"])
    mlflow.set_experiment("fixture")
    ids = []
    for auc in (0.91, 0.93):
        with mlflow.start_run(run_name=f"auc {auc}") as run:
            for step in (0, 1):
                mlflow.log_metrics({"auc": auc - 0.1 + 0.1 * step, "eval/loss": 0.3}, step=step)
            mlflow.log_metric("broken", float("nan"))
            ids.append(run.info.run_id)
    mlflow_server(ids[1])
    db = sqlite3.connect(work / "mlflow.db")
    names = ("runs", "latest_metrics")
    with open(here / "mlflow.sql", "w") as out:
        out.write(f"-- runs: {' '.join(ids)}\n")
        for name in names:
            out.write(db.execute("select sql from sqlite_master where name = ?", (name,)).fetchone()[0] + ";\n")
            for row in db.execute(f"select * from {name}"):
                row = [None if str(v).startswith(str(work)) else v for v in row]
                out.write(f"INSERT INTO {name} VALUES({', '.join('NULL' if v is None else repr(v) for v in row)});\n")


def mlflow_server(run):
    """Needs mlflow itself, not mlflow-skinny."""
    import time, urllib.request
    port = "5099"
    server = subprocess.Popen([str(bin_ / "mlflow"), "server", "--backend-store-uri", env["MLFLOW_TRACKING_URI"], "--port", port, "--workers", "1"], env=env)
    try:
        for _ in range(120):
            try:
                text = urllib.request.urlopen(f"http://127.0.0.1:{port}/api/2.0/mlflow/runs/get?run_id={run}").read()
                break
            except OSError:
                time.sleep(1)
        answer = json.loads(text)
        for key in ("artifact_uri", "user_id"):
            answer["run"]["info"].pop(key, None)
        answer["run"]["data"].pop("tags", None)
        (here / "mlflow-run.json").write_text(json.dumps(answer, indent=1) + "\n")
    finally:
        server.terminate()


def huggingface():
    from huggingface_hub import EvalResult, ModelCardData
    def result(value, metric="accuracy"):
        return EvalResult(task_type="text-classification", dataset_type="glue", dataset_name="GLUE", dataset_config="sst2",
                          dataset_split="validation", dataset_revision="5503434", metric_type=metric, metric_value=value)
    card = ModelCardData(model_name="my-model", eval_results=[result(0.91), result("0.9 ± 0.02", "f1")])
    (here / "huggingface.md").write_text(f"---\n{card.to_yaml()}\n---\n\n# my-model\n")
    # The schema of hub-docs, docs/hub/eval-results.md; no library writes it yet.
    (here / "eval_results.yaml").write_text(
        "- dataset: {id: cais/hle, task_id: default, revision: abc}\n  value: 20.90\n  date: '2025-01-15'\n"
        "  source: {url: https://example.com, name: Eval traces}\n  notes: no-tools\n")


def evidently():
    import pandas as pd
    from evidently import BinaryClassification, DataDefinition, Dataset, Report
    from evidently.metrics import Accuracy, F1Score, RowCount
    random.seed(1)
    y = [random.randint(0, 1) for _ in range(50)]
    p = [v if random.random() < 0.8 else 1 - v for v in y]
    frame = pd.DataFrame({"target": y, "prediction": p})
    data = Dataset.from_pandas(frame, DataDefinition(classification=[BinaryClassification(target="target", prediction_labels="prediction")]))
    snapshot = Report([Accuracy(), F1Score(), RowCount()]).run(data, None)
    (here / "evidently.json").write_text(snapshot.json())


def evidently_others():
    """The serialised snapshot, without its plots, and a test suite as versions before 0.7 have it."""
    import pandas as pd
    from evidently import BinaryClassification, DataDefinition, Dataset, Report
    from evidently.legacy.test_suite import TestSuite
    from evidently.legacy import tests as suite
    from evidently import metrics as m
    from evidently.tests import gte
    random.seed(1)
    y = [random.randint(0, 1) for _ in range(50)]
    p = [v if random.random() < 0.8 else 1 - v for v in y]
    frame = pd.DataFrame({"target": y, "prediction": p})
    data = Dataset.from_pandas(frame, DataDefinition(classification=[BinaryClassification(target="target", prediction_labels="prediction")]))
    metrics = [m.Accuracy(tests=[gte(0.7)]), m.F1Score(), m.RowCount(), m.F1ByLabel(), m.MissingValueCount(column="target"),
               m.UniqueValueCount(column="target"), m.MeanValue(column="target")]
    snapshot = Report(metrics).run(data, None)
    (here / "evidently-snapshot.json").write_text(snapshot.json())
    dumped = json.loads(snapshot.dumps()) | {"widgets": [], "tests_widgets": []}
    for result in dumped["metric_results"].values():
        result["widget"] = []
    (here / "evidently-dumps.json").write_text(json.dumps(dumped, indent=1) + "\n")
    tests = [suite.TestAccuracyScore(gte=0.7), suite.TestF1Score(gte=0.9), suite.TestPrecisionByClass(label=1, gt=0.5),
             suite.TestPrecisionByClass(label=0, gt=0.5), suite.TestNumberOfMissingValues(),
             suite.TestColumnValueMin(column_name="target", gte=0)]
    old = TestSuite(tests=tests)
    old.run(reference_data=None, current_data=frame)
    (here / "evidently-suite.json").write_text(json.dumps(json.loads(old.json()), indent=1) + "\n")


def lm_eval():
    random.seed(7)
    task = work / "task"
    task.mkdir()
    rows = [{"q": f"{a} + {b} =", "choices": ["odd", "even"], "gold": 1 - (a + b) % 2} for a, b in
            [(random.randint(0, 99), random.randint(0, 99)) for _ in range(40)]]
    (task / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (task / "parity.yaml").write_text(f"""task: parity
dataset_path: json
dataset_kwargs: {{data_files: {{test: {task}/rows.jsonl}}}}
test_split: test
output_type: multiple_choice
doc_to_text: "{{{{q}}}}"
doc_to_choice: "{{{{choices}}}}"
doc_to_target: gold
metric_list:
  - {{metric: acc, aggregation: mean, higher_is_better: true}}
""")
    for name, seed in (("candidate", "1"), ("baseline", "2")):
        out = work / name
        subprocess.run([str(bin_ / "lm_eval"), "run", "--model", "dummy", "--tasks", "parity", "--include_path", str(task), "--seed", seed,
                        "--output_path", str(out), "--log_samples"], env=env, check=True)
        found = next(out.rglob("results*.json"))
        document = json.loads(found.read_text())
        kept = ["results", "groups", "group_subtasks", "versions", "n-shot", "higher_is_better", "n-samples", "task_hashes", "model_name", "date"]
        document = {key: document[key] for key in kept if key in document}
        (here / f"lm-eval-{name}.json").write_text(json.dumps(document, indent=1) + "\n")
        kept = ["doc_id", "target", "filter", "metrics", "doc_hash", "prompt_hash", "target_hash", "acc"]
        samples = [json.loads(line) for line in next(out.rglob("samples_*.jsonl")).read_text().splitlines()]
        lines = [json.dumps({key: sample[key] for key in kept}) + "\n" for sample in samples]
        (here / f"samples_parity_{name}.jsonl").write_text("".join(lines))


for step in (sklearn, dvc, mlflow, huggingface, evidently, evidently_others, lm_eval):
    if sys.argv[1:] and step.__name__ not in sys.argv[1:]:
        continue
    try:
        step()
    except Exception as error:
        print(step.__name__, "failed:", error, getattr(error, "stderr", ""))
shutil.rmtree(work)
