"""The store of ready pages: the same bytes as Django would give, never old for long, never more than it may hold."""

import gzip
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.clinics.models import Clinic, Role
from education.content.models import Section, Urgency
from education.publishing.moment import Moment, Watch
from education.publishing.store import Environ, PageStore
from tests.making import (
    make_article,
    make_care_level,
    make_clinic,
    make_person,
    make_red_flag,
    make_section,
    put,
    sign_now,
)

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/en/sciatica/"
MOST = 1_000_000
HOSTS = ["localhost", "LOCALHOST", "localhost:80", "localhost:99", "localhost.", "evil.example", "a b"]
PATHS = [
    "/", "/en", "/en/", PAGE, "/EN/sciatica/", "//en/sciatica/", "/en/sciatica", "/en/./sciatica/", "/xx/", PAGE + "?a=1",
    PAGE + "quiz/", "/en/%00/", "/en/" + "a" * 400 + "/", "/staff/", "/static/x.css",
]  # fmt: skip
UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


class Asked:
    """The application behind the store, and how often it was asked."""

    def __init__(self) -> None:
        self.handler, self.times, self.gate = WSGIHandler(), 0, threading.Event()
        self.gate.set()

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        self.times += 1
        self.gate.wait(10)
        try:
            return self.handler(environ, start_response)
        finally:
            if threading.current_thread() is not threading.main_thread():
                connections.close_all()


class Reader:
    """Somebody who reads through a store of their own, as one process has it."""

    def __init__(self, most: int = MOST) -> None:
        self.django = Asked()
        self.store = PageStore(self.django, most, Watch(interval=3600, patience=10))

    def get(self, path: str = PAGE, method: str = "GET", **headers: str) -> "Got":
        return got(self.store, path, method, **headers)

    def later(self) -> None:
        """The interval is over."""
        now = self.store.watch.now
        self.store.watch.now = Moment(now.version, now.away, 0.0, now.answers)


class Got:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.raw = int(status[:3]), body
        self.headers = {name.lower(): value for name, value in headers}
        encoding = self.headers.get("content-encoding", "")
        self.text = UNPACK[encoding](body).decode() if body else ""


def got(application: Any, path: str, method: str = "GET", **headers: str) -> Got:
    environ = RequestFactory().generic(method, path).environ
    environ |= {"HTTP_HOST": "localhost", "SERVER_PORT": "80"}
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    told: list[Any] = []
    body = application(environ, lambda status, headers, exc_info=None: told.extend([status, headers]))
    return Got(told[0], told[1], b"".join(body))


@pytest.fixture
def section() -> Section:
    make_clinic(languages=["en", "es"], show_unsigned=True)
    article = make_article()
    level, sign = make_care_level(article, Urgency.EMERGENCY), make_red_flag(article)
    for language in ("en", "es"):
        put(level, language, name="Call now", action="Call {emergency_number}.")
        put(sign, language, sign="Numb between the legs")
    section = make_section(article)
    put(section, heading="What is it?", body="It hurts.")
    return section


@pytest.fixture
def reader(section: Section) -> Reader:
    return Reader()


@pytest.fixture
def database() -> Iterator[dict[str, Any]]:
    """How the database is reached; what a test changes there is put back."""
    entry = connections.settings["default"]
    kept = dict(entry)
    yield entry
    entry.update(kept)
    connections.close_all()


def take_away(database: dict[str, Any]) -> None:
    database["NAME"] = "/no/such/database"
    connections.close_all()


