"""What something other than the words says of a text in one language, for the board. Higher layers bring it: see `staff`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from education.clinics.models import Clinic, Person
from education.content.models import Article


class Urgency(StrEnum):
    """How a mark is shown; the first is the most urgent."""

    NOW = "now"
    LOOK = "look"
    EARLY = "early"
    """Too little is known for more than a hint: no alarm."""


@dataclass(frozen=True)
class Mark:
    """A reason why a person should look at a text. It changes nothing by itself."""

    key: str
    language: str
    urgency: Urgency
    sentences: tuple[str, ...]
    """What was seen, in the language of the interface."""
    wording: str
    """The first line of the text as it was shown to readers, in `language`."""
    drawn: str
    """The words that drew readers away, where it was some words."""
    drawn_is_worded: bool
    """Whether these are the text's own words; else a name in the language of the interface."""
    figures: tuple[tuple[str, str], ...]
    """What was measured, and the figure."""
    address: str
    """A page that says more, from the root of the site."""


MarksOf = Callable[[Person, Clinic, Article], Sequence[Mark]]


def no_marks(_person: Person, _clinic: Clinic, _article: Article) -> Sequence[Mark]:
    return ()
