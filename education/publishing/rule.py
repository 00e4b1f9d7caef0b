"""The public rule: which words of a unit a reader sees, in which language, beside what, and with which notice.

Pure: what lies on the shelf and on the desk goes in, a choice comes out. One branch for each line of the rule; every outlet
takes its answer and decides nothing itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from education.text.fingerprint import Words, has_words
from education.text.markup import facts_in


class NoticeKind(StrEnum):
    OUTDATED = "outdated"
    UNSIGNED = "unsigned"
    NOT_AVAILABLE = "not_available"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"


@dataclass(frozen=True)
class Mark:
    """A notice before it is put into words: its kind, and the day or the maker that it tells of."""

    kind: NoticeKind
    on: date | None = None
    maker: str = ""


@dataclass(frozen=True)
class Held:
    """What exists of one unit in one language."""

    signed: Words | None = None
    """Words on the shelf; none where nothing was signed or it was withdrawn."""
    source_print: str = ""
    """Print of the source words that the signer saw."""
    dated: date | None = None
    """Day of the newest signature or withdrawal."""
    withdrawn: bool = False
    desk: Words | None = None
    """Desk words that may be shown if the clinic allows unsigned text; none where there are none fit to show."""
    maker: str = ""


@dataclass(frozen=True)
class Choice:
    """The words to show, and the source words to set beside them. Without words only the marks are shown, or nothing."""

    words: Words | None = None
    in_source: bool = False
    beside: Words | None = None
    marks: tuple[Mark, ...] = ()


def choose(held: Held, source: Held, *, current_source: str, safety: bool, allow_unsigned: bool) -> Choice:
    """What a reader of a translation sees. `current_source` is the print of the source words that count now."""
    words_now, source_marks = source_words(source, allow_unsigned=allow_unsigned)
    if held.signed is not None:
        if held.source_print == current_source:
            return Choice(held.signed)
        beside = words_now if safety else None
        return Choice(held.signed, beside=beside, marks=(Mark(NoticeKind.OUTDATED, source.dated),))
    if held.withdrawn:
        signed = source.signed
        return Choice(signed, in_source=signed is not None, marks=(Mark(NoticeKind.WITHDRAWN, held.dated),))
    # A translation that nobody signed says what the source said: what was recalled there goes with it.
    if allow_unsigned and held.desk is not None and not source.withdrawn:
        beside = words_now if safety else None
        return Choice(held.desk, beside=beside, marks=(Mark(NoticeKind.UNSIGNED, maker=held.maker),))
    if words_now is None:
        return Choice(marks=source_marks)
    return Choice(words_now, in_source=True, marks=(Mark(NoticeKind.NOT_AVAILABLE), *source_marks))


def choose_source(held: Held, *, allow_unsigned: bool) -> Choice:
    """What a reader of the source language sees."""
    words, marks = source_words(held, allow_unsigned=allow_unsigned)
    return Choice(words, marks=marks)


def source_words(source: Held, *, allow_unsigned: bool) -> tuple[Words | None, tuple[Mark, ...]]:
    """The source words that may be shown at all, and what must be said of them."""
    if source.signed is not None:
        return source.signed, ()
    if source.withdrawn:
        return None, (Mark(NoticeKind.WITHDRAWN, source.dated),)
    if allow_unsigned and source.desk is not None:
        return source.desk, (Mark(NoticeKind.UNSIGNED, maker=source.maker),)
    return None, ()


def fit_to_show(desk: Words, source: Words, required: Iterable[str]) -> bool:
    """May unsigned words stand for the source words? Only if no field is missing and every variable and link is there.

    Half a translation would mix two languages; a lost variable would lose a telephone number.
    """
    # Plain loops: asked of every safety text in every language for each page.
    for field in required:
        if not has_words(desk.get(field, "")):
            return False
    for field, text in source.items():
        ours = desk.get(field, "")
        if (text and not has_words(ours)) or facts_in(ours) != facts_in(text):
            return False
    return True
