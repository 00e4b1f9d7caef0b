"""Who made and who signed the words of a page, and when a clinician looks at them again."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from education.clinics.models import Person
from education.publishing.notices import made as made_by
from education.publishing.notices import signature
from education.publishing.passages import Record, Signed
from education.publishing.shelf import Shelf
from education.review.models import Edition, Maker
from education.review.readers import next_review_of
from education.text.languages import SOURCE


def record_of(shelf: Shelf) -> Record:
    """The record for the reader's language and the units of the page; signatures newest first."""
    here = {unit.pk for unit in shelf.units}
    approvals = [
        approval
        for (unit, code), approval in shelf.approvals.items()
        if code == shelf.language and unit in here
    ]
    editions = sorted({approval.edition for approval in approvals}, key=lambda edition: -edition.number)
    valid = {approval.edition for approval in approvals if not approval.withdrawn}
    signed = [approval.revision for approval in approvals if not approval.withdrawn]
    made = [(revision.maker, revision.by, revision.written_at) for revision in signed]
    signed_units = {revision.unit_id for revision in signed}
    if shelf.clinic.show_unsigned:
        made += [
            (desk.maker, desk.by, desk.written_at)
            for (unit, code), desk in shelf.desks.items()
            if desk.written_at and code == shelf.language and unit in here and unit not in signed_units
        ]
    return Record(
        edition=editions[0].number if editions else None,
        signed=tuple(_signed(edition) for edition in editions if edition in valid),
        made=_makers(made, shelf.language),
        next_review=next_review_of(approvals),
    )


def _signed(edition: Edition) -> Signed:
    return Signed(
        edition.signer, edition.credential, edition.signed_on, edition.number, signature(edition), edition.note,
        edition.publisher,
    )  # fmt: skip


def _makers(made: Iterable[tuple[str, Person | None, datetime]], language: str) -> tuple[str, ...]:
    """A sentence for each maker, a named one with the day of the newest words."""
    newest: dict[tuple[str, str], datetime] = {}
    for maker, by, written_at in made:
        key = (maker, "" if by is None or maker == Maker.COMPUTER else str(by))
        newest[key] = max(newest.get(key, written_at), written_at)
    return tuple(_made_by(maker, name, day, language) for (maker, name), day in sorted(newest.items()))


def _made_by(maker: str, name: str, written_at: datetime, language: str) -> str:
    if not name:
        return made_by(maker, language)
    words = {"name": name, "date": date_format(timezone.localtime(written_at).date())}
    if language == SOURCE:
        return _("Written by %(name)s, %(date)s.") % words
    return _("Translated by %(name)s, %(date)s.") % words
