"""whosaid on Spark: claims of every row of a data frame, or of files, by one extractor in each worker process.

>>> import whosaid.spark                                         # doctest: +SKIP
>>> found = whosaid.spark.extract(spark.read.parquet("articles"), text="body")   # doctest: +SKIP
>>> whosaid.spark.claims(found).write.parquet("claims")          # doctest: +SKIP

A whole job: `python -m whosaid.spark IN OUT` (or `spark-submit`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ._batches import Batches, Fields, no_claims, pieces
from ._copies import duplicates, mark

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["claims", "duplicates", "extract", "mark", "read"]

#: The extractor of this process, and what it was made for: a worker of Spark lives through many tasks.
_HERE: tuple[Any, Batches] | None = None


def _batches(fields: Fields, options: Mapping[str, Any]) -> Batches:
    global _HERE
    wanted = (vars(fields), options)
    if _HERE is None or _HERE[0] != wanted:
        _HERE = (wanted, Batches(fields, options))
    return _HERE[1]


def _added() -> list[Any]:
    """The columns that hold what was found, as Spark's types."""
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import ArrayType, StringType, StructField

    claim = from_arrow_schema(no_claims().schema)
    return [StructField("claims", ArrayType(claim, containsNull=False)), StructField("error", StringType())]


def extract(
    df: DataFrame,
    text: str | None = None,
    *,
    path: str | None = None,
    record: str | None = None,
    options: Mapping[str, Any] | None = None,
    **told: str,
) -> DataFrame:
    """The data frame with two more columns: `claims`, a list of claims as in `schema/claims.arrow.json`, and `error`.

    Columns are found by their names, as `whosaid extract` finds the fields of a record. `text`, `title`, `date`, `source`, `author`, `language`,
    `url` and `translated` name others; `path` names that which says what an article is called: its ids are made of it. `record` names a
    column that holds whole records as JSON. `options` are those of `Extractor`. A row that cannot be read keeps its place, with `error`
    saying why.
    """
    from pyspark.sql.types import StructType

    fields, chosen = Fields(df.columns, text=text, path=path, record=record, told=told), dict(options or {})

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        here = _batches(fields, chosen)
        for batch in batches:
            for piece in pieces(batch):
                yield from here(piece).to_batches()

    return df.mapInArrow(work, StructType([*df.schema.fields, *_added()]))


def read(spark: SparkSession, place: str, *, options: Mapping[str, Any] | None = None) -> DataFrame:
    """A row an article of the files at `place`, in any format that `whosaid formats` lists, WARC among them: `path`, `text`, `claims`, `error`.

    A file is one task. A row that has an error instead of a text is something that could not be read.
    """
    from pyspark.sql.types import StringType, StructField, StructType

    from ._files import articles, names

    chosen, files = dict(options or {}), names(spark, place)
    schema = StructType([StructField("path", StringType()), StructField("text", StringType()), *_added()])
    listed = spark.createDataFrame(files, "place string, path string").repartition(max(1, len(files)), "path")

    def work(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for file in batch.to_pylist():
                yield from articles(file["place"], file["path"], chosen)

    return listed.mapInArrow(work, schema)


def claims(found: DataFrame) -> DataFrame:
    """A row a claim, with the claim's own columns, of what `extract` or `read` gave."""
    from pyspark.sql.functions import explode

    return found.select(explode("claims").alias("claim")).select("claim.*")


if __name__ == "__main__":
    from whosaid._job import main

    sys.exit(main())
