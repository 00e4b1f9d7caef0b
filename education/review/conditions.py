"""What must hold before words may be signed. Each condition refuses by name; none of them changes anything."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from education.clinics.models import Person
from education.content.models import ARTICLE_KINDS, Article, Unit, Weight
from education.review.core import signings
from education.review.models import Revision
from education.review.readers import Standing
from education.review.refusals import BadWords, CoreNotWhole, NothingToSign, SecondPersonNeeded, WordsMoved
from education.review.states import State
from education.review.wording import Glossary, blocking_sentences


@dataclass(frozen=True)
class Shown:
    """A unit as the signer saw it: prints of its words and of the source words beside them."""

    key: str
    words: str
    source: str
    reason: str = ""
    """Why the signer signs although a word list objects."""


def may_be_signed(standing: Standing, revision: Revision | None, item: Shown, by: Person) -> Revision:
    """The words to sign; refuses unless these very words, seen beside this very source, may be signed by this person."""
    key = {"key": item.key}
    if (standing.desk_print, standing.source_print) != (item.words, item.source):
        raise WordsMoved(
            ours={},
            theirs=standing.desk,
            what=_("“%(key)s” changed since it was shown to you. Please read it again.") % key,
        )
    is_done = standing.state == State.SIGNED and not standing.is_a_publishers
    if standing.state == State.MISSING or is_done or revision is None:
        raise NothingToSign(_("“%(key)s” has nothing to sign.") % key)
    if not standing.source_print:
        raise NothingToSign(
            _("The source words of “%(key)s” are withdrawn. They must be signed first.") % key
        )
    if standing.unit.is_safety:
        _two_people(standing, revision, by)
    return revision


def nothing_blocks(standing: Standing, glossary: Glossary, reason: str) -> None:
    """Refuse while a finding blocks: one of structure always, one by a list of words where no reason answers it."""
    sentences = blocking_sentences(standing, glossary, reason)
    if sentences:
        raise BadWords({standing.unit.key: sentences})


def core_is_whole(article: Article, language: str, chosen: Sequence[Standing]) -> None:
    """Safety text is signed as a whole: refuse while a unit of the safety core would stay unsigned in this language."""
    chosen_ids = {standing.unit.pk for standing in chosen if standing.unit.is_core}
    if not chosen_ids:
        return
    units = Unit.objects.filter(article=article, weight=Weight.SAFETY, kind__in=ARTICLE_KINDS)
    safety = dict(units.order_by("position", "pk").values_list("pk", "key"))
    lacking = signings(article, safety).lacking(language, chosen_ids)
    if lacking:
        keys = ", ".join(safety[unit] for unit in safety if unit in lacking)
        raise CoreNotWhole(
            _(
                "The safety text of a language is signed as a whole, and these are not signed yet: %(keys)s. Choose them too."
            )
            % {"keys": keys}
        )


def _two_people(standing: Standing, revision: Revision, by: Person) -> None:
    """A safety unit is signed by somebody who did not write it, after somebody else wrote it or asked for the signature."""
    if revision.by_id == by.pk:
        raise SecondPersonNeeded(
            _("You wrote “%(key)s” yourself. Another reviewer must sign it.") % {"key": standing.unit.key}
        )
    if standing.is_a_publishers:
        # The publisher's reviewer, who signed, is the second person.
        return
    askers = {ask.by_id for ask in standing.requests if ask.revision.fingerprint == standing.desk_print}
    if not ({revision.by_id} | askers) - {by.pk, None}:
        raise SecondPersonNeeded(
            _("“%(key)s” is safety text: a second person must read it and ask for the signature first.")
            % {"key": standing.unit.key}
        )
