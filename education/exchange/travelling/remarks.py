"""What the checks would say on the desk of the words that a file brings: for the report on it. Stops nothing, writes nothing.

Findings stop a signature, and that is judged when somebody signs. What is found here is kept under the prints of the words, so
the board and the signing page have it ready after the import.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from education.content.models import Article, Unit
from education.exchange.travelling.judging import Verdict
from education.review.kept_findings import NOT_HERE, findings_on_desk
from education.review.readers import Standing, standings_beside_terms
from education.text.findings import Finding, Severity
from education.text.fingerprint import Words

LABELS: Mapping[Severity, Promise] = {
    Severity.BLOCKS: _("Must be mended before signing:"),
    Severity.ADVISES: _("Please look:"),
}


@dataclass(frozen=True)
class Remark:
    """One finding in one field of a text."""

    severity: Severity
    sentence: str

    @property
    def label(self) -> Promise:
        return LABELS[self.severity]


@dataclass(frozen=True)
class Remarks:
    by_key: Mapping[str, tuple[Remark, ...]]
    """Unit key → what was found in the words of the file, what blocks first. Texts that would not be saved are missing."""
    unchecked: int
    """Texts that would be saved and were not looked at."""

    def beside(self, verdicts: Iterable[Verdict]) -> list[tuple[Verdict, tuple[Remark, ...]]]:
        """Each with its remarks, those first that could not be signed as they are."""
        found = [(verdict, self.by_key.get(verdict.key, ())) for verdict in verdicts]
        return sorted(found, key=lambda one: not any(remark.severity is Severity.BLOCKS for remark in one[1]))

    @property
    def total(self) -> int:
        return sum(map(len, self.by_key.values()))

    @property
    def blocking(self) -> int:
        every = (remark for remarks in self.by_key.values() for remark in remarks)
        return sum(remark.severity is Severity.BLOCKS for remark in every)


def remarks_on(
    article: Article, language: str, verdicts: Sequence[Verdict], *, at_most: int | None = None
) -> Remarks:
    """On the texts that are new or changed, or would be where newer words may go; `at_most` so many of them, the first.

    Three queries and a few questions to the cache; about ten milliseconds for each text that was never checked.
    """
    brought = {one.key: one.words for one in verdicts if one.is_taken or one.moved}
    would_be = [_laid(one.standing, one.words) for one in verdicts if one.standing and one.key in brought]
    terms = standings_beside_terms(article, language, ())
    beside = [_laid(term, brought.get(term.unit.key, term.desk)) for term in terms]
    wanted = would_be[:at_most]
    found = findings_on_desk(wanted, beside)
    return Remarks(
        {item.unit.key: _remarks(item.unit, found[item.unit.pk]) for item in wanted},
        len(would_be) - len(wanted),
    )


def _laid(standing: Standing, words: Words) -> Standing:
    """As it would be with these words on the desk."""
    return replace(standing, desk=words)


def _remarks(unit: Unit, found: Sequence[Finding]) -> tuple[Remark, ...]:
    return tuple(
        Remark(finding.severity, f"{unit.column(finding.field).verbose_name}: {finding.sentence}")
        for finding in found
        if finding.id != NOT_HERE
    )
