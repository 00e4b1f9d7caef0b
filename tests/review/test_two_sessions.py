"""Two signed-in people at one text at the same moment, over HTTP against a running server: one wins, nobody loses words.

On PostgreSQL too, when the tests run on it: the locks are other ones there.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import unescape
from http.client import HTTPConnection, HTTPResponse
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Approval, Edition, Revision
from tests.making import make_article, make_person, make_section, put, standing_of

pytestmark = pytest.mark.django_db(transaction=True)

HERE = "/staff/words/sciatica/en/"
TIMES = 3
Answer = tuple[int, str]


class Session:
    """A browser of one person, with cookies and the token of the forms."""

    def __init__(self, server: LiveServer, person: Person) -> None:
        client = Client()
        client.force_login(person)
        client.get("/staff/signed-in/")
        self.address = urlsplit(server.url).netloc
        self.token = "a" * 32
        self.cookies = {
            settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value,
            settings.CSRF_COOKIE_NAME: self.token,
        }

    def post(self, path: str, form: dict[str, str]) -> Answer:
        connection = HTTPConnection(self.address, timeout=60)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", path, urlencode({**form, "csrfmiddlewaretoken": self.token}), headers)
        answer: HTTPResponse = connection.getresponse()
        html = unescape(answer.read().decode())
        connection.close()
        return answer.status, html


def at_once(acts: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do all of it, each in a thread of its own, all waiting for each other before they begin."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Answer]) -> Answer:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


@pytest.fixture
def section() -> Section:
    return make_section(make_article())


@pytest.fixture
def two(section: Section, live_server: LiveServer) -> list[Session]:
    people = [make_person(name, Role.REVIEWER, ["en"]) for name in ("rosa", "otto")]
    put(section, by=people[0], heading="Pain", body="It hurts.")
    return [Session(live_server, person) for person in people]


def test_of_two_saves_at_once_one_holds_and_the_other_sees_both(two: list[Session], section: Section) -> None:
    for time in range(TIMES):
        seen = standing_of(section).desk_print
        texts = [f"Words {who} of round {time}." for who in ("here", "there")]
        forms = [{"heading": "Pain", "body": text, "seen": seen} for text in texts]
        answers = at_once(
            [partial(one.post, f"{HERE}definition/", form) for one, form in zip(two, forms, strict=True)]
        )  # fmt: skip

        assert sorted(status for status, _html in answers) == [302, 409]
        lost = next(html for status, html in answers if status == 409)
        assert all(text in lost for text in texts)
        held = standing_of(section).desk
        assert held["body"] in texts
        assert f'name="seen" value="{standing_of(section).desk_print}"' in lost
        assert Revision.objects.count() == time + 2


def test_of_two_signatures_under_one_list_at_once_one_is_made(two: list[Session], section: Section) -> None:
    for time in range(TIMES):
        put(section, by=Person.objects.get(username="rosa"), heading="Pain", body=f"Round {time}.")
        here = standing_of(section)
        form = {
            "key": "definition", "words-definition": here.desk_print, "source-definition": here.source_print,
            "reading": "self", "note": "Mine.",
        }  # fmt: skip
        answers = at_once([partial(one.post, f"{HERE}sign/", form) for one in two])

        assert sorted(status for status, _html in answers) == [200, 302]
        refused = next(html for status, html in answers if status == 200)
        assert "has nothing to sign" in refused
        assert Edition.objects.count() == Approval.objects.count() == time + 1


def test_a_save_while_somebody_signs_never_puts_unread_words_on_the_shelf(
    two: list[Session], section: Section
) -> None:
    for time in range(TIMES):
        put(section, by=Person.objects.get(username="rosa"), heading="Pain", body=f"Read {time}.")
        here = standing_of(section)
        words = {"heading": "Pain", "body": f"Unread {time}.", "seen": here.desk_print}
        form = {
            "key": "definition", "words-definition": here.desk_print, "source-definition": here.source_print,
            "reading": "self",
        }  # fmt: skip
        saved, signed = at_once(
            [partial(two[0].post, f"{HERE}definition/", words), partial(two[1].post, f"{HERE}sign/", form)]
        )
        assert saved[0] == 302
        assert standing_of(section).desk["body"] == f"Unread {time}."
        shelf = standing_of(section).signed_words.get("body", "")
        assert not shelf.startswith("Unread")
        assert (signed[0] == 302) == (shelf == f"Read {time}.")
