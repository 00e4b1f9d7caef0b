"""The four verbs that change words and signatures. Each asks `access`, locks what it changes, appends one row, or refuses.

Readers of the shelf see nothing of `write` and `submit`; `sign` and `withdraw` are what changes a public page.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import KINDS, Article, Unit
from education.review.core import signings
from education.review.models import Approval, Edition, Maker, Origin, Revision, Submission
from education.review.readers import Standing, newest_edition, newest_revision, newest_revisions, standings
from education.review.refusals import BadWords, CoreNotWhole, NothingToSign, SecondPersonNeeded, WordsMoved
from education.review.states import State
from education.review.wording import Glossary, blocking_sentences, glossary_of, word_problems
from education.text.fingerprint import Words, fingerprint, normalised
from education.text.languages import BY_CODE

DAYS_TO_REVIEW = {"safety": 365, "ordinary": 730}
"""How long a signature counts as fresh, in days, by the strictest weight in it."""


@dataclass(frozen=True)
class Shown:
    """A unit as the signer saw it: prints of its words and of the source words beside them."""

    key: str
    words: str
    source: str


@transaction.atomic
def write(
    unit: Unit,
    language: str,
    words: Words,
    *,
    by: Person | None,
    seen: str,
    origin: Origin = Origin.TYPED,
    maker: Maker = Maker.PERSON,
) -> Revision:
    """Put words on the desk and remember them. Words that are there already make no new revision.

    `seen` is the print of the words that the writer started from. Raises NotAllowed, BadWords, WordsMoved.
    """
    if by is not None and not access.may_write(by, language):
        raise NotAllowed(_("You may not write in this language."))
    current = _locked(unit)
    new = normalised({field: words.get(field, "") for field in current.FIELDS})
    problems = word_problems(current, new)
    if problems:
        raise BadWords(problems)
    now = current.print_of(language)
    newest = newest_revision(current, language)
    if newest and newest.fingerprint == now == fingerprint(new):
        return newest
    if now != seen:
        raise WordsMoved(ours=new, theirs=current.words(language))
    _lay_on_desk(current, language, new)
    return Revision.objects.create(
        unit_id=unit.pk,
        language=language,
        words=new,
        fingerprint=fingerprint(new),
        by=by,
        origin=origin,
        maker=maker,
    )


@transaction.atomic
def submit(unit: Unit, language: str, *, by: Person, seen: str) -> Submission:
    """Ask for a signature under the words shown. Asking twice makes one request.

    Raises NotAllowed, WordsMoved, NothingToSign.
    """
    if not access.may_write(by, language):
        raise NotAllowed(_("You may not write in this language."))
    _locked(unit)
    standing = _standing(unit.article, language, unit.key)
    if standing.desk_print != seen:
        raise WordsMoved(ours={}, theirs=standing.desk)
    if standing.state in (State.MISSING, State.SIGNED):
        raise NothingToSign(
            _("There is nothing to sign: the words are %(state)s.") % {"state": standing.state.label}
        )
    edition = newest_edition(unit.article, language)
    submission, _made = Submission.objects.get_or_create(
        revision=newest_revision(unit, language),
        source_fingerprint=standing.source_print,
        after_edition=edition.number if edition else 0,
        by=by,
    )
    return submission


@transaction.atomic
def sign(
    article: Article,
    language: str,
    shown: Sequence[Shown],
    *,
    by: Person,
    note: str = "",
    next_review: date | None = None,
) -> Edition:
    """Sign the words shown as one edition.

    Raises NotAllowed, NothingToSign, WordsMoved (words or source moved since shown), SecondPersonNeeded, BadWords.
    """
    if not access.may_sign(by, language):
        raise NotAllowed(_("Only a clinician reviewer of this language, with a credential, may sign."))
    if not shown:
        raise NothingToSign(_("No words were chosen."))
    _lock_editions(article)
    standing_of = {standing.unit.key: standing for standing in standings(article, language)}
    revisions = newest_revisions(article, {language})
    glossary = glossary_of(standing_of.values())
    chosen = []
    for item in shown:
        standing = standing_of.get(item.key)
        if standing is None:
            raise WordsMoved(
                ours={}, theirs={}, what=_("“%(key)s” is no longer part of the article.") % {"key": item.key}
            )
        revision = revisions.get((standing.unit.pk, language))
        _may_be_signed(standing, revision, item, by)
        _nothing_blocks(standing, glossary)
        chosen.append((standing, revision))
    _core_is_whole(article, language, [standing for standing, _revision in chosen], standing_of)
    return _append_edition(article, language, chosen, by=by, note=note, next_review=next_review)


@transaction.atomic
def withdraw(article: Article, language: str, keys: Iterable[str], *, by: Person, reason: str) -> Edition:
    """Take signed words off the shelf. Readers see “withdrawn on …” at once. Raises NotAllowed, NothingToSign."""
    if not access.may_sign(by, language):
        raise NotAllowed(
            _("Only a clinician reviewer of this language, with a credential, may withdraw words.")
        )
    if not reason.strip():
        raise NothingToSign(_("Say why the words are withdrawn; the reason stands in the record."))
    _lock_editions(article)
    wanted = set(keys)
    on_shelf = [
        item for item in standings(article, language) if item.unit.key in wanted and item.signed_words
    ]
    if not wanted or len(on_shelf) < len(wanted):
        raise NothingToSign(_("Only signed words can be withdrawn."))
    edition = _new_edition(article, language, by=by, note=reason, next_review=None)
    Approval.objects.bulk_create(
        Approval(
            edition=edition,
            unit_id=item.unit.pk,
            revision=item.approval.revision,
            source_fingerprint=item.approval.source_fingerprint,
            withdrawn=True,
        )
        for item in on_shelf
        if item.approval
    )
    return edition


def _locked(unit: Unit) -> Unit:
    """The unit as it is now, held until the transaction ends, with all its words."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    return KINDS[unit.kind].objects.get(pk=unit.pk)


