"""Files as Spark lists them, read by the program's own readers, one in each task."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ._batches import ROWS, with_claims
from ._tables import to_arrow
from ._whosaid import Extractor

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import SparkSession

    from ._results import Extraction


def _bare(place: str) -> str:
    """A place without what kind of storage it is: `file:/a/b` and `/a/b` are the same, and so are `s3a://x/y` and `s3://x/y`."""
    if not re.match("[a-z0-9]+:", place):
        place = os.path.abspath(place)
    return "/" + re.sub("^[a-z0-9]+:", "", place).strip("/")


def names(spark: SparkSession, place: str) -> list[tuple[str, str]]:
    """The files at a place, and what each is called: its path below the place, as the program calls it."""
    # Only the paths are asked for: Spark opens no file.
    listing = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(place)
    root = _bare(place)
    found = []
    for row in listing.select("path").collect():
        bare = _bare(row.path)
        inside = bare.startswith(root.rstrip("/") + "/")
        found.append((row.path, bare[len(root) :].lstrip("/") if inside else bare.rpartition("/")[2]))
    return sorted(found, key=lambda file: file[1])


@contextlib.contextmanager
def _local(place: str) -> Iterator[str]:
    """The file on this machine: itself where it lies here, else a copy for a while."""
    if not re.match("[a-z0-9]+:", place) or place.startswith("file:"):
        yield re.sub("^file:/*", "/", place)
        return
    from pyarrow.fs import FileSystem

    storage, path = FileSystem.from_uri(re.sub("^s3[an]:", "s3:", place))
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, path.rpartition("/")[2])
        with storage.open_input_stream(path, compression=None) as far, open(copy, "wb") as near:
            shutil.copyfileobj(far, near, 1 << 20)
        yield copy


def articles(place: str, name: str, options: Mapping[str, Any]) -> Iterator[pyarrow.RecordBatch]:
    """The articles of a file, each with its claims or with what was wrong."""
    # Before the first file is read: there is a process for each of the cores that Spark has.
    os.environ.setdefault("RAYON_NUM_THREADS", "1")
    with _local(place) as path:
        waiting: list[Extraction] = []
        for article in Extractor(**options).read(path, name=name):
            waiting.append(article)
            if len(waiting) == ROWS:
                yield from _table(waiting, name).to_batches()
                waiting = []
        if waiting:
            yield from _table(waiting, name).to_batches()


def _table(rows: list[Extraction], name: str) -> pyarrow.Table:
    import pyarrow as pa

    paths = pa.array([row.article.path if row.article else name for row in rows], pa.string())
    table = pa.table({"path": paths, "text": pa.array([row.text for row in rows], pa.string())})
    found = to_arrow([claim for row in rows for claim in row.claims])
    errors = [None if row.error is None else str(row.error) for row in rows]
    return with_claims(table, found, [len(row.claims) for row in rows], errors)
