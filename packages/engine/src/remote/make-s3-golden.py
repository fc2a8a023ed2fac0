"""Writes s3-golden.json: URLs signed by botocore (PyPI, 1.40 or later), with the clock stopped.

    python make-s3-golden.py
"""

import datetime
import json
import pathlib
from unittest import mock

import botocore.auth
import botocore.session
from botocore.config import Config

NOW = datetime.datetime(2026, 3, 1, 12, 30, 45, tzinfo=datetime.timezone.utc)
KEYS = {"id": "AKIAIOSFODNN7EXAMPLE", "secret": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
TOKEN = {**KEYS, "sessionToken": "IQoJb3JpZ2luX2VjEJr//+=="}
CASES = [
    ("s3://bucket/data.parquet", {"region": "eu-central-1", "keys": KEYS}),
    ("s3://bucket/a b/ü&=+'(1).csv", {"region": "us-west-2", "keys": KEYS}),
    ("s3://my.bucket/deep/er/data.csv", {"region": "eu-west-1", "keys": TOKEN}),
    ("s3://bucket/data.csv", {"region": "us-east-1", "keys": KEYS, "endpoint": "http://127.0.0.1:9000"}),
]


def sign(file: str, access: dict) -> str:
    keys = access["keys"]
    bucket, key = file.removeprefix("s3://").split("/", 1)
    style = "path" if "endpoint" in access or "." in bucket else "virtual"
    client = botocore.session.get_session().create_client(
        "s3",
        region_name=access["region"],
        endpoint_url=access.get("endpoint", f"https://s3.{access['region']}.amazonaws.com"),
        aws_access_key_id=keys["id"],
        aws_secret_access_key=keys["secret"],
        aws_session_token=keys.get("sessionToken"),
        config=Config(signature_version="s3v4", s3={"addressing_style": style}),
    )
    with mock.patch("botocore.auth.get_current_datetime", return_value=NOW, create=True):
        return client.generate_presigned_url("get_object", {"Bucket": bucket, "Key": key}, ExpiresIn=3600)


cases = [{"file": file, "access": access, "url": sign(file, access)} for file, access in CASES]
text = json.dumps({"now": NOW.isoformat(), "cases": cases}, indent=2, ensure_ascii=False)
pathlib.Path(__file__).with_name("s3-golden.json").write_text(text + "\n")
