"""The parts that a reading is made of: passages, notices, entries, cards. Frozen; an outlet prints them and decides nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString

from education.content.models import Citation
from education.text.fingerprint import Words
from education.text.languages import BY_CODE, Language
from education.text.markup import render, render_line


class Printed:
    """What templates read by name. They look for `thing["name"]` first, and finding out by an exception that there is only
    `thing.name` takes several times as long; a page does it two thousand times.
    """

    def __getitem__(self, name: str) -> object:
        return getattr(self, name)


@dataclass(frozen=True)
class Passage(Printed):
    """The words of one unit in one language, with the clinic's numbers filled in."""

    lang: str
    words: Words
    lines: frozenset[str]
    variables: Mapping[str, str] = field(repr=False)
    kinds: Mapping[str, str] = field(repr=False)

    @property
    def language(self) -> Language:
        return BY_CODE[self.lang]

    @property
    def dir(self) -> str:
        return self.language.direction

    @cached_property
    def html(self) -> dict[str, SafeString]:
        """Field → HTML; fields without words are not there."""
        return {name: self._html(name, text) for name, text in self.words.items() if text}

    def _html(self, name: str, text: str) -> SafeString:
        if name in self.lines:
            return render_line(text, self.variables, linked=False)
        return render(text, self.variables, self.kinds)


@dataclass(frozen=True)
class Notice(Printed):
    kind: str
    sentence: str


@dataclass(frozen=True)
class Entry(Printed):
    """One unit as this reader sees it: the words, the source words beside them, what must be said, and the sources."""

    key: str
    kind: str
    urgency: str = ""
    main: Passage | None = None
    beside: Passage | None = None
    notices: tuple[Notice, ...] = ()
    citations: tuple[Citation, ...] = ()
    revision: int | None = None
    """Number of the wording in `main`."""

    @property
    def is_shown(self) -> bool:
        return self.main is not None or bool(self.notices)


def sources_of(entries: Iterable[Entry]) -> list[Citation]:
    """Every source of these entries, once, by publisher and year."""
    cited = {citation for entry in entries for citation in entry.citations}
    return sorted(cited, key=lambda citation: (citation.publisher, citation.year or 0, citation.title))


@dataclass(frozen=True)
class Part(Printed):
    """A section with its sub-sections, numbered for reading."""

    entry: Entry
    number: str
    children: tuple["Part", ...] = ()
    has_cards: bool = False


@dataclass(frozen=True)
class Sign(Printed):
    """A warning sign on a care card; escalated: in the circumstances that make it more urgent."""

    entry: Entry
    escalated: bool = False


@dataclass(frozen=True)
class CareCard(Printed):
    urgency: str
    level: Entry
    signs: tuple[Sign, ...]

    @property
    def citations(self) -> list[Citation]:
        return sources_of((self.level, *(sign.entry for sign in self.signs)))


@dataclass(frozen=True)
class Signed(Printed):
    """Who signed some of what stands on the page, and for which publisher; empty: at this clinic."""

    signer: str
    credential: str
    signed_on: date
    edition: int
    sentence: str
    note: str = ""
    publisher: str = ""


@dataclass(frozen=True)
class Record(Printed):
    """Where the words of a page come from: who made them, who signed them, and when they are looked at again."""

    edition: int | None
    signed: tuple[Signed, ...]
    made: tuple[str, ...]
    next_review: date | None


@dataclass(frozen=True)
class MenuItem(Printed):
    language: Language
    address: str
    current: bool
