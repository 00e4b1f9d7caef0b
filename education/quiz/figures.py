"""One form in all its languages: every figure of the statistics page, as far as the number of people allows it.

Decides nothing of its own: it asks `samples` how far a language may be read, and joins what the other modules compute.
What the figures mean for a translation is `signals`', what of them may be shown is `suppression`'s.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from education.quiz.functioning import MantelHaenszel, Size
from education.quiz.matching import Comparison, compare
from education.quiz.multiplicity import benjamini_hochberg
from education.quiz.patterns import Patterns, Responses
from education.quiz.reliability import item_rest, kr20
from education.quiz.samples import Stage, comparison_stage, stage


@dataclass(frozen=True)
class Item:
    """What must be known of a question: the ids of its key and of "not sure", and whether it is critical."""

    key: str
    unsure: str
    critical: bool


@dataclass(frozen=True)
class Attempts:
    """All finished first attempts in one language at one version of the form, counted."""

    patterns: Patterns | Responses
    options: Sequence[Mapping[str, int]]
    """For each item, in the order of the patterns: option id → people who chose it."""


@dataclass(frozen=True)
class Choices:
    """What the people of one language chose in one item."""

    item: Item
    options: Mapping[str, int]

    @property
    def people(self) -> int:
        return sum(self.options.values())

    @property
    def right(self) -> int:
        return self.options.get(self.item.key, 0)

    @property
    def not_sure(self) -> int:
        return self.options.get(self.item.unsure, 0)

    @property
    def errors(self) -> dict[str, int]:
        """The wrong options that somebody chose. "Not sure" is no error: nothing drew the reader to it."""
        return {
            option: people
            for option, people in self.options.items()
            if people and option not in (self.item.key, self.item.unsure)
        }


@dataclass(frozen=True)
class ItemFigures:
    """One item in one language."""

    choices: Choices
    item_rest: float | None
    """None below 50 people, and where it is not defined."""
    functioning: MantelHaenszel | None
    """Against the source language. None for that language itself, and below 50 people in either."""
    size: Size | None
    """The class of ETS. None below 200 people in either, below 500 together, and where it cannot be estimated."""
    adjusted_p: float | None
    """After Benjamini and Hochberg over the items of this language."""


@dataclass(frozen=True)
class LanguageFigures:
    """A form in one language."""

    stage: Stage
    """What the people of this language allow."""
    together: Stage
    """What they and those of the source language allow in comparison; nothing for the source language itself."""
    people: int
    kr20: float | None
    comparison: Comparison | None
    items: tuple[ItemFigures, ...]


def examine(
    items: Sequence[Item], attempts: Mapping[str, Attempts], source: str
) -> dict[str, LanguageFigures]:
    """The figures of each language, compared with the `source` language. Languages with fewer than 11 people are left out.

    KeyError: no attempts for the source language (give empty ones). ValueError: patterns or options that do not fit the items.
    """
    groups = {language: _responses(items, group) for language, group in attempts.items()}
    reference = groups[source]
    return {
        language: _language(items, attempts[language], reference, responses)
        for language, responses in groups.items()
        if stage(responses.size) > Stage.NOTHING
    }


def _responses(items: Sequence[Item], group: Attempts) -> Responses:
    given = group.patterns
    responses = given if isinstance(given, Responses) else Responses(given, len(items))
    if len(group.options) != len(items):
        raise ValueError(f"options of {len(group.options)} items, not of {len(items)}")
    if any(sum(options.values()) != responses.size for options in group.options):
        raise ValueError("the options of an item do not add up to the people who answered")
    return responses


def _language(
    items: Sequence[Item], group: Attempts, reference: Responses, here: Responses
) -> LanguageFigures:
    alone = stage(here.size)
    together = Stage.NOTHING if here is reference else comparison_stage(reference.size, here.size)
    comparison = compare(reference, here) if together >= Stage.EARLY else None
    functioning = comparison.items if comparison else (None,) * len(items)
    rests = item_rest(here.table()) if alone >= Stage.EARLY else (None,) * len(items)
    return LanguageFigures(
        stage=alone,
        together=together,
        people=here.size,
        kr20=kr20(here.table()) if alone >= Stage.EARLY else None,
        comparison=comparison,
        items=tuple(
            ItemFigures(
                choices=Choices(item, options),
                item_rest=rest,
                functioning=compared,
                size=compared.size if compared and together is Stage.CLASS else None,
                adjusted_p=adjusted,
            )
            for item, options, rest, compared, adjusted in zip(
                items, group.options, rests, functioning, _adjusted(functioning), strict=True
            )
        ),
    )


def _adjusted(functioning: Sequence[MantelHaenszel | None]) -> list[float | None]:
    """Items that cannot be tested are no part of the family."""
    values = {number: one.p for number, one in enumerate(functioning) if one and one.p is not None}
    adjusted = dict(zip(values, benjamini_hochberg([*values.values()]), strict=True))
    return [adjusted.get(number) for number in range(len(functioning))]