class TestSameBytes:
    @pytest.mark.parametrize("encoding", ["", "br", "gzip", "gzip, br;q=0", "identity", "zstd"])
    @pytest.mark.parametrize(
        "path", ["/en/", PAGE, "/es/sciatica/", "/en/sciatica/editions/", "/en/sciatica/quiz/"]
    )
    def test_as_django_gives(self, reader: Reader, path: str, encoding: str) -> None:
        for _time in range(2):
            ours, theirs = (got(ask, path, accept_encoding=encoding) for ask in (reader.store, WSGIHandler()))
            assert (ours.status, ours.text) == (theirs.status, theirs.text)
            assert ours.headers["content-length"] == str(len(ours.raw))
            added = {"etag", "content-length"}
            assert {k: v for k, v in ours.headers.items() if k not in added} == {
                k: v for k, v in theirs.headers.items() if k not in added
            }

    def test_a_page_is_made_once(self, reader: Reader) -> None:
        assert [reader.get(accept_encoding=name).status for name in ("br", "br", "gzip", "")] == [200] * 4
        assert reader.django.times == 1

    def test_head_has_the_headers_and_no_body(self, reader: Reader) -> None:
        whole, head = reader.get(), reader.get(method="HEAD")
        assert head.raw == b""
        assert head.headers == whole.headers

    def test_a_head_before_anything_else_fills_the_store(self, reader: Reader) -> None:
        assert (reader.get(method="HEAD").raw, reader.get().status, reader.django.times) == (b"", 200, 1)

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT"]),
        path=st.sampled_from(
            PATHS
        ),
        headers=st.fixed_dictionaries(
            {},
            optional={
                "host": st.sampled_from(HOSTS),
                "accept_encoding": st.sampled_from(["br", "gzip;q=0.5", "br;q=0, gzip", "*", "x" * 900]),
                "range": st.just("bytes=0-9"),
                "x_forwarded_host": st.just("evil.example"),
                "x_forwarded_proto": st.just("https"),
                "accept_language": st.sampled_from(["es", "xx;q=9"]),
                "cookie": st.just("sessionid=1"),
            },
        ),
    )  # fmt: skip
    def test_whatever_is_asked(self, reader: Reader, method: str, path: str, headers: dict[str, str]) -> None:
        ours, theirs = (got(ask, path, method, **headers) for ask in (reader.store, WSGIHandler()))
        assert ours.status == theirs.status
        assert method == "HEAD" or ours.text == theirs.text
        assert ours.headers.get("location") == theirs.headers.get("location")


class TestConditional:
    def test_an_unchanged_page_is_not_sent_again(self, reader: Reader) -> None:
        first = reader.get(accept_encoding="br")
        again = reader.get(accept_encoding="gzip", if_none_match=f'"other", {first.headers["etag"]}')
        assert (again.status, again.raw) == (304, b"")
        assert again.headers["vary"] == "Accept-Encoding"
        assert "content-length" not in again.headers

    def test_another_version_is(self, reader: Reader, section: Section) -> None:
        old = reader.get().headers["etag"]
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        assert "can hurt" in reader.get(if_none_match=old).text


class TestFresh:
    def test_a_signature_and_a_withdrawal_show_in_every_process_when_the_interval_is_over(
        self, section: Section
    ) -> None:
        vera = make_person("vera", Role.REVIEWER, ["en", "es"])
        one, other = Reader(), Reader()
        assert {"vera" in reader.get().text for reader in (one, other)} == {False}
        sign_now(section, by=vera)
        assert "vera" not in other.get().text
        other.later()
        assert "vera" in other.get().text
        one.later()
        assert "vera" in one.get().text

    def test_nothing_is_asked_of_the_database_while_the_interval_lasts(
        self, reader: Reader, database: dict[str, Any]
    ) -> None:
        reader.get()
        take_away(database)
        assert reader.get(accept_encoding="br").status == 200
        assert reader.django.times == 1

    def test_what_is_public_no_longer_is_gone(self, reader: Reader, section: Section) -> None:
        assert reader.get().status == 200
        Clinic.objects.update(show_unsigned=False)
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        assert "not public yet" in reader.get().text
        assert reader.get("/es/sciatica/").status == 404


