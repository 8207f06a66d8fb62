import datetime
import json
import pathlib
import subprocess
import sys

import pytest

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
TEXT = (
    "Zoë’s harbour\n\n“We stay open 😀,” harbour master Zoë Brand said on Monday. "
    "She added that nobody would leave.\n"
)
#: What only an index tells: outside of one, a table has it empty, and JSON has it not.
OF_AN_INDEX = {"": ("cluster", "correction"), "speaker": ("id",), "article": ("duplicate_of", "copies")}


def whosaid(*arguments, **options):
    """Runs the program that the package installs."""
    options = {"text": True, "encoding": "utf-8", **options}
    return subprocess.run([sys.executable, "-m", "whosaid", *map(str, arguments)], capture_output=True, **options)


def plain(value):
    """A value of a table as JSON has it: days are strings."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def line(row):
    """A row of a table of claims as the line that the program prints for it, byte for byte."""
    row = plain(row)
    for part, names in OF_AN_INDEX.items():
        for name in names:
            record = row[part] if part else row
            if record[name] is None:
                del record[name]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def lines(*arguments, **options):
    """The lines that the program prints."""
    done = whosaid(*arguments, **options)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A few articles, and one file that is none."""
    folder = tmp_path_factory.mktemp("articles")
    for name in ("harbour", "fisheries-ministry"):
        (folder / f"{name}.txt").write_bytes((CORPUS / "en" / f"{name}.txt").read_bytes())
    (folder / "short.txt").write_text(TEXT, encoding="utf-8")
    (folder / "broken.json").write_text("{")
    return folder


@pytest.fixture(scope="session")
def printed(folder):
    """What the program prints of them."""
    return [json.loads(line) for line in lines("extract", "--format", "jsonl", folder)]


@pytest.fixture(scope="session")
def index(folder, tmp_path_factory):
    """An index of them."""
    place = tmp_path_factory.mktemp("index") / "index"
    done = whosaid("--index", place, "index", folder)
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def many(tmp_path_factory):
    """300 articles as lines of JSON, each with the path that the program gives it; and what the program prints of them."""
    files = sorted(CORPUS.glob("[a-z][a-z]/*.txt"))
    place = tmp_path_factory.mktemp("many") / "many.jsonl"
    with place.open("w", encoding="utf-8") as out:
        for number in range(1, 301):
            text = files[number % len(files)].read_text(encoding="utf-8")
            row = {"path": f"many.jsonl#{number}", "body": f"{text.rstrip()}\n\nNumber {number}.\n", "outlet": f"Paper {number % 7}"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return place, lines("extract", "--format", "jsonl", place.name, cwd=place.parent)


@pytest.fixture(scope="session")
def poisoned():
    """Texts that must cost nobody but themselves, each with what its error says; and texts that are none of those."""
    return {
        "nul": ("\0" * 1000 + TEXT, None),
        "large": ("“We stay,” said Ann Brand. " * 2_000_000, "at most 2000000 are read"),
        "nothing": (None, "no text"),
        "number": (3, "expected a string"),
        "list": ([["x"]], "expected a string"),
        "blank": (" \n", "no text"),
        "good": (TEXT, None),
    }


def running(words):
    """The processes of this machine whose command line has these words."""
    found = []
    for place in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = place.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            parent = int((place.parent / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
        if words in command:
            found.append((int(place.parent.name), parent))
    return found
