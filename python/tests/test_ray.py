"""Ray Data: the same claims as the program's, byte for byte, and nothing lost."""

import json
import os
import signal
import threading
import time

import pytest
from conftest import TEXT, line, running

ray = pytest.importorskip("ray", reason="ray is not installed")
pytest.importorskip("ray.data")

import whosaid.ray  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def cluster():
    # A busy machine takes its time.
    os.environ["RAY_raylet_start_wait_time_s"] = "150"
    # Two for the actors, one for what cuts the rows into blocks.
    ray.init(num_cpus=3, include_dashboard=False, log_to_driver=False)
    yield
    ray.shutdown()


@pytest.fixture
def rows(many):
    return [json.loads(row) for row in many[0].read_text(encoding="utf-8").splitlines()]


def printed(found):
    found = sorted(found, key=lambda row: int(row["path"].rpartition("#")[2]))
    return [line(claim) for row in found for claim in row["claims"]]


def test_claims_are_the_programs_byte_for_byte(rows, many):
    found = whosaid.ray.extract(ray.data.from_items(rows), source="outlet", actors=2).take_all()
    assert len(found) == 300 and not any(row["error"] for row in found)
    assert printed(found) == many[1] != []


def test_a_poisoned_row_costs_itself(poisoned):
    texts = [{"name": name, "text": text} for name, (text, _) in poisoned.items() if text is None or isinstance(text, str)]
    found = whosaid.ray.extract(ray.data.from_items(texts), path="name").take_all()
    assert len(found) == len(texts)
    for row in found:
        error = poisoned[row["name"]][1]
        assert (row["error"] is None) == (error is None) and (error or "") in (row["error"] or ""), row["name"]
    assert {row["name"]: len(row["claims"]) for row in found if len(row["claims"])} == {"nul": 2, "good": 2}


def test_a_killed_actor_loses_nothing(rows, many):
    killed = []

    def kill():
        for _ in range(1200):
            time.sleep(0.05)
            actors = running("ray::MapWorker")
            if actors:
                time.sleep(0.3)
                os.kill(actors[0][0], signal.SIGKILL)
                killed.append(actors)
                return

    thread = threading.Thread(target=kill)
    thread.start()
    found = whosaid.ray.extract(ray.data.from_items(rows), source="outlet", actors=2, batch_size=16).take_all()
    thread.join()
    assert killed and printed(found) == many[1]
