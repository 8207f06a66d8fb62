"""Which articles are copies of others, on Spark: by the same sketches, and with the same answer, as an index on one machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ._batches import Fields, pieces
from ._whosaid import Buckets, Error, Extractor, _firsts, _sketch_records, _sketch_rows

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

    Batches = Iterator[pyarrow.RecordBatch]

#: The order in which articles are looked at; what has no day comes last.
ORDER = ("undated", "day", "id")


def _kept(df: DataFrame) -> DataFrame:
    """The rows themselves instead of how they are made: in the checkpoint folder where there is one, else with the workers."""
    return df.checkpoint() if df.sparkSession.sparkContext.getCheckpointDir() else df.localCheckpoint()


def _sketched(df: DataFrame, fields: Fields, options: Mapping[str, Any]) -> DataFrame:
    """A row an article: `id`, `day`, `undated`, `sketch`, and in `bands` what another article must share to be compared with it."""

    def work(batches: Batches) -> Batches:
        extractor = Extractor(**options)
        for batch in batches:
            for piece in pieces(batch.select(fields.columns)):
                yield _table(_articles(extractor, piece, fields))

    return df.mapInArrow(work, "id string, day string, undated boolean, sketch binary, bands array<long>")


def _articles(extractor: Extractor, rows: pyarrow.RecordBatch, fields: Fields) -> list[tuple[Any, ...]]:
    import pyarrow as pa

    try:
        if fields.record:
            return _sketch_records(extractor, rows.column(0).to_pylist(), fields.named, fields.path)
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, rows.schema) as writer:
            writer.write_batch(rows)
        return _sketch_rows(extractor, stream.getvalue().to_pybytes(), fields.named, fields.path)
    except (Error, UnicodeDecodeError, pa.ArrowException):
        # A value that is none of its type spoils the whole table: the row that holds it is left out.
        if rows.num_rows <= 1:
            return []
        half = rows.num_rows // 2
        return _articles(extractor, rows.slice(0, half), fields) + _articles(extractor, rows.slice(half), fields)


def _table(articles: list[tuple[Any, ...]]) -> pyarrow.RecordBatch:
    import pyarrow as pa

    ids, days, sketches, bands = zip(*articles) if articles else ((), (), (), ())
    columns = {
        "id": pa.array(ids, pa.string()),
        "day": pa.array(days, pa.string()),
        "undated": pa.array([day is None for day in days], pa.bool_()),
        "sketch": pa.array(sketches, pa.binary()),
        "bands": pa.array(bands, pa.list_(pa.int64())),
    }
    return pa.RecordBatch.from_pydict(columns)


def _alike(batches: Batches) -> Batches:
    import pyarrow as pa

    buckets = Buckets()
    for batch in batches:
        wanted = (batch.column(batch.schema.get_field_index(name)).to_pylist() for name in ("band", "id", "sketch"))
        later, earlier = buckets.pairs(*wanted)
        yield pa.RecordBatch.from_pydict({"later": pa.array(later, pa.string()), "earlier": pa.array(earlier, pa.string())})


def _pairs(articles: DataFrame) -> DataFrame:
    """Articles that are alike: `later`, `earlier`."""
    from pyspark.sql.functions import explode

    shared = articles.select(explode("bands").alias("band"), *ORDER, "sketch")
    return shared.repartition("band").sortWithinPartitions("band", *ORDER).mapInArrow(_alike, "later string, earlier string").distinct()


def _stories(pairs: DataFrame) -> DataFrame:
    """The least id of all that each article hangs together with: `id`, `story`. Stars are made, large and small in turn, until nothing changes
    (Kiveris et al., 2014, Connected components in MapReduce and beyond)."""
    from pyspark.sql.functions import col, greatest, least
    from pyspark.sql.functions import min as lowest

    def named(df: DataFrame, above: str, below: str) -> DataFrame:
        return df.select(col(above).alias("above"), col(below).alias("below")).where("above <> below")

    edges = _kept(pairs.select(greatest("later", "earlier").alias("above"), least("later", "earlier").alias("below")).distinct())
    while True:
        both = edges.unionByName(named(edges, "below", "above"))
        center = both.groupBy("above").agg(lowest("below").alias("first")).select("above", least("above", "first").alias("first"))
        large = named(both.join(center, "above").where("below > above"), "below", "first").distinct()
        center = large.groupBy("above").agg(lowest("below").alias("first"))
        small = named(large.join(center, "above"), "below", "first").unionByName(named(center, "above", "first")).distinct()
        before, edges = edges, _kept(small)
        if edges.count() == before.count() and edges.join(before, ["above", "below"], "left_anti").isEmpty():
            break
    stories = edges.select(col("above").alias("id"), col("below").alias("story"))
    return stories.unionByName(edges.select(col("below").alias("id"), col("below").alias("story")).distinct())


def _settled(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The copies of one story, and of what they are copies."""
    place = {row["id"]: at for at, row in enumerate(rows)}
    others = [[place[other] for other in row["others"] or ()] for row in rows]
    for row, first in zip(rows, _firsts([row["sketch"] for row in rows], others)):
        if first is not None:
            yield row["id"], rows[first]["id"]


def _copies(batches: Batches) -> Batches:
    import pyarrow as pa

    def table(found: list[tuple[str, str]]) -> pyarrow.RecordBatch:
        ids, firsts = zip(*found) if found else ((), ())
        return pa.RecordBatch.from_pydict({"id": pa.array(ids, pa.string()), "duplicate_of": pa.array(firsts, pa.string())})

    story: list[dict[str, Any]] = []
    for batch in batches:
        found: list[tuple[str, str]] = []
        for row in batch.to_pylist():
            if story and story[0]["story"] != row["story"]:
                found.extend(_settled(story))
                story = []
            story.append(row)
        yield table(found)
    yield table(list(_settled(story)))


def duplicates(
    df: DataFrame,
    text: str | None = None,
    *,
    path: str | None = None,
    record: str | None = None,
    options: Mapping[str, Any] | None = None,
    **told: str,
) -> DataFrame:
    """A row for every article that is a copy of another one: `id`, and `duplicate_of`, the id of the earliest with the same story.

    They are those that `whosaid index` finds among the same articles. Columns are found and named as for `extract`, and ids are the same:
    `mark` tells claims. What was found on the way lies with the workers; where one may be lost, give Spark a folder first
    (`spark.sparkContext.setCheckpointDir`).
    """
    from pyspark.sql.functions import col, collect_list

    fields = Fields(df.columns, text=text, path=path, record=record, told=told)
    articles = _kept(_sketched(df, fields, dict(options or {})).dropDuplicates(["id"]))
    pairs = _kept(_pairs(articles))
    others = pairs.groupBy(col("later").alias("id")).agg(collect_list("earlier").alias("others"))
    members = articles.drop("bands").join(_stories(pairs), "id").join(others, "id", "left")
    rows = members.repartition("story").sortWithinPartitions("story", *ORDER)
    return rows.mapInArrow(_copies, "id string, duplicate_of string")


def mark(claims: DataFrame, duplicates: DataFrame) -> DataFrame:
    """The claims, with `article.duplicate_of` where their article is a copy."""
    from pyspark.sql.functions import col

    copies = duplicates.select(col("id").alias("_copy"), col("duplicate_of").alias("_first"))
    joined = claims.join(copies, col("article.id") == col("_copy"), "left")
    return joined.withColumn("article", col("article").withField("duplicate_of", col("_first"))).drop("_copy", "_first")
