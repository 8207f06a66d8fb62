"""Who said what, when, in which outlet, and where exactly it stands.

>>> import whosaid
>>> for claim in whosaid.Extractor().extract("“We stay open,” Ann Brand said on Monday.", language="en", date="2026-11-25"):
...     print(claim.speaker.name, claim.kind, claim.text, claim.said_on.first)
Ann Brand direct “We stay open,” 2026-11-23
"""

from ._results import ArticleHit, ClaimHit, Extraction, StoredArticle
from ._tables import to_arrow, to_pandas
from ._whosaid import (
    Article,
    Candidate,
    Claim,
    Copy,
    Correction,
    Cue,
    Error,
    Extractor,
    Index,
    LanguageError,
    NotFoundError,
    Reading,
    SaidOn,
    Sentence,
    Speaker,
    __version__,
)

__all__ = [
    "Article",
    "ArticleHit",
    "Candidate",
    "Claim",
    "ClaimHit",
    "Copy",
    "Correction",
    "Cue",
    "Error",
    "Extraction",
    "Extractor",
    "Index",
    "LanguageError",
    "NotFoundError",
    "Reading",
    "SaidOn",
    "Sentence",
    "Speaker",
    "StoredArticle",
    "__version__",
    "to_arrow",
    "to_pandas",
]
