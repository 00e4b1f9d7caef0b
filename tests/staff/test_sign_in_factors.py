"""The second factor: in production nobody works without one, and each code is good once."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter
from django.utils import timezone
from pytest_django import Settings

from education.clinics.invitations import token_for
from education.clinics.models import Clinic, Person, Role
from education.clinics.people import end_access, invite
from education.staff.guard import OPEN_WITHOUT
from tests.making import make_article, make_clinic, make_person, make_section
from tests.staff.signing_in import (
    AGAIN,
    FACTOR,
    LOGIN,
    SECRET,
    STEP,
    code_of,
    give_password,
    is_in,
    kept_secret,
    said,
    secret_shown,
    signed_in,
    with_app,
    with_codes,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def production(settings: Settings) -> None:
    cache.clear()
    settings.SECOND_FACTOR_REQUIRED = True
    make_clinic()


@pytest.fixture
def anna() -> Person:
    return make_person("anna", Role.AUTHOR)


@pytest.fixture
def mona() -> Person:
    return make_person("mona", Role.MANAGER)


class TestSettingUp:
    def test_is_the_only_thing_that_opens_before_it_is_done(self, anna: Person) -> None:
        client = signed_in("anna")
        response = client.get("/staff/", follow=True)
        assert response.redirect_chain[-1][0] == FACTOR
        assert "Set up your second factor first" in said(response)  # type: ignore[arg-type]

    def test_of_an_app_needs_its_code_and_gives_recovery_codes(self, anna: Person) -> None:
        client = signed_in("anna")
        secret = secret_shown(client.get(f"{FACTOR}app/").content.decode())
        wrong = client.post(f"{FACTOR}app/", {"code": "000000"})
        assert "This code is wrong" in said(wrong)  # type: ignore[arg-type]
        assert not is_in(client)

        done = client.post(f"{FACTOR}app/", {"code": code_of(secret)}, follow=True)

        assert done.redirect_chain[-1][0] == f"{FACTOR}codes/"
        assert is_in(client)
        assert kept_secret(anna) == secret

    def test_ends_sessions_that_began_without_it(self, anna: Person) -> None:
        here, there = signed_in("anna"), signed_in("anna")
        secret = secret_shown(here.get(f"{FACTOR}app/").content.decode())
        here.post(f"{FACTOR}app/", {"code": code_of(secret)})
        assert is_in(here)
        assert there.get("/staff/")["Location"].startswith(LOGIN)

    def test_is_what_an_invited_person_does_first(self, mona: Person) -> None:
        tom = invite(Clinic.objects.get(), "tom@example.org", Role.AUTHOR, [], by=mona)
        client = Client()
        words = {"first_name": "Tom", "last_name": "Tan", "password": "a long enough phrase"}
        joined = client.post(f"/staff/invitation/{token_for(tom)}/", words, follow=True)
        assert joined.redirect_chain[-1][0] == FACTOR
        # No password once more: it was set a moment ago.
        assert client.get(f"{FACTOR}app/").status_code == 200

    def test_is_offered_and_not_required_on_ones_own_computer(self, anna: Person, settings: Settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        client = signed_in("anna")
        assert is_in(client)
        assert "Add an authenticator app" in said(client.get(FACTOR))  # type: ignore[arg-type]


KNOWN = {"article": "sciatica", "language": "en", "app_label": "education", "uidb36": "1", "object_id": "1"}


def staff_addresses() -> dict[str, str]:
    """Every address below /staff/ by its name, of ours, of Django's admin and of whoever adds one, filled with something."""
    found: dict[str, str] = {}

    def walk(patterns: list[URLPattern | URLResolver], names: list[str]) -> None:
        for item in patterns:
            if isinstance(item, URLResolver):
                walk(item.url_patterns, [*names, item.namespace] if item.namespace else names)
            elif item.name:
                name = ":".join([*names, item.name])
                found[name] = reverse(name, kwargs=filled(item))

    walk([item for item in get_resolver().url_patterns if str(item.pattern) == "staff/"], [])
    return found


def filled(item: URLPattern) -> dict[str, object]:
    named = [*item.pattern.converters, *item.pattern.regex.groupindex]
    numbers = {name for name, kind in item.pattern.converters.items() if isinstance(kind, IntConverter)}
    return {name: 1 if name in numbers else KNOWN.get(name, "x") for name in named}


OPEN_TO_STRANGERS = {
    "account_login", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "admin:invitation", "admin:jsi18n", "admin:login", "admin:logout",
}  # fmt: skip


def test_every_staff_address_sends_a_stranger_to_the_door() -> None:
    client = Client()
    closed = {name: path for name, path in staff_addresses().items() if name not in OPEN_TO_STRANGERS}
    assert len(closed) > 50
    for name, path in closed.items():
        response = client.get(path)
        assert response.status_code == 302, name
        assert response["Location"].startswith(LOGIN), name


