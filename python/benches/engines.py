#!/usr/bin/env python3
"""Spark and Ray against the program alone: the same claims, byte for byte, and how many articles a second.

    python3 python/benches/engines.py ARTICLES.jsonl [--articles 20000] [--rounds 3] [--without ray]

Needs the package `whosaid`, pyarrow, pyspark, a JVM, and ray. Each round runs the program, Spark and Ray one after another, each with two cores and
from a Parquet file to one or more Parquet files; that Spark and Ray start takes some seconds, which are told apart. Articles are repeated until there
are enough, under other names. Where other work goes on, the time of processors is what counts: of all processes of an engine, the JVM's and this one's too.
"""

import argparse
import contextlib
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "tests"))
from conftest import line, running  # noqa: E402

CORES = 2
#: Rows of a group: so many tasks can share the file.
GROUP = 250


def articles(source, wanted, folder):
    """The articles as a Parquet file, each with the name that the program gives it."""
    texts = [json.loads(row) for row in source.read_text(encoding="utf-8").splitlines()]
    fields = ("text", "title", "date", "source", "author", "language")
    rows = []
    for number in range(1, wanted + 1):
        row = texts[(number - 1) % len(texts)]
        known = {field: row[field] for field in fields if isinstance(row.get(field), str)}
        rows.append({"path": f"articles.parquet#{number}", **known})
    place = folder / "articles.parquet"
    pq.write_table(pa.Table.from_pylist(rows), place, row_group_size=GROUP, compression="zstd")
    return place, sum(len(row.get("text", "").encode()) for row in rows)


def seconds(process):
    """Seconds of a processor that a process has had."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watched:
    """What the processes with certain words in their command lines take, and this one, but for looking: time of processors, and the most memory of one worker."""

    def __init__(self, words, worker):
        self.words, self.worker = words, worker
        self.before, self.after, self.memory = {}, {}, 0
        self.done = threading.Event()
        self.looking = threading.Thread(target=self.look)

    def look(self):
        while True:
            workers = {process for process, _ in running(self.worker)}
            for process in {process for process, _ in running(self.words)} | workers | {os.getpid()}:
                with contextlib.suppress(OSError, StopIteration):
                    self.after[process] = seconds(process)
                    if process in workers:
                        status = pathlib.Path(f"/proc/{process}/status").read_text().splitlines()
                        self.memory = max(self.memory, int(next(row for row in status if row.startswith("VmHWM")).split()[1]))
            self.before = self.before or dict(self.after)
            if self.done.wait(0.5):
                self.own = time.thread_time()
                return

    def __enter__(self):
        self.looking.start()
        while not self.before:
            time.sleep(0.01)
        self.begun = time.perf_counter()
        return self

    def __exit__(self, *_):
        self.took = time.perf_counter() - self.begun
        self.done.set()
        self.looking.join()
        self.cpu = sum(after - self.before.get(process, 0) for process, after in self.after.items()) - self.own


def by_program(place, folder, program):
    out = folder / "program.parquet"
    out.unlink(missing_ok=True)
    with Watched(f"extract --threads {CORES}", f"extract --threads {CORES}") as watched:
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*program, "extract", "--threads", str(CORES), "-o", out, place.name], check=True, cwd=folder)
    whole = resource.getrusage(resource.RUSAGE_CHILDREN)
    watched.cpu = whole.ru_utime + whole.ru_stime - spent.ru_utime - spent.ru_stime
    return watched, [out]


def by_spark(place, folder, state):
    import whosaid.spark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    begun = time.perf_counter()
    conf = {"spark.ui.enabled": "false", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.log.level": "ERROR"}
    builder = SparkSession.builder.master(f"local[{CORES},4]").config("spark.sql.files.maxPartitionBytes", max(1, place.stat().st_size // 16))
    for key, value in conf.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.range(10).count()
    state.setdefault("spark", time.perf_counter() - begun)
    out = folder / "spark"
    with Watched("pyspark", "pyspark.daemon") as watched:
        found = whosaid.spark.extract(spark.read.parquet(str(place)))
        whosaid.spark.claims(found).write.mode("overwrite").parquet(str(out), compression="zstd")
    spark.stop()
    return watched, sorted(out.glob("*.parquet"))


def by_ray(place, folder, state):
    import ray
    import whosaid.ray

    begun = time.perf_counter()
    ray.init(num_cpus=CORES + 1, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False
    state.setdefault("ray", time.perf_counter() - begun)
    out = folder / f"ray{time.monotonic_ns()}"
    with Watched("ray", "ray::MapWorker") as watched:
        found = whosaid.ray.extract(ray.data.read_parquet(str(place)), actors=CORES)
        found.select_columns(["claims"]).write_parquet(str(out))
    ray.shutdown()
    return watched, sorted(out.glob("*.parquet"))


def claims(files):
    """What files of claims say, as the program's lines, in the order of articles."""
    found = []
    for file in files:
        for row in pq.ParquetFile(file).read().to_pylist():
            found.extend(row["claims"] if "claims" in row else [row])
    order = sorted(range(len(found)), key=lambda at: (int(found[at]["article"]["path"].rpartition("#")[2]), at))
    return [line(found[at]) for at in order]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--articles", dest="count", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=("spark", "ray"))
    parser.add_argument("--program", nargs="+", default=[sys.executable, "-m", "whosaid"])
    typed = parser.parse_args()
    ways = [("program", lambda *given: by_program(*given, typed.program)), ("spark", lambda *given: by_spark(*given, state))]
    ways.append(("ray", lambda *given: by_ray(*given, state)))
    ways = [way for way in ways if way[0] not in typed.without]
    state, speeds, costs, peaks = {}, {name: [] for name, _ in ways}, {name: [] for name, _ in ways}, {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        place, size = articles(typed.articles, typed.count, folder)
        print(f"{typed.count} articles, {size / 1e6:.0f} MB of text")
        for turn in range(typed.rounds):
            wanted = None
            for way, run in ways:
                watched, files = run(place, folder)
                speeds[way].append(typed.count / watched.took)
                costs[way].append(typed.count / watched.cpu)
                peaks[way] = max(peaks.get(way, 0), watched.memory)
                print(
                    f"round {turn + 1}: {way}: {speeds[way][-1]:.0f} articles/s; {watched.cpu:.0f} s of processors: {costs[way][-1]:.0f} articles a second of one",
                    flush=True,
                )
                if turn == 0:
                    found = claims(files)
                    wanted = found if wanted is None else wanted
                    print(f"  {len(found)} claims, {'the same bytes' if found == wanted else 'OTHER BYTES'}", flush=True)
                    assert found == wanted
    for way in speeds:
        mean = statistics.mean(speeds[way])
        ratio = statistics.mean(a / b for a, b in zip(speeds[way], speeds["program"]))
        cost = statistics.mean(a / b for a, b in zip(costs[way], costs["program"]))
        starts = f", {state[way]:.1f} s to start" if way in state else ""
        print(f"{way}: {mean:.0f} articles/s, {ratio:.2f} of the program, by time of processors {cost:.2f}; a process takes {peaks[way] / 1024:.0f} MB at most{starts}")


if __name__ == "__main__":
    main()
