"""whosaid on Ray Data: claims of every row of a dataset, by actors that each hold an extractor.

>>> import ray, whosaid.ray                                     # doctest: +SKIP
>>> found = whosaid.ray.extract(ray.data.read_parquet("articles"), text="body")   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ._batches import ROWS, Batches, Fields

if TYPE_CHECKING:
    from ray.data import Dataset


#: Rows that an actor gets at a time, in batches of some.
BLOCK = 4 * ROWS


def extract(
    ds: Dataset,
    text: str | None = None,
    *,
    path: str | None = None,
    record: str | None = None,
    options: Mapping[str, Any] | None = None,
    actors: int | tuple[int, int] | None = None,
    batch_size: int = ROWS,
    **told: str,
) -> Dataset:
    """The dataset with two more columns: `claims`, a list of claims as in `schema/claims.arrow.json`, and `error`.

    Columns are found by their names, as `whosaid extract` finds the fields of a record. `text`, `title`, `date`, `source`, `author`, `language`,
    `url` and `translated` name others; `path` names that which says what an article is called: its ids are made of it. `record` names a
    column that holds whole records as JSON. `options` are those of `Extractor`. `actors` is how many there are, or the least and the most; by
    default one for each processor (with as many as there are processors from the beginning, nothing could read: leave it one). A row that
    cannot be read keeps its place, with `error` saying why.
    """
    import ray
    from ray.data import ActorPoolStrategy

    fields = Fields(ds.columns() or [], text=text, path=path, record=record, told=told)
    if actors is None:
        actors = (1, max(1, int(ray.cluster_resources().get("CPU", 1))))
    pool = ActorPoolStrategy(size=actors) if isinstance(actors, int) else ActorPoolStrategy(min_size=actors[0], max_size=actors[1])
    arguments = {"fields": fields, "options": dict(options or {})}
    # A block goes to one actor, and a file is one block: of few files, most actors would get nothing.
    return ds.repartition(target_num_rows_per_block=BLOCK).map_batches(
        Batches, batch_format="pyarrow", batch_size=batch_size, compute=pool, num_cpus=1, fn_constructor_kwargs=arguments
    )
