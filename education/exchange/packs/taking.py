"""The verb that takes a pack in: its words by the one way for all deliveries, then the signatures that were chosen.

A dry run does the very same, says what happened, and takes all of it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.clinics.people import log_change
from education.content.models import KINDS, Article
from education.content.readers import keys_of
from education.exchange.models import TrustedPublisher
from education.exchange.packs.accepting import Accepted, accept
from education.exchange.packs.file import PackRefused
from education.exchange.packs.pack import Pack
from education.exchange.packs.trust import trusted_publisher
from education.exchange.receiving import Told, receive
from education.exchange.report import Report
from education.review.refusals import Refused
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Taken:
    """What a pack did, or would do."""

    report: Report
    publisher: TrustedPublisher | None
    """Who is trusted and sealed it, if anybody."""
    accepted: Mapping[str, Accepted] = field(default_factory=dict)
    """language → what became of its signatures, where they were accepted"""
    refused: Mapping[str, str] = field(default_factory=dict)
    """language → why its signatures were not"""


@transaction.atomic
def take_in(
    pack: Pack, *, by: Person | None, languages: Sequence[str] = (), dry_run: bool = False,
    told: Told = lambda _done, _all: None,
) -> Taken:  # fmt: skip
    """Take in a pack, and accept the publisher's signatures in these languages. Without `by`: on the command line.

    Raises NotAllowed, PackRefused, and BadWords where a word may not lie here; then nothing was changed. A language whose
    signatures cannot be accepted is told, and its words are taken in all the same.
    """
    if by is not None and not access.may_exchange(by):
        raise NotAllowed(_("Only a manager may take a pack in."))
    publisher = trusted_publisher(pack)
    _kinds_agree(pack)
    report = receive(pack.offering, told)
    article = Article.objects.get(key=pack.offering.article)
    accepted: dict[str, Accepted] = {}
    refused: dict[str, str] = {}
    # The source first: translations are held against what is signed of it.
    for code in sorted(set(languages) & set(pack.signed), key=lambda code: (code != SOURCE, code)):
        try:
            if by is not None:
                accepted[code] = accept(pack, article, code, by=by)
        except Refused as refusal:
            refused[code] = str(refusal)
    if dry_run:
        transaction.set_rollback(True)
    elif by is not None and not report.unchanged:
        log_change(by, article, f"took in a pack of {pack.publisher}: {pack.offering.digest[:12]}")
    return Taken(report, publisher, accepted, refused)


def _kinds_agree(pack: Pack) -> None:
    article = Article.objects.filter(key=pack.offering.article).first()
    here = keys_of(article) if article else {}
    for unit in pack.offering.units:
        kind = here.get(unit.key, unit.kind)
        if kind != unit.kind:
            raise PackRefused(
                _("“%(key)s” is a %(theirs)s in the pack and a %(ours)s here, so nothing was taken in.")
                % {
                    "key": unit.key,
                    "theirs": KINDS[unit.kind]._meta.verbose_name,
                    "ours": KINDS[kind]._meta.verbose_name,
                }
            )
