import pathlib
import subprocess
import sys

import pytest

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"
TEXT = (
    "Zoë’s 😀 harbour\n\n“We stay open,” harbour master Zoë Brand said on Monday. "
    "She added that nobody would leave.\n"
)


def whosaid(*arguments, **options):
    """Runs the program that the package installs."""
    return subprocess.run(
        [sys.executable, "-m", "whosaid", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **options
    )


@pytest.fixture(scope="session")
def corpus():
    return CORPUS


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
    import json

    done = whosaid("extract", "--format", "jsonl", folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def index(folder, tmp_path_factory):
    """An index of them."""
    place = tmp_path_factory.mktemp("index") / "index"
    done = whosaid("--index", place, "index", folder)
    assert done.returncode == 0, done.stderr
    return place
