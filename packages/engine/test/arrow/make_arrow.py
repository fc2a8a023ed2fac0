"""Arrow files as PyArrow writes them. Run with pyarrow: python make_arrow.py; the files stand beside this one."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
from pyarrow import feather, ipc

here = Path(__file__).parent
table = pa.table(
    {
        "i": pa.array([1, None, -3], pa.int32()),
        "big": pa.array([9007199254740993, None, -1], pa.int64()),
        "u": pa.array([18446744073709551615, 0, 1], pa.uint64()),
        "x": pa.array([0.1, float("nan"), None], pa.float64()),
        "h": pa.array([0.5, 1, 2], pa.float32()),
        "b": pa.array([True, False, None]),
        "s": pa.array(['é"\n', "", None]),
        "day": pa.array([dt.date(2001, 2, 3), None, dt.date(1969, 12, 31)]),
        "us": pa.array([981173106123456, None, -1], pa.timestamp("us")),
        "tz": pa.array([981173106123, None, -1], pa.timestamp("ms", tz="UTC")),
        "ns": pa.array([981173106123456789, None, -1], pa.timestamp("ns")),
        "dec": pa.array([Decimal("1.50"), None, Decimal("-12345678901234567.89")], pa.decimal128(20, 2)),
        "cat": pa.array(["a", "b", "a"]).dictionary_encode(),
        "time": pa.array([dt.time(4, 5, 6, 7), None, dt.time(0)], pa.time64("us")),
        "l": pa.array([[1, 2], None, []], pa.list_(pa.int64())),
        "st": pa.array([{"a": 1, "b": "x"}, None, {"a": None, "b": ""}]),
    }
)
for compression in ["lz4", "zstd", "uncompressed"]:
    feather.write_feather(table, here / f"{compression}.feather", compression=compression)
with ipc.new_stream(here / "stream.arrows", table.schema) as writer:
    writer.write_table(table)
long = pa.table({"s": [f"row {i} " * 20 for i in range(4000)], "i": range(4000)})
feather.write_feather(long, here / "long.feather", compression="lz4", chunksize=1500)
