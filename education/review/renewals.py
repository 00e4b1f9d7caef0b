"""The two verbs that bring earlier words back: `still_correct` signs kept words anew, `restore` lays old words on the desk.

Words that somebody signed against the source words of today need no second reading: restoring them signs them again, in
the name of the one who restores, if that person may sign at all and nobody withdrew them since.
"""

from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import KINDS, Unit
from education.review.actions import sign, write
from education.review.appending import Chosen, Statement, append_edition, lock_editions
from education.review.conditions import Shown, core_is_whole, nothing_blocks
from education.review.models import Approval, Edition, Maker, Origin, ReadBy, Revision
from education.review.readers import newest_signature, standing_of, standings_beside_terms
from education.review.refusals import BadWords, CoreNotWhole, NothingToRestore, NothingToSign
from education.review.states import State
from education.review.wording import glossary_of


@dataclass(frozen=True)
class Restored:
    revision: Revision
    before: Approval | None = None
    """The earlier signature of these words against the source words of today, if there is one that nobody withdrew."""
    edition: Edition | None = None
    """The edition that repeats it; none where the words now wait for a reviewer, or were on the shelf all the time."""


@transaction.atomic
def still_correct(
    unit: Unit, language: str, shown: Shown, *, by: Person, reason: str, reading: str = ReadBy.SELF, translator: str = ""
) -> Edition:  # fmt: skip
    """Sign the words that are signed already against the source as it is now. The reason stands in the record.

    Raises NotAllowed, NothingToSign (no reason; other words on the desk; the source did not change), and as `sign` does.
    """
    if not access.may_sign(by, language):
        raise NotAllowed(_("Only a clinician reviewer of this language, with a credential, may sign."))
    if not reason.strip():
        raise NothingToSign(
            _("Say why the words are still correct; the reason stands in the record, and readers see it.")
        )
    lock_editions(unit.article)
    standing = standing_of(unit, language)
    if not standing.is_kept:
        raise NothingToSign(
            _("Only signed words that nobody changed, beside a source that changed, can be still correct.")
        )
    chosen = [replace(shown, reason=reason)]
    return sign(unit.article, language, chosen, by=by, note=reason, reading=reading, translator=translator)


@transaction.atomic
def restore(old: Revision, *, by: Person, seen: str) -> Restored:
    """Lay earlier words on the desk again; `seen` is the print of the words that lie there now.

    Raises NotAllowed, NothingToRestore, WordsMoved, and BadWords where the words may no longer be saved.
    """
    lock_editions(old.unit.article)
    unit = old.unit.child
    if unit.print_of(old.language) == old.fingerprint:
        raise NothingToRestore(_("These words lie on the desk already."))
    revision = write(
        unit, old.language, old.words, by=by, seen=seen, origin=Origin.RESTORED, maker=Maker(old.maker)
    )
    return _signed_again(revision, by)


def _signed_again(revision: Revision, by: Person) -> Restored:
    unit, article, language = revision.unit, revision.unit.article, revision.language
    found = standings_beside_terms(article, language, [unit.key], {unit.kind: KINDS[unit.kind]})
    standing = next(item for item in found if item.unit.pk == unit.pk)
    before = newest_signature(revision.unit, language, revision.fingerprint)
    if before is None or before.withdrawn or before.source_fingerprint != standing.source_print:
        return Restored(revision)
    # Nobody here read what a publisher's reviewer signed: no local name is put under it unread.
    if standing.state == State.SIGNED or before.edition.publisher or not access.may_sign(by, language):
        return Restored(revision, before)
    try:
        nothing_blocks(standing, glossary_of(found), before.reason)
        core_is_whole(article, language, [standing])
    except (BadWords, CoreNotWhole):
        return Restored(revision, before)
    chosen = [Chosen(standing, revision, before.reason)]
    edition = append_edition(article, language, chosen, by=by, statement=_repeated(before.edition))
    return Restored(revision, before, edition)


def _repeated(edition: Edition) -> Statement:
    """Nobody read the words anew, so the day of the next review stays, and so does how they were read."""
    note = _("Restored: the words of edition %(number)s, signed by %(signer)s, stand again.")
    named = {"number": edition.number, "signer": edition.signer}
    return Statement(note % named, edition.next_review, edition.reading, edition.translator)
