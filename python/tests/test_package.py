import ast
import doctest
import pathlib
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time

import whosaid
from conftest import TEXT
from conftest import whosaid as program


def test_the_docstring_is_true():
    assert doctest.testmod(whosaid).failed == 0


def test_the_program_comes_along():
    script = shutil.which("whosaid", path=sysconfig.get_path("scripts"))
    assert script, "the package installs `whosaid`"
    version = subprocess.run([script, "--version"], capture_output=True, text=True, check=True).stdout
    assert version == f"whosaid {whosaid.__version__}\n"
    assert program("claims", "--index", "/nowhere/at/all").returncode == 2
    assert program("--no-such-flag").returncode == 2
    told = program("extract", "-", input=TEXT)
    assert told.returncode == 0 and '"Zoë Brand"' in told.stdout


def test_the_stubs_name_everything_there_is():
    stubs = ast.parse((pathlib.Path(whosaid.__file__).parent / "_whosaid.pyi").read_text())
    classes = {node.name: node for node in stubs.body if isinstance(node, ast.ClassDef)}
    record = {n.name for n in classes["_Record"].body if isinstance(n, ast.FunctionDef)}
    for name in whosaid.__all__:
        found = getattr(whosaid, name)
        if not isinstance(found, type) or found.__module__ != "whosaid" or issubclass(found, Exception):
            continue
        told = {n.name for n in classes[name].body if isinstance(n, ast.FunctionDef)}
        there = {n for n in vars(found) if not n.startswith("_")}
        assert there - record == {n for n in told if not n.startswith("_")}, name
    assert (pathlib.Path(whosaid.__file__).parent / "py.typed").exists()


def test_methods_have_docstrings():
    for method in ("extract", "extract_batch", "read"):
        assert len(getattr(whosaid.Extractor, method).__doc__) > 60
    assert whosaid.Claim.__doc__ and whosaid.Index.search.__doc__


def test_importing_is_quick():
    code = "import time; t = time.perf_counter(); import whosaid; print(time.perf_counter() - t)"
    runs = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(5)]
    assert min(runs) <= 0.1, runs


def test_a_call_costs_little():
    # A text in which nothing stands is all overhead: the call, the strings, an empty list.
    extractor = whosaid.Extractor()
    extractor.extract("", language="en")
    runs = []
    for _ in range(2000):
        start = time.perf_counter()
        extractor.extract("", language="en")
        runs.append(time.perf_counter() - start)
    # What else the machine does only adds to it.
    quick = statistics.quantiles(runs, n=10)[0]
    assert quick <= 50e-6, f"{quick * 1e6:.0f} µs"
