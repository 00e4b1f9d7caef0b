"""The daily mail: to whom, about what, at most once a day, and over a real SMTP server on this computer."""

import socketserver
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from pytest_django import Settings

from education.clinics.models import Clinic, Person, Role
from education.clinics.people import end_access, invite
from education.content.models import Section
from education.review.actions import submit
from education.review.digest import send_digests
from education.review.models import Edition
from tests.making import make_article, make_person, make_section, put, sign_now, standing_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


def with_mail(person: Person) -> Person:
    person.email = f"{person.username}@example.org"
    person.save()
    return person


@pytest.fixture
def tom() -> Person:
    return with_mail(make_person("tom", Role.TRANSLATOR, ["es"]))


@pytest.fixture
def rosa() -> Person:
    return with_mail(make_person("rosa", Role.REVIEWER, ["en", "es"]))


@pytest.fixture
def section(rosa: Person, tom: Person) -> Section:
    section = make_section(make_article())
    put(section, by=rosa, heading="Pain")
    return section


class Postbox(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a sender needs. Addresses that begin with “no” are refused."""

    received: list[tuple[list[str], Message]] = []

    def handle(self) -> None:
        recipients: list[str] = []
        self.say(b"220 postbox")
        while line := self.rfile.readline().strip():
            verb = line[:4].upper()
            if verb == b"RCPT" and b"<no" in line:
                self.say(b"550 no such person")
            elif verb == b"DATA":
                self.say(b"354 go on")
                self.received.append((recipients, message_from_bytes(b"".join(self.lines()))))
                self.say(b"250 kept")
            elif verb == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                recipients += [line[9:-1].decode()] if verb == b"RCPT" else []
                self.say(b"250 good")

    def lines(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) != b".\r\n":
            yield line

    def say(self, words: bytes) -> None:
        self.wfile.write(words + b"\r\n")


@pytest.fixture
def post(settings: Settings) -> Iterator[list[tuple[list[str], Message]]]:
    """A server that listens on this computer, and Django set to send there."""
    Postbox.received = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Postbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        yield Postbox.received
        server.shutdown()


class TestOverSmtp:
    def test_the_command_mails_each_person_what_waits(
        self, post: list[tuple[list[str], Message]], section: Section, settings: Settings
    ) -> None:
        settings.SITE_ADDRESS = "https://education.example.org"
        out = StringIO()
        call_command("review_digest", stdout=out)

        assert out.getvalue() == "1 mailed, 0 had their mail today, 1 with nothing waiting.\n"
        ((recipients, message),) = post
        assert recipients == ["tom@example.org"]
        assert message.get_content_type() == "text/plain"
        body = str(message.get_payload())
        assert "Spanish: 1 text waits for you to write" in body
        assert "https://education.example.org/staff/words/sciatica/?mine=on" in body

    def test_a_second_run_on_the_same_day_mails_nobody(
        self, post: list[tuple[list[str], Message]], section: Section
    ) -> None:
        call_command("review_digest", stdout=StringIO())
        out = StringIO()
        call_command("review_digest", stdout=out)
        assert out.getvalue().startswith("0 mailed, 1 had their mail today")
        assert len(post) == 1

    def test_an_address_that_is_refused_costs_nobody_else_the_mail_and_is_tried_again(
        self, post: list[tuple[list[str], Message]], section: Section
    ) -> None:
        gone = make_person("nobody", Role.TRANSLATOR, ["es"])
        with_mail(gone)
        with pytest.raises(CommandError, match="1 could not be mailed"):
            call_command("review_digest", stdout=StringIO())
        assert len(post) == 1

        Person.objects.filter(pk=gone.pk).update(email="mended@example.org")
        call_command("review_digest", stdout=StringIO())
        assert [recipients for recipients, _message in post][1] == ["mended@example.org"]

    def test_a_server_that_does_not_answer_loses_nothing(self, section: Section, settings: Settings) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        with pytest.raises(CommandError, match="1 could not be mailed"):
            call_command("review_digest", stdout=StringIO())
        assert Person.objects.get(username="tom").digest_on is None


class TestWhatIsSaid:
    def test_requests_for_a_reviewer_and_reviews_that_fall_due(self, section: Section, rosa: Person) -> None:
        sign_now(section, by=rosa)
        Edition.objects.update(next_review=TODAY - timedelta(days=1))
        put(section, "es", by=rosa, heading="Dolor")
        submit(section, "es", by=rosa, seen=standing_of(section, "es").desk_print)
        send_digests(TODAY)
        body = next(message.body for message in mail.outbox if message.to == ["rosa@example.org"])
        assert "English: 1 signed text is overdue for review" in body
        assert "Spanish: 1 text waits for your signature" in body

    def test_names_are_said_as_they_are(self, section: Section, tom: Person) -> None:
        Person.objects.filter(pk=tom.pk).update(first_name="T & T", last_name="<Tan>")
        send_digests(TODAY)
        assert "Hello T & T <Tan>, this is what waits for you at Riverside Clinic." in mail.outbox[0].body


class TestWhoGetsNone:
    def test_who_has_nothing_waiting(self, section: Section, tom: Person, rosa: Person) -> None:
        put(section, "es", by=tom, heading="Dolor")
        sign_now(section, by=rosa)
        sign_now(section, language="es", by=rosa)
        assert send_digests(TODAY).mails == 0
        assert Person.objects.filter(digest_on=None).count() == 2

    def test_who_has_left_or_has_not_come_yet_or_gave_no_address(self, section: Section, tom: Person) -> None:
        manager, clinic = make_person("mona", Role.MANAGER), Clinic.objects.get()
        end_access(tom, clinic, by=manager)
        invite(clinic, "new@example.org", Role.TRANSLATOR, ["es"], by=manager)
        make_person("silent", Role.TRANSLATOR, ["es"])
        assert send_digests(TODAY).mails == 0
        assert not mail.outbox

    def test_who_had_it_today_gets_the_next_one_tomorrow(self, section: Section) -> None:
        assert [send_digests(day).mails for day in (TODAY, TODAY, TODAY + timedelta(days=1))] == [1, 0, 1]
