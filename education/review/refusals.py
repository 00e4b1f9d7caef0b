"""Why a verb refused. Each carries what a person needs to go on without losing anything."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from education.text.fingerprint import Words


class Refused(Exception):
    """A change that was not made; `str()` is a sentence for the person who asked."""


class BadWords(Refused):
    """The words hold something that no text may hold. `fields` maps a field to sentences."""

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = fields
        super().__init__(" ".join(sentence for sentences in fields.values() for sentence in sentences))


class WordsMoved(Refused):
    """Somebody else changed the words since they were shown. Both texts are kept: theirs on the desk, ours here."""

    def __init__(self, ours: Words, theirs: Words, what: str = "") -> None:
        self.ours, self.theirs = ours, theirs
        super().__init__(
            what or _("Somebody else changed these words since you opened them. Nothing was overwritten.")
        )


class NothingToSign(Refused):
    """There are no words, or they are signed already."""


class SecondPersonNeeded(Refused):
    """A safety unit that only one person has seen."""


class CoreNotWhole(Refused):
    """The language lacks words for a safety unit, so it cannot go live."""


class TranslatorNotNamed(Refused):
    """The signer read the words with somebody's help and does not say whose."""


class NothingToRestore(Refused):
    """The words are no earlier words of this text, or they lie on the desk already."""
