"""The pages on which a manager sets up a clinic: saved by section, errors at their field, and nobody else's clinic."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from education.clinics.hosts import ClinicHost
from education.clinics.models import Clinic, Person, Role
from education.clinics.pictures import Picture
from tests.making import make_article, make_clinic, make_person, make_section, put

pytestmark = pytest.mark.django_db

PAGE, LOOK = "/staff/clinics/clinic/", "/staff/clinics/clinic/look/"
NUMBERS = {
    "do": "numbers", "country": "GB", "emergency_number": "112", "urgent_number": "111", "clinic_phone": "01632 960123"
}  # fmt: skip


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic(show_unsigned=True)


@pytest.fixture
def manager(clinic: Clinic) -> Person:
    return make_person("mona", Role.MANAGER, clinic=clinic)


@pytest.fixture
def other(clinic: Clinic) -> Clinic:
    return Clinic.objects.create(
        key="other",
        name="Hillside",
        country="NZ",
        emergency_number="111",
        clinic_phone="12",
        languages=["en"],
    )


@pytest.fixture
def elsewhere(other: Clinic) -> Person:
    return make_person("eve", Role.MANAGER, clinic=other)


def as_(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def png(size: tuple[int, int] = (300, 100), colour: str = "navy") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


class TestSections:
    def test_show_what_stands_there(self, manager: Person) -> None:
        html = as_(manager).get(PAGE).content.decode()
        for value in ("Riverside Clinic", "01632 960123", 'name="on_ar"', "Not confirmed yet"):
            assert value in html

    def test_names_hours_and_address(self, manager: Person) -> None:
        given = {
            "do": "words",
            "name_en": "River",
            "name_ar": "عيادة",
            "hours_en": "Mon 9–5",
            "address": "1 Mill Lane",
        }
        response = as_(manager).post(PAGE, given)
        assert (response.status_code, response["Location"]) == (302, f"{PAGE}#words")
        clinic = Clinic.objects.get()
        assert (clinic.spoken("name", "ar"), clinic.spoken("hours", "ar")) == (
            ("عيادة", "ar"),
            ("Mon 9–5", "en"),
        )

    def test_numbers_that_are_wrong_are_named_and_everything_typed_stays(self, manager: Person) -> None:
        response = as_(manager).post(
            PAGE, NUMBERS | {"emergency_number": "call <us>", "clinic_phone": "01632 960999"}
        )
        html = response.content.decode()
        assert response.status_code == 200
        assert '<a href="#numbers-emergency_number">Emergency number</a>' in html
        assert "call &lt;us&gt;" in html
        assert 'value="01632 960999"' in html
        assert Clinic.objects.get().clinic_phone == "01632 960123"

    def test_numbers_of_a_country_are_filled_in_and_not_saved(self, manager: Person) -> None:
        html = as_(manager).post(PAGE, NUMBERS | {"do": "offer", "country": "NZ"}).content.decode()
        assert 'value="0800 611 116"' in html
        assert "not saved yet" in html
        assert Clinic.objects.get().emergency_number == "112"

    def test_numbers_are_confirmed_with_a_tick(self, manager: Person) -> None:
        seen = {f"seen_{name}": value for name, value in Clinic.objects.get().numbers.items()}
        assert "tick the box" in as_(manager).post(PAGE, {"do": "confirm"} | seen).content.decode()
        assert not Clinic.objects.get().numbers_confirmed
        assert 'dials <bdi dir="ltr">01632960123</bdi>' in as_(manager).get(PAGE).content.decode()
        as_(manager).post(PAGE, {"do": "confirm", "sure": "on"} | seen)
        assert Clinic.objects.get().numbers_confirmed
        assert "By mona on" in as_(manager).get(PAGE).content.decode()

    def test_languages_and_their_order_without_a_script(self, manager: Person) -> None:
        given = {
            "do": "languages",
            "on_ar": "on",
            "place_ar": "1",
            "on_es": "on",
            "place_es": "3",
            "place_en": "2",
        }
        as_(manager).post(PAGE, given)
        assert Clinic.objects.get().languages == ["ar", "en", "es"]

    def test_a_place_that_is_no_number_loses_no_tick(self, manager: Person) -> None:
        response = as_(manager).post(PAGE, {"do": "languages", "on_ur": "on", "place_ur": "first"})
        html = response.content.decode()
        assert "Place of Urdu" in html
        assert re.search(r'name="on_ur"[^>]*checked', html)
        assert Clinic.objects.get().languages == ["en", "es", "ar"]

    def test_what_is_shown_and_counted(self, manager: Person) -> None:
        as_(manager).post(PAGE, {"do": "rules", "count_answers": "on", "keep_attempts_months": "6"})
        clinic = Clinic.objects.get()
        assert (clinic.show_unsigned, clinic.count_answers, clinic.keep_attempts_months) == (False, True, 6)
        html = as_(manager).post(PAGE, {"do": "rules", "keep_attempts_months": "99"}).content.decode()
        assert 'role="alert"' in html
        assert Clinic.objects.get().keep_attempts_months == 6

    def test_a_host_is_added_and_taken_away(self, manager: Person) -> None:
        as_(manager).post(PAGE, {"do": "add_host", "host": "Riverside.Example"})
        assert ClinicHost.objects.get().name == "riverside.example"
        html = as_(manager).post(PAGE, {"do": "add_host", "host": "https://x.example/"}).content.decode()
        assert "without https://" in html
        assert 'value="https://x.example/"' in html
        taken = {"do": "take_host", "host": "riverside.example"}
        assert "is taken away" in as_(manager).post(PAGE, taken, follow=True).content.decode()
        assert not ClinicHost.objects.exists()
        again = as_(manager).post(PAGE, taken, follow=True).content.decode()
        assert "Nothing was changed" in again
        assert "is taken away" not in again

    def test_what_nobody_knows_changes_nothing(self, manager: Person) -> None:
        assert as_(manager).post(PAGE, {"do": "delete everything"}).status_code == 200

    def test_reading_it_takes_the_same_number_of_queries_for_any_number_of_languages(
        self, clinic: Clinic, manager: Person, django_assert_max_num_queries: object
    ) -> None:
        client = as_(manager)
        Clinic.objects.update(
            languages=["en", "es", "fr", "de", "pt", "pl", "ru", "ar", "ur", "bn", "zh-hans", "vi"]
        )
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            client.get(PAGE)


class TestLook:
    @pytest.fixture(autouse=True)
    def words(self, clinic: Clinic) -> None:
        put(make_section(make_article(), "title", placement="title"), heading="Sciatica", key_message="Pain.")

    def test_is_tried_in_frames_before_anybody_sees_it(self, manager: Person) -> None:
        client = as_(manager)
        response = client.post(LOOK, {"do": "try", "accent": "FFE680", "tint": "", "logo": png()})
        assert response["Location"] == f"{LOOK}#tried"
        page = client.get(LOOK)
        assert "frame-src 'self'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"
        assert "became the darker" in page.content.decode()
        framed = client.get(f"{LOOK}ar/")
        assert framed["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in framed["Content-Security-Policy"]
        assert "no-store" in framed["Cache-Control"]
        assert "data:image/webp;base64," in framed.content.decode()
        assert "--band:#ffe680" in framed.content.decode()
        assert Clinic.objects.get().accent == ""
        assert "--band:#ffe680" not in Client().get("/en/").content.decode()
        assert not Picture.objects.exists()

    def test_goes_live_when_somebody_says_so(self, manager: Person) -> None:
        client = as_(manager)
        client.post(LOOK, {"do": "try", "accent": "#005eb8", "tint": "", "logo": png()})
        client.post(LOOK, {"do": "live"})
        page = Client().get("/en/sciatica/")
        html = page.content.decode()
        [address] = set(re.findall(r'src="(/picture/[0-9a-f]{32}\.webp)"', html))
        picture = Client().get(address)
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")
        assert "immutable" in picture["Cache-Control"]
        assert not picture.has_header("Vary")
        assert Client().get("/picture/nothing.webp").status_code == 404
        assert client.get(f"{LOOK}ar/").status_code == 404

    def test_the_header_allows_the_style_that_was_printed_and_no_other(self, manager: Person) -> None:
        before = Client().get("/en/")["Content-Security-Policy"]
        client = as_(manager)
        client.post(LOOK, {"do": "try", "accent": "#005eb8"})
        client.post(LOOK, {"do": "live"})
        after = Client().get("/en/")["Content-Security-Policy"]
        assert before != after
        assert after.count("'sha256-") == 1

    def test_a_colour_that_is_wrong_is_named_and_a_good_logo_is_kept(self, manager: Person) -> None:
        client = as_(manager)
        html = client.post(LOOK, {"do": "try", "accent": "bluish", "logo": png()}).content.decode()
        assert "“bluish” is no colour" in html
        assert 'value="bluish"' in html
        assert "is kept: you need not send it again" in html
        client.post(LOOK, {"do": "try", "accent": "#005eb8"})
        client.post(LOOK, {"do": "live"})
        assert Clinic.objects.get().logo is not None

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG pictures are not taken"),
            (b"", "The file is empty"),
            (b"\x89PNG\r\n\x1a\n" + bytes(1_048_600), "larger than 1 MB"),
            (b"GIF89a", "The file is broken"),
        ],
    )
    def test_a_file_that_is_no_logo_is_refused_at_its_field(
        self, manager: Person, body: bytes, said: str
    ) -> None:
        sent = SimpleUploadedFile("logo.png", body, "image/png")
        response = as_(manager).post(LOOK, {"do": "try", "accent": "#005eb8", "logo": sent})
        html = response.content.decode()
        assert response.status_code == 200
        assert said in html
        assert "Choose a file again" in html
        assert 'value="#005eb8"' in html
        assert not Picture.objects.exists()

    def test_is_thrown_away(self, manager: Person) -> None:
        client = as_(manager)
        client.post(LOOK, {"do": "try", "accent": "#005eb8"})
        client.post(LOOK, {"do": "drop"})
        assert client.get(f"{LOOK}en/").status_code == 404


class TestOtherClinics:
    @pytest.mark.parametrize("path", ["", "look/", "ready/", "look/en/"])
    def test_are_not_there_for_a_manager_of_another(
        self, clinic: Clinic, elsewhere: Person, path: str
    ) -> None:
        assert as_(elsewhere).get(PAGE + path).status_code == 404
        assert as_(elsewhere).post(PAGE, NUMBERS | {"clinic_phone": "999 999"}).status_code == 404
        assert Clinic.objects.get(key="clinic").clinic_phone == "01632 960123"

    @pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.REVIEWER])
    def test_are_for_managers(self, clinic: Clinic, role: Role) -> None:
        assert as_(make_person("otto", role, ["en"], clinic=clinic)).get(PAGE).status_code == 404

    def test_people_and_figures_are_those_of_the_own_clinic(
        self, clinic: Clinic, manager: Person, elsewhere: Person
    ) -> None:
        make_article()
        html = as_(elsewhere).get("/staff/people/").content.decode()
        assert "eve" in html
        assert "mona" not in html
        assert as_(elsewhere).get(f"/staff/people/{manager.pk}/").status_code == 404
        assert "at Hillside" in as_(elsewhere).get("/staff/statistics/sciatica/").content.decode()

    def test_what_was_changed_there_is_not_in_the_log(self, manager: Person, elsewhere: Person) -> None:
        as_(manager).post(PAGE, {"do": "words", "name_en": "River", "address": "Secret Lane"})
        assert "Secret Lane" in as_(manager).get("/staff/log/").content.decode()
        assert "Secret Lane" not in as_(elsewhere).get("/staff/log/").content.decode()

    def test_somebody_of_two_clinics_chooses_where_to_work(self, manager: Person, other: Clinic) -> None:
        manager.memberships.create(clinic=other, role=Role.MANAGER)
        client = as_(manager)
        assert "Riverside Clinic" in client.get("/staff/").content.decode()
        client.post("/staff/clinics/", {"clinic": "other"})
        assert '<p class="unit-facts"><strong>Hillside</strong>' in client.get("/staff/").content.decode()

    def test_nobody_chooses_a_clinic_without_a_role_there(self, manager: Person, other: Clinic) -> None:
        assert as_(manager).post("/staff/clinics/", {"clinic": "other"}).status_code == 404
