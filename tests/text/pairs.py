"""Pairs for the tests of the findings: one field, safety text, unless a test says otherwise."""

from collections.abc import Mapping

from education.text.findings import Finding, Pair, findings


def pair(
    language: str,
    source: str | Mapping[str, str],
    words: str | Mapping[str, str],
    *,
    weight: str = "safety",
    kind: str = "section",
    glossary: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (),
) -> Pair:
    """A pair from English; plain texts are put into the field `body`, with a heading that is fine."""
    return Pair("en", language, kind, weight, _whole(source), _whole(words), glossary)


def found(one: Pair, check: str) -> list[Finding]:
    """What one check found."""
    return [finding for finding in findings(one) if finding.id == check]


def sentences_of(one: Pair, check: str) -> list[str]:
    return [str(finding.sentence) for finding in found(one, check)]


def _whole(text: str | Mapping[str, str]) -> Mapping[str, str]:
    return {"heading": "MRI", "body": text} if isinstance(text, str) else text
