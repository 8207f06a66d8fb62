"""What comes back beside claims: plain values, so that they print, compare and pickle like any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._whosaid import Article, Claim


@dataclass(frozen=True)
class Extraction:
    """What came of one article."""

    #: Its claims, in the order of the text; none where `error` says why.
    claims: list[Claim]
    #: What is known of the article: told, or found in its text. None where there is an error.
    article: Article | None
    #: The text that all spans count in. None where there is an error.
    text: str | None
    #: Why there is nothing, or None.
    error: Exception | None

    def __repr__(self) -> str:
        return f"<Extraction {self.error!r}>" if self.error else f"<Extraction {len(self.claims)} claims, {self.article!r}>"


@dataclass(frozen=True)
class ArticleHit:
    """An article that fits a query."""

    article: Article
    score: float
    #: Where it fits, as HTML: the words found stand in `<b>`.
    snippet: str


@dataclass(frozen=True)
class ClaimHit:
    """A claim that fits a query."""

    claim: Claim
    score: float
    #: Where it fits, as HTML: the words found stand in `<b>`.
    snippet: str


@dataclass(frozen=True)
class StoredArticle:
    """An article of an index, with its text and all its claims."""

    article: Article
    text: str
    claims: list[Claim]
    url: str | None