def test_every_staff_address_sends_a_person_without_a_second_factor_to_set_one_up() -> None:
    make_section(make_article())
    client = Client()
    client.force_login(Person.objects.create_superuser("operator", password="operator-password"))
    paths = staff_addresses()
    for name in paths.keys() - OPEN_WITHOUT - {"admin:login", "admin:logout"}:
        for send in (client.get, client.post):
            response = send(paths[name])
            assert (response.status_code, response.get("Location")) == (302, FACTOR), name


class TestSecondStep:
    def test_opens_the_page_that_was_asked_for_and_not_before(self, anna: Person) -> None:
        with_app(anna)
        client = Client()
        assert give_password(client, "anna", next="/staff/log/")["Location"] == STEP
        assert not is_in(client)
        assert client.post(STEP, {"code": code_of()})["Location"] == "/staff/log/"
        assert is_in(client)

    @pytest.mark.parametrize("code", ["", "000000", "12345", "１２３４５６", "abcdef", "9" * 500])
    def test_refuses_a_wrong_code(self, anna: Person, code: str) -> None:
        with_app(anna)
        client = signed_in("anna", code)
        assert not is_in(client)
        assert client.post(STEP, {"code": code}).status_code == 200

    @pytest.mark.parametrize("spelled", ["{0}", "{0} ", "{1} {2}"])
    def test_takes_a_code_once_as_long_as_it_would_hold(self, anna: Person, spelled: str) -> None:
        with_app(anna)
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            code = code_of()
            assert is_in(signed_in("anna", code))
        with time_machine.travel(start + timedelta(seconds=31), tick=False):
            again = spelled.format(code, code[:3], code[3:])
            assert not is_in(signed_in("anna", again))
            assert is_in(signed_in("anna", code_of()))

    def test_takes_a_recovery_code_once(self, anna: Person) -> None:
        code = with_codes(with_app(anna))[0]
        assert is_in(signed_in("anna", code))
        assert not is_in(signed_in("anna", code))

    def test_rests_after_five_wrong_codes_for_five_minutes(self, anna: Person) -> None:
        with_app(anna)
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            client = signed_in("anna")
            answers = [said(client.post(STEP, {"code": "000000"})) for _time in range(6)]  # type: ignore[arg-type]
            assert "Too many wrong codes" not in answers[4]
            assert "Too many wrong codes. Wait five minutes" in answers[5]
            assert not is_in(signed_in("anna", code_of()))
        with time_machine.travel(start + timedelta(minutes=5, seconds=1), tick=False):
            assert is_in(signed_in("anna", code_of()))

    def test_ends_with_the_password_that_opened_it_after_a_quarter_of_an_hour(self, anna: Person) -> None:
        with_app(anna)
        client = signed_in("anna")
        with time_machine.travel(timezone.now() + timedelta(minutes=16)):
            assert client.post(STEP, {"code": code_of()})["Location"] == LOGIN

    def test_is_not_passed_by_a_new_password(self, anna: Person) -> None:
        with_app(anna)
        anna.set_password("a long enough phrase")
        anna.save()
        client = Client()
        assert give_password(client, "anna", "a long enough phrase")["Location"] == STEP


class TestChangingFactors:
    def again(self, client: Client, name: str) -> None:
        client.post(AGAIN, {"password": f"{name}-password"})

    def test_asks_for_the_password_once_more(self, anna: Person) -> None:
        with_codes(with_app(anna))
        client = signed_in("anna", code_of())
        asked = client.get(f"{FACTOR}codes/")
        assert asked["Location"].startswith(AGAIN)
        assert "not your password" in said(client.post(AGAIN, {"password": "wrong"}))  # type: ignore[arg-type]
        self.again(client, "anna")
        assert client.get(f"{FACTOR}codes/").status_code == 200
        assert client.get(f"{FACTOR}codes/file/")["Content-Disposition"].startswith("attachment")

    def test_keeps_the_last_factor_where_one_is_needed(self, anna: Person, settings: Settings) -> None:
        with_app(anna)
        client = signed_in("anna", code_of())
        self.again(client, "anna")
        assert "your last second factor" in said(client.post(f"{FACTOR}app/remove/"))  # type: ignore[arg-type]
        assert Authenticator.objects.count() == 1
        settings.SECOND_FACTOR_REQUIRED = False
        client.post(f"{FACTOR}app/remove/")
        assert Authenticator.objects.count() == 0

    def test_makes_new_recovery_codes_and_ends_the_old_ones(self, anna: Person) -> None:
        old = with_codes(with_app(anna))[0]
        client = signed_in("anna", code_of())
        self.again(client, "anna")
        client.post(f"{FACTOR}codes/new/")
        assert not is_in(signed_in("anna", old))


