import datetime
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, final

from ._results import ArticleHit, ClaimHit, Extraction, StoredArticle

__version__: str

Kind = Literal["direct", "indirect", "mixed"]
Stance = Literal["asserts", "denies", "believes", "questions", "demands", "promises", "attitude", "unsaid"]
SpeakerType = Literal["person", "organization", "group", "document", "unknown"]
Resolved = Literal["named", "alias", "pronoun", "role", "continued", "none"]
Day = datetime.date | str
Path = str | os.PathLike[str]

class Error(Exception): ...
class LanguageError(Error): ...
class NotFoundError(Error): ...

class _Record:
    def __new__(cls, json: str) -> Any: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Claim(_Record):
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def text(self) -> str: ...
    @property
    def spans(self) -> list[tuple[int, int]]: ...
    @property
    def cue(self) -> Cue | None: ...
    @property
    def stance(self) -> Stance: ...
    @property
    def speaker(self) -> Speaker: ...
    @property
    def said_on(self) -> SaidOn | None: ...
    @property
    def sentence(self) -> Sentence: ...
    @property
    def prefix(self) -> str: ...
    @property
    def suffix(self) -> str: ...
    @property
    def verbatim(self) -> bool: ...
    @property
    def confidence(self) -> float: ...
    @property
    def article(self) -> Article: ...
    @property
    def cluster(self) -> str | None: ...
    @property
    def correction(self) -> Correction | None: ...

@final
class Speaker(_Record):
    @property
    def id(self) -> str | None: ...
    @property
    def name(self) -> str | None: ...
    @property
    def label(self) -> str | None: ...
    @property
    def mention(self) -> str | None: ...
    @property
    def span(self) -> tuple[int, int] | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def type(self) -> SpeakerType: ...
    @property
    def resolved(self) -> Resolved: ...
    @property
    def confidence(self) -> float: ...
    @property
    def candidates(self) -> list[Candidate]: ...

@final
class Candidate(_Record):
    @property
    def name(self) -> str: ...
    @property
    def confidence(self) -> float: ...

@final
class Cue(_Record):
    @property
    def text(self) -> str: ...
    @property
    def spans(self) -> list[tuple[int, int]]: ...

@final
class SaidOn(_Record):
    @property
    def first(self) -> datetime.date: ...
    @property
    def last(self) -> datetime.date: ...
    @property
    def text(self) -> str: ...

@final
class Sentence(_Record):
    @property
    def text(self) -> str: ...
    @property
    def span(self) -> tuple[int, int]: ...

@final
class Article(_Record):
    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def date(self) -> datetime.date | None: ...
    @property
    def published(self) -> datetime.datetime | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def translated(self) -> bool: ...
    @property
    def translated_score(self) -> float: ...
    @property
    def duplicate_of(self) -> str | None: ...
    @property
    def copies(self) -> list[Copy]: ...

@final
class Copy(_Record):
    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str | None: ...
    @property
    def date(self) -> datetime.date | None: ...

@final
class Correction(_Record):
    @property
    def says(self) -> Literal["right", "wrong-speaker", "not-a-claim"]: ...
    @property
    def speaker(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def at(self) -> str: ...

@final
class Extractor:
    def __new__(
        cls,
        *,
        seeds: Path | None = None,
        attitudes: bool = False,
        unsaid: bool = False,
        min_confidence: float | None = None,
        max_bytes: int | None = 2_000_000,
    ) -> Extractor: ...
    def extract(
        self,
        text: str,
        language: str | None = None,
        date: Day | None = None,
        source: str | None = None,
        *,
        title: str | None = None,
        author: str | None = None,
        path: str | None = None,
    ) -> list[Claim]: ...
    def extract_batch(
        self, articles: Iterable[str | Mapping[str, Any]], *, threads: int | None = None
    ) -> list[Extraction]: ...
    def read(self, path: Path, *, name: str | None = None) -> Reading: ...

@final
class Reading(Iterator[Extraction]):
    def __iter__(self) -> Reading: ...
    def __next__(self) -> Extraction: ...

@final
class Index:
    def __new__(cls, dir: Path = ".whosaid", *, seeds: Path | None = None) -> Index: ...
    def search(
        self,
        query: str,
        limit: int = 20,
        *,
        speaker: str | None = None,
        source: str | None = None,
        cluster: str | None = None,
        collapse: bool = False,
        language: str | None = None,
        translated: bool | None = None,
        kind: Kind | None = None,
        stance: Stance | None = None,
        since: Day | None = None,
        until: Day | None = None,
        attitudes: bool = False,
        unsaid: bool = False,
        min_confidence: float | None = None,
    ) -> list[ArticleHit]: ...
    def search_claims(
        self,
        query: str,
        limit: int = 20,
        *,
        speaker: str | None = None,
        source: str | None = None,
        cluster: str | None = None,
        collapse: bool = False,
        language: str | None = None,
        translated: bool | None = None,
        kind: Kind | None = None,
        stance: Stance | None = None,
        since: Day | None = None,
        until: Day | None = None,
        attitudes: bool = False,
        unsaid: bool = False,
        min_confidence: float | None = None,
    ) -> list[ClaimHit]: ...
    def claims(
        self,
        limit: int = 0,
        *,
        speaker: str | None = None,
        source: str | None = None,
        cluster: str | None = None,
        collapse: bool = False,
        language: str | None = None,
        translated: bool | None = None,
        kind: Kind | None = None,
        stance: Stance | None = None,
        since: Day | None = None,
        until: Day | None = None,
        attitudes: bool = False,
        unsaid: bool = False,
        min_confidence: float | None = None,
    ) -> list[Claim]: ...
    def article(self, name: str) -> StoredArticle | None: ...
    def __len__(self) -> int: ...

def _arrow(claims: list[Claim]) -> bytes: ...
def _columns(fields: list[str]) -> list[str]: ...
def _extract_records(
    extractor: Extractor, records: list[str | None], fields: list[str], name: str | None
) -> tuple[bytes, list[int], list[str | None]]: ...
def _extract_rows(
    extractor: Extractor, stream: bytes, fields: list[str], name: str | None
) -> tuple[bytes, list[int], list[str | None]]: ...
def main(arguments: list[str]) -> int: ...
