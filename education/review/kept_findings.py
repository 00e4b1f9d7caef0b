"""What the checks found in texts, kept in Django's cache so that nobody waits for the same text twice.

Nothing here is state: each entry is named by the prints of all that its findings follow from, so it can be unused but never
wrong, and an emptied cache costs time only. No signature rests on it: the verbs check the words anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from django.core.cache import cache

import education.text
from education.content.models import Article, Term
from education.review.readers import Standing
from education.review.wording import calls_of, findings_of, glossary_of
from education.text.findings import Finding, Severity

SECONDS_KEPT = 90 * 24 * 60 * 60
MOST_IN_A_SHEET = 1000
"""Of findings with their sentences, for one language of one article: the newest stay."""
NOT_HERE = "no-measure"
"""A finding that tells a translator what the software cannot do. It is not counted: nobody can do anything about it."""

Name = str
"""Of all that the findings in one text follow from."""
Sheet = dict[Name, Any]


class Tally(NamedTuple):
    """How many findings stop a signature under a text, and how many only advise."""

    blocking: int
    advisory: int


class Text(NamedTuple):
    """A wording beside its source, by their prints, with what else decides how it is checked."""

    kind: str
    weight: str
    calls: str
    words: str
    source: str

    def name(self, terms: str) -> Name:
        """`terms`: the name of the terms that the words are held against."""
        return _digest([*self, terms])


def terms_name(terms: Iterable[tuple[str, str]]) -> str:
    """Of the terms of an article in a language, in reading order: prints of their words and of their source."""
    return _digest(part for term in terms for part in term)


def tally_of(found: Iterable[Finding]) -> Tally:
    told = [item.severity is Severity.BLOCKS for item in found if item.id != NOT_HERE]
    return Tally(sum(told), len(told) - sum(told))


def read_tallies(article: Article, languages: Sequence[str]) -> dict[str, dict[Name, Tally]]:
    """Language → what is kept. One question to the cache."""
    places = {_place("tallies", article, code): code for code in languages}
    return {places[place]: sheet for place, sheet in cache.get_many(places).items()}


def keep_tallies(article: Article, sheets: Mapping[str, Mapping[Name, Tally]]) -> None:
    """By language, whole. One question to the cache."""
    cache.set_many(
        {_place("tallies", article, code): dict(sheet) for code, sheet in sheets.items()}, SECONDS_KEPT
    )


def findings_on_desk(wanted: Sequence[Standing], beside: Iterable[Standing]) -> dict[int, list[Finding]]:
    """Unit id → the findings in the words on its desk, in one language. `beside`: every term of the article is among these.

    Two questions to the cache, and two more where a text is checked.
    """
    if not wanted:
        return {}
    article, language = wanted[0].unit.article, wanted[0].language
    terms = [item for item in beside if item.unit.kind == Term.KIND]
    names = _names(wanted, terms)
    place, glossary = _place("findings", article, language), glossary_of(terms)
    kept: Sheet = cache.get(place, {})
    new = {
        names[item.unit.pk]: findings_of(item, item.desk, glossary)
        for item in wanted
        if names[item.unit.pk] not in kept
    }
    if new:
        cache.set(place, dict([*kept.items(), *new.items()][-MOST_IN_A_SHEET:]), SECONDS_KEPT)
        _add_tallies(article, language, {name: tally_of(found) for name, found in new.items()})
    found = {**kept, **new}
    return {item.unit.pk: found[names[item.unit.pk]] for item in wanted}


def _names(wanted: Iterable[Standing], terms: Iterable[Standing]) -> dict[int, Name]:
    against = terms_name((item.desk_print, item.source_print) for item in terms)
    return {
        item.unit.pk: Text(
            item.unit.kind, item.unit.weight, calls_of(item.unit), item.desk_print, item.source_print
        ).name(against)
        for item in wanted
    }


def _add_tallies(article: Article, language: str, new: Mapping[Name, Tally]) -> None:
    """What two people add at the same moment may be lost; it is found again."""
    kept = read_tallies(article, [language]).get(language, {})
    keep_tallies(article, {language: {**kept, **new}})


def _place(what: str, article: Article, language: str) -> str:
    return f"{what}:{CHECKS}:{article.pk}:{language}"


def _digest(parts: Iterable[str]) -> str:
    return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()


def _print_of_checks() -> str:
    """Of every file of `education.text`: when a check or a list of words changes, all texts are checked anew."""
    files = sorted(
        path for path in Path(education.text.__path__[0]).rglob("*") if path.suffix in (".py", ".toml")
    )
    told = blake2b(digest_size=12)
    for path in files:
        told.update(path.read_bytes())
    return told.hexdigest()


CHECKS = _print_of_checks()
