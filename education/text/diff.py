"""What changed between two wordings, word by word (Chinese: character by character), in reading order.

Exact: what is the same and what was dropped give the old text, what is the same and what was added give the new one.
Decides how a change looks as HTML; what is compared with what is the caller's choice.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from education.text.sentences import WORD

# A word, a line break or any other sign, with the blanks before it; at the end of a text there may be blanks alone.
TOKEN = re.compile(rf"([^\S\n]*)({WORD.pattern}|\S|\n|\Z)")


class Kind(StrEnum):
    SAME = "same"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True)
class Part:
    kind: Kind
    text: str


Token = tuple[str, str]
"""Blanks, and the word or sign after them."""


def diff(old: str, new: str) -> list[Part]:
    """The parts of both texts in reading order, a dropped part before the one that took its place."""
    before, after = _tokens(old), _tokens(new)
    parts: list[Part] = []
    for same, ours, theirs in _stretches(before, after):
        parts.extend(_kept(ours, theirs) if same else _replaced(ours, theirs))
    return list(_joined(parts))


def is_change(parts: Iterable[Part]) -> bool:
    return any(part.kind is not Kind.SAME for part in parts)


def inline(parts: Iterable[Part]) -> SafeString:
    """One text with `<del>` and `<ins>`, for an element that names language and direction."""
    return format_html_join("", "{}", ((_html(part),) for part in parts))


def old_side(parts: Iterable[Part]) -> SafeString:
    """The old text with what was dropped."""
    return inline(part for part in parts if part.kind is not Kind.ADDED)


def new_side(parts: Iterable[Part]) -> SafeString:
    """The new text with what was added."""
    return inline(part for part in parts if part.kind is not Kind.DROPPED)


def _html(part: Part) -> SafeString | str:
    """The blanks before the first word stand outside the mark: what a person sees as changed is the word."""
    words = part.text.lstrip()
    if part.kind is Kind.SAME or not words:
        words, blanks = part.text, ""
    else:
        blanks = part.text[: -len(words)]
    mark = {Kind.SAME: "{}{}", Kind.DROPPED: "{}<del>{}</del>", Kind.ADDED: "{}<ins>{}</ins>"}[part.kind]
    return format_html(mark, blanks, words)


def _tokens(text: str) -> list[Token]:
    return [(found[1], found[2]) for found in TOKEN.finditer(text)]


Span = tuple[bool, int, int, int, int]
"""Same or not, then from where to where in the old tokens and in the new ones."""


def _stretches(before: list[Token], after: list[Token]) -> Iterator[tuple[bool, list[Token], list[Token]]]:
    """Same or not, old tokens, new tokens. A sign alone between two changes belongs to the change around it."""
    spans = _merged(_spans([word for _, word in before], [word for _, word in after]))
    judged = ((same and not _is_crumb(before[i:j]), i, j, k, m) for same, i, j, k, m in spans)
    for same, i, j, k, m in _merged(judged):
        yield same, before[i:j], after[k:m]


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of one kind as one span."""
    for same, run in groupby(spans, key=lambda span: span[0]):
        first, *rest = run
        last = rest[-1] if rest else first
        yield same, first[1], last[2], first[3], last[4]


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    i = k = 0
    # Words that stand once in both texts divide them first: searching small pieces is many times quicker.
    for end_old, end_new in [*_landmarks(old, new), (len(old), len(new))]:
        matcher = SequenceMatcher(None, old[i:end_old], new[k:end_new])
        for tag, *(a, b, c, d) in matcher.get_opcodes():
            yield tag == "equal", i + a, i + b, k + c, k + d
        if end_old < len(old):
            yield True, end_old, end_old + 1, end_new, end_new + 1
        i, k = end_old + 1, end_new + 1


def _landmarks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Places of words that stand exactly once in each text: the longest row of them that is in order in both."""
    ours, theirs = _places_of_unique(old), _places_of_unique(new)
    tops: list[int] = []
    rows: list[tuple[tuple[int, int], int]] = []  # a place, and the number of the row's place before it
    ends: list[int] = []
    for word, place in ours.items():
        if word not in theirs:
            continue
        length = bisect_left(tops, theirs[word])
        rows.append(((place, theirs[word]), ends[length - 1] if length else -1))
        tops[length : length + 1] = [theirs[word]]
        ends[length : length + 1] = [len(rows) - 1]
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(rows[at][0])
        at = rows[at][1]
    return found[::-1]


def _places_of_unique(words: Sequence[str]) -> dict[str, int]:
    """Word → its place, in order, of the words that stand once."""
    counts = Counter(words)
    return {word: place for place, word in enumerate(words) if counts[word] == 1}


def _is_crumb(tokens: Sequence[Token]) -> bool:
    """One sign that is neither word nor line break; the end of the text, an empty word, is none."""
    word = tokens[0][1] if len(tokens) == 1 else ""
    return bool(word) and word != "\n" and not word.isalnum() and len(word) == 1


def _kept(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Part]:
    if ours == theirs:
        yield Part(Kind.SAME, _text(ours))
        return
    for (old_blanks, word), (new_blanks, _word) in zip(ours, theirs, strict=True):
        yield from _blanks(old_blanks, new_blanks)
        yield Part(Kind.SAME, word)


def _replaced(ours: Sequence[Token], theirs: Sequence[Token]) -> Iterator[Part]:
    """The blanks that both begin with stand outside, so that marks begin at the word."""
    shared = ours[0][0] if ours and theirs and ours[0][0] == theirs[0][0] else ""
    yield Part(Kind.SAME, shared)
    yield Part(Kind.DROPPED, _text(ours)[len(shared) :])
    yield Part(Kind.ADDED, _text(theirs)[len(shared) :])


def _blanks(old: str, new: str) -> Iterator[Part]:
    if old == new:
        yield Part(Kind.SAME, old)
        return
    yield Part(Kind.DROPPED, old)
    yield Part(Kind.ADDED, new)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(blanks + word for blanks, word in tokens)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Neighbours of one kind as one part; nothing empty."""
    for kind, run in groupby((part for part in parts if part.text), key=lambda part: part.kind):
        yield Part(kind, "".join(part.text for part in run))
