"""Counts by pandera, lazily, so that every failing row is found: python pandera_rules.py pandas|polars FILE RULES"""
import json, sys

backend, path, rules_path = sys.argv[1:]
rules = json.load(open(rules_path))
if backend == "pandas":
    import pandas as pd
    import pandera.pandas as pa
    frame = pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path)
else:
    import polars as pl
    import pandera.polars as pa
    frame = pl.read_parquet(path) if path.endswith(".parquet") else pl.read_csv(path)

CHECKS = {
    "pattern": lambda v: pa.Check.str_matches(v),
    "among": lambda v: pa.Check.isin(v),
    "at_least": lambda v: pa.Check.ge(v),
    "at_most": lambda v: pa.Check.le(v),
    "min_length": lambda v: pa.Check.str_length(min_value=v),
    "max_length": lambda v: pa.Check.str_length(max_value=v),
}
columns = {}
for rule in rules:
    kind = rule["kind"]
    checks = [CHECKS[kind](rule["value"])] if kind in CHECKS else []
    columns[rule["column"]] = pa.Column(
        checks=checks,
        nullable=kind != "not_null",
        unique=kind == "unique",
        **({"report_duplicates": "exclude_first"} if kind == "unique" and backend == "pandas" else {}),
    )
counts = {rule["id"]: 0 for rule in rules}
ids = {rule["column"]: rule["id"] for rule in rules}
try:
    pa.DataFrameSchema(columns).validate(frame, lazy=True)
except pa.errors.SchemaErrors as error:
    cases = error.failure_cases
    if backend == "pandas":
        for column, count in cases.groupby("column").size().items():
            counts[ids[column]] = int(count)
    else:
        for column, count in cases.group_by("column").len().iter_rows():
            counts[ids[column]] = int(count)
print(json.dumps(counts))
