"""Which clinic a request is for, by its host, and which host names a clinic may have."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from education.clinics.hosts import ClinicHost, clinic_of, is_known, normal_name
from education.clinics.models import Clinic, Role
from education.clinics.setting_up import HostRefused, add_host, take_host
from tests.making import make_article, make_clinic, make_person, make_section, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def other(clinic: Clinic) -> Clinic:
    other = Clinic.objects.create(
        key="other",
        name="Hillside Clinic",
        country="NZ",
        emergency_number="111",
        clinic_phone="09 1",
        languages=["en"],
    )
    ClinicHost.objects.create(clinic=other, name="hillside.example")
    return other


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("education.example.org", "education.example.org"),
        (" Education.Example.ORG. ", "education.example.org"),
        ("klinik-süd.example", "xn--klinik-sd-x9a.example"),
        ("例え.example", "xn--r8jz45g.example"),
    ],
)
def test_a_name_is_kept_in_one_spelling(given: str, name: str) -> None:
    assert normal_name(given) == name


@pytest.mark.parametrize(
    "given",
    [
        "", ".", "localhost", "*", "*.example.org", "https://example.org", "example.org:443", "example.org/x", "a b.example",
        "-a.example", "a-.example", "a..example", "a_b.example", "127.0.0.1", "[::1]", f"{'a' * 64}.example",
        f"{'a.' * 130}example", "me@example.org", "example.org\nevil.example", "<b>.example", "\x00.example", "\ud800.example",
    ],
)  # fmt: skip
def test_what_is_no_host_name_is_refused_in_words(given: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        normal_name(given)
    assert len(refusal.value.messages) == 1


@pytest.mark.parametrize(
    "host", ["hillside.example", "HILLSIDE.example", "hillside.example.", "hillside.example:8443"]
)
def test_a_clinics_host_shows_that_clinic_however_it_is_written(other: Clinic, host: str) -> None:
    request = RequestFactory().get("/", headers={"Host": host})
    assert is_known(request)
    assert clinic_of(request) == other


def test_a_host_of_the_installation_shows_the_first_clinic(clinic: Clinic, other: Clinic) -> None:
    assert clinic_of(RequestFactory().get("/", headers={"Host": "localhost"})) == clinic


@pytest.mark.parametrize(
    "host", ["evil.example", "hillside.example.evil.example", "a b", "", "[::2]", "hillside_example"]
)
def test_any_other_host_is_unknown(other: Clinic, host: str) -> None:
    assert not is_known(RequestFactory().get("/", headers={"Host": host}))


class TestPages:
    @pytest.fixture(autouse=True)
    def words(self, clinic: Clinic) -> None:
        put(make_section(make_article(), "title", placement="title"), heading="Sciatica")
        Clinic.objects.update(show_unsigned=True)

    def test_each_host_has_its_clinics_name_and_numbers(self, other: Clinic) -> None:
        here = Client().get("/en/", headers={"Host": "localhost"}).content.decode()
        there = Client().get("/en/", headers={"Host": "hillside.example"}).content.decode()
        assert "Riverside Clinic" in here
        assert "Hillside Clinic" not in here
        assert "Hillside Clinic" in there
        assert 'href="tel:111"' in there

    @pytest.mark.parametrize("path", ["/", "/en/", "/staff/", "/nothing/"])
    def test_an_unknown_host_gets_421_and_a_page_without_any_brand(self, other: Clinic, path: str) -> None:
        response = Client().get(path, headers={"Host": "evil.example"})
        html = response.content.decode()
        assert response.status_code == 421
        assert "no-store" in response["Cache-Control"]
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert "emergency" in html
        assert "evil.example" not in html
        assert "Riverside" not in html

    def test_what_a_proxy_says_of_another_host_is_not_believed(self, other: Clinic) -> None:
        told = {"Host": "localhost", "X-Forwarded-Host": "hillside.example"}
        assert "Riverside Clinic" in Client().get("/en/", headers=told).content.decode()

    def test_a_page_writes_its_address_in_one_way(self, other: Clinic) -> None:
        pages = {
            Client().get("/en/", headers={"Host": host}).content
            for host in ("hillside.example", "HILLSIDE.example.", "hillside.example:80")
        }
        assert len(pages) == 1


class TestGiving:
    def test_a_manager_gives_the_own_clinic_a_host_and_takes_it_away(self, clinic: Clinic) -> None:
        manager = make_person("mona", Role.MANAGER)
        assert add_host(clinic, "Riverside.example.", by=manager) == "riverside.example"
        assert clinic.hosts.get().name == "riverside.example"
        take_host(clinic, "riverside.example", by=manager)
        assert not clinic.hosts.exists()

    def test_a_host_has_one_clinic(self, clinic: Clinic, other: Clinic) -> None:
        with pytest.raises(HostRefused, match="Another clinic has"):
            add_host(clinic, "hillside.example", by=make_person("mona", Role.MANAGER))

    def test_the_installations_own_hosts_are_the_operators_to_give(
        self, other: Clinic, settings: object
    ) -> None:
        settings.ALLOWED_HOSTS = [".example.org", "testserver"]  # type: ignore[attr-defined]
        manager, operator = make_person("mona", Role.MANAGER, clinic=other), make_person("root")
        operator.is_superuser = True
        with pytest.raises(HostRefused, match="belongs to the whole installation"):
            add_host(other, "main.example.org", by=manager)
        add_host(other, "main.example.org", by=operator)
        assert clinic_of(RequestFactory().get("/", headers={"Host": "main.example.org"})) == other
