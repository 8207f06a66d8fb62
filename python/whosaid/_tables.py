"""Claims as tables, in the schema of the program's own Arrow and Parquet output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._whosaid import _arrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas
    import pyarrow

    from ._whosaid import Claim


def to_arrow(claims: Iterable[Claim]) -> pyarrow.Table:
    """Claims as an Arrow table, a row a claim, nested as they are. Needs pyarrow (`pip install whosaid[arrow]`)."""
    import pyarrow

    return pyarrow.ipc.open_stream(_arrow(list(claims))).read_all()


def to_pandas(claims: Iterable[Claim]) -> pandas.DataFrame:
    """Claims as a data frame, a row a claim; what is nested has dots in its name: `speaker.name`, `article.date`.

    Needs pandas and pyarrow (`pip install whosaid[pandas]`).
    """
    table = to_arrow(claims)
    while any(str(kind).startswith("struct") for kind in table.schema.types):
        table = table.flatten()
    return table.to_pandas()
