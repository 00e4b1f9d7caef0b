"""What exists of an article for a reader of one language: the shelf, the desk as far as it may be shown, and what is live.

Reads the database in a fixed number of queries, whatever the number of units and languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from education.clinics.models import Clinic
from education.content.models import ARTICLE_KINDS, KINDS, Article, Citation, Unit, Weight
from education.content.readers import units_of
from education.publishing.rows import Approved, Wording, approved, on_desks
from education.publishing.rule import Held, fit_to_show
from education.review.core import Signings, signings
from education.review.states import current_source
from education.text.fingerprint import Words
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Shelf:
    article: Article
    clinic: Clinic
    language: str
    units: tuple[Unit, ...]
    approvals: Mapping[tuple[int, str], Approved]
    signings: Signings
    citations: Mapping[int, tuple[Citation, ...]]
    allow_unsigned: bool

    @cached_property
    def desks(self) -> Mapping[tuple[int, str], Wording]:
        """Newest wordings: of all units in this language and the source, of safety units in every language switched on
        where unsigned words may be shown. Read only if something hangs on them: where all is signed, nothing does."""
        everywhere = self.clinic.offered if self.allow_unsigned else ()
        return on_desks(self.article, self.language, core_in=everywhere)

    def held(self, unit: Unit, language: str) -> Held:
        """With the desk only where unsigned words may be shown."""
        approval = self.approvals.get((unit.id, language))
        desk = self.desks.get((unit.id, language)) if self.allow_unsigned else None
        return Held(
            signed=None if approval is None or approval.withdrawn else approval.revision.words,
            source_print=approval.source_fingerprint if approval else "",
            dated=timezone.localtime(approval.edition.signed_at).date() if approval else None,
            withdrawn=bool(approval and approval.withdrawn),
            desk=desk.words if desk and self._fit(unit, language, desk) else None,
            maker=desk.maker if desk else "",
        )

    def source_print(self, unit: Unit) -> str:
        approval = self.approvals.get((unit.id, SOURCE))
        if approval:
            return current_source("", approval.signature)
        desk = self.desks.get((unit.id, SOURCE))
        return current_source(desk.fingerprint if desk else "", None)

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Codes of the languages that readers are offered: switched on, and whole in their safety core."""
        return tuple(
            code for code in self.clinic.offered if self.signings.live(code, self._shown_unsigned(code))
        )

    def revision(self, unit: Unit, language: str) -> int | None:
        """Number of the wording that readers of this language are shown, where they are shown one."""
        approval = self.approvals.get((unit.id, language))
        if approval and not approval.withdrawn:
            return approval.revision.pk
        desk = self.desks.get((unit.id, language))
        return desk.pk if desk else None

    @cached_property
    def has_quiz(self) -> bool:
        """Are there words of a question to show? On pages without the quiz, what is not among the units is a question."""
        known = {unit.id for unit in self.units}
        if self.allow_unsigned and any(unit not in known for unit, _language in self.desks):
            return True
        return any(
            unit not in known and not approval.withdrawn
            for (unit, _language), approval in self.approvals.items()
        )

    def _shown_unsigned(self, language: str) -> set[int]:
        """Ids of safety units whose unsigned words may be shown in a language."""
        if not self.allow_unsigned:
            return set()
        found = ((pk, unit, self.desks.get((pk, language))) for pk, unit in self._core)
        return {pk for pk, unit, desk in found if desk and self._fit(unit, language, desk)}

    @cached_property
    def _core(self) -> tuple[tuple[int, Unit], ...]:
        """The safety units of the page with their ids, which a model finds anew each time that it is asked."""
        return tuple((unit.id, unit) for unit in self.units if unit.is_core)

    def _fit(self, unit: Unit, language: str, desk: Wording) -> bool:
        source = {} if language == SOURCE else self._source[unit.key]
        return fit_to_show(desk.words, source, unit.REQUIRED)

    @cached_property
    def _source(self) -> Mapping[str, Words]:
        """Unit key → the source words that count: the signed ones, else those on the desk."""
        return {unit.key: self._source_words(unit) for unit in self.units}

    def _source_words(self, unit: Unit) -> Words:
        approval = self.approvals.get((unit.id, SOURCE))
        if approval:
            return approval.revision.words
        desk = self.desks.get((unit.id, SOURCE))
        return desk.words if desk else {}


def shelf_of(article: Article, clinic: Clinic, language: str, *, quiz: bool = False) -> Shelf:
    """Everything that a page of this article in this language can show: eight queries at most, nine with the quiz."""
    units = units_of(article, (), KINDS if quiz else ARTICLE_KINDS)
    core = [unit.id for unit in units if unit.is_core]
    return Shelf(
        article, clinic, language, tuple(units), approved(article, {language, SOURCE}), signings(article, core),
        _citations(article), clinic.show_unsigned,
    )  # fmt: skip


def live_languages(article: Article, clinic: Clinic) -> tuple[str, ...]:
    """Codes of the languages that readers are offered. Two queries where only signed words are shown."""
    if clinic.show_unsigned:
        return shelf_of(article, clinic, SOURCE).live
    core = Unit.objects.filter(article=article, weight=Weight.SAFETY, kind__in=ARTICLE_KINDS)
    signed = signings(article, core.values_list("pk", flat=True))
    return tuple(code for code in clinic.offered if signed.live(code))


def _citations(article: Article) -> dict[int, tuple[Citation, ...]]:
    """Unit id → its sources, by publisher and year. One object for each source: a source is cited by many units."""
    fields = [field.attname for field in Citation._meta.concrete_fields]
    rows = (
        Unit.citations.through.objects.filter(unit__article=article)
        .order_by("citation__publisher", "citation__year")
        .values_list("unit_id", *(f"citation__{name}" for name in fields))
    )
    known: dict[int, Citation] = {}
    cited: dict[int, tuple[Citation, ...]] = {}
    for unit, pk, *rest in rows:
        citation = known.get(pk) or known.setdefault(pk, Citation(pk, *rest))
        cited[unit] = (*cited.get(unit, ()), citation)
    return cited
