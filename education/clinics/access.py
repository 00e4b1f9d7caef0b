"""The one place that answers “may this person …?”. One condition a line; views, verbs and the admin all ask here.

Words are shared by the clinics of an installation, so a role for words counts whichever clinic gave it; a manager's
rights end at the own clinic.
"""

from education.clinics.models import Clinic, Person, Role
from education.text.fingerprint import has_words
from education.text.languages import LANGUAGES, SOURCE


class NotAllowed(Exception):
    """The person lacks the role or the language for what was asked."""


def may_enter(person: Person) -> bool:
    """May the person come into the staff area at all?"""
    return person.is_active and (person.is_superuser or bool(person.roles))


def may_write(person: Person, language: str) -> bool:
    """May the person change the desk words of this language?"""
    if is_writer(person, language):
        return True
    return person.is_active and _holds(person, Role.REVIEWER, language)


def is_writer(person: Person, language: str) -> bool:
    """Is writing this language the person's own work? Then its unfinished words wait for this person."""
    if not person.is_active:
        return False
    if language == SOURCE:
        return _holds(person, Role.AUTHOR)
    return _holds(person, Role.TRANSLATOR, language)


def may_sign(person: Person, language: str) -> bool:
    """May the person sign and withdraw words of this language? Only a clinician reviewer who states a credential."""
    if not person.is_active:
        return False
    if not has_words(person.credential):
        return False
    return _holds(person, Role.REVIEWER, language)


def may_shape(person: Person) -> bool:
    """May the person change the structure: order, weights, citations, facts of warning signs?"""
    return person.is_active and _holds(person, Role.AUTHOR)


def may_manage(person: Person, clinic: Clinic | None = None) -> bool:
    """May the person change this clinic (any clinic, if none is given): its brand, people and languages?"""
    if not person.is_active:
        return False
    if person.is_superuser:
        return True
    return any(
        membership.role == Role.MANAGER and (clinic is None or membership.clinic_id == clinic.pk)
        for membership in person.roles
    )


def may_exchange(person: Person) -> bool:
    """May the person give and take packs, trust publishers and accept their signatures? Any manager: words are shared."""
    return may_manage(person)


def may_change_roles(person: Person, of: Person, clinic: Clinic) -> bool:
    """May the person give somebody a role at this clinic, or send an invitation? Never to oneself."""
    return may_manage(person, clinic) and person.pk != of.pk and not of.is_superuser


def may_end_access(person: Person, of: Person, clinic: Clinic) -> bool:
    """May the person take roles at this clinic away from somebody? From oneself too: giving up is no gain."""
    return may_manage(person, clinic) and not of.is_superuser


def may_see_statistics(person: Person, clinic: Clinic) -> bool:
    """May the person see what the answers to this clinic's quiz tell? Its managers and reviewers; the figures name nobody."""
    if not person.is_active:
        return False
    return may_manage(person, clinic) or any(
        membership.role == Role.REVIEWER and membership.clinic_id == clinic.pk for membership in person.roles
    )


def languages_open_to(person: Person) -> list[str]:
    """Codes of the languages whose words the person may write or sign, in the project's order."""
    return [item.code for item in LANGUAGES if may_write(person, item.code) or may_sign(person, item.code)]


def _holds(person: Person, role: Role, language: str | None = None) -> bool:
    return any(
        membership.role == role and (language is None or language in membership.languages)
        for membership in person.roles
    )
