"""What the pages at the end of a run say: signs to learn again first, each with what to do. No score stands over a miss.

The same for the slip, beside the clinic's own language, so that somebody who does not speak the reader's can go over it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from education.content.models import Urgency
from education.quiz.reading import Lesson, Quiz
from education.quiz.run import Outcome

Told = dict[str, list[Lesson]]


@dataclass(frozen=True)
class Row:
    """One lesson in the reader's words and in the clinic's; none where a language cannot show it."""

    mine: Lesson | None
    clinics: Lesson | None

    @property
    def urgency(self) -> str:
        lesson = self.mine or self.clinics
        return lesson.card.urgency if lesson and lesson.card else ""


@dataclass(frozen=True)
class Group:
    name: str
    rows: tuple[Row, ...]


def told(found: Outcome, quiz: Quiz) -> Told:
    """missed, unclear and known: the lessons of an outcome, as far as this language can show them."""
    missed, unclear = _lessons(found.missed, quiz), _lessons(found.unclear, quiz)
    return {
        "missed": missed,
        "unclear": unclear,
        "known": _new(_lessons(found.known, quiz), missed + unclear),
    }


def most_urgent(lessons: Iterable[Lesson]) -> str:
    """How soon to act on these signs: the same day where that holds for each of them, else now."""
    same_day = all(lesson.card and lesson.card.urgency == Urgency.SAME_DAY for lesson in lessons)
    return Urgency.SAME_DAY if same_day else Urgency.EMERGENCY


def slip(found: Outcome, mine: Quiz, clinics: Quiz | None) -> list[Group]:
    """The same, side by side. `clinics` is the quiz in the clinic's language where that is another one."""
    groups = []
    for name, lessons in told(found, mine).items():
        keys = [lesson.item.key for lesson in lessons]
        rows = tuple(
            Row(mine.lessons.get(key), clinics.lessons.get(key) if clinics else None) for key in keys
        )
        groups.append(Group(name, rows))
    return [group for group in groups if group.rows]


def _lessons(keys: Iterable[str], quiz: Quiz) -> list[Lesson]:
    return [quiz.lessons[key] for key in keys if key in quiz.lessons]


def _new(known: Iterable[Lesson], before: Iterable[Lesson]) -> list[Lesson]:
    """Those that name a sign not named yet: nobody is told that she knows a sign which she is to learn again."""
    to_learn = {link.anchor for lesson in before for link in lesson.links}
    named: set[str] = set()
    fresh = []
    for lesson in known:
        anchors = {link.anchor for link in lesson.links}
        if not anchors or (anchors - named and not anchors & to_learn):
            fresh.append(lesson)
        named |= anchors
    return fresh
