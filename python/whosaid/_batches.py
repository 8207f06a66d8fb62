"""Tables of articles, a batch at a time: what Spark and Ray workers run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ._whosaid import Error, Extractor, _columns, _extract_records, _extract_rows

if TYPE_CHECKING:
    import pyarrow

    #: The claims of all rows, one below the other; how many each row has; and why a row has none.
    Found = tuple[pyarrow.Table, list[int], list[str | None]]

#: The columns that `Batches` adds.
ADDED = ("claims", "error")
#: What may be told of an article beside its text.
KNOWN = ("title", "date", "source", "author", "language", "url", "translated")
#: Rows that are read at a time: what a worker has in hand is their texts and their claims.
ROWS = 64


class Fields:
    """Which columns hold what: the usual ones, as `whosaid extract` finds the fields of a record, and those that are named.

    With `record`, one column holds whole records as JSON, and the names are those of their fields.
    """

    def __init__(
        self, there: Sequence[str], *, text: str | None, path: str | None, record: str | None, told: Mapping[str, str]
    ) -> None:
        unknown = set(told) - set(KNOWN)
        if unknown:
            raise TypeError(f"there is no field {sorted(unknown)[0]!r}: there are {', '.join(('text', 'path', *KNOWN))}")
        named = {**({} if text is None else {"text": text}), **told}
        wanted = [record] if record else [*named.values(), *([] if path is None else [path])]
        for column in wanted:
            if column not in there and column.partition(".")[0] not in there:
                raise ValueError(f"there is no column {column!r}: there are {', '.join(there)}")
        for column in ADDED:
            if column in there:
                raise ValueError(f"there is a column {column!r} already, and the claims need the name: rename it first")
        self.record = record
        self.named = [f"{field}={column}" for field, column in named.items()]
        self.path = path or ("path" if record or "path" in there else None)
        looked_at = {record} if record else {*_columns(self.named), self.path}
        self.columns = [column for column in there if column in looked_at]


class Batches:
    """Adds the columns `claims` and `error` to a batch of rows; one extractor for all batches."""

    def __init__(self, fields: Fields, options: Mapping[str, Any]) -> None:
        self._fields = fields
        self._extractor = Extractor(**options)

    def __call__(self, batch: pyarrow.Table | pyarrow.RecordBatch) -> pyarrow.Table:
        import pyarrow as pa

        table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        return with_claims(table, *self._found(table.select(self._fields.columns)))

    def _found(self, table: pyarrow.Table) -> Found:
        import pyarrow as pa

        try:
            stream, counts, errors = self._extracted(table)
        except (Error, UnicodeDecodeError, pa.ArrowException) as error:
            # A value that is none of its type (a string that is not UTF-8) spoils the whole table: the row that holds it is looked for.
            if table.num_rows <= 1:
                return no_claims(), [0] * table.num_rows, [str(error)] * table.num_rows
            half = table.num_rows // 2
            (above, *first), (below, *last) = self._found(table.slice(0, half)), self._found(table.slice(half))
            return pa.concat_tables([above, below]), first[0] + last[0], first[1] + last[1]
        return pa.ipc.open_stream(stream).read_all(), counts, errors

    def _extracted(self, table: pyarrow.Table) -> tuple[bytes, list[int], list[str | None]]:
        import pyarrow as pa

        fields = self._fields
        if fields.record:
            return _extract_records(self._extractor, table.column(0).to_pylist(), fields.named, fields.path)
        stream = pa.BufferOutputStream()
        with pa.ipc.new_stream(stream, table.schema) as writer:
            writer.write_table(table)
        return _extract_rows(self._extractor, stream.getvalue().to_pybytes(), fields.named, fields.path)


def pieces(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
    """A batch in pieces of few rows: a claim repeats what is known of its article, so claims are larger than texts."""
    for start in range(0, batch.num_rows, ROWS):
        yield batch.slice(start, ROWS)


def no_claims() -> pyarrow.Table:
    """No claims."""
    from ._tables import to_arrow

    return to_arrow([])


def with_claims(table: pyarrow.Table, claims: pyarrow.Table, counts: list[int], errors: list[str | None]) -> pyarrow.Table:
    """The table with the claims of each row as a list, and the error of each row."""
    import itertools

    import pyarrow as pa

    flat = claims.combine_chunks().to_struct_array()
    if isinstance(flat, pa.ChunkedArray):
        flat = flat.combine_chunks()
    offsets = pa.array([0, *itertools.accumulate(counts)], pa.int32())
    lists = pa.ListArray.from_arrays(offsets, flat)
    return table.append_column("claims", lists).append_column("error", pa.array(errors, pa.string()))
