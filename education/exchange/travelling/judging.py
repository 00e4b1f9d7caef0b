"""What becomes of each text that came back: it is new, changed, the same, not translated yet, or refused, and then why.

Reads, and changes nothing. A text is taken whole or not at all: a heading of today over a body of last year helps nobody.
Whatever is let through goes the way of all words: to the desk, with findings, states and signatures as everywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from education.content.models import Article
from education.exchange.travelling.entries import Entry, Parcel
from education.exchange.travelling.returned import Returned
from education.review.changes import Change, changes
from education.review.readers import Heading, Standing, standings
from education.review.wording import text_problems
from education.text.findings import Pair, blocking
from education.text.findings.pair import Check
from education.text.findings.presence import SameAsSource, WrongScript
from education.text.findings.structure import BlocksDiffer, LinksDiffer, VariablesDiffer
from education.text.fingerprint import Words
from education.text.languages import BY_CODE, SOURCE

ALWAYS: tuple[Check, ...] = (VariablesDiffer(), WrongScript(), SameAsSource())
WHERE_BLOCKING: tuple[Check, ...] = (LinksDiffer(), BlocksDiffer())
"""Checks whose findings keep a text out: always, or where they would stop a signature. All others speak on the desk, as for
words that somebody typed.
"""
Agreed = Mapping[str, str]
"""Unit key → print of newer words that a person has seen and lets go."""


class Outcome(TextChoices):
    REFUSED = "refused", pgettext_lazy("a text from a file", "refused")
    UNTRANSLATED = "untranslated", pgettext_lazy("a text from a file", "not translated yet")
    NEW = "new", pgettext_lazy("a text from a file", "new")
    CHANGED = "changed", pgettext_lazy("a text from a file", "changed")
    SAME = "same", pgettext_lazy("a text from a file", "the same")


@dataclass(frozen=True)
class Verdict:
    """One unit of the file."""

    key: str
    """Of the unit; the whole id of an entry that names no unit of the article."""
    outcome: Outcome
    sentences: tuple[str, ...] = ()
    """Why it is refused."""
    standing: Standing | None = None
    words: Words = field(default_factory=dict)
    moved: bool = False
    """Refused only because somebody wrote here since the file was made."""
    mended: bool = False
    """Damage of a spreadsheet was put right."""

    @property
    def heading(self) -> Heading:
        return self.standing.heading if self.standing else Heading(BY_CODE[SOURCE], self.key)

    @property
    def is_taken(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)

    @property
    def changes(self) -> list[Change]:
        """What the file would change here, field by field."""
        return changes(self.standing.unit, self.standing.desk, self.words) if self.standing else []


def judge(article: Article, language: str, parcel: Parcel, agreed: Agreed) -> list[Verdict]:
    """A verdict on every unit of the file, what is unknown here first, then in the order of the article. Seven queries."""
    every = standings(article, language)
    places = {item.unit.key: item for item in every}
    found: dict[str, list[Entry]] = {}
    unknown = []
    for entry in parcel.entries:
        key = _key_of(entry, article, places)
        if key:
            found.setdefault(key, []).append(entry)
        else:
            unknown.append(entry.id)
    bench = _Bench({key: item.unit.kind for key, item in places.items()}, agreed)
    sentence = _("This article has no such text, or the text has no such field.")
    return [
        *(Verdict(place, Outcome.REFUSED, (sentence,)) for place in dict.fromkeys(unknown)),
        *(bench.verdict(Returned(item, found[key])) for key, item in places.items() if key in found),
    ]


def _key_of(entry: Entry, article: Article, places: Mapping[str, Standing]) -> str:
    """The key of the unit that an entry belongs to; none where there is no such field of such a unit here."""
    named, _slash, place = entry.id.partition("/")
    key, _slash, name = place.partition("/")
    if named != article.key or key not in places or name not in places[key].unit.FIELDS:
        return ""
    return key


@dataclass(frozen=True)
class _Bench:
    """What every text of one file is held against."""

    kinds: Mapping[str, str]
    """Key → kind of every unit: where links may lead."""
    agreed: Agreed

    def verdict(self, returned: Returned) -> Verdict:
        standing = returned.standing
        key = standing.unit.key
        told = partial(Verdict, key, standing=standing, words=returned.words, mended=returned.was_damaged)
        if not returned.texts:
            return told(Outcome.UNTRANSLATED)
        reasons = list(returned.reasons())
        if returned.is_same and not returned.stands_twice:
            return told(Outcome.SAME)
        reasons = reasons or self._problems(returned) or list(_differences(standing, returned.words))
        if reasons:
            return told(Outcome.REFUSED, tuple(reasons))
        if returned.has_moved and self.agreed.get(key) != standing.desk_print:
            newer = _("Somebody wrote here since the file was made. These newer words are kept.")
            return told(Outcome.REFUSED, (newer,), moved=True)
        return told(Outcome.CHANGED if standing.desk_print else Outcome.NEW)

    def _problems(self, returned: Returned) -> list[str]:
        """What no text may hold, in the sentences that a person who types it gets."""
        kind = type(returned.standing.unit)
        return [
            f"{kind.column(name).verbose_name}: {sentence}"
            for name, text in returned.words.items()
            for sentence in text_problems(kind, name, text, self.kinds)
        ]


def _differences(standing: Standing, words: Words) -> Iterator[str]:
    """What the translation must have in common with its source, and has not."""
    unit = standing.unit
    pair = Pair(SOURCE, standing.language, unit.kind, unit.weight, standing.source_words, words)
    found = [one for check in ALWAYS for one in check.find(pair)]
    found += blocking(one for check in WHERE_BLOCKING for one in check.find(pair))
    for one in found:
        yield f"{unit.column(one.field).verbose_name}: {one.sentence}"
