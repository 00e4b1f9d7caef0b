"""A link invites one person, once, for seven days, and not after somebody changed anything about it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from education.clinics.invitations import accept, invited, send_invitation, token_for
from education.clinics.models import Clinic, Person, Role
from education.clinics.people import end_access, invite, invite_again
from tests.making import make_person

pytestmark = pytest.mark.django_db

WORDS = {"first_name": "Tom", "last_name": "Tan", "credential": "Nurse", "password": "a long enough phrase"}


@pytest.fixture
def manager() -> Person:
    return make_person("mona", Role.MANAGER)


@pytest.fixture
def tom(manager: Person) -> Person:
    return invite(Clinic.objects.get(), "tom@example.org", Role.TRANSLATOR, ["ar"], by=manager)


def test_a_link_opens_the_account_with_name_credential_and_password(tom: Person) -> None:
    joined = accept(token_for(tom), **WORDS)
    assert joined == tom
    assert (str(joined), joined.credential) == ("Tom Tan", "Nurse")
    assert Person.objects.get(pk=tom.pk).check_password("a long enough phrase")


def test_a_link_works_once(tom: Person) -> None:
    link = token_for(tom)
    accept(link, **WORDS)
    assert invited(link) is None
    assert accept(link, **{**WORDS, "password": "another long phrase"}) is None
    assert Person.objects.get(pk=tom.pk).check_password("a long enough phrase")


@pytest.mark.parametrize(("days", "works"), [(6.9, True), (7.1, False)])
def test_a_link_works_for_seven_days(tom: Person, days: float, works: bool) -> None:
    link = token_for(tom)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert (invited(link) == tom) is works


def test_a_new_invitation_ends_the_earlier_link(tom: Person, manager: Person) -> None:
    earlier = token_for(tom)
    invite_again(tom, Clinic.objects.get(), by=manager)
    assert invited(earlier) is None
    assert invited(token_for(tom)) == tom


def test_ended_access_ends_the_link(tom: Person, manager: Person) -> None:
    link = token_for(tom)
    end_access(tom, Clinic.objects.get(), by=manager)
    assert invited(link) is None


@pytest.mark.parametrize(
    "change", [lambda link: link[:-1] + "~", lambda link: "", lambda link: link.swapcase()]
)
def test_an_altered_link_invites_nobody(tom: Person, change: object) -> None:
    assert invited(change(token_for(tom))) is None  # type: ignore[operator]


def test_a_link_of_one_account_opens_no_other(tom: Person, manager: Person) -> None:
    other = invite(Clinic.objects.get(), "eve@example.org", Role.AUTHOR, [], by=manager)
    assert invited(token_for(other)) == other != tom


class TestMail:
    def test_is_plain_text_with_the_link(self, tom: Person, manager: Person) -> None:
        send_invitation(tom, Clinic.objects.get(), "https://education.example.org/x/?a=1&b=2", by=manager)
        message = mail.outbox[0]
        assert message.to == ["tom@example.org"]
        assert message.content_subtype == "plain"
        assert "https://education.example.org/x/?a=1&b=2\n" in message.body
        assert "7 days" in message.body

    def test_a_line_break_in_a_name_adds_no_header(self, tom: Person, manager: Person) -> None:
        Clinic.objects.update(name="Riverside\nBcc: eve@example.org")
        send_invitation(tom, Clinic.objects.get(), "https://x", by=manager)
        message = mail.outbox[0].message()
        assert message["Bcc"] is None
        assert message["Subject"].endswith("Riverside Bcc: eve@example.org")
