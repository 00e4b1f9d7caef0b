"""Second factors as the clinic sees them: who has one, and how somebody who lost the device gets in again.

Adding and using one is django-allauth's work, on the pages of `staff.second_factor`.
"""

from allauth.mfa.models import Authenticator
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Clinic, Person
from education.clinics.people import log_change
from education.clinics.sessions import end_sessions

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes alone are none: they only stand in for one of these."""


def second_factors(person: Person) -> int:
    """How many authenticator apps and passkeys the account has."""
    count: int = Authenticator.objects.filter(user=person, type__in=FACTORS).count()
    return count


@transaction.atomic
def reset_second_factor(person: Person, clinic: Clinic, *, by: Person) -> None:
    """Take a lost second factor away and sign the person out; the next sign-in sets up a new one. Raises NotAllowed."""
    if not access.may_change_roles(by, person, clinic):
        raise NotAllowed(_("You may not reset this second factor. For your own, ask another manager."))
    _forget(person)
    log_change(by, person, "second factor reset")


@transaction.atomic
def reset_from_server(person: Person) -> None:
    """The way back for a last manager, open to whoever runs the server."""
    _forget(person)
    log_change(person, person, "second factor reset by the operator of the server")


def tell_of_reset(person: Person, by: str) -> None:
    """Mail the person, who may not have asked for it. Raises OSError if the post cannot be reached."""
    if person.email:
        words = render_to_string("mail/second_factor_reset.txt", {"person": person, "by": by})
        send_mail(_("Your second factor was reset"), words, None, [person.email])


def _forget(person: Person) -> None:
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
