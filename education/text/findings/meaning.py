"""Whether a translation says the opposite: a "not" that is gone, left for right, "soon" for "today".

Works by word lists, sentence by sentence where the sentences match. It speaks only where the lists show a contradiction;
silence proves nothing.
"""

from abc import abstractmethod
from collections.abc import Iterator, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import Passage, aligned_sentences
from education.text.findings.pair import Check, Finding, Pair, Stakes
from education.text.findings.vocabulary import concepts_in, vocabulary

Concepts = frozenset[str]
"""The concepts whose words stand in one sentence: "negation", "left", "today" …"""

# How soon: words of the same rank may stand for each other ("emergency help", "help at once").
RANKS = {"emergency": 0, "now": 0, "today": 1, "soon": 2}
# Translators: how soon to get help, and the sides of the body, each quoted inside a sentence of its own.
NAMES: dict[str, Promise] = {
    "emergency": _("emergency"),
    "now": _("now"),
    "today": _("today"),
    "soon": _("soon"),
    "left": _("left"),
    "right": _("right"),
}


class MeaningCheck(Check):
    """Compares sentence by sentence, in languages that have a vocabulary on both sides."""

    stakes = Stakes.SAFETY

    @abstractmethod
    def contradiction(self, said: Concepts, here: Concepts) -> tuple[str, str] | None:
        """The concept that is lost and the one that stands in its place (or the same again); None if all is well."""

    def find(self, pair: Pair) -> Iterator[Finding]:
        if vocabulary(pair.source_language) is None or vocabulary(pair.language) is None:
            return
        for field in pair.shared:
            for block in aligned_sentences(pair, field):
                yield from self._in_block(pair, field, block)

    def _in_block(self, pair: Pair, field: str, block: Sequence[Passage]) -> Iterator[Finding]:
        said = [concepts_in(pair.source_language, source) for source, _words in block]
        here = [
            _lenient(concepts_in(pair.language, words), known)
            for (_, words), known in zip(block, said, strict=True)
        ]
        for (_source, words), ours, theirs in zip(block, said, here, strict=True):
            contradiction = self.contradiction(ours, theirs)
            # The sentences of a block may stand in another order: then nothing is lost.
            if contradiction and _sentences_with(contradiction[0], said) > _sentences_with(
                contradiction[0], here
            ):
                lost, instead = (NAMES.get(concept, "") for concept in contradiction)
                yield self.finding(pair, field, passage=words[:80], lost=lost, instead=instead)


class NegationDropped(MeaningCheck):
    id = "negation"
    sentence = _(
        "The source says “not” (or “no”, “never”, “without”), and “{passage}” does not seem to. Please check."
    )

    def contradiction(self, said: Concepts, here: Concepts) -> tuple[str, str] | None:
        return ("negation", "negation") if "negation" in said and "negation" not in here else None


class SidesSwapped(MeaningCheck):
    id = "sides"
    sentence = _(
        "The source says “{lost}”, and “{passage}” seems to say “{instead}”. Please check left and right."
    )

    def contradiction(self, said: Concepts, here: Concepts) -> tuple[str, str] | None:
        # Where the source names both sides, one of them alone is as wrong; where it names one, both may be fine.
        for lost, instead in (("left", "right"), ("right", "left")):
            if lost in said and lost not in here and instead in here:
                return lost, instead
        return None


class UrgencySwapped(MeaningCheck):
    id = "urgency"
    sentence = _(
        "The source says “{lost}”, and “{passage}” seems to say “{instead}”. Please check how soon help is needed."
    )

    def contradiction(self, said: Concepts, here: Concepts) -> tuple[str, str] | None:
        for lost in (level for level in RANKS if level in said - here):
            for instead in (level for level in RANKS if level in here and RANKS[level] != RANKS[lost]):
                # A source with both, "today or soon", is as wrong with one of them; "now" is too loose a word for that.
                if instead not in said or {lost, instead} == {"today", "soon"}:
                    return lost, instead
        return None


class UrgencyLost(MeaningCheck):
    """Advises only: a language may say how soon in words that no list holds."""

    id = "urgency-lost"
    stakes = Stakes.NEVER
    sentence = _("The source says “{lost}”, and “{passage}” does not seem to say how soon. Please check.")

    def contradiction(self, said: Concepts, here: Concepts) -> tuple[str, str] | None:
        lost = [level for level in RANKS if level in said]
        return (lost[0], lost[0]) if lost and not here & RANKS.keys() else None


def _lenient(here: Concepts, said: Concepts) -> Concepts:
    """A translation may deny in other words: "avoid" for "do not". It may not where the source has both: "never stop"."""
    return here | {"negation"} if "negation_like" in here - said else here


def _sentences_with(concept: str, sentences: Sequence[Concepts]) -> int:
    return sum(concept in concepts for concepts in sentences)
