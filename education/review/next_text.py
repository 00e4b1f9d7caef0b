"""Which text of a language comes next: the order of the article, from one text on and round to it again, by state."""

from collections.abc import Collection
from dataclasses import dataclass

from education.content.models import Article
from education.review.prints import read_names, read_prints
from education.review.states import State
from education.text.languages import SOURCE


@dataclass(frozen=True)
class OtherTexts:
    """Key and state of every other text, the one that follows first."""

    states: tuple[tuple[str, State], ...]

    def first(self, wanted: Collection[State]) -> str | None:
        """Key of the next text in one of these states."""
        return next((key for key, state in self.states if state in wanted), None)


NO_OTHERS = OtherTexts(())


def others_after(article: Article, language: str, here: str) -> OtherTexts:
    """Read from prints alone: four queries, whatever the number of texts."""
    names, prints = read_names(article), read_prints(article, {language})
    place = next((number for number, name in enumerate(names) if name.key == here), 0)
    states = []
    for name in (*names[place + 1 :], *names[:place]):
        source = prints.words(name.unit, language) if language == SOURCE else prints.source(name.unit)
        states.append((name.key, prints.state(name.unit, language, source)))
    return OtherTexts(tuple(states))
