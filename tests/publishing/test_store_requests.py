"""Requests of every shape at the store of ready pages: answered as Django answers, and nothing kept that strangers vary."""

import threading
from concurrent.futures import Future
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.publishing.kept import BESIDE, Pages
from education.publishing.store import MOST_ANSWERS
from tests.publishing.storing import PAGE, Reader, got

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "x" * 20_000
HOSTS = [
    "localhost", "LOCALHOST", "localhost:80", "localhost:080", "localhost:99", "localhost.", "localhost:", "[::1]", "127.0.0.1",
    "evil.example", "a b", "localhost\r\nX-Evil: 1", "localhost,localhost", "user@localhost", "löcal", "", "h" * 5000,
]  # fmt: skip
STEPS = [
    "en", "EN", "es", "xx", "sciatica", "Sciatica", "sources", "editions", "1", "quiz", "question", ".", "..", "", "%00",
    "%0d%0aX:1", "%2f", "%2e%2e", "scia%74ica", "%e2%80%ae", "é", "staff", "static", "a" * 400,
]  # fmt: skip
ENCODINGS = [
    "", "br", "gzip", "GZIP", "gzip;q=0.5", "br;q=0, gzip", "br;q=0.000", "*", "identity;q=0", "br;q=x", ",,,", "br, " * 3000,
    LONG, "gzip\r\nX: 1", "x" + " " * 5000,
]  # fmt: skip
NAMED = ["*", '"x"', 'W/"x"', "x", '"', '"x", ' * 3000, LONG, 'W/"\r\nX: 1"']
POISON = {
    "x_forwarded_host": "evil.example", "x_forwarded_proto": "https", "x_forwarded_port": "99",
    "x_forwarded_for": "203.0.113.9", "x_forwarded_prefix": "/evil",
    "x_original_url": "/staff/", "x_rewrite_url": "/es/",
    "x_http_method_override": "POST",
    "x_forwarded_server": "evil.example", "forwarded": "host=evil.example;proto=https", "accept_language": "es, xx;q=9",
    "cookie": "sessionid=1; csrftoken=2", "authorization": "Bearer x", "transfer_encoding": "chunked", "connection": "upgrade",
    "upgrade": "h2c", "if_modified_since": "Thu, 01 Jan 2099 00:00:00 GMT", "if_match": '"x"', "user_agent": "evil",
    "origin": "https://evil.example", "expect": "100-continue", "te": "trailers", "pragma": "no-cache",
    "cache_control": "only-if-cached",
}  # fmt: skip
SHAPES = {
    "host": st.sampled_from(HOSTS),
    "accept_encoding": st.sampled_from(ENCODINGS) | st.text(max_size=40),
    "if_none_match": st.sampled_from(NAMED),
    "range": st.sampled_from(["bytes=0-9", "bytes=-1", "bytes=9-0", "lines=1"]),
    "CONTENT_LENGTH": st.sampled_from(["", "0", "1", "-1", "x", "9" * 30]),
} | {name: st.just(value) for name, value in POISON.items() if name != "cookie"}
PATHS = st.sampled_from([PAGE, PAGE + "quiz/", "/en/", "/", "/es/sciatica/editions/"]) | st.builds(
    "/{}{}".format, st.lists(st.sampled_from(STEPS), max_size=5).map("/".join), st.sampled_from(["", "/", "//", "?", "?a=1"])
)  # fmt: skip


class TestAsDjango:
    @settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        method=st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE", "PATCH", "BREW"]),
        path=PATHS,
        asked=st.fixed_dictionaries({}, optional=SHAPES),
    )
    def test_whatever_is_asked(self, reader: Reader, method: str, path: str, asked: dict[str, str]) -> None:
        ours, theirs = (got(ask, path, method, **asked) for ask in (reader.store, WSGIHandler()))
        if ours.status == 304:
            assert asked["if_none_match"].strip() == "*"
            assert theirs.status == 200
            return
        assert ours.head == theirs.head
        assert method == "HEAD" or ours.plain == theirs.plain
        assert ours.status < 500

    @pytest.mark.parametrize("name", sorted(POISON))
    def test_a_header_that_a_stranger_sends_first_changes_nothing_for_the_next_reader(
        self, reader: Reader, name: str
    ) -> None:
        clean = Reader().get()
        for path in (PAGE, "/"):
            reader.get(path, **{name: POISON[name]})
        assert ("http", "localhost", PAGE) in reader.store.pages
        after = reader.get()
        assert (after.status, after.headers, after.raw) == (clean.status, clean.headers, clean.raw)
        assert "evil" not in after.text

    @pytest.mark.usefixtures("section")
    @override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_SSL_REDIRECT=True)
    def test_behind_a_proxy_plain_and_encrypted_requests_are_never_mixed(self) -> None:
        reader, django = Reader(), WSGIHandler()
        for sent in ("https", "http", "HTTPS", "https,http", "https", LONG, ""):
            ours, theirs = (got(ask, PAGE, x_forwarded_proto=sent) for ask in (reader.store, django))
            assert (ours.head, ours.plain) == (theirs.head, theirs.plain)
            assert ours.status == (200 if sent.startswith("https") else 301)
        kept = [(scheme, "localhost", PAGE) in reader.store.pages for scheme in ("https", "http")]
        assert kept == [True, False]
        assert len(reader.store.watch.now.answers) == 1


