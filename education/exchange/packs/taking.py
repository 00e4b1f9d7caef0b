"""The verb that takes a pack in: its words by the one way for all deliveries, then the signatures that were chosen.

A dry run does the very same, says what happened, and takes all of it back.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

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
from education.exchange.packs.older import refuse_older
from education.exchange.packs.pack import Pack
from education.exchange.packs.trust import trusted_publisher
from education.exchange.progress import Told, untold
from education.exchange.receiving import receive
from education.exchange.report import Report
from education.review.appending import lock_editions
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
    pack: Pack,
    *,
    by: Person | None,
    languages: Collection[str] = (),
    dry_run: bool = False,
    told: Told = untold,
) -> Taken:
    """Take in a pack, and accept the publisher's signatures in these languages. Without `by`: on the command line.

    Raises NotAllowed, PackRefused (also for a pack that is older than what was accepted here of its publisher), and BadWords
    where a word may not lie here; then nothing was changed. A language whose signatures cannot be accepted is told, and its
    words are taken in all the same.
    """
    if by is not None and not access.may_exchange(by):
        raise NotAllowed(_("Only a manager may take a pack in."))
    publisher = trusted_publisher(pack)
    _fits_here(pack, publisher)
    chosen = {code: pack.signed[code] for code in pack.signed if code in languages}
    texts = sum(map(len, pack.offering.words.values()))
    whole = texts + sum(len(signed.approvals) for signed in chosen.values())
    report = receive(pack.offering, lambda done, _texts: told(done, whole))
    taken = Taken(report, publisher)
    if by is not None:
        article = Article.objects.get(key=pack.offering.article)
        taken = _with_signatures(taken, pack, article, chosen, by, lambda done: told(texts + done, whole))
        if not dry_run and not report.unchanged:
            log_change(by, article, f"took in a pack of {pack.publisher}: {pack.offering.digest[:12]}")
    if dry_run:
        transaction.set_rollback(True)
    return taken


def _with_signatures(
    taken: Taken,
    pack: Pack,
    article: Article,
    chosen: Collection[str],
    by: Person,
    told: Callable[[int], None],
) -> Taken:
    accepted: dict[str, Accepted] = {}
    refused: dict[str, str] = {}
    before = 0
    # The source first: translations are held against what is signed of it.
    for code in sorted(chosen, key=lambda code: (code != SOURCE, code)):
        try:
            accepted[code] = accept(pack, article, code, by=by, told=partial(_after, before, told))
        except Refused as refusal:
            refused[code] = str(refusal)
        before += len(pack.signed[code].approvals)
    return replace(taken, accepted=accepted, refused=refused)


def _after(before: int, told: Callable[[int], None], done: int, _whole: int) -> None:
    told(before + done)


def _fits_here(pack: Pack, publisher: TrustedPublisher | None) -> None:
    article = Article.objects.filter(key=pack.offering.article).first()
    if article is None:
        return
    _kinds_agree(pack, article)
    if publisher is not None:
        # Otherwise a newer pack could be accepted between this look and what follows.
        lock_editions(article)
        refuse_older(pack, article, publisher)


def _kinds_agree(pack: Pack, article: Article) -> None:
    here = keys_of(article)
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
