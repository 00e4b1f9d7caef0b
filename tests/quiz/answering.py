"""Made-up readers for the tests: each has an ability, each item a difficulty, and the dice are always the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from random import Random

from education.quiz.figures import Attempts, Item
from education.quiz.patterns import Patterns

EASE = (2.2, 1.9, 1.6, 1.4, 1.2, 1.0, 0.8, 0.6, 0.3, 0.0)
ITEMS = [Item(key="a", unsure="u", critical=number < 5) for number in range(len(EASE))]


@dataclass(frozen=True)
class Readers(Attempts):
    """Attempts whose patterns are plain counts."""

    patterns: Patterns


def attempts(
    people: int,
    seed: int,
    *,
    ability: float = 0.0,
    harder: Sequence[int] = (),
    by: float = 1.5,
    drawn: str = "",
) -> Readers:
    """Readers of the Rasch model: P(right) = 1/(1 + exp(−(ability + ease))).

    Items `harder` lose `by` in ease, and their errors all go to the option `drawn`; others go to b, c and "not sure" alike.
    """
    dice = Random(seed)
    patterns: Counter[tuple[int, ...]] = Counter()
    options: list[Counter[str]] = [Counter() for _item in EASE]
    for _person in range(people):
        knows = dice.gauss(ability)
        pattern = []
        for item, ease in enumerate(EASE):
            hard = item in harder
            right = dice.random() < 1 / (1 + exp(-(knows + ease - (by if hard else 0))))
            wrong = drawn if hard and drawn else dice.choice("bcu")
            pattern.append(int(right))
            options[item]["a" if right else wrong] += 1
        patterns[tuple(pattern)] += 1
    return Readers(patterns, options)