class TestCrowd:
    def test_one_request_fills_a_missing_page_and_the_others_wait(self, reader: Reader) -> None:
        reader.django.gate.clear()
        found = self.crowd(reader, 8)
        reader.django.gate.set()
        self.wait(found, 8)
        assert reader.django.times == 1
        assert len({answer.text for answer in found}) == 1

    def test_others_get_the_last_version_while_one_fills(self, reader: Reader, section: Section) -> None:
        reader.get()
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        reader.django.gate.clear()
        found = self.crowd(reader, 4)
        self.wait(found, 3)
        assert all("It hurts" in answer.text for answer in found)
        reader.django.gate.set()
        self.wait(found, 4)
        assert sum("can hurt" in answer.text for answer in found) == 1
        assert "can hurt" in reader.get().text

    def crowd(self, reader: Reader, size: int) -> list[Got]:
        found: list[Got] = []

        def read() -> None:
            found.append(reader.get())

        for _each in range(size):
            threading.Thread(target=read).start()
        return found

    def wait(self, found: list[Got], size: int) -> None:
        for _step in range(500):
            if len(found) >= size:
                return
            time.sleep(0.02)
        raise AssertionError(f"{len(found)} of {size} answered")


class TestBounded:
    def test_the_page_that_was_not_read_for_longest_goes_first(self, reader: Reader) -> None:
        size = len(reader.get().raw)
        small = Reader(most=size * 5 // 2)
        for path in (PAGE, "/es/sciatica/", PAGE, "/en/", PAGE, "/es/"):
            assert small.get(path).status == 200
            assert sum(page.size for page in small.store.pages.values()) <= small.store.most
        assert ("http", "localhost", PAGE) in small.store.pages
        assert ("http", "localhost", "/es/sciatica/") not in small.store.pages

    @pytest.mark.parametrize(
        ("path", "headers"),
        [
            (PAGE + "?x=1", {}),
            ("/", {}),
            ("/en/nothing/", {}),
            (PAGE + "quiz/", {}),
            (PAGE, {"host": "LOCALHOST"}),
            (PAGE, {"host": "localhost."}),
            (PAGE, {"host": "localhost:8123"}),
            (PAGE, {"accept_encoding": "br" + " " * 500}),
            (PAGE, {"if_none_match": '"x"' * 500}),
            (PAGE, {"range": "bytes=0-1"}),
        ],
    )
    def test_what_a_stranger_can_vary_at_will_is_not_kept(
        self, reader: Reader, path: str, headers: dict[str, str]
    ) -> None:
        reader.get(path, **headers)
        assert not reader.store.pages
        assert not reader.store.watch.now.answers

    def test_a_thousand_addresses_that_lead_nowhere_leave_nothing(self, reader: Reader) -> None:
        for number in range(40):
            assert reader.get(f"/en/nothing-{number}/").status == 404
        assert not reader.store.pages
        assert not reader.store._filling


class TestDatabaseAway:
    def test_the_last_good_page_is_served_and_says_so_and_is_checked_when_it_is_back(
        self, reader: Reader, section: Section, database: dict[str, Any]
    ) -> None:
        good, name = reader.get(), database["NAME"]
        assert "cache-status" not in good.headers
        take_away(database)
        reader.later()
        kept = reader.get()
        assert (kept.status, kept.text) == (200, good.text)
        assert "database-away" in kept.headers["cache-status"]
        database["NAME"] = name
        connections.close_all()
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        back = reader.get()
        assert "can hurt" in back.text
        assert "cache-status" not in back.headers

    def test_a_page_that_nobody_had_read_is_said_to_be_away(
        self, reader: Reader, database: dict[str, Any]
    ) -> None:
        reader.get()
        take_away(database)
        reader.later()
        assert reader.get("/es/").status == 503
        assert reader.get().status == 200


def test_a_page_in_use_is_pressed_to_its_smallest(reader: Reader) -> None:
    first = reader.get(accept_encoding="br")
    for _time in range(12):
        reader.get(accept_encoding="br")
    reader.later()
    reader.get(accept_encoding="br")
    reader.store._presser.shutdown(wait=True)
    small = reader.get(accept_encoding="br")
    assert len(small.raw) < len(first.raw)
    assert (small.text, small.headers["etag"]) == (first.text, first.headers["etag"])
