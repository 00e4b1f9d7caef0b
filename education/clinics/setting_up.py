"""The verbs that change a clinic: its words, numbers, languages, looks, hosts. Each asks `access`, checks, and logs.

A row of the log says for each field what stood there and what stands there now.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, DELETION
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.hosts import ClinicHost, is_installations_own, normal_name
from education.clinics.models import Clinic, Person
from education.clinics.people import log_change
from education.clinics.pictures import Drawing, forget_unused, keep
from education.text.fingerprint import has_words
from education.text.languages import BY_CODE, LANGUAGES

LONGEST_TOLD = 80
MOST_HOSTS = 20


class HostRefused(Exception):
    """The clinic cannot have this host name. The message says why."""


@transaction.atomic
def change(clinic: Clinic, facts: Mapping[str, Any], *, by: Person) -> list[str]:
    """Set these fields, and say which have changed. Raises NotAllowed, ValidationError (by field); then nothing is saved."""
    held = _held(clinic, by)
    changed = {name: value for name, value in facts.items() if getattr(held, name) != value}
    # A sentence for people: what is empty on either side is said as such.
    told = [f"{name}: {_told(getattr(held, name))} → {_told(value)}" for name, value in changed.items()]
    for name, value in changed.items():
        setattr(held, name, value)
    untouched = {field.name for field in held._meta.fields} - set(changed)
    held.full_clean(exclude=untouched, validate_unique=False)
    _refuse_nameless(held)
    if changed:
        held.save(update_fields=list(changed))
        log_change(by, held, "; ".join(told))
    return list(changed)


@transaction.atomic
def confirm_numbers(clinic: Clinic, seen: Mapping[str, str], *, by: Person) -> None:
    """Keep that a person confirms the numbers as `seen` on the page. Raises NotAllowed, and ValidationError if they changed."""
    held = _held(clinic, by)
    if held.numbers != dict(seen):
        raise ValidationError(
            _("The numbers were changed while you looked at them. Read them again before you confirm them.")
        )
    held.confirmed, held.confirmed_by, held.confirmed_at = held.numbers, by, timezone.now()
    held.save(update_fields=["confirmed", "confirmed_by", "confirmed_at"])
    log_change(by, held, "numbers confirmed: " + ", ".join(held.numbers.values()))


@transaction.atomic
def set_look(
    clinic: Clinic, *, accent: str, tint: str, drawings: tuple[Drawing, Drawing] | None, without_logo: bool, by: Person
) -> list[str]:  # fmt: skip
    """Set the colours and, where one is sent or taken away, the logo and its icon. Raises NotAllowed, ValidationError."""
    facts: dict[str, Any] = {"accent": accent, "tint": tint}
    if drawings:
        facts |= {"logo": keep(drawings[0]), "icon": keep(drawings[1])}
    elif without_logo:
        facts |= {"logo": None, "icon": None}
    changed = change(clinic, facts, by=by)
    forget_unused()
    return changed


@transaction.atomic
def add_host(clinic: Clinic, given: str, *, by: Person) -> str:
    """Give the clinic a host, and say it as it is compared. Raises NotAllowed, HostRefused, ValidationError."""
    held = _held(clinic, by)
    name = normal_name(given)
    if is_installations_own(name) and not by.is_superuser:
        raise HostRefused(
            _("%(host)s belongs to the whole installation. Its operator can give it to your clinic.")
            % {"host": name}
        )
    if held.hosts.count() >= MOST_HOSTS:
        raise HostRefused(_("A clinic can have 20 host names. Take one away first."))
    host, is_new = ClinicHost.objects.get_or_create(name=name, defaults={"clinic": held})
    if not is_new:
        whose = _("Your clinic") if host.clinic_id == held.pk else _("Another clinic")
        raise HostRefused(_("%(clinic)s has %(host)s already.") % {"clinic": whose, "host": name})
    log_change(by, held, f"host added: {name}", action=ADDITION)
    return name


@transaction.atomic
def take_host(clinic: Clinic, name: str, *, by: Person) -> bool:
    """Take a host away: its pages are gone at once. Was it there? Raises NotAllowed."""
    held = _held(clinic, by)
    was_there = bool(ClinicHost.objects.filter(clinic=held, name=name).delete()[0])
    if was_there:
        log_change(by, held, f"host taken away: {name}", action=DELETION)
    return was_there


def words_of(clinic: Clinic, field: str) -> dict[str, str]:
    """Column → words of a translated field, in the project's order."""
    columns = [f"{field}_{language.column}" for language in LANGUAGES]
    return {column: getattr(clinic, column) or "" for column in columns}


def in_order(codes: Sequence[str], places: Mapping[str, int]) -> list[str]:
    """Language codes by the place that each was given; those without one after them, in the project's order."""
    known = [code for code in BY_CODE if code in set(codes)]
    return sorted(known, key=lambda code: places.get(code, len(BY_CODE) + 1))


def confirmed_on(clinic: Clinic) -> datetime | None:
    """When the numbers that stand here now were confirmed."""
    return clinic.confirmed_at if clinic.numbers_confirmed else None


def _held(clinic: Clinic, by: Person) -> Clinic:
    """The clinic as it is now, kept from others until the end of this change."""
    if not access.may_manage(by, clinic):
        raise NotAllowed(_("Only a manager of this clinic may change it."))
    return Clinic.objects.select_for_update().get(pk=clinic.pk)


def _refuse_nameless(clinic: Clinic) -> None:
    names = words_of(clinic, "name")
    blank = [column for column, name in names.items() if name and not has_words(name)]
    if blank:
        raise ValidationError({column: _("This field is empty. Please write it.") for column in blank})
    if not any(names.values()):
        raise ValidationError({"name_en": _("The clinic needs a name in one language at least.")})


def _told(value: object) -> str:
    text = " ".join(str(value if value not in (None, "") else "–").split())
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]}…"
