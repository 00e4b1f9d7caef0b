"""The quiz as one reader sees it: the words of each question, whose they are, and where the article says more.

Which words are shown is `publishing`'s answer, unit by unit; this puts them together as the pages of the quiz need them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from education.content.models import Article, Question, Severity, Urgency
from education.publishing.passages import CareCard, Entry, Notice, Passage
from education.publishing.reading import Reading
from education.quiz.run import LETTERS, UNSURE, Item

RUNGS = {"a": Urgency.EMERGENCY, "b": Urgency.SAME_DAY, "c": Urgency.SELF_CARE}
"""Options of the ladder. Their words are the names of the care levels, so that they are translated once."""


@dataclass(frozen=True)
class Said:
    """One field in the words that this reader is shown, and the source words to stand beside them."""

    html: SafeString
    lang: str
    dir: str
    beside: "Said | None" = None


@dataclass(frozen=True)
class Option:
    letter: str
    said: Said | None = None
    urgency: str = ""
    """Names a rung of the ladder whose words cannot be shown."""


@dataclass(frozen=True)
class Link:
    """Where the article teaches something: an anchor there, and what it is called."""

    anchor: str
    said: Said


@dataclass(frozen=True)
class Lesson:
    """A question with all its words."""

    item: Item
    revision: int
    stem: Said
    why: Said
    options: Mapping[str, Option]
    feedback: Mapping[str, Said]
    notices: tuple[Notice, ...]
    card: CareCard | None
    """The care level to act by; none where nothing is to be done at once."""
    action: Said | None
    """Its name."""
    links: tuple[Link, ...]

    @property
    def right(self) -> Option:
        return self.options[self.item.answer]

    def choices(self, run: str) -> list[Option]:
        """The options in the order of one run; “I am not sure” comes last and has no words here."""
        return [self.options.get(letter, Option(letter)) for letter in self.item.order(run)]


@dataclass(frozen=True)
class Quiz:
    reading: Reading
    lessons: Mapping[str, Lesson]
    """By key, in the order of the full run. Questions without words to show are not there."""
    short: tuple[str, ...]

    @property
    def items(self) -> list[Item]:
        return [lesson.item for lesson in self.lessons.values()]

    def plan(self, form: str) -> tuple[str, ...]:
        return self.short if form == "short" else tuple(self.lessons)


def quiz_in(reading: Reading, article: Article) -> Quiz:
    """The quiz in the words of a reading that has its questions. Two queries."""
    questions = (
        Question.objects.filter(article=article)
        .only("key", "ladder", "answer", "severity", "run_position", "short_position", "taught_in__key")
        .select_related("taught_in")
        .prefetch_related("signs")
        .order_by("run_position", "pk")
    )
    found = [(question, _lesson(question, reading)) for question in questions]
    short = sorted(
        (question.short_position, question.key)
        for question, lesson in found
        if lesson and question.short_position
    )
    return Quiz(
        reading,
        {question.key: lesson for question, lesson in found if lesson},
        tuple(key for _place, key in short),
    )


def _lesson(question: Question, reading: Reading) -> Lesson | None:
    """The question in this reader's words; nothing where it cannot be shown whole."""
    entry = reading.entries.get(question.key)
    stem, why = _said(entry, "stem"), _said(entry, "why")
    options = {letter: _option(question, letter, entry, reading) for letter in LETTERS}
    feedback = {letter: _said(entry, f"feedback_{letter}") for letter in LETTERS + UNSURE}
    shown = {letter: said for letter, said in feedback.items() if said}
    if entry is None or stem is None or why is None or len(shown) < len(feedback):
        return None
    if not all(option.said or option.urgency for option in options.values()):
        return None
    critical = question.severity == Severity.CRITICAL
    card = _card(question, reading)
    return Lesson(
        Item(question.key, question.answer, question.ladder, critical), entry.revision or 0, stem, why, options, shown,
        entry.notices, card, _said(card.level, "name") if card else None, tuple(_links(question, reading)),
    )  # fmt: skip


def _option(question: Question, letter: str, entry: Entry | None, reading: Reading) -> Option:
    if not question.ladder:
        return Option(letter, _said(entry, f"option_{letter}"))
    card = _card_of(RUNGS[letter], reading)
    return Option(letter, _said(card.level, "name") if card else None, RUNGS[letter])


def _card(question: Question, reading: Reading) -> CareCard | None:
    """The care level that the right answer means: on the ladder its rung, else that of the most urgent sign."""
    if question.ladder:
        return _card_of(RUNGS[question.answer], reading)
    urgencies = {sign.urgency for sign in question.signs.all()}
    urgency = next((urgency for urgency in Urgency.values if urgency in urgencies), "")
    return _card_of(urgency, reading)


def _card_of(urgency: str, reading: Reading) -> CareCard | None:
    return next((card for card in reading.cards if card.urgency == urgency), None)


def _links(question: Question, reading: Reading) -> Iterable[Link]:
    """Signs and section that teach the answer; a question on every sign of a care level leads to its card as a whole."""
    keys = {sign.key for sign in question.signs.all()}
    for card in reading.cards:
        own = {sign.entry.key for sign in card.signs if not sign.escalated}
        if len(own) > 1 and own <= keys and (name := _said(card.level, "name")):
            yield Link(card.level.key, name)
            return
    if question.taught_in:
        keys.add(question.taught_in.key)
    for key, entry in reading.entries.items():
        if key in keys and (said := _said(entry, "sign") or _said(entry, "heading")):
            yield Link(key, said)


def _said(entry: Entry | None, field: str) -> Said | None:
    if entry is None or entry.main is None or field not in entry.main.html:
        return None
    beside = entry.beside
    return _in(entry.main, field, _in(beside, field) if beside and field in beside.html else None)


def _in(passage: Passage, field: str, beside: Said | None = None) -> Said:
    return Said(passage.html[field], passage.lang, passage.dir, beside)
