"""The answers of very many people as columns of bits: the same tables as `patterns` makes, without one look at a single person.

A bit of a column is a person. Scores are added for all people at once, a bit of the sum at a time, and people are
counted by `bit_count`. A million attempts of 18 answers take less than a second. Decides nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, reduce
from operator import or_

from education.quiz.patterns import Responses, ScoreTable

OPTIONS = "abcd"


class Answers:
    """Letters of many people to the same questions, one person after the other."""

    def __init__(self, letters: Sequence[str], questions: Sequence[str]) -> None:
        """ValueError: somebody answered more or fewer questions."""
        joined = "".join(letters).encode("ascii")
        self.people, rest = divmod(len(joined), len(questions) or 1)
        if rest:
            raise ValueError(f"{len(joined)} letters are no answers to {len(questions)} questions")
        self._columns = {key: joined[place :: len(questions)] for place, key in enumerate(questions)}
        self.everybody = _packed(b"\1" * self.people)

    @property
    def questions(self) -> list[str]:
        return [*self._columns]

    def chosen(self, question: str) -> dict[str, int]:
        """Option → people who chose it."""
        return {option: self.bits(question, option).bit_count() for option in OPTIONS}

    def bits(self, question: str, options: str) -> int:
        """The people who chose one of these options."""
        return _packed(self._columns[question].translate(_marks(options)))

    def any_of(self, options: Mapping[str, str]) -> int:
        """How many people chose one of the options named in at least one of these questions."""
        return reduce(
            or_, (self.bits(question, chosen) for question, chosen in options.items()), 0
        ).bit_count()


class Columns(Responses):
    """Right or wrong of many people, a column of bits for each item."""

    def __init__(self, answers: Answers, key: Mapping[str, str]) -> None:
        """`key`: question → right option, for the questions that count as items, in their order."""
        super().__init__({}, len(key))
        self.size = answers.people
        self._right = [answers.bits(question, option) for question, option in key.items()]
        self._everybody = answers.everybody

    def _count(self, matched: tuple[int, ...]) -> ScoreTable:
        reached = self._reached([self._right[item] for item in matched])
        return ScoreTable(
            people=tuple(people.bit_count() for people in reached),
            right=tuple(tuple((people & right).bit_count() for people in reached) for right in self._right),
        )

    def _reached(self, columns: Sequence[int]) -> list[int]:
        """The people of each score, from 0 up."""
        places = _sums(columns)
        scores = []
        for score in range(len(columns) + 1):
            people = self._everybody
            for power, place in enumerate(places):
                people &= place if score >> power & 1 else ~place
            scores.append(people if score >> len(places) == 0 else 0)
        return scores


def _sums(columns: Iterable[int]) -> list[int]:
    """The columns added for each person: the ones, twos, fours … of all sums."""
    places: list[int] = []
    for carry in columns:
        for power, place in enumerate(places):
            places[power], carry = place ^ carry, place & carry
        if carry:
            places.append(carry)
    return places


@cache
def _marks(options: str) -> bytes:
    return bytes.maketrans(OPTIONS.encode(), bytes(option in options for option in OPTIONS))


def _packed(marks: bytes) -> int:
    """Bytes 0 and 1 as bits: the first eighth of the people are the lowest bits of the bytes, the next eighth the second."""
    eighth = -(-len(marks) // 8) or 1
    parts = (marks[start : start + eighth] for start in range(0, len(marks), eighth))
    return reduce(or_, (int.from_bytes(part, "little") << place for place, part in enumerate(parts)), 0)
