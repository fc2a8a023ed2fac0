"""Counts by Frictionless: python frictionless_rules.py FILE RULES"""
import json, sys
from frictionless import Resource, Schema, validate

path, rules_path = sys.argv[1:]
rules = json.load(open(rules_path))
NAMES = {
    "unique": "unique", "not_null": "required", "pattern": "pattern", "among": "enum", "at_least": "minimum",
    "at_most": "maximum", "min_length": "minLength", "max_length": "maxLength",
}
TYPES = {"unique": "integer", "at_least": "number", "at_most": "number"}
fields = [
    {
        "name": rule["column"],
        "type": TYPES.get(rule["kind"], "string"),
        # Its patterns are anchored already.
        "constraints": {NAMES[rule["kind"]]: rule.get("value", True)},
    }
    for rule in rules
]
ids = {rule["column"]: rule["id"] for rule in rules}
counts = {rule["id"]: 0 for rule in rules}
report = validate(Resource(path=path.split("/")[-1], basepath="/".join(path.split("/")[:-1]), schema=Schema.from_descriptor({"fields": fields})), limit_errors=10**9)
for (column,) in report.flatten(["fieldName"]):
    counts[ids[column]] += 1
print(json.dumps(counts))
