"""Whether numbers, units and doses are the same, and whether somebody typed a telephone number.

A number may be spelled out on either side ("2 weeks", "dos semanas"): only a number that is nowhere counts as lost.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import aligned_blocks, prose
from education.text.findings.figures import Figure, figures, spelled_figures, typed_phones
from education.text.findings.pair import Check, Finding, Pair, Stakes
from education.text.findings.vocabulary import Vocabulary, folded, vocabulary

SPELLED = tuple(str(number) for number in range(3, 13))
TENS = tuple(str(number) for number in range(20, 100, 10))


class NumbersDiffer(Check):
    id = "numbers"
    stakes = Stakes.SAFETY
    sentence = _("The numbers differ from the source: {difference}. Please check them.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.shared:
            difference = [
                sign for passage in aligned_blocks(pair, field) for sign in _differing(pair, *passage)
            ]
            if difference:
                yield self.finding(pair, field, difference=", ".join(difference))


class UnitsDiffer(Check):
    id = "units"
    stakes = Stakes.SAFETY
    sentence = _(
        "A unit behind the number {number} differs from the source. Please check: days, weeks, milligrams …?"
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        ours, theirs = vocabulary(pair.source_language), vocabulary(pair.language)
        if ours is None or theirs is None:
            return
        for field in pair.shared:
            for source, words in aligned_blocks(pair, field):
                for number in _numbers_with_other_units(_measured(source, ours), _measured(words, theirs)):
                    yield self.finding(pair, field, number=number)


class NumberWords(Check):
    id = "number-words"
    stakes = Stakes.NEVER
    sentence = _("The source has the number {number} as a word, and it is not found here. Please check.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        ours, theirs = vocabulary(pair.source_language), vocabulary(pair.language)
        if ours is None or theirs is None:
            return
        for field in pair.shared:
            for source, words in aligned_blocks(pair, field):
                for number in _spelled(ours, source):
                    if not _stands_in(number, words, theirs):
                        yield self.finding(pair, field, number=number)


class TypedPhone(Check):
    id = "typed-phone"
    stakes = Stakes.SAFETY
    of_source = True
    sentence = _(
        "“{number}” looks like a telephone number. Please use a variable: each clinic has its own numbers."
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.written:
            for number in typed_phones(prose(field, pair.words[field]), vocabulary(pair.language)):
                yield self.finding(pair, field, number=number)


def _differing(pair: Pair, source: str, words: str) -> list[str]:
    """ "− 6" for a number that only the source has, "+ 8" for one that only the translation has."""
    of_source, of_words = vocabulary(pair.source_language), vocabulary(pair.language)
    ours = Counter(figure.value for figure in figures(source, of_source))
    theirs = Counter(figure.value for figure in figures(words, of_words))
    lost = _not_spelled(ours - theirs, words, of_words)
    added = _not_spelled(theirs - ours, source, of_source)
    return [f"− {number}" for number in lost] + [f"+ {number}" for number in added]


def _not_spelled(numbers: Counter[str], text: str, known: Vocabulary | None) -> list[str]:
    """Those that do not stand in the other text as words, as often."""
    return [
        number
        for number, count in numbers.items()
        if known is None or count > _times_spelled(number, text, known)
    ]


def _times_spelled(number: str, text: str, known: Vocabulary) -> int:
    """How often the number stands as a word: "six", or both words of "forty-five"."""
    tens, ones = number[:1] + "0", number[1:]
    if len(number) == 2 and tens in TENS and ones != "0":
        both = min(known.count_of_number(tens, text), known.count_of_number(ones, text))
        return max(both, known.count_of_number(number, text))
    return known.count_of_number(number, text)


def _stands_in(number: str, text: str, known: Vocabulary) -> bool:
    return known.count_of_number(number, text) > 0 or number in {figure.value for figure in figures(text)}


def _spelled(known: Vocabulary, text: str) -> list[str]:
    """Numbers from three to twelve as plain words; none where "twenty-four" might be meant."""
    if any(known.count_of_number(tens, text) for tens in TENS):
        return []
    return [number for number in SPELLED if known.cardinals[number].search(folded(text))]


def _measured(text: str, known: Vocabulary) -> list[Figure]:
    return figures(text, known) + spelled_figures(text, known)


def _numbers_with_other_units(source: Iterable[Figure], words: Iterable[Figure]) -> list[str]:
    ours, theirs = _units_by_number(source), _units_by_number(words)
    return [number for number, units in ours.items() if units - theirs[number] and theirs[number] - units]


def _units_by_number(found: Iterable[Figure]) -> defaultdict[str, set[str]]:
    units: defaultdict[str, set[str]] = defaultdict(set)
    for figure in found:
        if figure.unit:
            units[figure.value].add(figure.unit)
    return units
