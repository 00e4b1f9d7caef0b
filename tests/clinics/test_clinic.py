"""A clinic's own facts: what may be saved, and what pages make of it."""

import pytest
from django.core.exceptions import ValidationError

from education.clinics.demo import open_demo
from education.clinics.models import Clinic, Membership, Person, Role
from tests.making import make_clinic

pytestmark = pytest.mark.django_db


def changed(**facts: object) -> Clinic:
    clinic = make_clinic()
    for name, value in facts.items():
        setattr(clinic, name, value)
    return clinic


@pytest.mark.parametrize("number", ["112", "15", "+44 (0)1632 960123", "(01632) 960-123", "116 117"])
def test_numbers_that_can_be_dialled_are_taken(number: str) -> None:
    changed(emergency_number=number).full_clean()


@pytest.mark.parametrize(
    "number", ["", "call us", "112;ext=1", "1", "1)", "999 / 112", "٩٩٩", "112\n", "<b>112</b>", "1" * 31]
)
def test_numbers_that_cannot_are_refused_by_field(number: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        changed(emergency_number=number).full_clean()
    assert list(refusal.value.message_dict) == ["emergency_number"]


@pytest.mark.parametrize("languages", [["xx"], ["en", "en"], "en", [1], {"en": 1}])
def test_languages_that_are_no_list_of_known_codes_are_refused(languages: object) -> None:
    with pytest.raises(ValidationError) as refusal:
        changed(languages=languages).full_clean()
    assert list(refusal.value.message_dict) == ["languages"]


def test_the_source_language_is_always_offered() -> None:
    assert changed(languages=["es", "ar"]).offered == ["es", "ar", "en"]
    assert Clinic(languages=["ar", "en"]).offered == ["ar", "en"]


def test_a_country_is_two_letters() -> None:
    changed(country="NZ").full_clean()
    with pytest.raises(ValidationError):
        Clinic(**{**Clinic.objects.values().get(), "country": "New Zealand"}).full_clean()


class TestDemo:
    def test_makes_a_clinic_and_four_people_with_one_password(self) -> None:
        password = open_demo(["en", "es"])
        assert password
        people = Person.objects.order_by("pk")
        assert [person.username for person in people] == ["author", "translator", "reviewer", "manager"]
        assert all(person.check_password(password) for person in people)
        assert Membership.objects.get(role=Role.TRANSLATOR).languages == ["es"]

    def test_says_nothing_the_second_time(self) -> None:
        open_demo(["en"])
        assert open_demo(["en"]) is None
        assert Clinic.objects.count() == 1
