import datetime
import json
import pickle

import pytest
import whosaid
from conftest import lines


def parsed(*arguments):
    return [json.loads(line) for line in lines(*arguments)]


def test_claims_are_what_the_program_prints(index):
    asked = whosaid.Index(index)
    assert len(asked) == 3 and repr(asked) == f"<Index {index}: 3 articles>"
    everything = parsed("--index", index, "claims", "--format", "jsonl")
    assert [claim.to_dict() for claim in asked.claims()] == everything
    assert asked.claims(2) == asked.claims()[:2]
    assert all(claim.speaker.id.startswith("s-") for claim in asked.claims(speaker="Brynja Sol"))
    some = parsed("--index", index, "claims", "--format", "jsonl", "--speaker", "Brynja Sol", "--kind", "indirect", "--since", "2019")
    since = datetime.date(2019, 1, 1)
    assert [c.to_dict() for c in asked.claims(speaker="Brynja Sol", kind="indirect", since=since)] == some != []
    assert asked.claims(speaker="Nobody Atall") == []


def test_searching_gives_what_the_program_gives(index):
    asked = whosaid.Index(index)
    hits = [{"article": h.article.to_dict(), "score": round(h.score, 4), "snippet": h.snippet} for h in asked.search("herring")]
    assert hits == parsed("--index", index, "search", "--json", "herring") != []
    hits = [{"claim": h.claim.to_dict(), "score": round(h.score, 4), "snippet": h.snippet} for h in asked.search_claims("islanders")]
    assert hits == parsed("--index", index, "search", "--claims", "--json", "islanders") != []
    assert pickle.loads(pickle.dumps(asked.search("herring"))) == asked.search("herring")


def test_an_article_by_its_name(index):
    asked = whosaid.Index(index)
    article = asked.article("fisheries-ministry.txt")
    assert article.claims and article == asked.article(article.article.id)
    start, end = article.claims[0].spans[0]
    assert article.text[start:end] in article.claims[0].text
    assert asked.article("nowhere.txt") is None


def test_mistakes_are_exceptions(index, tmp_path):
    asked = whosaid.Index(index)
    with pytest.raises(TypeError, match="no filter \"speeker\""):
        asked.claims(speeker="Ann")
    with pytest.raises(ValueError, match="no date"):
        asked.claims(since="soon")
    with pytest.raises(ValueError, match="stance"):
        asked.claims(stance="sings")
    with pytest.raises(whosaid.Error):
        asked.search("(unclosed")
    with pytest.raises(whosaid.Error):
        whosaid.Index(tmp_path)
