"""A clinic and four people to try the software with, on one's own computer. Nobody here is a real clinician."""

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from education.clinics.models import Clinic, Membership, Person, Role
from education.text.languages import SOURCE

CLINIC_KEY = "demo"
CREDENTIAL = "demonstration account, not a clinician"
PASSWORD_BYTES = 9


@transaction.atomic
def open_demo(languages: list[str]) -> str | None:
    """Make the demonstration clinic and its people, all with one random password; nothing where anybody exists already.

    112 reaches the ambulance in the European Union and in the United Kingdom. 01632 is an area code that Ofcom keeps for
    fiction, so that nobody is ever called by mistake.
    """
    if Person.objects.exists() or Clinic.objects.exists():
        return None
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    clinic = Clinic.objects.create(
        key=CLINIC_KEY, name="Example Clinic", country="GB", emergency_number="112", urgent_number="111",
        clinic_phone="01632 960123", languages=languages, show_unsigned=True,
    )  # fmt: skip
    hashed = make_password(password)
    translated = [code for code in languages if code != SOURCE]
    for role, spoken in {
        Role.AUTHOR: [],
        Role.TRANSLATOR: translated,
        Role.REVIEWER: languages,
        Role.MANAGER: [],
    }.items():
        person = Person.objects.create(
            username=role.value, first_name="Demo", last_name=role.value, password=hashed, is_staff=True,
            credential=CREDENTIAL if role == Role.REVIEWER else "",
        )  # fmt: skip
        Membership.objects.create(person=person, clinic=clinic, role=role, languages=spoken)
    return password