class TestBounded:
    def test_the_page_that_was_not_read_for_longest_goes_first(self, section: Any) -> None:
        size = max(self.size(path) for path in (PAGE, "/es/sciatica/", "/en/", "/es/"))
        small = Reader(most=size * 5 // 2)
        for path in (PAGE, "/es/sciatica/", PAGE, "/en/", PAGE, "/es/"):
            assert small.get(path).status == 200
            assert small.store.pages.held <= small.store.pages.most
        assert ("http", "localhost", PAGE) in small.store.pages
        assert ("http", "localhost", "/es/sciatica/") not in small.store.pages

    def size(self, path: str) -> int:
        reader = Reader()
        reader.get(path)
        return reader.store.pages.held

    def test_every_body_counts_and_what_goes_is_held_by_nothing(self, reader: Reader) -> None:
        plain = len(reader.get().raw)
        assert reader.store.pages.held == BESIDE + plain
        packed = sum(len(reader.get(accept_encoding=name).raw) for name in ("br", "gzip"))
        assert reader.store.pages.held == BESIDE + plain + packed
        reader.store.pages.most = 1
        reader.get("/es/")
        assert (reader.store.pages.held, len(reader.store.pages)) == (0, 0)
        assert len(reader.store.watch.now.answers) == 1, "that of the page just read, until the next one goes"

    def test_a_page_that_became_private_takes_no_room(self, reader: Reader) -> None:
        reader.get()
        pages: Pages = reader.store.pages
        pages.keep(("http", "localhost", PAGE), None)
        assert (pages.held, len(pages)) == (0, 0)

    @pytest.mark.parametrize(
        ("path", "asked"),
        [
            (PAGE + "?x=1", {}),
            ("/", {}),
            ("/en/nothing/", {}),
            (PAGE + "quiz/", {}),
            ("/EN/sciatica/", {}),
            ("/en/Sciatica/", {}),
            ("//en/sciatica/", {}),
            ("/en/./sciatica/", {}),
            ("/en/sciatica", {}),
            ("/en/%0d%0aX-Evil:1/", {}),
            ("/en/" + "a" * 400 + "/", {}),
            *((PAGE, {"host": host}) for host in HOSTS if host not in ("localhost", "localhost:80", "[::1]", "127.0.0.1")),
            *((PAGE, {"accept_encoding": value}) for value in ENCODINGS if len(value) > 300),
            *((PAGE, {"if_none_match": value}) for value in NAMED if len(value) > 300),
            (PAGE, {"range": "bytes=0-1"}),
            (PAGE, {"CONTENT_LENGTH": "1"}),
        ],
    )  # fmt: skip
    def test_what_a_stranger_can_vary_at_will_is_not_kept(
        self, reader: Reader, path: str, asked: dict[str, str]
    ) -> None:
        for method in ("GET", "HEAD", "OPTIONS"):
            assert reader.get(path, method, **asked).status < 500
        assert not reader.keeps

    def test_thousands_of_addresses_that_lead_nowhere_leave_nothing(self, reader: Reader) -> None:
        reader.django.handler = lambda _environ, answer: answer("404 Not Found", []) or [b"no"]  # type: ignore[assignment]
        for number in range(5000):
            assert reader.get(f"/en/nothing-{number}/").status == 404
        assert not reader.keeps

    def test_ever_new_headers_for_one_page_keep_a_number_of_answers_and_one_page(
        self, reader: Reader
    ) -> None:
        # One that is being pressed all the time: the end of pressing would clear the answers too.
        reader.store._pressing = Future()
        for number in range(MOST_ANSWERS + 100):
            assert reader.get(accept_encoding=f"br;q=0.{number}").status == 200
        assert reader.django.times == 1
        assert len(reader.store.pages) == 1
        assert len(reader.store.watch.now.answers) <= MOST_ANSWERS


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
    page = reader.store.pages.get(("http", "localhost", PAGE))
    assert page
    assert reader.store.pages.held == page.size


def test_many_at_once_with_all_encodings_get_whole_bodies(reader: Reader) -> None:
    wrong: list[str] = []

    def read() -> None:
        for encoding in ("br", "gzip", "", "br") * 10:
            answer = reader.get(accept_encoding=encoding)
            if answer.headers.get("content-encoding", "") != encoding or "hurts" not in answer.text:
                wrong.append(encoding)

    readers = [threading.Thread(target=read) for _each in range(8)]
    for thread in readers:
        thread.start()
    for thread in readers:
        thread.join()
    assert wrong == []
