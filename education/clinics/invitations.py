"""The link by which an invited person opens the account: signed, good for seven days, and once.

The link carries a print of the account's password as it was when the link was made. Setting a password, ending access or a
new invitation changes that, and every earlier link is worthless, with nothing to store.
"""

from datetime import timedelta

from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from education.clinics.models import Clinic, Person
from education.clinics.people import log_change

SALT = "education.invitation"
GOOD_FOR = timedelta(days=7)


def token_for(person: Person) -> str:
    return signing.dumps({"person": person.pk, "state": _state(person)}, salt=SALT)


def invited(token: str) -> Person | None:
    """Whom a link invites; nobody where it is altered, too old, used, or replaced by a newer one."""
    try:
        claim = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=claim["person"], is_active=True).first()
    if person is None or person.has_usable_password():
        return None
    return person if constant_time_compare(claim["state"], _state(person)) else None


@transaction.atomic
def accept(token: str, *, first_name: str, last_name: str, credential: str, password: str) -> Person | None:
    """Set name, credential and password of the invited account; nobody if the link is worthless by now."""
    person = invited(token)
    if person is None:
        return None
    # Two answers to one link: the second finds the account already open.
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.has_usable_password():
        return None
    person.first_name, person.last_name, person.credential = first_name, last_name, credential.strip()
    person.set_password(password)
    person.save(update_fields=["first_name", "last_name", "credential", "password"])
    log_change(person, person, "invitation accepted")
    return person


def send_invitation(person: Person, clinic: Clinic, link: str, *, by: Person) -> None:
    """Mail the link. Raises OSError (smtplib's errors among them) if the post cannot be reached."""
    words = {"person": person, "clinic": clinic, "link": link, "by": by, "days": GOOD_FOR.days}
    subject = _("Invitation: patient education of %(clinic)s") % {"clinic": clinic}
    # A line break in a name must not become a header.
    send_mail(" ".join(subject.split()), render_to_string("mail/invitation.txt", words), None, [person.email])


def _state(person: Person) -> str:
    return salted_hmac(SALT, person.password).hexdigest()