def _lock_editions(article: Article) -> None:
    Article.objects.select_for_update().get(pk=article.pk)
    list(Unit.objects.select_for_update().filter(article=article).order_by("pk").values_list("pk"))


def _lay_on_desk(unit: Unit, language: str, words: Words) -> None:
    column = BY_CODE[language].column
    KINDS[unit.kind].objects.filter(pk=unit.pk).update(
        **{f"{field}_{column}": words.get(field, "") for field in unit.FIELDS}
    )


def _standing(article: Article, language: str, key: str) -> Standing:
    return next(standing for standing in standings(article, language) if standing.unit.key == key)


def _may_be_signed(standing: Standing, revision: Revision | None, item: Shown, by: Person) -> None:
    """Refuse unless these very words, seen beside this very source, may be signed by this person."""
    key = {"key": item.key}
    if (standing.desk_print, standing.source_print) != (item.words, item.source):
        raise WordsMoved(
            ours={},
            theirs=standing.desk,
            what=_("“%(key)s” changed since it was shown to you. Please read it again.") % key,
        )
    if standing.state in (State.MISSING, State.SIGNED) or revision is None:
        raise NothingToSign(_("“%(key)s” has nothing to sign.") % key)
    if not standing.source_print:
        raise NothingToSign(
            _("The source words of “%(key)s” are withdrawn. They must be signed first.") % key
        )
    if standing.unit.is_safety:
        _two_people(standing, revision, by)


def _nothing_blocks(standing: Standing, glossary: Glossary) -> None:
    sentences = blocking_sentences(standing, glossary)
    if sentences:
        raise BadWords({standing.unit.key: sentences})


def _two_people(standing: Standing, revision: Revision, by: Person) -> None:
    """A safety unit is signed by somebody who did not write it, after somebody else wrote it or asked for the signature."""
    if revision.by_id == by.pk:
        raise SecondPersonNeeded(
            _("You wrote “%(key)s” yourself. Another reviewer must sign it.") % {"key": standing.unit.key}
        )
    askers = {ask.by_id for ask in standing.requests if ask.revision.fingerprint == standing.desk_print}
    if not ({revision.by_id} | askers) - {by.pk, None}:
        raise SecondPersonNeeded(
            _("“%(key)s” is safety text: a second person must read it and ask for the signature first.")
            % {"key": standing.unit.key}
        )


def _core_is_whole(
    article: Article, language: str, chosen: Sequence[Standing], standing_of: Mapping[str, Standing]
) -> None:
    """Safety text is signed as a whole: refuse while a unit of the safety core would stay unsigned in this language."""
    chosen_ids = {standing.unit.pk for standing in chosen if standing.unit.is_safety}
    if not chosen_ids:
        return
    safety = {standing.unit.pk: key for key, standing in standing_of.items() if standing.unit.is_safety}
    lacking = signings(article, safety).lacking(language, chosen_ids)
    if lacking:
        keys = ", ".join(safety[unit] for unit in safety if unit in lacking)
        raise CoreNotWhole(
            _(
                "The safety text of a language is signed as a whole, and these are not signed yet: %(keys)s. Choose them too."
            )
            % {"keys": keys}
        )


def _append_edition(
    article: Article, language: str, chosen: Sequence[tuple[Standing, Revision | None]],
    *, by: Person, note: str, next_review: date | None,
) -> Edition:  # fmt: skip
    strictest = "safety" if any(standing.unit.is_safety for standing, _revision in chosen) else "ordinary"
    review = next_review or timezone.localdate() + timedelta(days=DAYS_TO_REVIEW[strictest])
    edition = _new_edition(article, language, by=by, note=note, next_review=review)
    Approval.objects.bulk_create(
        Approval(
            edition=edition,
            unit_id=standing.unit.pk,
            revision=revision,
            source_fingerprint=standing.source_print,
        )
        for standing, revision in chosen
    )
    return edition


def _new_edition(
    article: Article, language: str, *, by: Person, note: str, next_review: date | None
) -> Edition:
    newest = newest_edition(article, language)
    return Edition.objects.create(
        article=article,
        language=language,
        number=newest.number + 1 if newest else 1,
        by=by,
        signer=str(by),
        credential=by.credential,
        note=note.strip(),
        next_review=next_review,
    )
