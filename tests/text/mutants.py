"""Translations with one fault put in on purpose, to see whether the checks find it. Used by tests and by the benchmark."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from education.exchange.checking import TABLES
from education.exchange.shipped import SHIPPED, read_release
from education.text.findings import CHECKS, Pair, blocking, findings
from education.text.findings.alignment import aligned_sentences, prose
from education.text.findings.vocabulary import FOLDER, Vocabulary, folded, vocabulary
from education.text.markup import VARIABLE

RELEASE = read_release(SHIPPED / "sciatica")
KINDS = {str(row["key"]): kind for table, kind in TABLES.items() for row in RELEASE.structure[table]}

ITEM = re.compile(r"^(?:-|\d+\.) .*\n?", re.MULTILINE)
LINK = re.compile(r"\[([^\]]*)\]\(([^)]*)\)")
URGENCY_SWAPS = {"now": "today", "today": "soon", "soon": "now"}
SIDE_SWAPS = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Mutant:
    """A pair of one field with one fault in its translation. `caught_by` is the check that should find it."""

    fault: str
    caught_by: str
    pair: Pair

    def __str__(self) -> str:
        return f"{self.fault}: {self.pair.words}"


def shipped_pairs(language: str) -> Iterator[Pair]:
    """Every unit of the shipped article, as if all of it were safety text: the strictest reading."""
    source, words = RELEASE.words["en"], RELEASE.words[language]
    glossary = tuple((_forms(source[key]), _forms(words[key])) for key in words if KINDS[key] == "term")
    for key in words:
        yield Pair("en", language, KINDS[key], "safety", source[key], words[key], glossary)


def mutants(pairs: Iterator[Pair]) -> Iterator[Mutant]:
    """Every fault that can be put into these pairs, one at a time. Fields that raise an alarm as they are make none."""
    for pair in pairs:
        known = vocabulary(pair.language)
        assert known is not None
        for field in pair.shared:
            one = replace(pair, kind="", source={field: pair.source[field]}, words={field: pair.words[field]})
            if blocking(findings(one)):
                continue
            for fault, (caught_by, make) in FAULTS.items():
                for text in make(one, field, known):
                    yield Mutant(fault, caught_by, replace(one, words={field: text}))


def is_found(mutant: Mutant) -> bool:
    """Whether any finding blocks. The check that should find it is asked first, because there are many mutants."""
    expected = (check for check in CHECKS if check.id == mutant.caught_by)
    return any(blocking(check.find(mutant.pair)) for check in expected) or bool(
        blocking(findings(mutant.pair))
    )


def changed_digits(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    """One digit moved on by one, in its own script; never inside a link target."""
    text = pair.words[field]
    for match in re.finditer(r"\d", text):
        if not re.search(r"\]\([^)]*$", text[: match.start()]) and not re.match(
            r"\d*\. ", text[match.start() :]
        ):
            value = unicodedata.decimal(match[0])
            digit = chr(ord(match[0]) + (1 if value < 9 else -9))
            yield text[: match.start()] + digit + text[match.end() :]


def changed_units(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    """ "6 weeks" becomes "6 days", "6 days" becomes "6 weeks"."""
    text = pair.words[field]
    level, origin = _levelled(text)
    for match in re.finditer(r"\d(?=\D)", level):
        unit = known.unit_at(level, match.end())
        if unit in ("week", "day", "month", "hour"):
            written = known.units[unit].match(level, match.end())
            assert written is not None
            other = UNIT_WORDS[pair.language]["week" if unit == "day" else "day"][0].rstrip("*")
            yield f"{text[: origin[match.end()]]} {other}{text[origin[written.end()] :]}"


def dropped_items(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    text = pair.words[field]
    return (
        text[: match.start()] + text[match.end() :] for match in ITEM.finditer(text) if text.count("\n- ") > 1
    )


def dropped_paragraphs(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    parts = pair.words[field].strip().split("\n\n")
    return ("\n\n".join(parts[:place] + parts[place + 1 :]) for place in range(len(parts)) if len(parts) > 1)


def dropped_variables(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    text = pair.words[field]
    return (text[: match.start()] + text[match.end() :] for match in VARIABLE.finditer(text))


def typed_phones(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    text = pair.words[field]
    for match in VARIABLE.finditer(text):
        for number in ("112", "+34 900 123 456"):
            yield text[: match.start()] + number + text[match.end() :]


def dropped_links(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    text = pair.words[field]
    return (text[: match.start()] + match[1] + text[match.end() :] for match in LINK.finditer(text))


def moved_links(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    text = pair.words[field]
    return (
        f"{text[: match.start()]}[{match[1]}](#elsewhere){text[match.end() :]}"
        for match in LINK.finditer(text)
    )


def emptied(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    yield ""


def left_in_source(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    """The source put in place of the translation, where it is longer than a name."""
    if len(VARIABLE.sub("", prose(field, pair.source[field])).split()) >= 4:
        yield pair.source[field]


def swapped_urgency(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    """A word for how soon, replaced by another: only where the source has a word for it in as many places."""
    for level, other in URGENCY_SWAPS.items():
        yield from _with_word_replaced(pair, field, known, level, CONCEPT_WORDS[pair.language][other][0])


def swapped_sides(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    for side, other in SIDE_SWAPS.items():
        replacement = CONCEPT_WORDS[pair.language][other][0].replace("*", "o")
        yield from _with_word_replaced(pair, field, known, side, replacement)


def deleted_not(pair: Pair, field: str, known: Vocabulary) -> Iterator[str]:
    """All words of denial deleted from one sentence, in a block whose source denies too."""
    ours = vocabulary(pair.source_language)
    assert ours is not None
    text = pair.words[field]
    for passages in aligned_sentences(pair, field):
        if any(ours.says("negation", source) for source, _words in passages):
            for _source, sentence in passages:
                spans = _spans(known.concepts["negation"], sentence)
                if spans and sentence in text:
                    yield text.replace(sentence, _without(sentence, spans), 1)


FAULTS: Mapping[str, tuple[str, Callable[[Pair, str, Vocabulary], Iterator[str]]]] = {
    "digit changed": ("numbers", changed_digits),
    "unit changed": ("units", changed_units),
    "variable dropped": ("variables", dropped_variables),
    "telephone number typed": ("typed-phone", typed_phones),
    "list item dropped": ("blocks", dropped_items),
    "paragraph dropped": ("blocks", dropped_paragraphs),
    "link dropped": ("links", dropped_links),
    "link moved": ("links", moved_links),
    "field emptied": ("empty", emptied),
    "left in the source language": ("same-as-source", left_in_source),
    "urgency swapped": ("urgency", swapped_urgency),
    "left and right swapped": ("sides", swapped_sides),
    "“not” deleted": ("negation", deleted_not),
}
CERTAIN = frozenset(list(FAULTS)[:10])
"""Faults of structure and of numbers: every one must be found. The others are found by word lists, as far as those reach."""


def _without(sentence: str, spans: list[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        sentence = sentence[:start] + sentence[end:]
    sentence = sentence.strip()
    return sentence[:1].upper() + sentence[1:]


def _forms(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        form.strip() for form in re.split("[,،、，]", row.get("forms") or row["name"]) if form.strip()
    )


def _with_word_replaced(pair: Pair, field: str, known: Vocabulary, concept: str, new: str) -> Iterator[str]:
    """One text for each hit, as long as both sides say the concept equally often."""
    ours = vocabulary(pair.source_language)
    assert ours is not None
    text = pair.words[field]
    spans = _spans(known.concepts[concept], text)
    if len(spans) == len(_spans(ours.concepts[concept], pair.source[field])):
        for start, end in spans:
            yield text[:start] + new + text[end:]


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where the words of a concept stand in the text as it was written."""
    level, origin = _levelled(text)
    found = (match for match in pattern.finditer(level) if match["word"] is not None)
    return [(origin[match.start("word")], origin[match.end("word") - 1] + 1) for match in found]


def _levelled(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text as it was written."""
    origin = [place for place, character in enumerate(text) for _ in folded(character)] + [len(text)]
    return "".join(folded(character) for character in text), origin


def _tables() -> Iterator[tuple[str, dict[str, dict[str, list[str]]]]]:
    for path in sorted(FOLDER.glob("*.toml")):
        yield path.stem, tomllib.loads(path.read_text(encoding="utf-8"))


CONCEPT_WORDS = {
    code: {
        name: entry["words"] for name, entry in data.items() if isinstance(entry, dict) and "words" in entry
    }
    for code, data in _tables()
}
UNIT_WORDS = {code: data["units"] for code, data in _tables()}
