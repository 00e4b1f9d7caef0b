"""A run of the quiz: what is asked next, what an answer means, and when it is over. Pure: no clock, no database, no words.

The state of a run holds keys and letters and travels with the reader. The rule that counts most: a critical question that was
answered unsafely waits in `again`, and no run is over while anything waits there. A reader who goes back in the browser
to an earlier page of the run and answers it anew has an earlier run in hand; what she saw in between no server remembers.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

LETTERS = "abc"
UNSURE = "d"
OPTIONS = frozenset(LETTERS + UNSURE)
NOT_ASKED = "-"
"""Stands for the answer to a question whose words were taken off the shelf during the run."""


class Stage(StrEnum):
    QUESTION = "question"
    FEEDBACK = "feedback"
    DONE = "done"


class Verdict(StrEnum):
    RIGHT = "right"
    CAREFUL = "careful"
    """Sooner help than is needed: not right, and never alarmed at."""
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Item:
    """The facts of a question. On the ladder a, b, c are the care levels from the most urgent down."""

    key: str
    answer: str
    ladder: bool = True
    critical: bool = False

    def verdict(self, letter: str) -> Verdict:
        if letter == self.answer:
            return Verdict.RIGHT
        if letter not in LETTERS:
            return Verdict.UNSURE
        return Verdict.CAREFUL if self.ladder and letter < self.answer else Verdict.WRONG

    def is_unsafe(self, letter: str) -> bool:
        """Must this answer be put right before the run goes on? Too slow or not sure, where it could cost lasting harm."""
        return self.critical and self.verdict(letter) in (Verdict.WRONG, Verdict.UNSURE)

    def score(self, letter: str) -> int:
        """1 for the right letter, else 0; the same in every language."""
        return int(self.verdict(letter) == Verdict.RIGHT)

    def order(self, run: str) -> str:
        """The letters as they stand on the page: the ladder always a, b, c; others mixed, the same all through one run."""
        if self.ladder:
            return LETTERS + UNSURE
        mixed = sorted(LETTERS, key=lambda letter: sha256(f"{run} {self.key} {letter}".encode()).digest())
        return "".join(mixed) + UNSURE


@dataclass(frozen=True)
class Run:
    id: str
    """Random. It mixes the options, and prevents that a run is counted twice."""
    started: int
    """Unix time in seconds."""
    article: str
    form: str
    plan: tuple[str, ...]
    """Keys of the questions, in the order in which they are asked."""
    counts: bool = True
    """Whether the reader lets the answers be counted."""
    language: str = ""
    """Of every answer so far; empty before the first one and for good once they differ."""
    answers: str = ""
    """A letter for each first answer, in the order of the plan."""
    revisions: tuple[int, ...] = ()
    """Number of the wording that each first answer was given to."""
    again: tuple[str, ...] = ()
    """Keys of the critical questions still to be asked again."""
    repeating: bool = False
    """Was anything asked again already?"""
    shown: tuple[str, str] | None = None
    """Key and letter of the answer whose feedback is on the page."""

    @property
    def stage(self) -> Stage:
        if self.shown:
            return Stage.FEEDBACK
        return Stage.QUESTION if self.key else Stage.DONE

    @property
    def key(self) -> str:
        """The question on the page, asked or with its feedback; empty once all is done."""
        if self.shown:
            return self.shown[0]
        if not self.is_asked_through:
            return self.plan[len(self.answers)]
        return self.again[0] if self.again else ""

    @property
    def is_asked_through(self) -> bool:
        """Has every question been asked once?"""
        return len(self.answers) == len(self.plan)

    @property
    def repeats(self) -> bool:
        """Is the question on the page asked again, unscored?"""
        return self.repeating if self.shown else self.is_asked_through

    @property
    def place(self) -> int:
        """Which of the questions is on the page, from 1."""
        return len(self.answers) + (0 if self.shown else 1)

    @property
    def first_answers(self) -> dict[str, str]:
        return {
            key: letter for key, letter in zip(self.plan, self.answers, strict=False) if letter != NOT_ASKED
        }

    @property
    def attempt(self) -> dict[str, str] | None:
        """What may be counted: the first answers of a finished run, none left out, all in one language."""
        whole = self.stage == Stage.DONE and bool(self.plan) and NOT_ASKED not in self.answers
        return self.first_answers if whole and self.counts and self.language else None


def answered(run: Run, item: Item, letter: str, *, revision: int, language: str) -> Run:
    """The run after an answer to the question that it asks. An answer to anything else changes nothing."""
    if run.stage != Stage.QUESTION or item.key != run.key or letter not in OPTIONS:
        return run
    unsafe = (item.key,) if item.is_unsafe(letter) else ()
    if run.is_asked_through:
        return replace(run, again=run.again[1:] + unsafe, repeating=True, shown=(item.key, letter))
    return replace(
        run,
        answers=run.answers + letter,
        revisions=(*run.revisions, revision),
        language=language if not run.answers or run.language == language else "",
        again=run.again + unsafe,
        shown=(item.key, letter),
    )


def gone_on(run: Run) -> Run:
    """The run after its feedback was read."""
    return replace(run, shown=None)


def settled(run: Run, known: Collection[str]) -> Run:
    """The run past what cannot be shown now: questions that are not `known`. Such a run is not counted."""
    if run.shown and run.shown[0] not in known:
        run = gone_on(run)
    while run.stage == Stage.QUESTION and run.key not in known:
        if run.is_asked_through:
            run = replace(run, again=run.again[1:])
        else:
            run = replace(run, answers=run.answers + NOT_ASKED, revisions=(*run.revisions, 0))
    return run


@dataclass(frozen=True)
class Outcome:
    """What a finished run tells, by keys: signs to learn again first, and no number that could hide one."""

    missed: tuple[str, ...]
    """Critical questions answered unsafely at first."""
    unclear: tuple[str, ...]
    """All others that were not right."""
    known: tuple[str, ...]


def outcome(run: Run, items: Sequence[Item]) -> Outcome:
    first = run.first_answers
    asked = [item for item in items if item.key in first]
    missed = [item.key for item in asked if item.is_unsafe(first[item.key])]
    known = [item.key for item in asked if item.score(first[item.key])]
    unclear = [item.key for item in asked if item.key not in missed and item.key not in known]
    return Outcome(tuple(missed), tuple(unclear), tuple(known))
