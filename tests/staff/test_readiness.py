"""The first-run checklist: every line follows what is there, and `manage.py ready` tells operators the same."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from education.clinics.backups import Backup
from education.clinics.models import Clinic, Person, Role
from education.clinics.setting_up import change, confirm_numbers
from education.staff.readiness import readiness
from tests.making import make_article, make_clinic, make_person, make_red_flag, put, sign_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic(languages=["en"])


@pytest.fixture
def manager(clinic: Clinic) -> Person:
    return make_person("mona", Role.MANAGER, clinic=clinic)


def missing(clinic: Clinic) -> set[str]:
    return {line.key for line in readiness(Clinic.objects.get(pk=clinic.pk)) if not line.is_done}


def test_a_new_clinic_lacks_everything_but_a_language(clinic: Clinic, manager: Person) -> None:
    make_red_flag(make_article())
    everything = {"brand", "numbers", "reviewers", "signed", "https", "second-factor", "backup"}
    assert missing(clinic) == everything


def test_every_line_that_is_missing_says_why_and_where(clinic: Clinic, manager: Person) -> None:
    for line in readiness(clinic):
        assert line.what
        assert line.is_done or line.lacking
        assert line.address.startswith("/staff/") or line.key in ("https", "backup")


def test_a_clinic_becomes_ready(clinic: Clinic, manager: Person, settings: object) -> None:
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    flag = make_red_flag(make_article())
    change(clinic, {"accent": "#005eb8"}, by=manager)
    confirm_numbers(clinic, clinic.numbers, by=manager)
    reviewer, author = make_person("rosa", Role.REVIEWER, ["en"]), make_person("ada", Role.AUTHOR)
    put(flag, by=author, sign="Numb.", detail="Go.")
    sign_now(flag, by=reviewer, asked_by=author)
    for person in (manager, reviewer, author):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    Backup.objects.create(sha256="0" * 64, size=1)
    assert missing(clinic) == set()
    out = StringIO()
    call_command("ready", stdout=out)
    assert "Ready to open." in out.getvalue()


class TestLines:
    def test_numbers_that_change_are_to_be_confirmed_again(self, clinic: Clinic, manager: Person) -> None:
        confirm_numbers(clinic, clinic.numbers, by=manager)
        assert "numbers" not in missing(clinic)
        change(clinic, {"urgent_number": ""}, by=manager)
        assert "numbers" in missing(clinic)

    def test_a_reviewer_for_each_language(self, clinic: Clinic, manager: Person) -> None:
        make_person("rosa", Role.REVIEWER, ["en"], clinic=clinic)
        assert "reviewers" not in missing(clinic)
        change(clinic, {"languages": ["en", "ar"]}, by=manager)
        assert "reviewers" in missing(clinic)
        make_person("amal", Role.REVIEWER, ["ar"], clinic=clinic)
        assert "reviewers" not in missing(clinic)
        Person.objects.filter(username="amal").update(is_active=False)
        assert "reviewers" in missing(clinic)

    def test_recovery_codes_alone_are_no_second_factor(self, clinic: Clinic, manager: Person) -> None:
        Authenticator.objects.create(user=manager, type=Authenticator.Type.RECOVERY_CODES, data={})
        assert "second-factor" in missing(clinic)
        Authenticator.objects.create(user=manager, type=Authenticator.Type.TOTP, data={})
        assert "second-factor" not in missing(clinic)

    def test_an_operator_of_no_clinic_needs_a_second_factor_too(self, clinic: Clinic) -> None:
        operator = Person.objects.create_superuser("root", password="operator-password")
        line = next(line for line in readiness(clinic) if line.key == "second-factor")
        assert not line.is_done
        assert "root" in line.lacking
        factor = Authenticator.objects.create(user=operator, type=Authenticator.Type.TOTP, data={})
        assert "second-factor" not in missing(clinic)
        factor.delete()
        Person.objects.filter(pk=operator.pk).update(is_active=False)
        assert "second-factor" not in missing(clinic)

    def test_a_backup_counts_for_seven_days(self, clinic: Clinic) -> None:
        backup = Backup.objects.create(sha256="0" * 64, size=1, made_at=timezone.now() - timedelta(days=8))
        assert "backup" in missing(clinic)
        backup.made_at = timezone.now() - timedelta(days=6)
        backup.save()
        assert "backup" not in missing(clinic)


def test_the_page_and_the_command_say_what_is_missing(clinic: Clinic, manager: Person) -> None:
    client = Client()
    client.force_login(manager)
    html = client.get("/staff/clinics/clinic/ready/").content.decode()
    assert "Not ready yet: 6 things are missing." in html
    assert 'href="/staff/clinics/clinic/#confirm"' in html
    out = StringIO()
    with pytest.raises(CommandError, match="6 missing"):
        call_command("ready", "--clinic", "clinic", stdout=out)
    assert "MISSING  Telephone numbers confirmed" in out.getvalue()


def test_a_clinic_that_is_not_there_is_said(clinic: Clinic) -> None:
    with pytest.raises(CommandError, match="no such clinic"):
        call_command("ready", "--clinic", "nowhere")


@pytest.mark.django_db
def test_an_empty_installation_says_how_the_first_clinic_is_made() -> None:
    with pytest.raises(CommandError, match="There is no clinic yet"):
        call_command("ready")


@pytest.mark.django_db
def test_an_operator_of_an_empty_installation_is_led_to_the_first_clinic_and_on_to_its_setting_up() -> None:
    client = Client()
    client.force_login(Person.objects.create(username="operator", is_superuser=True, is_staff=True))
    assert 'href="/staff/education/clinic/add/"' in client.get("/staff/").content.decode()

    form = {
        "key": "first",
        "name_en": "First",
        "country": "GB",
        "emergency_number": "999",
        "clinic_phone": "01632 960200",
    }
    assert client.post("/staff/education/clinic/add/", form)["Location"] == "/staff/clinics/first/"
    assert (
        'href="/staff/education/clinic/add/"'
        not in client.get("/staff/").content.decode().partition("<table")[0]
    )
