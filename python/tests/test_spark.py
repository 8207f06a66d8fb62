"""Spark, with a real JVM: the same claims as the program's, byte for byte, and nothing lost."""

import collections
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
import whosaid
from conftest import CORPUS, TEXT, line, lines, running
from conftest import whosaid as whosaid_program

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("there is no Java", allow_module_level=True)

import whosaid.spark  # noqa: E402

#: Two cores; what fails is tried four times, as on a cluster.
CONF = {
    "spark.master": "local[2,4]", "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
    # For so few rows, 200 tasks a join would be all there is to wait for.
    "spark.sql.shuffle.partitions": "4",
}  # fmt: skip


@pytest.fixture(scope="session")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = pyspark.sql.SparkSession.builder
    for key, value in CONF.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


def job(*arguments):
    conf = [word for key, value in CONF.items() for word in ("--conf", f"{key}={value}")]
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": " ".join([*conf, "pyspark-shell"])}
    return subprocess.run(
        [sys.executable, "-m", "whosaid.spark", *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.fixture
def stories(tmp_path):
    """Lines of JSON with stories that were cut, lengthened, joined, and printed on other days, or on none that is known."""
    texts = [file.read_text(encoding="utf-8").split("\n\n") for file in sorted(CORPUS.glob("[a-z][a-z]/*.txt"))]
    chance = random.Random(19)
    place = tmp_path / "stories.jsonl"
    with place.open("w", encoding="utf-8") as out:
        for number in range(1, 241):
            # A third of them are one story's.
            parts = texts[0 if number % 3 else number % len(texts)]
            other = chance.choice(texts)
            kept = parts[: max(2, int(len(parts) * chance.choice((0.4, 0.7, 0.9, 1))))] + other[1 : chance.choice((1, 2, 3, 6))]
            row = {"path": f"stories.jsonl#{number}", "text": "\n\n".join([*kept, f"Number {number}."])}
            if number % 4:
                row["date"] = f"2021-06-{chance.randint(1, 28):02}"
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return place


def printed(rows):
    """Rows of claims as the program prints them, in its order."""
    rows = [row.asDict(recursive=True) for row in rows]
    number = [(int(row["article"]["path"].rpartition("#")[2]), at) for at, row in enumerate(rows)]
    return [line(rows[at]) for _, at in sorted(number)]


def test_claims_are_the_programs_byte_for_byte(spark, many):
    place, wanted = many
    rows = spark.read.json(str(place)).repartition(6)
    found = whosaid.spark.extract(rows, source="outlet").cache()
    assert found.columns == [*rows.columns, "claims", "error"]
    assert found.count() == 300 and found.where("error IS NOT NULL").count() == 0
    assert printed(whosaid.spark.claims(found).collect()) == wanted != []


def test_lines_of_json_become_a_folder_of_claims(spark, many, poisoned, tmp_path):
    place, wanted = many
    shutil.copy(place, tmp_path / "in.jsonl")
    with (tmp_path / "in.jsonl").open("a", encoding="utf-8") as out:
        for name, (text, _) in poisoned.items():
            out.write(json.dumps({"path": f"{name}#301", "body": text}) + "\n")
        out.write('{"body": "cut')
    done = job(tmp_path / "in.jsonl", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rows = spark.read.parquet(str(tmp_path / "out" / "claims")).collect()
    assert printed(row for row in rows if row.article.path.startswith("many")) == wanted
    assert {row.article.path for row in rows if not row.article.path.startswith("many")} == {"nul#301", "good#301"}
    errors = {row.record[:40]: row.error for row in spark.read.parquet(str(tmp_path / "out" / "errors")).collect()}
    told = sorted(error for _, error in poisoned.values() if error) + ["not JSON"]
    assert len(errors) == len(told)
    for words in told:
        assert any(words in error for error in errors.values()), errors


def test_copies_are_those_of_an_index(spark, stories, tmp_path):
    assert whosaid_program("--index", tmp_path / "index", "index", stories.name, cwd=stories.parent).returncode == 0
    printed = lines("--index", tmp_path / "index", "claims", "--format", "jsonl", "--limit", "0")
    wanted = {row["id"]: row.get("duplicate_of") for row in (json.loads(claim)["article"] for claim in printed)}
    done = job(stories, tmp_path / "out", "--duplicates")
    assert done.returncode == 0, done.stderr
    rows = spark.read.parquet(str(tmp_path / "out" / "claims")).collect()
    assert {row.article.id: row.article.duplicate_of for row in rows} == wanted
    copies = spark.read.parquet(str(tmp_path / "out" / "duplicates")).collect()
    assert {row.id: row.duplicate_of for row in copies if row.id in wanted} == {own: first for own, first in wanted.items() if first}
    # Some texts are nobody's copy, some are one's that is a copy itself, and some stories have more than are held against each other.
    firsts = collections.Counter(first for first in wanted.values() if first)
    assert len(wanted) > 150 and len(firsts) > 10 and max(firsts.values()) > 24 and sum(firsts.values()) > 100
    assert not set(firsts) & {own for own, first in wanted.items() if first}


def test_files_are_read_by_the_programs_own_readers(spark, tmp_path):
    folder = tmp_path / "in" / "2017"
    folder.mkdir(parents=True)
    page = f"<html><body><article>{''.join(f'<p>{part}</p>' for part in TEXT.split(chr(10)) if part)}</article></body></html>"
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/{}\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n"
    with (folder / "pages.warc.gz").open("wb") as out:
        for number in range(70):
            out.write(gzip.compress(head.format(number, len(body)).encode() + body + b"\r\n\r\n"))
    shutil.copy(CORPUS / "en" / "harbour.txt", folder / "harbour.txt")
    (folder / "broken.json").write_text("{")
    wanted = lines("extract", "--format", "jsonl", tmp_path / "in")
    done = job(tmp_path / "in", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    rows = spark.read.parquet(str(tmp_path / "out" / "claims")).collect()
    assert sorted(line(row.asDict(recursive=True)) for row in rows) == sorted(wanted)
    assert len(wanted) > 140
    errors = spark.read.parquet(str(tmp_path / "out" / "errors")).collect()
    assert [row.path for row in errors] == ["2017/broken.json"]


def test_a_killed_worker_loses_nothing(spark, many):
    place, wanted = many
    killed = []

    def kill():
        for _ in range(600):
            time.sleep(0.05)
            daemons = {process for process, _ in running("pyspark.daemon")}
            workers = [process for process, parent in running("pyspark.daemon") if parent in daemons]
            if workers:
                time.sleep(0.3)
                os.kill(workers[0], signal.SIGKILL)
                killed.append(workers[0])
                return

    rows = spark.read.json(str(place)).repartition(4)
    thread = threading.Thread(target=kill)
    # Idle workers of earlier tests are no victims.
    daemons = {process for process, _ in running("pyspark.daemon")}
    for process, parent in running("pyspark.daemon"):
        if parent in daemons:
            os.kill(process, signal.SIGKILL)
    thread.start()
    found = whosaid.spark.extract(rows, source="outlet")
    lost = printed(whosaid.spark.claims(found).collect())
    thread.join()
    assert killed and lost == wanted


def test_a_bad_string_costs_its_row(spark):
    rows = spark.createDataFrame([(TEXT,), ("bad",), (TEXT,)], "text string").coalesce(1)
    broken = rows.selectExpr("CASE WHEN text = 'bad' THEN CAST(X'FFFE41' AS STRING) ELSE text END AS text")
    found = whosaid.spark.extract(broken).select("claims", "error").collect()
    assert [len(row.claims) for row in found] == [2, 0, 2] and [row.error is None for row in found] == [True, False, True]


def test_mistakes_are_told_before_anything_runs(spark):
    rows = spark.createDataFrame([(TEXT, 1)], "text string, error int")
    with pytest.raises(ValueError, match="there is a column 'error'"):
        whosaid.spark.extract(rows)
    with pytest.raises(ValueError, match="there is no column 'body'"):
        whosaid.spark.extract(rows.drop("error"), text="body")
    with pytest.raises(TypeError, match="there is no field 'outlet'"):
        whosaid.spark.extract(rows.drop("error"), outlet="text")
