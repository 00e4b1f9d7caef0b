"""Who made and who signed the words of a page, and when a clinician looks at them again."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from education.publishing.notices import made, signature
from education.publishing.passages import Record, Signed
from education.publishing.rows import Wording
from education.publishing.shelf import Shelf
from education.review.models import Edition, Maker
from education.text.languages import SOURCE


def record_of(shelf: Shelf) -> Record:
    """The record for the reader's language and the units of the page; signatures newest first."""
    here = {unit.id for unit in shelf.units}
    approvals = {
        unit: approval
        for (unit, code), approval in shelf.approvals.items()
        if code == shelf.language and unit in here
    }
    editions = sorted(
        {approval.edition for approval in approvals.values()}, key=lambda edition: -edition.number
    )
    valid = {unit: approval for unit, approval in approvals.items() if not approval.withdrawn}
    signed = {approval.edition for approval in valid.values()}
    shown = [approval.revision for approval in valid.values()]
    if shelf.allow_unsigned:
        shown += [
            desk
            for (unit, code), desk in shelf.desks.items()
            if code == shelf.language and unit in here and unit not in valid
        ]
    return Record(
        edition=editions[0].number if editions else None,
        signed=tuple(_signed(edition) for edition in editions if edition in signed),
        made=_makers(shown, shelf.language),
        next_review=min((edition.next_review for edition in signed if edition.next_review), default=None),
    )


def _signed(edition: Edition) -> Signed:
    return Signed(
        edition.signer, edition.credential, edition.signed_on, edition.number, signature(edition), edition.note,
        edition.publisher,
    )  # fmt: skip


def _makers(shown: Iterable[Wording], language: str) -> tuple[str, ...]:
    """A sentence for each maker, a named one with the day of the newest words."""
    newest: dict[tuple[str, str], datetime] = {}
    for wording in shown:
        if wording.written_at:
            key = (
                wording.maker,
                "" if wording.by is None or wording.maker == Maker.COMPUTER else str(wording.by),
            )
            newest[key] = max(newest.get(key, wording.written_at), wording.written_at)
    return tuple(_made_by(maker, name, day, language) for (maker, name), day in sorted(newest.items()))


def _made_by(maker: str, name: str, written_at: datetime, language: str) -> str:
    if not name:
        return made(maker, language)
    words = {"name": name, "date": date_format(timezone.localtime(written_at).date())}
    if language == SOURCE:
        return _("Written by %(name)s, %(date)s.") % words
    return _("Translated by %(name)s, %(date)s.") % words
