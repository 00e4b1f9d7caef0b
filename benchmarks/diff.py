"""Prints how long the word-level diff of two texts of 2,000 words takes, from a few changes to nothing in common.

.venv/bin/python benchmarks/diff.py
"""

import random
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from education.text.diff import diff

WORDS, ROUNDS = 2000, 15
SHIPPED = Path(__file__).resolve().parent.parent / "education" / "shipped" / "sciatica"


def main() -> None:
    english = text_of("en")
    print(f"{'two texts of ' + str(WORDS) + ' words':<40}{'median ms':>10}{'worst ms':>10}{'parts':>8}")
    for name, old, new in (
        ("the same", english, english),
        ("one word in twenty changed", english, changed(english, 0.05)),
        ("one word in two changed", english, changed(english, 0.5)),
        ("sentences in another order", english, shuffled(english)),
        ("English and Spanish", english, text_of("es")),
        ("Arabic, one in twenty", text_of("ar"), changed(text_of("ar"), 0.05)),
        ("Chinese characters, one in twenty", chinese(), "".join(dropped(chinese(), 0.05))),
        ("Chinese characters, another order", chinese(), "".join(dropped(chinese()[::-1], 0.05))),
    ):
        report(name, old, new)


def report(name: str, old: str, new: str) -> None:
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        parts = diff(old, new)
        times.append((time.perf_counter() - begun) * 1000)
    print(f"{name:<40}{statistics.median(times):>10.1f}{max(times):>10.1f}{len(parts):>8}")


def text_of(language: str) -> str:
    words = (SHIPPED / f"{language}.toml").read_text(encoding="utf-8").split()
    return " ".join((words * 2)[:WORDS])


def changed(text: str, share: float) -> str:
    chance = random.Random(7)
    return " ".join("changed" if chance.random() < share else word for word in text.split())


def dropped(text: str, share: float) -> list[str]:
    chance = random.Random(7)
    return [character for character in text if chance.random() >= share]


def shuffled(text: str) -> str:
    sentences = text.split(". ")
    random.Random(7).shuffle(sentences)
    return ". ".join(sentences)


def chinese() -> str:
    chance = random.Random(7)
    common = (
        "的一是不了在人有我他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里"
        "所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从"
    )
    return "".join(chance.choice(common) for _ in range(WORDS))


if __name__ == "__main__":
    main()
