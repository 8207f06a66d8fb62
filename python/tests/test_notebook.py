import json
import shutil

import pytest
from conftest import CORPUS

NOTEBOOK = CORPUS.parent / "docs" / "first-look.ipynb"


def test_the_notebook_runs_from_top_to_bottom(tmp_path, monkeypatch, capsys):
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") for cell in cells), "the notebook is kept without outputs"
    shutil.copytree(CORPUS, tmp_path / "corpus")
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "docs")
    seen = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), f"{NOTEBOOK.name}, {cell['id']}", "exec"), seen)
    assert len(seen["frame"]) == len(seen["claims"]) > 200 and len(seen["quoted"]) > 20
    assert not seen["gendered"].empty and not seen["said"].empty
    assert (tmp_path / "docs" / "claims.parquet").stat().st_size > 10_000
    assert "could not be read" in capsys.readouterr().out
