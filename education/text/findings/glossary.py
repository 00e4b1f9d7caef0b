"""Whether the words that the article explains are called the same everywhere in a translation."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import prose
from education.text.findings.pair import Check, Finding, Forms, Pair, Stakes
from education.text.findings.vocabulary import Vocabulary, folded, form_pattern, vocabulary

SHORTEST_STEM = 3


class TermNotUsed(Check):
    id = "glossary"
    stakes = Stakes.NEVER
    sentence = _(
        "The source says “{term}”, and the word of the glossary, “{wanted}”, is not found here. Please check."
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        if pair.kind == "term":  # a definition may name other words for its term
            return
        ours, theirs = vocabulary(pair.source_language), vocabulary(pair.language)
        if ours is None or theirs is None:
            return
        for field in pair.shared:
            words = folded(prose(field, pair.words[field]))
            for term, wanted in terms_in(prose(field, pair.source[field]), pair.glossary, ours):
                if not any(_stands_in(form, words, theirs) for form in wanted):
                    yield self.finding(pair, field, term=term, wanted=wanted[0])


def terms_in(
    text: str, glossary: Iterable[tuple[Forms, Forms]], known: Vocabulary
) -> Iterator[tuple[str, Forms]]:
    """Terms that stand in a text of the source, each with its forms in the translation; the longest first, so that "nerve root"
    is not also taken for "nerve".
    """
    text = folded(text)
    entries = [(form, wanted) for forms, wanted in glossary if wanted for form in forms]
    reported: set[Forms] = set()
    for form, wanted in sorted(entries, key=lambda entry: len(entry[0]), reverse=True):
        if folded(form) not in text:
            continue
        text, hits = form_pattern(form, spaced=known.spaced).subn(" ", text)
        if hits and wanted not in reported:
            reported.add(wanted)
            yield form, wanted


def _stands_in(form: str, text: str, known: Vocabulary) -> bool:
    """Whether the form stands in a folded text with any ending: "Nervenwurzel" for "Nervenwurzeln"."""
    form = folded(form)
    if not known.spaced:
        return form in text
    stems = [f"{_stem(word)}*" for word in form.split()]
    return bool(form_pattern(" ".join(stems), spaced=True, prefix=known.prefix).search(text)) or _in_compound(
        form, text
    )


def _in_compound(form: str, text: str) -> bool:
    """German writes a term into a longer word: "Bandscheibe" in "Lendenbandscheibe"."""
    return len(form) > 2 * SHORTEST_STEM and re.search(re.escape(form), text) is not None


def _stem(word: str) -> str:
    """The word without what an ending may change: up to three letters of a long word, none of a short one."""
    return word[: max(SHORTEST_STEM, len(word) - 3)] if len(word) > SHORTEST_STEM else word
