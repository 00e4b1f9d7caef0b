"""What words may not be saved, and what may not be signed. Joins the pure checks of `text` with what a unit is."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from education.content.models import Unit
from education.content.readers import keys_of
from education.review.readers import Standing
from education.text.findings import Finding, Pair, blocking_findings, findings
from education.text.fingerprint import Words
from education.text.languages import SOURCE
from education.text.markup import line_problems, problems

Glossary = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

ANSWERABLE = frozenset({"negation", "sides", "urgency"})
"""Findings made by lists of words. A list can be wrong, so a reviewer may sign against one with a reason in writing."""


def word_problems(unit: Unit, words: Words) -> dict[str, list[str]]:
    """Field → sentences on what no text may hold, so that nothing unsafe ever lies on the desk. Empty where all is well."""
    targets = keys_of(unit.article) if any("](#" in text for text in words.values()) else {}
    found = {field: text_problems(type(unit), field, text, targets) for field, text in words.items()}
    return {field: sentences for field, sentences in found.items() if sentences}


def text_problems(kind: type[Unit], field: str, text: str, targets: Collection[str]) -> list[str]:
    """The same for one field of a kind of unit; `targets` are the keys that a link may name."""
    found = list(line_problems(text) if field in kind.LINES else problems(text, targets))
    longest = kind.column(field).max_length
    if longest and len(text) > longest:
        found.append(
            _("This is too long: %(length)s characters; %(longest)s fit.")
            % {"length": len(text), "longest": longest}
        )
    return found


def findings_of(standing: Standing, words: Words, glossary: Glossary) -> list[Finding]:
    """What an editor or a reviewer should look at in these words of a unit."""
    return findings(_pair(standing, words, glossary))


def blocking_sentences(standing: Standing, glossary: Glossary, reason: str = "") -> list[str]:
    """Sentences of the findings that stop a signature under the words on the desk, but for those that the reason answers."""
    found = blocking_findings(_pair(standing, standing.desk, glossary))
    answered = ANSWERABLE if reason.strip() else frozenset()
    return [str(finding.sentence) for finding in found if finding.id not in answered]


def glossary_of(standings: Iterable[Standing]) -> Glossary:
    """The forms of the article's terms: in the source language, and in the language at hand."""
    terms = [standing for standing in standings if standing.unit.kind == "term"]
    return glossary_from((term.source_words, term.desk) for term in terms)


def glossary_from(terms: Iterable[tuple[Words, Words]]) -> Glossary:
    """The same from each term's words in the source language and in the language at hand."""
    return tuple((_forms(source), _forms(words)) for source, words in terms if words.get("forms"))


def _pair(standing: Standing, words: Words, glossary: Glossary) -> Pair:
    source = words if standing.language == SOURCE else standing.source_words
    return Pair(SOURCE, standing.language, standing.unit.kind, standing.unit.weight, source, words, glossary)


def _forms(words: Words) -> tuple[str, ...]:
    return tuple(form.strip() for form in words.get("forms", "").split(",") if form.strip())
