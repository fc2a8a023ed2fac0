"""Rows that break rules, by another tool: python failing_rows.py pandera|frictionless FILE.csv RULES.json

Prints, by rule id, the numbers of the failing rows from 1 (the header not counted).
"""
import json, os, sys

tool, path, rules_path = sys.argv[1:]
rules = json.load(open(rules_path))
rows = {rule["id"]: set() for rule in rules}


def by_pandera():
    import pandas as pd
    import pandera.pandas as pa

    dtypes = {"integer": "Int64", "number": "float64", "string": "string"}
    frame = pd.read_csv(
        path, keep_default_na=False, na_values=[""], dtype={r["column"]: dtypes[r["type"]] for r in rules}
    )
    make = {
        "pattern": pa.Check.str_matches,
        "among": pa.Check.isin,
        "at_least": pa.Check.ge,
        "at_most": pa.Check.le,
        "min_length": lambda v: pa.Check.str_length(min_value=v),
        "max_length": lambda v: pa.Check.str_length(max_value=v),
    }
    for rule in rules:
        kind = rule["kind"]
        column = pa.Column(
            checks=[make[kind](rule["value"])] if kind in make else [],
            nullable=kind != "not_null",
            unique=kind == "unique",
            report_duplicates="exclude_first",
        )
        try:
            pa.DataFrameSchema({rule["column"]: column}).validate(frame, lazy=True)
        except pa.errors.SchemaErrors as error:
            rows[rule["id"]].update(int(i) + 1 for i in error.failure_cases["index"])


def by_frictionless():
    from frictionless import Resource, Schema, validate

    names = {
        "unique": "unique", "not_null": "required", "pattern": "pattern", "among": "enum", "at_least": "minimum",
        "at_most": "maximum", "min_length": "minLength", "max_length": "maxLength",
    }
    columns = open(path).readline().strip().split(",")
    for rule in rules:
        fields = [
            {
                "name": column,
                **(
                    {"type": rule["type"], "constraints": {names[rule["kind"]]: rule.get("value", True)}}
                    if column == rule["column"]
                    else {"type": "string"}
                ),
            }
            for column in columns
        ]
        resource = Resource(
            path=os.path.basename(path), basepath=os.path.dirname(path), schema=Schema.from_descriptor({"fields": fields})
        )
        for number, kind in validate(resource, limit_errors=10**9).flatten(["rowNumber", "type"]):
            # It calls a row of empty cells an error of its own, and looks no further.
            if kind != "blank-row" or rule["kind"] == "not_null":
                rows[rule["id"]].add(number - 1)


{"pandera": by_pandera, "frictionless": by_frictionless}[tool]()
print(json.dumps({rule: sorted(found) for rule, found in rows.items()}))
