"""Which passage of a translation stands for which passage of the source.

Blocks are matched in order where both sides have the same number of each kind, and sentences inside a block likewise.
Where the numbers differ, the larger passage is taken whole: checks on meaning then see less and raise no false alarm.
"""

from functools import lru_cache

from education.text.findings.pair import LINES, Pair
from education.text.markup import Block, blocks_in
from education.text.sentences import sentences

Passage = tuple[str, str]
"""Source words, words in the other language."""


def blocks(field: str, text: str) -> tuple[Block, ...]:
    """Paragraphs and list items of one field as plain words; a field of one line is one paragraph."""
    if field in LINES:
        return (Block("paragraph", text.strip()),) if text.strip() else ()
    return _blocks_of_markup(text)


def prose(field: str, text: str) -> str:
    """The plain words of a field, one block a line."""
    return "\n".join(block.text for block in blocks(field, text))


def aligned_blocks(pair: Pair, field: str) -> list[Passage]:
    source, words = blocks(field, pair.source[field]), blocks(field, pair.words[field])
    if [block.kind for block in source] == [block.kind for block in words]:
        return [(one.text, other.text) for one, other in zip(source, words, strict=True)]
    return [(prose(field, pair.source[field]), prose(field, pair.words[field]))]


def aligned_sentences(pair: Pair, field: str) -> list[list[Passage]]:
    """Block by block, its sentences; a block whose sentences do not match is one passage."""
    return [_by_sentence(*block) for block in aligned_blocks(pair, field)]


def _by_sentence(source: str, words: str) -> list[Passage]:
    ours, theirs = sentences(source), sentences(words)
    if len(ours) == len(theirs):
        return list(zip(ours, theirs, strict=True))
    return [(source, words)]


@lru_cache(maxsize=256)
def _blocks_of_markup(text: str) -> tuple[Block, ...]:
    return tuple(block for block in blocks_in(text) if block.text)
