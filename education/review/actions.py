"""The verbs that change words and signatures. Each asks `access`, locks what it changes, appends, or refuses.

Readers of the shelf see nothing of `write` and `submit`; `sign`, `withdraw` and `recall` are what changes a public page.
The verbs that bring earlier words back stand in `renewals`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import KINDS, Article, Unit
from education.review.appending import Chosen, Statement, append_edition, append_withdrawal, lock_editions
from education.review.conditions import Shown, core_is_whole, may_be_signed, nothing_blocks
from education.review.models import Edition, Maker, Origin, ReadBy, Revision, Submission
from education.review.readers import (
    newest_approvals,
    newest_edition,
    newest_revision,
    newest_revisions,
    standing_of,
    standings_beside_terms,
)
from education.review.refusals import BadWords, NothingToSign, TranslatorNotNamed, WordsMoved
from education.review.states import State
from education.review.wording import glossary_of, word_problems
from education.text.fingerprint import Words, fingerprint, has_words, normalised
from education.text.languages import BY_CODE

__all__ = ["Shown", "recall", "sign", "submit", "withdraw", "write"]


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
    imported_by: str = "",
) -> Revision:
    """Put words on the desk and remember them. Words that are there already make no new revision.

    `seen` is the print of the words that the writer started from; `imported_by` says whose file they came in.
    Raises NotAllowed, BadWords, WordsMoved.
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
        imported_by=imported_by,
    )


@transaction.atomic
def submit(unit: Unit, language: str, *, by: Person, seen: str) -> Submission:
    """Ask for a signature under the words shown. Asking twice makes one request.

    Raises NotAllowed, WordsMoved, NothingToSign.
    """
    if not access.may_write(by, language):
        raise NotAllowed(_("You may not write in this language."))
    _locked(unit)
    standing = standing_of(unit, language)
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
    article: Article, language: str, shown: Sequence[Shown], *, by: Person, note: str = "", next_review: date | None = None,
    reading: str = ReadBy.SELF, translator: str = "",
) -> Edition:  # fmt: skip
    """Sign the words shown as one edition.

    Raises NotAllowed, NothingToSign, TranslatorNotNamed, WordsMoved (words or source moved since shown), SecondPersonNeeded,
    BadWords, CoreNotWhole.
    """
    if not access.may_sign(by, language):
        raise NotAllowed(_("Only a clinician reviewer of this language, with a credential, may sign."))
    if not shown:
        raise NothingToSign(_("No words were chosen."))
    statement = _statement(note, next_review, reading, translator)
    lock_editions(article)
    found = standings_beside_terms(article, language, {item.key for item in shown})
    here, glossary = {standing.unit.key: standing for standing in found}, glossary_of(found)
    revisions = newest_revisions(article, {language}, only=[standing.unit.pk for standing in found])
    chosen = []
    for item in shown:
        standing = here.get(item.key)
        if standing is None:
            raise WordsMoved(
                ours={}, theirs={}, what=_("“%(key)s” is no longer part of the article.") % {"key": item.key}
            )
        revision = may_be_signed(standing, revisions.get((standing.unit.pk, language)), item, by)
        nothing_blocks(standing, glossary, item.reason)
        chosen.append(Chosen(standing, revision, item.reason))
    core_is_whole(article, language, [item.standing for item in chosen])
    return append_edition(article, language, chosen, by=by, statement=statement)


@transaction.atomic
def withdraw(article: Article, language: str, keys: Iterable[str], *, by: Person, reason: str) -> Edition:
    """Take signed words off the shelf. Readers see “withdrawn on …” at once. Raises NotAllowed, NothingToSign."""
    if not access.may_sign(by, language):
        raise NotAllowed(
            _("Only a clinician reviewer of this language, with a credential, may withdraw words.")
        )
    if not reason.strip():
        raise NothingToSign(_("Say why the words are withdrawn; the reason stands in the record."))
    lock_editions(article)
    wanted = set(keys)
    named = Unit.objects.filter(article=article, key__in=wanted).values_list("pk", flat=True)
    newest = newest_approvals(article, {language}, only=list(named)).values()
    on_shelf = [approval for approval in newest if not approval.withdrawn]
    if not wanted or len(on_shelf) < len(wanted):
        raise NothingToSign(_("Only signed words can be withdrawn."))
    return append_withdrawal(article, language, on_shelf, by=by, reason=reason)


@transaction.atomic
def recall(unit: Unit, languages: Sequence[str], *, by: Person, reason: str) -> list[Edition]:
    """Withdraw one unit in several languages: in all of them or, where one refuses, in none. Raises as `withdraw` does."""
    if not languages:
        raise NothingToSign(_("No language was chosen."))
    return [withdraw(unit.article, code, [unit.key], by=by, reason=reason) for code in languages]


def _statement(note: str, next_review: date | None, reading: str, translator: str) -> Statement:
    named = translator.strip()
    if reading == ReadBy.TRANSLATOR and not has_words(named):
        raise TranslatorNotNamed(_("Name the translator, and the translator's qualification."))
    return Statement(note, next_review, reading, named if reading == ReadBy.TRANSLATOR else "")


def _locked(unit: Unit) -> Unit:
    """The unit as it is now, held until the transaction ends, with all its words."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    return KINDS[unit.kind].objects.get(pk=unit.pk)


def _lay_on_desk(unit: Unit, language: str, words: Words) -> None:
    column = BY_CODE[language].column
    KINDS[unit.kind].objects.filter(pk=unit.pk).update(
        **{f"{field}_{column}": words.get(field, "") for field in unit.FIELDS}
    )
