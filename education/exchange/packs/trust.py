"""Whose packs are trusted: the verbs that begin and end trust, and whether a pack comes from somebody who is trusted.

Trust takes nothing in by itself. It allows a manager to accept, language by language, what a publisher's reviewers signed.
"""

from django.contrib.admin.models import ADDITION, DELETION
from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.clinics.people import log_change
from education.exchange.models import TrustedPublisher
from education.exchange.packs.file import PackRefused
from education.exchange.packs.keys import as_public_key
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import publishers_name
from education.review.refusals import Refused


class TrustRefused(Refused):
    """A name or a key that somebody else has already."""


@transaction.atomic
def trust(name: str, key: str, *, by: Person) -> TrustedPublisher:
    """Trust a publisher's key. Raises NotAllowed, TrustRefused, PackRefused (the name), KeyRefused (the key)."""
    _ask(by)
    name, key = publishers_name(name), as_public_key(key)
    for other in TrustedPublisher.objects.all():
        if other.name.casefold() == name.casefold() or other.public_key == key:
            raise TrustRefused(
                _("“%(name)s” is trusted already, with this name or this key.") % {"name": other.name}
            )
    publisher = TrustedPublisher.objects.create(name=name, public_key=key, added_by=by)
    log_change(by, publisher, f"trusted: {key}", action=ADDITION)
    return publisher


@transaction.atomic
def distrust(publisher: TrustedPublisher, *, by: Person) -> None:
    """Accept no more from this publisher. What was accepted before stays, and can be withdrawn. Raises NotAllowed."""
    _ask(by)
    log_change(by, publisher, f"no longer trusted: {publisher.public_key}", action=DELETION)
    publisher.delete()


def trusted_publisher(pack: Pack) -> TrustedPublisher | None:
    """Who is trusted and sealed this pack, if anybody. One query.

    Raises PackRefused where a pack bears the name of a trusted publisher without the key, or the key without the name.
    """
    for known in TrustedPublisher.objects.select_related("added_by"):
        same_name = known.name.casefold() == pack.publisher.casefold()
        if same_name and known.public_key == pack.key:
            return known
        if same_name:
            raise PackRefused(
                _(
                    "This pack says that it comes from %(name)s, whom you trust, but it is not signed with that key."
                )
                % {"name": known.name}
            )
        if known.public_key == pack.key:
            raise PackRefused(
                _("This pack is signed with the key of %(name)s, but says that it comes from %(other)s.")
                % {"name": known.name, "other": pack.publisher}
            )
    return None


def _ask(by: Person) -> None:
    if not access.may_exchange(by):
        raise NotAllowed(_("Only a manager may decide whose packs are trusted."))
