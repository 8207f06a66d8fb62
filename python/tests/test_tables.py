import collections
import datetime
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading

import pytest
import whosaid
from conftest import CORPUS, line, lines
from conftest import whosaid as program

PAGE = (CORPUS.parent / "docs" / "researchers.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="session")
def parquet(folder, tmp_path_factory):
    place = tmp_path_factory.mktemp("tables")
    done = program("extract", "-o", place / "claims.parquet", folder)
    assert done.returncode == 0, done.stderr
    (place / "known.csv").write_text("name,gender\nBrynja Sol,female\nZoë Brand,female\n", encoding="utf-8")
    return place / "claims.parquet"


def test_a_row_is_a_claim(parquet, folder):
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(parquet)
    assert [line(row) for row in table.to_pylist()] == lines("extract", "--format", "jsonl", folder) != []
    ipc = pytest.importorskip("pyarrow.ipc")
    stream = program("extract", "--format", "arrow", folder, text=False, encoding=None)
    assert ipc.open_stream(stream.stdout).read_all().equals(table)


def test_claims_become_tables(folder, parquet):
    pq = pytest.importorskip("pyarrow.parquet")
    claims = [claim for article in whosaid.Extractor().read(folder) for claim in article.claims]
    table = whosaid.to_arrow(claims)
    assert table.equals(pq.read_table(parquet)) and table.schema == whosaid.to_arrow([]).schema
    pytest.importorskip("pandas")
    frame = whosaid.to_pandas(claims)
    assert list(frame["id"]) == [claim.id for claim in claims]
    assert list(frame["speaker.name"])[0] == claims[0].speaker.name and "article.date" in frame


def test_tables_of_articles_are_read(tmp_path, folder):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.feather
    import pyarrow.parquet

    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    rows = [{"body": text, "title": name, "date": datetime.date(2020, 1, 2)} for name, text in texts.items()]
    rows.insert(1, {"body": None, "title": "nothing"})
    table = pa.Table.from_pylist(rows * 40)
    for codec in ("none", "snappy", "zstd", "gzip", "lz4"):
        pyarrow.parquet.write_table(table, tmp_path / f"{codec}.parquet", compression=codec, row_group_size=50)
    pyarrow.feather.write_feather(table, tmp_path / "file.feather")
    with pa.OSFile(str(tmp_path / "stream.arrows"), "wb") as out, pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    pyarrow.parquet.write_table(table.slice(0, 4), tmp_path / "small.parquet")
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "zstd.parquet").read_bytes()[:-500])
    found = {}
    for article in whosaid.Extractor().read(tmp_path):
        if article.error:
            found.setdefault(re.split("[#:]", str(article.error))[0], []).append(None)
        else:
            name = article.article.path.split("#")[0]
            assert article.text == texts[article.article.title]
            assert article.article.date == datetime.date(2020, 1, 2)
            found.setdefault(name, []).append(article.article.title)
    one = [name for name in texts]
    wanted = [one[0], None, *one[1:]]
    assert len(found.pop("cut.parquet")) == 1
    assert {name: len(rows) for name, rows in found.items()} == {
        **{f"{codec}.parquet": 160 for codec in ("none", "snappy", "zstd", "gzip", "lz4")},
        "file.feather": 160, "stream.arrows": 160, "small.parquet": 4,
    }  # fmt: skip
    assert sorted(map(str, found["small.parquet"])) == sorted(map(str, wanted))
    piped = program("extract", "-", input=(tmp_path / "small.parquet").read_bytes(), text=False, encoding=None)
    assert piped.returncode == 0 and len(piped.stdout.splitlines()) > 10, piped.stderr


def test_the_examples_of_the_page_run_in_duckdb(parquet, monkeypatch):
    duckdb = pytest.importorskip("duckdb")
    monkeypatch.chdir(parquet.parent)
    answers = [duckdb.sql(query).fetchall() for query in blocks("sql")]
    assert len(answers) == 5 and all(answers), answers
    names = [row[0] for row in answers[0]]
    assert "Brynja Sol" in names and answers[0][0][1] >= answers[0][-1][1]
    assert ("Northern Desk", "female") in [row[:2] for row in answers[4]]


def test_the_examples_of_the_page_run_in_polars(parquet, monkeypatch):
    pytest.importorskip("polars")
    monkeypatch.chdir(parquet.parent)
    seen = {}
    polars, places, without_file = blocks("python")
    exec(polars + places, seen)
    assert seen["by_speaker"]["claims"][0] >= 1 and seen["places"]["start"].null_count() == 0
    pytest.importorskip("pandas")
    (parquet.parent / "articles").mkdir(exist_ok=True)
    (parquet.parent / "articles" / "harbour.txt").write_bytes((CORPUS / "en" / "harbour.txt").read_bytes())
    exec(without_file, seen)
    assert len(seen["table"]) == len(seen["frame"]) > 5


