"""The verbs that change who works here: invite, give and take roles, describe, end access. Each asks `access`, and logs.

A membership is the record of a role that somebody holds. Ending access keeps the memberships and everything written; it
switches the account off and throws its password away, so coming back needs a new invitation.
"""

import re
from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model, Q
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.sessions import end_sessions, open_sessions
from education.clinics.working import people_of

NOT_IN_USERNAMES = re.compile(r"[^\w.@+-]")
"""What an address may hold and Django's usernames may not, such as an apostrophe."""


class LastManager(Exception):
    """The clinic would be left without anybody who can manage it."""


class AlreadyHere(Exception):
    """Somebody has an account with this address already."""


@transaction.atomic
def invite(clinic: Clinic, email: str, role: Role, languages: Sequence[str], *, by: Person) -> Person:
    """Make an account without a password, and give it a role. The invitation itself is sent by `invitations`.

    Raises NotAllowed, AlreadyHere, ValidationError.
    """
    if not access.may_manage(by, clinic):
        raise NotAllowed(_("Only a manager of this clinic may invite people."))
    address = email.strip().lower()
    validate_email(address)
    username = NOT_IN_USERNAMES.sub("-", address)
    there = Person.objects.filter(Q(username=username) | Q(email__iexact=address)).first()
    if there is not None:
        raise AlreadyHere(_why_not_again(there, clinic))
    person = Person(username=username, email=address, is_staff=True)
    person.set_unusable_password()
    person.full_clean()
    person.save()
    _log(by, person, ADDITION, "invited")
    give_role(person, clinic, role, languages, by=by)
    return person


@transaction.atomic
def invite_again(person: Person, clinic: Clinic, *, by: Person) -> None:
    """Open the account for a new invitation: earlier links end, and so does an earlier password. Raises NotAllowed."""
    if not access.may_change_roles(by, person, clinic):
        raise NotAllowed(_("You may not invite this person."))
    _keep_every_manager(person)
    person.set_unusable_password()
    person.is_active = True
    person.save(update_fields=["password", "is_active"])
    _shut_out(person)
    _log(by, person, CHANGE, "invited again")


@transaction.atomic
def give_role(
    person: Person, clinic: Clinic, role: Role, languages: Sequence[str], *, by: Person
) -> Membership:
    """Give a role, or change its languages. Raises NotAllowed (to oneself above all), ValidationError."""
    if not access.may_change_roles(by, person, clinic):
        raise NotAllowed(_("You may not give this role. Nobody gives a role to the own account."))
    named = list(languages) if role in (Role.TRANSLATOR, Role.REVIEWER) else []
    held = Membership.objects.filter(person=person, clinic=clinic, role=role).first()
    membership = held or Membership(person=person, clinic=clinic, role=role)
    membership.languages = named
    membership.full_clean()
    membership.save()
    _log(by, person, CHANGE, f"role given: {' '.join([role, *named])}")
    return membership


@transaction.atomic
def take_role(membership: Membership, *, by: Person) -> None:
    """Take a role away. Raises NotAllowed, LastManager."""
    if not access.may_end_access(by, membership.person, membership.clinic):
        raise NotAllowed(_("You may not take this role away."))
    if membership.role == Role.MANAGER:
        _keep_a_manager(membership.clinic, without=membership.person)
    _log(by, membership.person, DELETION, f"role taken: {' '.join([membership.role, *membership.languages])}")
    end_sessions(membership.person)
    membership.delete()


@transaction.atomic
def end_access(person: Person, clinic: Clinic, *, by: Person) -> None:
    """Switch an account off at once, everywhere. What the person wrote and signed stays. Raises NotAllowed, LastManager."""
    if not access.may_end_access(by, person, clinic):
        raise NotAllowed(_("You may not end this person's access."))
    _keep_every_manager(person)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    _shut_out(person)
    _log(by, person, CHANGE, "access ended")


@transaction.atomic
def sign_out_of(person: Person, clinic: Clinic, *, by: Person, mark: str | None = None) -> None:
    """End the person's session of this mark, or all of them. Raises NotAllowed."""
    if not access.may_end_access(by, person, clinic):
        raise NotAllowed(_("You may not sign this person out."))
    for session in open_sessions(person):
        if mark in (None, session.mark):
            session.delete()
    _log(by, person, CHANGE, "signed out")


@transaction.atomic
def describe(
    person: Person, clinic: Clinic, *, by: Person, first_name: str, last_name: str, credential: str
) -> None:
    """Correct somebody's name and credential. Not one's own: a credential opens the right to sign. Raises NotAllowed."""
    if not access.may_change_roles(by, person, clinic):
        raise NotAllowed(_("You may not change this account."))
    person.first_name, person.last_name, person.credential = first_name, last_name, credential.strip()
    person.save(update_fields=["first_name", "last_name", "credential"])
    _log(by, person, CHANGE, "name or credential changed")


def choose_interface_language(code: str, *, by: Person) -> None:
    """In which language the staff pages and mails speak to this person; empty: that of the browser."""
    by.interface_language = code
    by.save(update_fields=["interface_language"])


def has_accepted(person: Person) -> bool:
    """Has the person set a password, and with it taken the invitation?"""
    return person.has_usable_password()


def _shut_out(person: Person) -> None:
    """End what opens the account: sessions, and second factors, so that an invitation begins anew with all of it."""
    end_sessions(person)
    Authenticator.objects.filter(user=person).delete()


def _keep_every_manager(person: Person) -> None:
    """The account ends everywhere: no clinic may lose its last manager by it, whoever ends it."""
    managed = Membership.objects.filter(person=person, role=Role.MANAGER).select_related("clinic")
    for membership in managed.order_by("clinic_id"):
        _keep_a_manager(membership.clinic, without=person)


def _keep_a_manager(clinic: Clinic, *, without: Person) -> None:
    """Refuse to leave the clinic without a manager who can sign in. Holds the clinic, so that two cannot leave at once."""
    Clinic.objects.select_for_update().get(pk=clinic.pk)
    managers = Membership.objects.filter(clinic=clinic, role=Role.MANAGER, person__is_active=True).exclude(
        person__password__startswith=UNUSABLE_PASSWORD_PREFIX
    )
    ids = set(managers.values_list("person_id", flat=True))
    if ids == {without.pk}:
        raise LastManager(
            _("%(name)s is the last manager of %(clinic)s. Make somebody else manager first.")
            % {"name": without, "clinic": clinic}
        )


def _why_not_again(there: Person, clinic: Clinic) -> str:
    """What is said of an account that exists. Of one that is not this clinic's nothing is told, not even whose it is."""
    if not people_of([clinic]).filter(pk=there.pk).exists():
        return _("This address cannot be invited from here. Ask the operator of this site.")
    told = _("%(name)s has an account with this address. Give the role on that person's page.")
    return told % {"name": there}


def log_change(by: Person, thing: Model, what: str, *, action: int = CHANGE) -> None:
    _log(by, thing, action, what)


def _log(by: Person, thing: Model, action: int, what: str) -> None:
    """One row in Django's own log, where the changes of the admin's forms stand too."""
    LogEntry.objects.log_actions(by.pk, [thing], action, change_message=what, single_object=True)
