"""Rows of a Data Package that break rules, by another tool: python table_rows.py pandera|frictionless FOLDER

FOLDER holds datapackage.json, orders.csv and places.csv. Prints, by rule, the numbers of the failing rows of orders from
1 (the header not counted). pandera is told the rules by hand, as it reads no Table Schema; `multipleOf` it alone knows.
"""
import json
import os
import sys

tool, folder = sys.argv[1:]
rows = {}


def add(rule, number):
    rows.setdefault(rule, set()).add(int(number))


def by_frictionless():
    from frictionless import Package

    names = {"primary-key": "primaryKey", "foreign-key": "foreignKeys", "type-error": "type"}
    package = Package(os.path.join(folder, "datapackage.json"))
    report = package.get_resource("orders").validate(limit_errors=10**9)
    for error in report.tasks[0].errors:
        kind = names.get(error.type) or error.note.split('"')[1]
        field = getattr(error, "field_name", None)
        add(f"{field}.{kind}" if field and kind not in ("primaryKey", "foreignKeys") else kind, error.row_number - 1)


def by_pandera():
    import pandas as pd
    import pandera.pandas as pa

    descriptor = json.load(open(os.path.join(folder, "datapackage.json")))
    fields = {field["name"]: field for field in descriptor["resources"][0]["schema"]["fields"]}
    read = lambda name: pd.read_csv(os.path.join(folder, name), keep_default_na=False, na_values=[""], dtype="string")
    frame, places = read("orders.csv"), read("places.csv")
    for name, field in fields.items():
        if field["type"] in ("integer", "number"):
            frame[name] = pd.to_numeric(frame[name])
        if field["type"] == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")

    def judge(rule, schema):
        try:
            schema.validate(frame, lazy=True)
        except pa.errors.SchemaErrors as error:
            for index in error.failure_cases["index"]:
                add(rule, index + 1)

    def column(name, rule, check):
        judge(rule, pa.DataFrameSchema({name: pa.Column(checks=[check], nullable=True)}))

    for name, field in fields.items():
        rules = field.get("constraints", {})
        bound = pd.Timestamp if field["type"] == "date" else lambda value: value
        if "minimum" in rules:
            column(name, f"{name}.minimum", pa.Check.ge(bound(rules["minimum"])))
        if "maximum" in rules:
            column(name, f"{name}.maximum", pa.Check.le(bound(rules["maximum"])))
        if "enum" in rules:
            column(name, f"{name}.enum", pa.Check.isin(rules["enum"]))
    column("amount", "multipleOf", pa.Check(lambda values: values % 0.25 == 0))
    column("place", "foreignKeys", pa.Check.isin(list(places["code"])))
    judge("primaryKey", pa.DataFrameSchema(unique=["a", "b"], report_duplicates="exclude_first"))


{"pandera": by_pandera, "frictionless": by_frictionless}[tool]()
print(json.dumps({rule: sorted(found) for rule, found in rows.items()}))