def test_the_example_of_the_page_runs_in_r(folder, printed, tmp_path):
    if not shutil.which("Rscript") or subprocess.run(["Rscript", "-e", "library(jsonlite)"], capture_output=True).returncode:
        pytest.skip("R or its package jsonlite is not installed")
    assert program("extract", "-o", tmp_path / "claims.jsonl", folder).returncode == 0
    told = "\ncat(nrow(claims), nrow(named), counts$name[1], counts$claims[1], ncol(kinds), sep = '\\n')\n"
    (tmp_path / "example.R").write_text(blocks("r")[0] + told, encoding="utf-8")
    done = subprocess.run(["Rscript", "example.R"], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    all_of, named, name, most, kinds = done.stdout.splitlines()
    # A name without an outlet counts for no outlet.
    speakers = collections.Counter((claim["speaker"]["name"], claim["article"]["source"]) for claim in printed if claim["speaker"]["name"])
    best = max(count for (_, outlet), count in speakers.items() if outlet)
    assert (int(all_of), int(named), int(most)) == (len(printed), speakers.total(), best)
    assert any(claim["speaker"]["name"] == name for claim in printed) and int(kinds) == len({claim["kind"] for claim in printed})


class Busy(http.server.BaseHTTPRequestHandler):
    """A search engine that is busy every other time."""

    taken, requests = [], 0

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).requests += 1
        busy = self.requests % 2 == 1
        if not busy:
            self.taken.append((self.path, body))
        answer = b"" if busy else b'{"errors":false,"items":[]}'
        self.send_response(429 if busy else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


def test_the_commands_of_the_page_send_everything_to_a_busy_engine(folder, tmp_path):
    if not all(map(shutil.which, ("curl", "split", "bash"))):
        pytest.skip("curl or split is not installed")
    page = (CORPUS.parent / "docs" / "engines" / "README.md").read_text(encoding="utf-8")
    assert program("--index", tmp_path / ".whosaid", "index", folder).returncode == 0
    script = f'whosaid() {{ "{sys.executable}" -m whosaid "$@"; }}\nset -o pipefail\n'
    if not shutil.which("jq"):
        script += "jq() { grep -q '\"errors\":false'; }\nexport -f jq\n"
    for kind, place in (("elasticsearch", "9200"), ("quickwit", "7280")):
        Busy.taken.clear()
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Busy)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        command = next(part for part in re.findall(r"^whosaid claims .*?(?=^whosaid|^```)", page, re.DOTALL | re.MULTILINE) if kind in part)
        # A few lines a request here, so that there are some.
        command = re.sub("--lines=[0-9]+", "--lines=4", command.replace(f"localhost:{place}", f"127.0.0.1:{server.server_port}"))
        command = re.sub("--line-bytes=[0-9A-Z]+", "--line-bytes=9000", command)
        done = subprocess.run(["bash", "-c", script + command], cwd=tmp_path, capture_output=True, text=True, env={**os.environ, "SHELL": shutil.which("bash")})
        server.shutdown()
        assert done.returncode == 0, done.stderr
        wanted = program("--index", tmp_path / ".whosaid", "claims", "--format", kind, "--limit", "0", text=False, encoding=None).stdout
        assert b"".join(body for _, body in Busy.taken) == wanted and len(Busy.taken) > 2
        assert {path for path, _ in Busy.taken} == {"/_bulk" if kind == "elasticsearch" else "/api/v1/whosaid-claims/ingest"}


def test_search_engines_get_an_action_and_a_claim(folder, printed):
    lines = [json.loads(line) for line in program("extract", "--format", "elasticsearch", folder).stdout.splitlines()]
    assert lines[1::2] == printed
    assert lines[::2] == [{"index": {"_index": "whosaid-claims", "_id": claim["id"]}} for claim in printed]
    mapping = json.loads((CORPUS.parent / "docs" / "engines" / "elasticsearch-claims.json").read_text())["mappings"]["properties"]

    of_an_index = {"id", "cluster", "duplicate_of"}

    def known(fields, claim):
        for name, field in fields.items():
            if name in of_an_index:
                continue
            assert name in claim, name
            if "properties" in field and claim[name] is not None:
                known(field["properties"], claim[name])

    for claim in printed:
        known(mapping, claim)
    plain_lines = [json.loads(line) for line in program("extract", "--format", "quickwit", folder).stdout.splitlines()]
    assert plain_lines == printed
