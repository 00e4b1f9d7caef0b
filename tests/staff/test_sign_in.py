"""Coming in: name and password, the lock after wrong ones, a new password by mail, and what a stranger may not learn."""

import re
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.hashers import BasePasswordHasher, make_password
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from education.clinics.invitations import token_for
from education.clinics.models import Clinic, Person, Role
from education.clinics.people import invite
from education.staff.accounts import client_address, post
from tests.making import make_clinic, make_person
from tests.staff.signing_in import LOGIN, RESET, give_password, is_in, said, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def people() -> None:
    cache.clear()
    make_clinic()
    make_person("anna", Role.AUTHOR)
    make_person("mona", Role.MANAGER)
    make_person("stranger")
    Person.objects.filter(username="anna").update(email="anna@example.org")


def mails() -> list[mail.EmailMessage]:
    """What is in the box when all letters so far have gone."""
    post.submit(lambda: None).result()
    return list(mail.outbox)


class TestNameAndPassword:
    def test_open_the_page_that_was_asked_for(self) -> None:
        assert give_password(Client(), "anna", next="/staff/log/")["Location"] == "/staff/log/"

    @pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
    def test_never_lead_to_another_site(self, elsewhere: str) -> None:
        assert give_password(Client(), "anna", next=elsewhere)["Location"] == "/staff/"

    def test_are_asked_for_once(self) -> None:
        assert signed_in("anna").get(LOGIN)["Location"] == "/staff/"

    def test_tell_an_account_without_a_role_what_to_do(self) -> None:
        response = give_password(Client(), "stranger")
        assert "Ask a clinic manager" in said(response)

    def test_of_somebody_whose_role_went_away_lead_to_the_door_and_not_round_in_circles(self) -> None:
        client = signed_in("anna")
        Person.objects.get(username="anna").memberships.all().delete()
        assert client.get("/staff/")["Location"].startswith(LOGIN)
        assert client.get(LOGIN).status_code == 200

    def test_of_a_known_and_an_unknown_name_get_the_same_answer(self) -> None:
        known, unknown = (give_password(Client(), name, "wrong") for name in ("anna", "nobody"))
        assert known.status_code == unknown.status_code == 200
        assert said(known) == said(unknown)
        assert "do not belong together" in said(known)

    @pytest.mark.parametrize("name", ["anna", "nobody", "invited@example.org", "ended"])
    def test_cost_one_hash_whoever_is_named(
        self, name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        invite(
            Clinic.objects.get(),
            "invited@example.org",
            Role.AUTHOR,
            [],
            by=Person.objects.get(username="mona"),
        )
        Person.objects.create(username="ended", password=make_password("ended-password"), is_active=False)
        hashed: list[str] = []
        monkeypatch.setattr(CountedHash, "made", hashed, raising=False)
        settings.PASSWORD_HASHERS = [f"{__name__}.CountedHash"]
        Person.objects.filter(username="anna").update(password="counted$salt$anna")
        hashed.clear()
        give_password(Client(), name, "wrong")
        assert len(hashed) == 1

    def test_signing_out_ends_the_session(self) -> None:
        client = signed_in("anna")
        assert is_in(client)
        assert client.post("/staff/logout/")["Location"] == LOGIN
        assert not is_in(client)


class CountedHash(BasePasswordHasher):
    """Counts how often the server hashes, which is what a clock at the other end could measure."""

    algorithm = "counted"
    made: list[str] = []

    def salt(self) -> str:
        return "salt"

    def encode(self, password: str, salt: str) -> str:
        self.made.append(password)
        return f"counted${salt}${password}"

    def decode(self, encoded: str) -> dict[str, str]:
        return {"algorithm": "counted", "hash": encoded, "salt": "salt"}

    def verify(self, password: str, encoded: str) -> bool:
        return self.encode(password, "salt") == encoded


def fail(times: int, name: str = "anna", address: str = "198.51.100.7") -> list[int]:
    client = Client(REMOTE_ADDR=address)
    return [give_password(client, name, "wrong").status_code for _time in range(times)]


class TestLock:
    def test_closes_after_five_wrong_passwords_and_says_for_how_long(self) -> None:
        assert fail(5) == [200, 200, 200, 200, 429]
        response = give_password(Client(REMOTE_ADDR="198.51.100.7"), "anna")
        assert response.status_code == 429
        assert "Try again in 15 minutes." in said(response)

    def test_opens_after_fifteen_minutes_though_somebody_kept_trying(self) -> None:
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            fail(5)
        with time_machine.travel(start + timedelta(minutes=14), tick=False):
            response = give_password(Client(REMOTE_ADDR="198.51.100.7"), "anna")
            assert "Try again in 1 minute." in said(response)
        with time_machine.travel(start + timedelta(minutes=15, seconds=1)):
            assert give_password(Client(REMOTE_ADDR="198.51.100.7"), "anna").status_code == 302

    def test_leaves_everybody_else_at_the_same_address_alone(self) -> None:
        fail(5)
        assert give_password(Client(REMOTE_ADDR="198.51.100.7"), "mona").status_code == 302

    def test_leaves_the_same_name_at_another_address_alone(self) -> None:
        fail(5)
        assert give_password(Client(REMOTE_ADDR="198.51.100.8"), "anna").status_code == 302

    def test_is_not_fooled_by_capital_letters(self) -> None:
        assert fail(3) + fail(2, "ANNA") == [200, 200, 200, 200, 429]

    def test_is_the_same_for_a_name_that_nobody_has(self) -> None:
        assert fail(5, "nobody") == [200, 200, 200, 200, 429]

    def test_forgets_the_wrong_ones_when_the_right_one_comes(self) -> None:
        fail(4)
        give_password(Client(REMOTE_ADDR="198.51.100.7"), "anna")
        assert not AccessAttempt.objects.exists()

    def test_keeps_no_password_and_forgets_the_address(self) -> None:
        start = timezone.now()
        with time_machine.travel(start, tick=False):
            fail(2)
        row = AccessAttempt.objects.get()
        assert row.ip_address == "198.51.100.7"
        assert "wrong" not in row.post_data
        with time_machine.travel(start + timedelta(minutes=16)):
            call_command("forget_sign_ins", stdout=None)
        assert not AccessAttempt.objects.exists()


class TestAddress:
    def ask(self, forwarded: str = "") -> str:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        return client_address(RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", headers=headers))

    def test_is_the_other_end_of_the_line_whatever_a_header_says(self) -> None:
        assert self.ask("203.0.113.9") == "198.51.100.7"

    def test_behind_our_proxy_is_what_the_proxy_saw_and_not_what_stands_before_it(
        self, settings: Settings
    ) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert self.ask("203.0.113.9, 192.0.2.5") == "192.0.2.5"
        assert self.ask() == "198.51.100.7"

    def test_of_a_version_6_network_is_one(self) -> None:
        one, other = (
            client_address(RequestFactory().get("/", REMOTE_ADDR=f"2001:db8:1:2::{end}"))
            for end in ("5", "ffff:6")
        )
        assert one == other

    def test_that_is_none_is_no_error(self, settings: Settings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        assert self.ask("' or 1=1") == "0.0.0.0"


class TestNewPassword:
    def ask(self, address: str) -> str:
        return said(Client().post(RESET, {"email": address}, follow=True))  # type: ignore[arg-type]

    def link(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+(/staff/\S+)", str(mails()[0].body))
        assert found
        return found[1]

    def test_comes_by_a_link_that_works_once_and_signs_out_everywhere(self) -> None:
        inside = signed_in("anna")
        self.ask("anna@example.org")
        client = Client()
        form = client.get(self.link(), follow=True)
        words = {"password1": "a long enough phrase", "password2": "a long enough phrase"}
        done = client.post(form.redirect_chain[-1][0], words)

        assert done["Location"] == LOGIN
        assert not is_in(inside)
        assert give_password(Client(), "anna", "a long enough phrase").status_code == 302
        assert "does not work any more" in said(Client().get(self.link(), follow=True))  # type: ignore[arg-type]

    def test_is_not_taken_when_it_is_too_short(self) -> None:
        self.ask("anna@example.org")
        client = Client()
        there = client.get(self.link(), follow=True).redirect_chain[-1][0]
        assert "too short" in said(client.post(there, {"password1": "short", "password2": "short"}))  # type: ignore[arg-type]
        assert give_password(Client(), "anna").status_code == 302

    def test_is_not_to_be_had_after_an_hour(self) -> None:
        self.ask("anna@example.org")
        with time_machine.travel(timezone.now() + timedelta(minutes=61)):
            assert "does not work any more" in said(Client().get(self.link(), follow=True))  # type: ignore[arg-type]

    def test_answers_the_same_whether_the_address_is_known(self) -> None:
        assert self.ask("anna@example.org") == self.ask("nobody@example.org")
        assert [message.to for message in mails()] == [["anna@example.org"]]

    def test_is_no_way_around_an_invitation_or_an_ended_access(self) -> None:
        mona = Person.objects.get(username="mona")
        invited = invite(Clinic.objects.get(), "invited@example.org", Role.AUTHOR, [], by=mona)
        Person.objects.create_user("ended", "ended@example.org", "ended-password", is_active=False)
        self.ask("invited@example.org")
        self.ask("ended@example.org")
        assert mails() == []
        assert token_for(invited)

    def test_can_be_asked_for_three_times_an_hour(self) -> None:
        for _time in range(3):
            self.ask("anna@example.org")
        assert "Please wait a little" in self.ask("anna@example.org")


def test_changing_the_password_keeps_this_session_and_ends_the_others() -> None:
    here, there = signed_in("anna"), signed_in("anna")
    form = {
        "oldpassword": "anna-password",
        "password1": "a long enough phrase",
        "password2": "a long enough phrase",
    }
    assert here.post("/staff/password_change/", form).status_code == 302
    assert is_in(here)
    assert not is_in(there)
