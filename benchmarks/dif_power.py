"""Print how often the flags find a mistranslated question, and how often they cry wolf, by the number of readers.

`python benchmarks/dif_power.py`: the same dice every time, under a minute. Readers are made up by the Rasch model: a reader
knows more or less, a question is easier or harder, and nothing else counts. Real readers are less tidy, so the figures are
the best that can be hoped for.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import exp
from pathlib import Path
from random import Random
from statistics import NormalDist

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from education.quiz.figures import Attempts, Item, examine
from education.quiz.patterns import Responses
from education.quiz.signals import Flag, Sign, all_flags

RUNS = 80
SOURCE_READERS = 1000
READERS = (50, 100, 200, 500, 1000)
CRITICAL = 12
EASE = (2.6, 2.4, 2.2, 2.0, 1.8, 1.6, 1.5, 1.4, 1.3, 1.2, 1.0, 0.8, 2.5, 2.0, 1.5, 1.0, 0.5, 0.0)
"""Log-odds of a right answer for a reader of middling knowledge: 93 % down to 50 %. The first twelve are critical."""
ITEMS = tuple(Item(key="a", unsure="u", critical=number < CRITICAL) for number in range(len(EASE)))
DRAWN_EVENLY, DRAWN_AWAY = (35, 35, 30), (75, 10, 15)
"""Where errors go: the first wrong option, the second, "not sure"."""
KNOWLEDGE = tuple(NormalDist().inv_cdf((step + 0.5) / 41) for step in range(41))


@dataclass
class Case:
    """A translation: how many critical questions it makes harder, how much (log-odds), and how much less its readers know."""

    name: str
    bad: int = 0
    by: float = 0.0
    less: float = 0.0
    flagged: Counter[tuple[int, str, bool]] = field(default_factory=Counter)
    """Readers, column, whether the question is bad → how often flagged."""


FAITHFUL = (Case("faithful"), Case("faithful, readers know less (by 0.5 SD)", less=0.5))
MISTRANSLATED = (
    Case("1 question harder (by 0.64: Delta -1.5)", bad=1, by=0.64),
    Case("1 question much harder (by 1.0: Delta -2.35)", bad=1, by=1.0),
    Case("1 question with its meaning lost (by 2.5)", bad=1, by=2.5),
    Case("4 questions much harder (by 1.0)", bad=4, by=1.0),
)
COLUMNS = ("any flag", "at once", "15 points", "Delta", "option", "not sure", "item-rest")


def main() -> None:
    dice = Random(4)
    for run in range(RUNS):
        source = readers(dice, SOURCE_READERS, Case("source"), set())
        for case in (*FAITHFUL, *MISTRANSLATED):
            bad = {(run + 3 * place) % CRITICAL for place in range(case.bad)}
            for people in READERS:
                there = readers(dice, people, case, bad)
                found = all_flags(examine(ITEMS, {"source": source, "there": there}, "source"), "source")
                count(case, people, bad, found["there"])
    print_table(
        "False alarms: flagged well translated questions, %", (*FAITHFUL, MISTRANSLATED[-1]), of_bad=False
    )
    print_table("Detection: flagged mistranslated questions, %", MISTRANSLATED, of_bad=True)


def readers(dice: Random, people: int, case: Case, bad: set[int]) -> Attempts:
    """Attempts of so many readers. In a bad question most errors are drawn to one option."""
    eases = [ease - case.less - (case.by if item in bad else 0) for item, ease in enumerate(EASE)]
    chances = [[1 / (1 + exp(-known - ease)) for ease in eases] for known in KNOWLEDGE]
    patterns = Counter(
        tuple([1 if dice.random() < chance else 0 for chance in of_reader])
        for of_reader in dice.choices(chances, k=people)
    )
    responses = Responses(patterns)
    options = []
    for item, right in enumerate(responses.table().right):
        drawn = dice.choices("bcu", DRAWN_AWAY if item in bad else DRAWN_EVENLY, k=people - sum(right))
        options.append({"a": sum(right), **Counter(drawn)})
    return Attempts(responses, options)


def count(case: Case, people: int, bad: set[int], found: Sequence[Sequence[Flag]]) -> None:
    for item, flags in enumerate(found):
        case.flagged.update((people, column, item in bad) for column in columns(flags))
    urgent = any(flag.at_once for item, flags in enumerate(found) for flag in flags if item not in bad)
    case.flagged[people, "a form", False] += urgent


def columns(flags: Sequence[Flag]) -> Iterator[str]:
    """The columns that the flags of one question count in."""
    signs = {flag.sign for flag in flags}
    yield from ("any flag",) if signs else ()
    yield from ("at once",) if any(flag.at_once for flag in flags) else ()
    yield from ("15 points",) if Sign.FEWER_RIGHT in signs else ()
    yield from ("Delta",) if {Sign.HARDER, Sign.EASIER} & signs else ()
    yield from ("option",) if Sign.DISTRACTOR in signs else ()
    yield from ("not sure",) if Sign.UNSURE in signs else ()
    yield from ("item-rest",) if Sign.WEAK in signs else ()


def print_table(title: str, cases: Sequence[Case], *, of_bad: bool) -> None:
    shown = COLUMNS if of_bad else (*COLUMNS, "a form")
    print(f"{title}\n{'':45}{'readers':>9}" + "".join(f"{column:>11}" for column in shown))
    for case in cases:
        for people in READERS:
            rates = [
                case.flagged[people, column, of_bad] / RUNS / asked(case, column, of_bad=of_bad)
                for column in shown
            ]
            print(f"{case.name:45}{people:>9}" + "".join(f"{100 * rate:>11.1f}" for rate in rates))
    print()


def asked(case: Case, column: str, *, of_bad: bool) -> int:
    """How many questions of one form a column is about: only critical ones are looked at at once, and all bad ones are."""
    if of_bad:
        return case.bad
    return {"a form": 1, "at once": CRITICAL - case.bad}.get(column, len(EASE) - case.bad)


if __name__ == "__main__":
    main()
