"""What a manager changes of a clinic: only the own one, checked, logged, and with numbers that a person stands for."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from education.clinics.access import NotAllowed
from education.clinics.brand import brand_of
from education.clinics.emergency import OFFERS, OTHER, countries
from education.clinics.models import Clinic, Person, Role, phone_number
from education.clinics.pictures import Drawing, Picture
from education.clinics.setting_up import change, confirm_numbers, in_order, set_look
from tests.making import make_clinic, make_person

pytestmark = pytest.mark.django_db

LOGO, ICON = Drawing(b"logo", "webp", 300, 100), Drawing(b"icon", "png", 64, 64)


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def manager(clinic: Clinic) -> Person:
    return make_person("mona", Role.MANAGER, clinic=clinic)


def now(clinic: Clinic) -> Clinic:
    return Clinic.objects.get(pk=clinic.pk)


class TestChange:
    def test_saves_what_changed_and_logs_what_stood_there(self, clinic: Clinic, manager: Person) -> None:
        facts = {"clinic_phone": "01632 960999", "address": "1 Mill Lane", "country": "GB"}
        assert change(clinic, facts, by=manager) == ["clinic_phone", "address"]
        told = LogEntry.objects.get(user=manager).get_change_message()
        assert told == "clinic_phone: 01632 960123 → 01632 960999; address: – → 1 Mill Lane"

    def test_the_same_again_changes_and_logs_nothing(self, clinic: Clinic, manager: Person) -> None:
        assert change(clinic, {"clinic_phone": "01632 960123"}, by=manager) == []
        assert not LogEntry.objects.exists()

    @pytest.mark.parametrize(
        ("facts", "field"),
        [
            ({"emergency_number": "call us", "address": "1 Mill Lane"}, "emergency_number"),
            ({"languages": ["en", "xx"], "address": "1 Mill Lane"}, "languages"),
            ({"accent": "red}body{display:none", "address": "1 Mill Lane"}, "accent"),
            ({"accent": "#12345", "address": "1 Mill Lane"}, "accent"),
            ({"name_en": "x" * 121, "address": "1 Mill Lane"}, "name_en"),
            ({"name_en": "", "address": "1 Mill Lane"}, "name_en"),
            ({"name_en": "\u200b", "address": "1 Mill Lane"}, "name_en"),
            ({"name_es": "\u2800", "address": "1 Mill Lane"}, "name_es"),
            ({"keep_attempts_months": 25, "address": "1 Mill Lane"}, "keep_attempts_months"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_half_saved(
        self, clinic: Clinic, manager: Person, facts: dict[str, object], field: str
    ) -> None:
        with pytest.raises(ValidationError) as refusal:
            change(clinic, facts, by=manager)
        assert list(refusal.value.message_dict) == [field]
        assert now(clinic).address == ""
        assert not LogEntry.objects.exists()

    @pytest.mark.parametrize("role", [None, Role.AUTHOR, Role.REVIEWER, Role.TRANSLATOR])
    def test_is_for_managers(self, clinic: Clinic, role: Role | None) -> None:
        with pytest.raises(NotAllowed):
            change(clinic, {"address": "1 Mill Lane"}, by=make_person("otto", role, ["en"], clinic=clinic))

    def test_a_manager_of_another_clinic_changes_nothing_here(self, clinic: Clinic) -> None:
        elsewhere = Clinic.objects.create(
            key="other", name="Other", country="GB", emergency_number="112", clinic_phone="12"
        )
        stranger = make_person("sam", Role.MANAGER, clinic=elsewhere)
        with pytest.raises(NotAllowed):
            change(clinic, {"address": "1 Mill Lane"}, by=stranger)
        with pytest.raises(NotAllowed):
            confirm_numbers(clinic, clinic.numbers, by=stranger)
        with pytest.raises(NotAllowed):
            set_look(clinic, accent="", tint="", drawings=None, without_logo=True, by=stranger)


class TestNumbers:
    def test_are_confirmed_by_a_person_on_a_day(self, clinic: Clinic, manager: Person) -> None:
        assert not clinic.numbers_confirmed
        confirm_numbers(clinic, clinic.numbers, by=manager)
        held = now(clinic)
        assert held.numbers_confirmed
        assert held.confirmed_by == manager
        assert held.confirmed_at is not None

    @pytest.mark.parametrize(
        "facts",
        [{"emergency_number": "999"}, {"urgent_number": ""}, {"clinic_phone": "1234"}, {"country": "IE"}],
    )
    def test_that_change_are_not_confirmed_until_they_are_changed_back(
        self, clinic: Clinic, manager: Person, facts: dict[str, str]
    ) -> None:
        confirm_numbers(clinic, clinic.numbers, by=manager)
        before = {name: getattr(clinic, name) for name in facts}
        change(clinic, facts, by=manager)
        assert not now(clinic).numbers_confirmed
        change(clinic, before, by=manager)
        assert now(clinic).numbers_confirmed

    def test_that_were_changed_meanwhile_are_not_confirmed(self, clinic: Clinic, manager: Person) -> None:
        seen = clinic.numbers
        change(clinic, {"emergency_number": "999"}, by=manager)
        with pytest.raises(ValidationError, match="while you looked"):
            confirm_numbers(clinic, seen, by=manager)

    @pytest.mark.parametrize(
        ("country", "emergency", "urgent"),
        [("GB", "999", "111"), ("US", "911", ""), ("CA", "911", "811"), ("AU", "000", "1800 022 222"),
         ("NZ", "111", "0800 611 116"), ("IN", "112", ""), ("DE", "112", "116 117"), ("ES", "112", ""), ("IE", "112", "")],
    )  # fmt: skip
    def test_are_offered_for_a_country(self, country: str, emergency: str, urgent: str) -> None:
        assert (OFFERS[country].emergency, OFFERS[country].urgent) == (emergency, urgent)

    def test_every_offer_can_be_dialled_and_names_its_source(self) -> None:
        for code, offer in OFFERS.items():
            assert len(code) == 2
            assert offer.source.startswith("https://")
            for number in filter(None, (offer.emergency, offer.urgent)):
                phone_number(number)
        assert countries()[-1][0] == OTHER


class TestLook:
    def test_keeps_the_pictures_under_their_digest(self, clinic: Clinic, manager: Person) -> None:
        set_look(clinic, accent="#005eb8", tint="", drawings=(LOGO, ICON), without_logo=False, by=manager)
        held = now(clinic)
        assert held.accent == "#005eb8"
        assert held.logo
        assert bytes(held.logo.body) == b"logo"
        assert held.logo.digest == LOGO.digest
        assert brand_of(held, "en").icon.endswith(".png")

    def test_a_new_logo_takes_the_old_ones_place_and_none_is_left_over(
        self, clinic: Clinic, manager: Person
    ) -> None:
        for body in (b"one", b"two"):
            drawings = (Drawing(body, "webp", 300, 100), ICON)
            set_look(clinic, accent="", tint="", drawings=drawings, without_logo=False, by=manager)
        assert {bytes(picture.body) for picture in Picture.objects.all()} == {b"two", b"icon"}
        set_look(clinic, accent="", tint="", drawings=None, without_logo=True, by=manager)
        assert not Picture.objects.exists()

    def test_a_colour_that_is_none_keeps_the_new_logo_out_too(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(ValidationError):
            set_look(clinic, accent="blue", tint="", drawings=(LOGO, ICON), without_logo=False, by=manager)
        assert not Picture.objects.exists()


class TestWords:
    def test_a_language_without_its_own_name_has_the_main_one_in_its_own_language(
        self, clinic: Clinic, manager: Person
    ) -> None:
        change(
            clinic, {"languages": ["es", "en", "ar"], "name_es": "Clínica Ribera", "name_en": ""}, by=manager
        )
        names = {code: brand_of(now(clinic), code).name for code in ("en", "es", "ar")}
        assert {(name.text, name.lang, name.dir) for name in names.values()} == {
            ("Clínica Ribera", "es", "ltr")
        }
        change(clinic, {"name_ar": "عيادة النهر"}, by=manager)
        assert brand_of(now(clinic), "ar").name.dir == "rtl"
        assert now(clinic).variables("ar")["clinic_name"] == "عيادة النهر"

    def test_languages_stand_in_the_order_of_their_places(self) -> None:
        assert in_order(["en", "es", "ar"], {"ar": 1, "en": 2}) == ["ar", "en", "es"]
        assert in_order(["en", "es"], {"en": 1, "es": 1}) == ["en", "es"]
