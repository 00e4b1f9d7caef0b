"""What words may not be saved, and what may not be signed. Joins the pure checks of `text` with what a unit is."""

from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _

from education.content.models import CareLevel, Placement, Section, Unit, Urgency
from education.content.readers import keys_of
from education.review.readers import Standing
from education.text.findings import Finding, Pair, Severity, blocking_findings, findings
from education.text.fingerprint import Words, has_words
from education.text.languages import SOURCE
from education.text.markup import line_problems, problems

Glossary = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]

LONGEST = 10_000
"""Characters of a field. The longest text that is shipped has about 1500; parsing takes with their square."""

ANSWERABLE = frozenset({"negation", "sides", "urgency"})
"""Findings made by lists of words. A list can be wrong, so a reviewer may sign against one with a reason in writing."""


def word_problems(unit: Unit, words: Words) -> dict[str, list[str]]:
    """Field → sentences on what no text may hold, so that nothing unsafe ever lies on the desk. Empty where all is well."""
    targets = keys_of(unit.article) if any("](#" in text for text in words.values()) else {}
    found = {field: text_problems(type(unit), field, text, targets) for field, text in words.items()}
    return {field: sentences for field, sentences in found.items() if sentences}


def text_problems(kind: type[Unit], field: str, text: str, targets: Collection[str]) -> list[str]:
    """The same for one field of a kind of unit; `targets` are the keys that a link may name."""
    longest = min(kind.column(field).max_length or LONGEST, LONGEST)
    if len(text) > longest:
        return [_too_long(text, longest)]
    if text.strip() and not has_words(text):
        return [_("This field is empty. Please write it.")]
    return list(line_problems(text) if field in kind.LINES else problems(text, targets))


def calls_in(placement: str | None, level: str | None) -> str:
    """The field in which every language must tell the emergency number, by what a section or a care level is; else empty."""
    if placement == Placement.STRIP:
        return "heading"
    return "action" if level == Urgency.EMERGENCY else ""


def findings_of(standing: Standing, words: Words, glossary: Glossary) -> list[Finding]:
    """What an editor or a reviewer should look at in these words of a unit."""
    return _not_to_parse(words) or findings(_pair(standing, words, glossary))


def blocking_sentences(standing: Standing, glossary: Glossary, reason: str = "") -> list[str]:
    """Sentences of the findings that stop a signature under the words on the desk, but for those that the reason answers."""
    desk = standing.desk
    found = _not_to_parse(desk) or blocking_findings(_pair(standing, desk, glossary))
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
    unit = standing.unit
    return Pair(SOURCE, standing.language, unit.kind, unit.weight, source, words, glossary, calls_of(unit))


def calls_of(unit: Unit) -> str:
    """The same for a unit."""
    whole = unit.child
    placement = whole.placement if isinstance(whole, Section) else None
    return calls_in(placement, whole.urgency if isinstance(whole, CareLevel) else None)


def _not_to_parse(words: Words) -> list[Finding]:
    long = ((field, text) for field, text in words.items() if len(text) > LONGEST)
    return [Finding("too-long", Severity.BLOCKS, field, _too_long(text, LONGEST)) for field, text in long]


def _too_long(text: str, longest: int) -> str:
    told = {"length": len(text), "longest": longest}
    return _("This is too long: %(length)s characters; %(longest)s fit.") % told


def _forms(words: Words) -> tuple[str, ...]:
    return tuple(form.strip() for form in words.get("forms", "").split(",") if form.strip())
