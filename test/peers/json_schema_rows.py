"""Records that break JSON Schemas, by jsonschema: python json_schema_rows.py CASES.json

CASES is a list of {"schema": …, "rows": [record, …]}. Prints for each case the numbers of the rows, from 1, that are not
valid. In a table a member that is null is absent, so these are taken out first.
"""
import json
import sys

from jsonschema import Draft202012Validator, FormatChecker


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(each) for key, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if isinstance(value, list) else value


found = []
for case in json.load(open(sys.argv[1])):
    Draft202012Validator.check_schema(case["schema"])
    validator = Draft202012Validator(case["schema"], format_checker=FormatChecker(["ipv4", "uuid", "date"]))
    rows = enumerate(case["rows"], 1)
    found.append([number for number, row in rows if not validator.is_valid(without_nulls(row))])
print(json.dumps(found))