class TestLostDevice:
    def reset(self, client: Client, person: Person, **form: str) -> str:
        address = f"/staff/people/{person.pk}/"
        return said(client.post(address, {"do": "second_factor", **form}, follow=True))  # type: ignore[arg-type]

    def test_is_reset_by_a_manager_who_is_sure_and_the_person_is_told(
        self, anna: Person, mona: Person
    ) -> None:
        Person.objects.filter(pk=anna.pk).update(email="anna@example.org")
        inside = signed_in("anna", code_of()) if with_app(anna) else Client()
        manager = signed_in("mona", code_of()) if with_app(mona) else Client()
        assert "tick the box" in self.reset(manager, anna)
        assert is_in(inside)

        assert "is reset" in self.reset(manager, anna, sure="on")

        assert not is_in(inside)
        assert signed_in("anna").get("/staff/")["Location"] == FACTOR
        assert [(message.to, message.subject) for message in mail.outbox] == [
            (["anna@example.org"], "Your second factor was reset")
        ]
        entry = LogEntry.objects.latest("pk")
        assert (entry.user, entry.object_id, entry.change_message) == (
            mona,
            str(anna.pk),
            "second factor reset",
        )

    def test_is_not_reset_by_oneself_or_by_somebody_who_does_not_manage(
        self, anna: Person, mona: Person
    ) -> None:
        manager = signed_in("mona", code_of()) if with_app(mona) else Client()
        assert "You may not reset" in self.reset(manager, mona, sure="on")
        author = signed_in("anna", code_of()) if with_app(anna) else Client()
        assert (
            author.post(f"/staff/people/{mona.pk}/", {"do": "second_factor", "sure": "on"}).status_code == 403
        )
        assert Authenticator.objects.count() == 2

    def test_of_the_last_manager_is_reset_at_the_server_and_logged(self, mona: Person) -> None:
        with_app(mona)
        said_back = StringIO()
        call_command("reset_second_factor", "mona", stdout=said_back)
        assert said_back.getvalue() == "The second factor of mona is reset.\n"
        assert (
            LogEntry.objects.latest("pk").change_message
            == "second factor reset by the operator of the server"
        )
        assert not Authenticator.objects.exists()

    @pytest.mark.parametrize(
        ("name", "why"), [("nobody", "There is no account"), ("mona", "has no second factor")]
    )
    def test_the_command_says_what_it_cannot_do(self, mona: Person, name: str, why: str) -> None:
        with pytest.raises(CommandError, match=why):
            call_command("reset_second_factor", name)

    def test_access_that_ended_takes_the_factor_along(self, anna: Person, mona: Person) -> None:
        with_app(anna)
        end_access(anna, Clinic.objects.get(), by=mona)
        assert not Authenticator.objects.exists()


class TestSeals:
    def test_hide_every_secret_from_who_reads_the_database(self, anna: Person) -> None:
        with_codes(with_app(anna))
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert SECRET not in kept
        assert "5eed5eed" not in kept

    def test_made_with_an_earlier_key_open_and_are_renewed(self, anna: Person, settings: Settings) -> None:
        with_codes(with_app(anna))
        earlier = settings.SECRET_KEY
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [earlier]
        assert is_in(signed_in("anna", code_of()))
        call_command("renew_seals", stdout=StringIO())
        settings.SECRET_KEY_FALLBACKS = []
        cache.clear()
        assert is_in(signed_in("anna", code_of()))

    def test_of_a_lost_key_are_said_in_words(self, anna: Person, settings: Settings) -> None:
        with_codes(with_app(anna))
        settings.SECRET_KEY = "n" * 60
        client = signed_in("anna")
        response = client.post(STEP, {"code": "123456"})
        assert response.status_code == 200
        assert "the server's key has changed" in said(response).replace("&#x27;", "'")  # type: ignore[arg-type]
        with pytest.raises(CommandError, match="the second factor of anna"):
            call_command("renew_seals", stdout=StringIO())

    def test_of_a_lost_key_are_said_in_words_where_recovery_codes_are_shown(
        self, anna: Person, settings: Settings
    ) -> None:
        with_codes(with_app(anna))
        settings.SECRET_KEY = "n" * 60
        client = Client()
        client.force_login(anna, "allauth.account.auth_backends.AuthenticationBackend")
        client.post(AGAIN, {"password": "anna-password"})
        response = client.get(f"{FACTOR}codes/", follow=True)
        assert "the server's key has changed" in said(response).replace("&#x27;", "'")  # type: ignore[arg-type]


def test_pages_of_strangers_can_be_kept_by_nobody(anna: Person) -> None:
    get: Callable[[str], object] = Client().get
    assert "no-store" in get(LOGIN)["Cache-Control"]  # type: ignore[index]
