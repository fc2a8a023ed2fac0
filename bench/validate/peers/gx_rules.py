"""Counts by Great Expectations: python gx_rules.py FILE RULES"""
import json, os, sys

os.environ["TQDM_DISABLE"] = "1"
import great_expectations as gx
import pandas as pd

path, rules_path = sys.argv[1:]
rules = json.load(open(rules_path))
frame = pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path)
x = gx.expectations
MAKE = {
    "unique": lambda c, v: x.ExpectColumnValuesToBeUnique(column=c),
    "not_null": lambda c, v: x.ExpectColumnValuesToNotBeNull(column=c),
    "pattern": lambda c, v: x.ExpectColumnValuesToMatchRegex(column=c, regex=v),
    "among": lambda c, v: x.ExpectColumnValuesToBeInSet(column=c, value_set=v),
    "at_least": lambda c, v: x.ExpectColumnValuesToBeBetween(column=c, min_value=v),
    "at_most": lambda c, v: x.ExpectColumnValuesToBeBetween(column=c, max_value=v),
    "min_length": lambda c, v: x.ExpectColumnValueLengthsToBeBetween(column=c, min_value=v),
    "max_length": lambda c, v: x.ExpectColumnValueLengthsToBeBetween(column=c, max_value=v),
}
context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
batch = (
    context.data_sources.add_pandas("p")
    .add_dataframe_asset("d")
    .add_batch_definition_whole_dataframe("b")
    .get_batch({"dataframe": frame})
)
suite = gx.ExpectationSuite(name="s", expectations=[MAKE[r["kind"]](r["column"], r.get("value")) for r in rules])
by_column = {r.expectation_config.kwargs["column"]: r.result["unexpected_count"] for r in batch.validate(suite).results}
print(json.dumps({rule["id"]: int(by_column[rule["column"]]) for rule in rules}))
