"""The job `python -m whosaid.spark IN OUT`."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from . import spark as whosaid_spark
from ._batches import KNOWN
from ._files import names

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

#: Lines that Spark itself can split; of other files, one is one task.
LINES = tuple(f".{name}{packed}" for name in ("jsonl", "ndjson") for packed in ("", ".gz", ".bz2"))


def _parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m whosaid.spark", description="Claims of articles, on Spark: a folder of Parquet files with a row a claim."
    )
    parser.add_argument("input", metavar="IN", help="a file or folder, here or wherever Spark reads")
    parser.add_argument("output", metavar="OUT", help="a new folder: OUT/claims, and OUT/errors with what could not be read")
    parser.add_argument(
        "--format", choices=("parquet", "lines", "files"),
        help="Parquet; lines of JSON; files in any format that `whosaid formats` lists, WARC among them, a task each. By default what the files are called tells",
    )  # fmt: skip
    parser.add_argument("--text", metavar="NAME", help="the column or field with the text, where it has none of the usual names")
    parser.add_argument("--path", metavar="NAME", help="that which says what an article is called; ids are made of it (default: path)")
    for field in KNOWN:
        parser.add_argument(f"--{field}", metavar="NAME", help=f"that with an article's {field}")
    parser.add_argument(
        "--duplicates", action="store_true",
        help="tell in claims which articles are copies of others (article.duplicate_of), and list these in OUT/duplicates; for Parquet and lines",
    )  # fmt: skip
    parser.add_argument("--partitions", type=int, metavar="N", help="spread the rows over so many tasks first: for Parquet files of few row groups")
    return parser.parse_args(arguments)


def _format(spark: SparkSession, place: str) -> str:
    files = {name.lower() for _, name in names(spark, place)}
    if files and all(name.endswith((".parquet", ".pq")) for name in files):
        return "parquet"
    return "lines" if files and all(name.endswith(LINES) for name in files) else "files"


def _found(spark: SparkSession, typed: argparse.Namespace) -> tuple[DataFrame, DataFrame | None]:
    """The articles without their texts; and, where wanted, which of them are copies."""
    told = {field: getattr(typed, field) for field in KNOWN if getattr(typed, field) is not None}
    kind = typed.format or _format(spark, typed.input)
    if kind == "files":
        if told or typed.text or typed.path or typed.duplicates:
            raise SystemExit(
                "error: files are read as `whosaid extract` reads them, one by one: no columns can be named, and no copies be found\n"
                "hint: --format says what they are"
            )
        return whosaid_spark.read(spark, typed.input).drop("text"), None
    rows = spark.read.text(typed.input) if kind == "lines" else spark.read.parquet(typed.input)
    if typed.partitions:
        rows = rows.repartition(typed.partitions)
    columns = {"text": typed.text, "path": typed.path, "record": "value" if kind == "lines" else None, **told}
    found = whosaid_spark.extract(rows, **columns)
    copies = whosaid_spark.duplicates(rows, **columns) if typed.duplicates else None
    if kind == "lines":
        return found.selectExpr("CASE WHEN error IS NOT NULL THEN substring(value, 1, 200) END AS record", "claims", "error"), copies
    return (found.drop(typed.text) if typed.text else found), copies


def main(arguments: list[str] | None = None) -> int:
    """Runs the job; gives its exit status."""
    typed = _parsed(arguments)
    # Without spark-submit, the workers are on this machine: they need the Python that has this package.
    if "PYSPARK_GATEWAY_PORT" not in os.environ:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession
    from pyspark.storagelevel import StorageLevel

    spark = SparkSession.builder.appName("whosaid").getOrCreate()
    found, copies = _found(spark, typed)
    found = found.persist(StorageLevel.DISK_ONLY)
    claims = whosaid_spark.claims(found)
    if copies is not None:
        copies.write.parquet(f"{typed.output}/duplicates", compression="zstd")
        claims = whosaid_spark.mark(claims, spark.read.parquet(f"{typed.output}/duplicates"))
    claims.write.parquet(f"{typed.output}/claims", compression="zstd")
    found.where("error IS NOT NULL").drop("claims").write.parquet(f"{typed.output}/errors", compression="zstd")
    found.unpersist()
    return 0
