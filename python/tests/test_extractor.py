import copy
import datetime
import json
import multiprocessing
import pickle
import threading

import pytest
import whosaid
from conftest import TEXT


def test_a_claim_has_typed_attributes():
    claims = whosaid.Extractor().extract(TEXT, language="en", date="2026-11-25", source="Quay News")
    assert [claim.kind for claim in claims] == ["direct", "indirect"]
    first, second = claims
    assert first.speaker.name == "Zoë Brand" and first.speaker.type == "person" and second.speaker.resolved == "pronoun"
    assert first.said_on.first == first.said_on.last == datetime.date(2026, 11, 23)
    assert first.article.date == datetime.date(2026, 11, 25) and first.article.source == "Quay News"
    for claim in claims:
        assert " … ".join(TEXT[start:end] for start, end in claim.spans) == claim.text
        start, end = claim.sentence.span
        assert TEXT[start:end] == claim.sentence.text
        start, end = claim.speaker.span
        assert TEXT[start:end] == claim.speaker.mention
    assert repr(first) == f'<Claim Zoë Brand: "“We stay open 😀,”" (direct, asserts, {first.confidence})>'
    assert "Quay News, 2026-11-25, en" in repr(first.article)


def test_claims_are_what_the_program_prints(folder, printed):
    extractor = whosaid.Extractor()
    ours = [claim.to_dict() for article in extractor.read(folder) for claim in article.claims]
    assert ours == printed and len(ours) > 10
    assert [whosaid.Claim(json.dumps(claim)).to_dict() for claim in printed] == printed


def test_claims_compare_hash_copy_and_pickle():
    claims = whosaid.Extractor().extract(TEXT, language="en")
    for value in [*claims, claims[0].speaker, claims[0].cue, claims[0].sentence, claims[0].said_on, claims[0].article]:
        if value is None:
            continue
        for other in (pickle.loads(pickle.dumps(value)), copy.deepcopy(value)):
            assert other == value and hash(other) == hash(value) and other.to_dict() == value.to_dict()
    assert claims[0] != claims[1] and claims[0] != "a claim" and len(set(claims)) == 2
    extractor = pickle.loads(pickle.dumps(whosaid.Extractor(unsaid=True)))
    assert [c.stance for c in extractor.extract("Ann Brand never said that the lock was shut.", language="en")] == ["unsaid"]


def test_a_batch_gives_what_one_by_one_gives():
    extractor = whosaid.Extractor()
    alone = extractor.extract(TEXT, language="en", date="2026-11-25")
    rows = [{"text": TEXT, "language": "en", "date": datetime.date(2026, 11, 25)}] * 1200
    for threads in (None, 1, 2):
        done = extractor.extract_batch(iter(rows), threads=threads)
        assert len(done) == 1200 and all(row.claims == alone and row.error is None for row in done)
    assert done[0].text == TEXT and done[0].article == alone[0].article
    assert extractor.extract_batch([]) == []


def test_what_is_wrong_with_a_row_costs_no_other():
    nan = float("nan")
    rows = [
        TEXT,
        None,
        3,
        "a" * 2_000_001,
        "\ud800",
        {"text": TEXT, "language": "xx"},
        {"text": TEXT, "date": "tomorrow"},
        {"text": nan},
        {"text": TEXT, "langauge": "en"},
        {"text": TEXT, "language": nan, "date": None},
        "",
        "\0" * 100,
    ]
    done = whosaid.Extractor().extract_batch(rows)
    wrong = [row.error and type(row.error).__name__ for row in done]
    assert wrong == [
        None, "TypeError", "TypeError", "Error", "UnicodeEncodeError", "LanguageError", "ValueError", "ValueError", "ValueError",
        None, None, None,
    ]  # fmt: skip
    assert done[0].claims == done[9].claims != []
    assert "at most 2000000" in str(done[3].error) and "no seeds for the language" in str(done[5].error)
    assert pickle.loads(pickle.dumps(done[5])).error.args == done[5].error.args


def test_mistakes_are_exceptions(tmp_path):
    extractor = whosaid.Extractor()
    with pytest.raises(whosaid.LanguageError, match="no seeds"):
        extractor.extract(TEXT, language="xx")
    with pytest.raises(TypeError):
        extractor.extract(b"bytes")
    with pytest.raises(ValueError, match="no day"):
        extractor.extract(TEXT, date="soon")
    with pytest.raises(ValueError, match="probability"):
        whosaid.Extractor(min_confidence=3)
    with pytest.raises(whosaid.NotFoundError, match="no such file"):
        extractor.read(tmp_path / "nothing")
    with pytest.raises(whosaid.Error, match="not a folder"):
        whosaid.Extractor(seeds=tmp_path / "nothing")
    with pytest.raises(ValueError, match="not the JSON of a claim"):
        whosaid.Claim("{}")


def test_reading_tells_what_it_could_not_read(folder):
    done = list(whosaid.Extractor().read(folder))
    wrong = [article for article in done if article.error]
    assert len(done) == 4 and len(wrong) == 1 and "broken.json" in str(wrong[0].error) and wrong[0].claims == []
    assert [a.article.path for a in done if not a.error] == ["fisheries-ministry.txt", "harbour.txt", "short.txt"]
    # Whoever has enough stops; the threads behind it do too.
    next(whosaid.Extractor().read(folder))


def _names(texts):
    return [claim.speaker.name for row in whosaid.Extractor().extract_batch(texts) for claim in row.claims]


def test_forked_processes_have_their_own_threads():
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("no fork on this system")
    here = _names([TEXT] * 8)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_names, [[TEXT] * 8] * 4).get(timeout=60) == [here] * 4


def test_other_threads_run_meanwhile():
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(1)

    ticker = threading.Thread(target=tick)
    ticker.start()
    whosaid.Extractor().extract_batch([TEXT] * 400, threads=1)
    done.set()
    ticker.join()
    assert len(ticks) >= 5
