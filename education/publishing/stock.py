"""What exists of an article for readers of every language of one clinic: its units and sources, the words of the source, which
languages are live. Each page of the clinic rests on it; what a single language adds is `shelf`'s.

Reads the database in a fixed number of queries, whatever the number of units and languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from education.clinics.models import Clinic
from education.content.models import ARTICLE_KINDS, KINDS, Article, Citation, Unit, Weight
from education.content.readers import outline_of
from education.publishing.rows import Approved, Wording, approved, on_desks
from education.publishing.rule import fit_to_show
from education.review.core import Signings, signings
from education.text.fingerprint import Words
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Stock:
    article: Article
    clinic: Clinic
    units: tuple[Unit, ...]
    approvals: Mapping[tuple[int, str], Approved]
    """(unit id, source language) → what was signed last."""
    signings: Signings
    citations: Mapping[int, tuple[Citation, ...]]

    @cached_property
    def desks(self) -> Mapping[tuple[int, str], Wording]:
        """Newest wordings of all units in the source. Read only if something hangs on them: all may be signed."""
        return {place: desk for place, desk in self._everywhere.items() if place[1] == SOURCE}

    @cached_property
    def _everywhere(self) -> Mapping[tuple[int, str], Wording]:
        """With those of safety units in every language switched on, where unsigned words may be shown."""
        core_in = self.clinic.offered if self.clinic.show_unsigned else ()
        return on_desks(self.article, SOURCE, core_in=core_in)

    @cached_property
    def live(self) -> tuple[str, ...]:
        """Codes of the languages that readers are offered: switched on, and whole in their safety core."""
        live = tuple(
            code for code in self.clinic.offered if self.signings.live(code, self._shown_unsigned(code))
        )
        if self.clinic.show_unsigned and self.desks:
            # A stock is kept; half of its memory would be words of other languages, on which nothing else hangs.
            vars(self).pop("_everywhere", None)
        return live

    def fits(self, unit: Unit, language: str, desk: Wording) -> bool:
        """May these unsigned words stand for those of the source?"""
        source = {} if language == SOURCE else self._source[unit.key]
        return fit_to_show(desk.words, source, unit.REQUIRED)

    def _shown_unsigned(self, language: str) -> set[int]:
        """Ids of safety units whose unsigned words may be shown in a language."""
        if not self.clinic.show_unsigned:
            return set()
        found = ((pk, unit, self._everywhere.get((pk, language))) for pk, unit in self._core)
        return {pk for pk, unit, desk in found if desk and self.fits(unit, language, desk)}

    @cached_property
    def _core(self) -> tuple[tuple[int, Unit], ...]:
        """The safety units of the page with their ids, which a model finds anew each time that it is asked."""
        return tuple((unit.id, unit) for unit in self.units if unit.is_core)

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


def stock_of(article: Article, clinic: Clinic, *, quiz: bool = False) -> Stock:
    """Four queries, and one more where something hangs on the desks."""
    units = outline_of(article, KINDS if quiz else ARTICLE_KINDS)
    core = [unit.id for unit in units if unit.is_core]
    return Stock(
        article, clinic, tuple(units), approved(article, SOURCE), signings(article, core), _citations(article)
    )


def live_languages(article: Article, clinic: Clinic) -> tuple[str, ...]:
    """Codes of the languages that readers are offered. Two queries where only signed words are shown."""
    if clinic.show_unsigned:
        return stock_of(article, clinic).live
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
