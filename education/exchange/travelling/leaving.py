"""What leaves for a translator: the entries of one language, each with what the translator must know to get it right.

The notes are in the language of the source, which is what their reader translates from.
"""

from collections.abc import Collection, Iterable, Iterator

from django.utils import translation

from education.content.models import Article
from education.exchange.travelling.entries import Entry, Parcel
from education.review.readers import Standing, sources_seen, standings
from education.review.states import State
from education.review.wording import Glossary, glossary_of
from education.text.findings.alignment import prose
from education.text.findings.glossary import terms_in
from education.text.findings.vocabulary import vocabulary
from education.text.fingerprint import Words
from education.text.languages import SOURCE
from education.text.markup import facts_in

UNFINISHED = frozenset({State.MISSING, State.OUTDATED})


def parcel_of(article: Article, language: str, only: Collection[State] = ()) -> Parcel:
    """The entries of a language, of the texts in these states only, if any are named. Eight queries, however many there are."""
    every = standings(article, language)
    chosen = [item for item in every if item.source_words and (not only or item.state in only)]
    before, glossary = sources_seen(chosen), glossary_of(every)
    with translation.override(SOURCE):
        entries = [
            entry
            for item in chosen
            for entry in _entries(item, article.key, before.get(item.unit.pk, {}), glossary)
        ]
    return Parcel(language, tuple(entries))


def _entries(standing: Standing, article: str, before: Words, glossary: Glossary) -> Iterator[Entry]:
    """One for each field that holds source words. What is only in the translation stays here."""
    unit, source = standing.unit, standing.source_words
    for field in (name for name in unit.FIELDS if source.get(name)):
        was = before.get(field, "")
        yield Entry(
            id=f"{article}/{unit.key}/{field}",
            source=source[field],
            target=standing.desk.get(field, ""),
            source_print=standing.source_print,
            target_print=standing.desk_print,
            notes=tuple(_notes(standing, field, glossary)),
            state=standing.state,
            heading=source.get(unit.FIELDS[0]) or unit.key,
            before=was if was != source[field] else "",
            longest=unit.column(field).max_length,
        )


def _notes(standing: Standing, field: str, glossary: Glossary) -> Iterator[str]:
    unit, text = standing.unit, standing.source_words[field]
    heading = standing.source_words.get(unit.FIELDS[0]) or unit.key
    yield f"{unit.kind_label.capitalize()} “{heading}”: {unit.column(field).verbose_name}."
    yield f"Weight: {unit.get_weight_display()}. State here: {standing.state.label}."
    if unit.column(field).help_text:
        yield str(unit.column(field).help_text)
    if field in unit.LINES:
        yield "One line of plain words, without markup."
    else:
        yield "Markdown: keep paragraphs, lists, **strong words** and links as they are in the source."
    if longest := unit.column(field).max_length:
        yield f"At most {longest} characters."
    if kept := facts_in(text):
        yield f"Keep unchanged: {_listed(kept)}"
    if field != "forms" and (known := vocabulary(SOURCE)):
        for term, forms in terms_in(prose(field, text), glossary, known):
            yield f"Glossary: {term} = {forms[0]}"


def _listed(kept: Iterable[str]) -> str:
    return ", ".join(f"({name})" if name.startswith(("#", "https:")) else f"{{{name}}}" for name in kept)
