"""At which clinic somebody of the staff works: words belong to all clinics; numbers, looks, people and figures to one each."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from education.clinics import access
from education.clinics.hosts import clinic_of
from education.clinics.models import Clinic, Person

CHOSEN = "clinic"
"""Under this name the session keeps the clinic that a person of several has chosen."""


def working_clinic(request: HttpRequest) -> Clinic | None:
    """The clinic that was chosen, else that of the host, else the first one, among those where the person has a role.

    For an operator every clinic is the own one; for somebody without any role it is that of the host.
    """
    person, here = request.user, clinic_of(request)
    if here is None or not isinstance(person, Person):
        return here
    mine = {membership.clinic_id for membership in person.roles}
    if person.is_superuser:
        mine = set(Clinic.objects.values_list("pk", flat=True))
    wanted = (request.session.get(CHOSEN), here.pk, *sorted(mine))
    chosen = next((pk for pk in wanted if pk in mine), here.pk)
    return here if chosen == here.pk else Clinic.objects.get(pk=chosen)


def people_of(clinics: Iterable[Clinic]) -> QuerySet[Person]:
    """Who has a role at one of these clinics, or none anywhere; never an operator."""
    mine = Q(memberships__clinic__in=clinics) | Q(memberships=None)
    return Person.objects.filter(mine, is_superuser=False).distinct()


def managed_or_worked(person: Person) -> QuerySet[Clinic]:
    """Clinics where the person has any role; all of them for an operator."""
    clinics = Clinic.objects.order_by("pk")
    if person.is_superuser:
        return clinics
    return clinics.filter(pk__in={membership.clinic_id for membership in person.roles})


def managed_clinics(person: object) -> QuerySet[Clinic]:
    """Clinics that the person may change."""
    if not isinstance(person, Person):
        return Clinic.objects.none()
    mine = managed_or_worked(person)
    return mine.filter(pk__in=[clinic.pk for clinic in mine if access.may_manage(person, clinic)])
