"""Whether a language has its whole safety core: every warning sign, care level and safety text that the source has signed.

The quiz is no part of it: its questions fall back one by one. A language may go live only with the whole core. A sign that
joined the source after the language last signed safety text does not take the language down: readers see it in the source
language, with a notice, until somebody translates it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max, Min

from education.content.models import ARTICLE_KINDS, Article, Weight
from education.review.models import Approval
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Signings:
    """Which safety units were ever signed in which language; ids grow with time."""

    safety: frozenset[int]
    """Ids of all safety units of the article."""
    ids: Mapping[tuple[int, str], tuple[int, int]]
    """(unit id, language) → ids of the first and of the newest approval."""

    @cached_property
    def core(self) -> frozenset[int]:
        """The units that the source has signed; all of them while it has signed none."""
        return self._source_signed or self.safety

    @cached_property
    def _source_signed(self) -> frozenset[int]:
        return frozenset(unit for unit, language in self.ids if language == SOURCE)

    @cached_property
    def _last(self) -> Mapping[str, int]:
        """Language → id of its newest approval."""
        last: dict[str, int] = {}
        for (_unit, language), (_first, newest) in self.ids.items():
            last[language] = max(newest, last.get(language, newest))
        return last

    def lacking(self, language: str, shown: Collection[int] = ()) -> set[int]:
        """Units of the core with neither a signature in this language nor words fit to show (`shown`)."""
        return {unit for unit in self.core if unit not in shown and (unit, language) not in self.ids}

    def live(self, language: str, shown: Collection[int] = ()) -> bool:
        """Does every unit of the core have words in this language, but for those that joined since?"""
        if not self.core:
            return False
        last = self._last.get(language)
        return not {
            unit
            for unit in self.lacking(language, shown)
            if last is None or not self._joined_after(unit, last)
        }

    def _joined_after(self, unit: int, approval: int) -> bool:
        """Was it first signed later than that: in the source or, while the source has signed nothing, by anybody, if at all?

        Safety text is signed as a whole, so what nobody has signed was not there when a language signed.
        """
        sources = {SOURCE} if self._source_signed else {language for _unit, language in self.ids}
        firsts = [self.ids[unit, language][0] for language in sources if (unit, language) in self.ids]
        return not firsts or min(firsts) > approval


def signings(article: Article, safety: Collection[int]) -> Signings:
    """Every safety signature of the article, in one query."""
    rows = (
        Approval.objects.filter(
            edition__article=article, unit__weight=Weight.SAFETY, unit__kind__in=ARTICLE_KINDS
        )
        .order_by()
        .values_list("unit_id", "edition__language")
        .annotate(first=Min("id"), newest=Max("id"))
    )
    return Signings(
        frozenset(safety), {(unit, language): (first, newest) for unit, language, first, newest in rows}
    )
