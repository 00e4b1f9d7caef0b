"""Two servers over one PostgreSQL and one Redis behind Nginx, all real, and each of them taken away while somebody reads."""

import http.client
import threading
import time
from collections.abc import Iterator
from itertools import cycle

import pytest

from education.publishing.moment import INTERVAL
from tests.deploy.site import Site, read, until, whole_site
from tools import servers

pytestmark = pytest.mark.own_database

PAGES = ("/en/sciatica/", "/es/sciatica/", "/ar/sciatica/", "/en/sciatica/editions/", "/en/sciatica/quiz/")
STAFF, QUIZ = "/staff/words/sciatica/en/", "/en/sciatica/quiz/?kept=never"
WANTED_A_SECOND, READERS = 200, 8


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    if lacking := servers.missing("postgresql-15", "redis-server", "nginx"):
        pytest.skip(f"this machine has no {' and no '.join(lacking)}")
    with whole_site() as made:
        yield made


class Reading:
    """Many readers through Nginx, 200 requests a second between them, until told to stop."""

    def __init__(self, site: Site) -> None:
        self.site, self.stop = site, threading.Event()
        self.read, self.failures = 0, []  # type: tuple[int, list[str]]
        self.threads = [threading.Thread(target=self._go, args=(number,)) for number in range(READERS)]

    def __enter__(self) -> "Reading":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _go(self, number: int) -> None:
        connection, began = self.site.reader(), time.monotonic()
        for turn, path in enumerate(cycle(PAGES)):
            # Each second browser names its encodings as nobody else does, so that Nginx holds no copy and asks a server.
            encoding = f"gzip;q=0.{number}{turn:06}" if turn % 2 else "gzip"
            try:
                answer = read(connection, path, encoding)
                said = "" if answer.status == 200 else f"{answer.status} {path}"
            except (OSError, http.client.HTTPException) as failure:
                said = f"{type(failure).__name__} {path}"
                connection.close()
            self.read += 1
            self.failures += [said] if said else []
            if self.stop.wait(max(0.0, began + turn * READERS / WANTED_A_SECOND - time.monotonic())):
                connection.close()
                return


def edition_shows_after_a_second(site: Site, port: int, number: int) -> bool:
    # What is promised is the age of an answer, however long a busy machine takes to give it.
    time.sleep(INTERVAL)
    return f"/en/sciatica/editions/{number}/" in site.ask(port, "/en/sciatica/editions/").text


def test_an_edition_signed_through_one_server_shows_on_the_other_within_a_second(site: Site) -> None:
    site.ask(site.b, "/en/sciatica/editions/")
    number = site.sign_next(site.a)

    assert edition_shows_after_a_second(site, site.b, number)
    until(lambda: f"/editions/{number}/" in site.read("/en/sciatica/editions/").text)


def test_readers_notice_nothing_when_a_server_is_killed(site: Site) -> None:
    with Reading(site) as reading:
        until(lambda: reading.read > WANTED_A_SECOND)
        site.kill(site.a)
        before = reading.read
        until(lambda: reading.read > before + 3 * WANTED_A_SECOND)
    site.start(site.a)

    assert reading.failures == []


def test_without_redis_reading_and_editing_go_on(site: Site) -> None:
    site.cache.stop()
    try:
        assert site.read("/es/sciatica/?without=redis").status == 200
        assert site.ask(site.b, STAFF).status == 200
        number = site.sign_next(site.a)
        assert edition_shows_after_a_second(site, site.b, number)
        told = site.ask(site.a, "/readyz")
        assert (told.status, "cache: does not answer" in told.text) == (200, True)
    finally:
        site.cache.start()

    until(lambda: "cache: answers" in site.ask(site.a, "/readyz").text)


@pytest.fixture(scope="class")
def away(site: Site) -> Iterator[Site]:
    for port in (site.a, site.b):
        for path in (*PAGES, STAFF, QUIZ):
            assert site.ask(port, path).status == 200
    site.database.stop()
    yield site
    if not site.database.answers():
        site.database.start()


class TestWithoutPostgresql:
    @pytest.mark.parametrize("path", PAGES)
    def test_published_pages_are_still_served(self, away: Site, path: str) -> None:
        assert away.ask(away.a, path).status == 200
        assert away.ask(away.b, path).status == 200
        assert away.read(path).status == 200

    def test_a_quiz_that_was_begun_goes_on(self, away: Site) -> None:
        assert away.ask(away.a, QUIZ).status == 200
        assert away.ask(away.b, QUIZ).status == 200

    @pytest.mark.parametrize("path", [STAFF, "/es/sciatica/editions/", "/es/sciatica/quiz/?kept=never"])
    def test_other_pages_say_so_in_words_with_a_reference(self, away: Site, path: str) -> None:
        answer = away.ask(away.b, path)

        assert answer.status == 503
        assert "This site cannot answer right now" in answer.text
        assert "emergency" in answer.text
        assert '<bdi dir="ltr">' in answer.text

    def test_is_alive_and_not_ready(self, away: Site) -> None:
        told = away.ask(away.a, "/readyz")

        assert away.ask(away.a, "/healthz").status == 200
        assert (told.status, told.text) == (503, "not ready: The database does not answer.\n")

    def test_everything_recovers_by_itself(self, away: Site) -> None:
        away.database.start()

        for port in (away.a, away.b):
            for path in ("/readyz", STAFF, QUIZ, *PAGES):
                until(lambda port=port, path=path: away.ask(port, path).status == 200)  # type: ignore[misc]
        number = away.sign_next(away.a)
        assert edition_shows_after_a_second(away, away.b, number)


def test_when_no_server_is_left_readers_get_the_last_page_and_others_a_page_in_words(site: Site) -> None:
    assert site.read("/en/sciatica/").status == 200
    for port in (site.a, site.b):
        site.kill(port)
    never_read = site.read("/en/sciatica/?when=never")

    assert site.read("/en/sciatica/").status == 200
    assert never_read.status == 503
    assert "This site cannot answer right now" in never_read.text
