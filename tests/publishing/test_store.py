"""The store of ready pages: the same bytes as Django would give, never old for long, never more than it may hold."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, get_resolver

from education.clinics.hosts import clinic_of, is_known
from education.clinics.models import Clinic, Person, Role
from education.clinics.pictures import Drawing
from education.clinics.setting_up import add_host, change, set_look
from education.content.models import Section
from education.publishing import gate
from education.publishing.kept import Given
from tests.making import make_person, make_section, put, sign_now
from tests.publishing.storing import PAGE, Got, Reader, got, take_away
from tests.quiz.conftest import WORDS, make_question

pytestmark = pytest.mark.django_db(transaction=True)

LOGO, ICON = Drawing(b"logo" * 200, "webp", 300, 100), Drawing(b"icon", "png", 64, 64)
KEPT = {
    "home": "/es/",
    "article": PAGE,
    "sources": PAGE + "sources/",
    "editions": PAGE + "editions/",
    "edition": PAGE + "editions/1/",
    "quiz": PAGE + "quiz/",
    "picture": f"/picture/{LOGO.digest}.webp",
}
NOT_KEPT = {
    "root": "/",
    "shared_preview": "/preview/token/",
    "quiz-question": PAGE + "quiz/question/",
    "quiz-result": PAGE + "quiz/result/",
    "quiz-slip": PAGE + "quiz/slip/",
}


def routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str | None]:
    for pattern in patterns:
        if str(pattern.pattern) == "staff/":
            continue
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns)
        else:
            yield pattern.name


@pytest.fixture
def everything(section: Section) -> None:
    """Something to show at each address: a title, an edition, a question, a logo."""
    put(make_section(section.article, "title", placement="title"), heading="Sciatica")
    sign_now(section, by=make_person("vera", Role.REVIEWER, ["en", "es"]))
    put(make_question(section.article), "en", by=None, **WORDS)
    mona = make_person("mona", Role.MANAGER)
    set_look(Clinic.objects.get(), accent="", tint="", drawings=(LOGO, ICON), without_logo=False, by=mona)


class TestSameBytes:
    def test_the_tables_here_name_every_address_outside_the_staff_area(self) -> None:
        assert set(routes(get_resolver().url_patterns)) == {*KEPT, *NOT_KEPT}

    @pytest.mark.usefixtures("everything")
    @pytest.mark.parametrize("name", [*KEPT, *NOT_KEPT])
    def test_as_django_gives_at_every_address(self, name: str) -> None:
        path, reader, django = (KEPT | NOT_KEPT)[name], Reader(), WSGIHandler()
        for encoding in ("gzip", "", "br", "gzip, br;q=0", "zstd"):
            theirs, ours = (got(ask, path, accept_encoding=encoding) for ask in (django, reader.store))
            assert (ours.head, ours.raw) == (theirs.head, theirs.raw), encoding
            assert ours.headers.get("content-length") in (None, str(len(theirs.raw)))
        theirs, ours = (got(ask, path, "HEAD") for ask in (django, reader.store))
        assert (ours.head, ours.raw) == (theirs.head, b"")
        assert (("http", "localhost", path) in reader.store.pages) is (name in KEPT)
        assert name not in KEPT or (ours.status, reader.django.times) == (200, 1)

    def test_a_page_is_made_once(self, reader: Reader) -> None:
        assert [reader.get(accept_encoding=name).status for name in ("br", "br", "gzip", "")] == [200] * 4
        assert reader.django.times == 1

    def test_head_has_the_headers_and_no_body(self, reader: Reader) -> None:
        whole, head = reader.get(), reader.get(method="HEAD")
        assert head.raw == b""
        assert head.headers == whole.headers

    def test_a_head_before_anything_else_fills_the_store(self, reader: Reader) -> None:
        assert (reader.get(method="HEAD").raw, reader.get().status, reader.django.times) == (b"", 200, 1)

    def test_each_clinic_has_its_own_pages(self, reader: Reader) -> None:
        mona = make_person("mona", Role.MANAGER)
        other = Clinic.objects.create(
            key="hill", name="Hill Clinic", country="FR", emergency_number="15", clinic_phone="0123", languages=["en"],
            show_unsigned=True,
        )  # fmt: skip
        add_host(other, "hill.example.org", by=make_person("moe", Role.MANAGER, clinic=other))
        change(Clinic.objects.default() or other, {"name_en": "Mill Clinic"}, by=mona)
        for _time in range(2):
            assert "Mill Clinic" in reader.get().text
            assert "Hill Clinic" in reader.get(host="hill.example.org").text
            assert reader.get(host="dale.example.org").status == 421


@pytest.mark.parametrize(
    ("status", "headers", "kept"),
    [
        ("200 OK", {"Cache-Control": "public, max-age=0"}, True),
        ("200 OK", {"Cache-Control": "public", "Vary": "accept-encoding"}, True),
        ("200 OK", {"Cache-Control": "public", "Vary": "Accept-Encoding, Cookie"}, False),
        ("200 OK", {"Cache-Control": "public", "Vary": "*"}, False),
        ("200 OK", {"Cache-Control": "public", "Set-Cookie": "a=1"}, False),
        ("200 OK", {"Cache-Control": "public, no-store"}, False),
        ("200 OK", {"Cache-Control": "private"}, False),
        ("200 OK", {}, False),
        ("206 Partial Content", {"Cache-Control": "public"}, False),
        ("404 Not Found", {"Cache-Control": "public"}, False),
        ("301 Moved Permanently", {"Cache-Control": "public"}, False),
    ],
)
def test_only_what_says_that_it_is_for_everybody_may_be_kept(
    status: str, headers: dict[str, str], kept: bool
) -> None:
    assert Given(status, list(headers.items()), b"").may_be_kept is kept


class TestConditional:
    def test_an_unchanged_page_is_not_sent_again(self, reader: Reader) -> None:
        first = reader.get(accept_encoding="br")
        for named in (f'"other", {first.headers["etag"]}', first.headers["etag"].removeprefix("W/"), "*"):
            again = reader.get(accept_encoding="gzip", if_none_match=named)
            assert (again.status, again.raw) == (304, b"")
            assert again.headers["vary"] == "Accept-Encoding"
            assert "content-length" not in again.headers
        assert reader.get(if_none_match='W/"other"').status == 200

    def test_another_version_is(self, reader: Reader, section: Section) -> None:
        old = reader.get().headers["etag"]
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        assert "can hurt" in reader.get(if_none_match=old).text

    def test_a_version_that_changed_nothing_here_is_not(self, reader: Reader, section: Section) -> None:
        etag = reader.get().headers["etag"]
        page = reader.store.pages.get(("http", "localhost", PAGE))
        change(Clinic.objects.get(), {"keep_attempts_months": 3}, by=make_person("mona", Role.MANAGER))
        reader.later()
        assert reader.get(if_none_match=etag).status == 304
        assert reader.django.times == 2
        assert reader.store.pages.get(("http", "localhost", PAGE)) is page, "and is not packed again"


class TestFresh:
    def test_a_signature_shows_in_every_process_when_the_interval_is_over(self, section: Section) -> None:
        vera = make_person("vera", Role.REVIEWER, ["en", "es"])
        one, other = Reader(), Reader()
        assert {"vera" in reader.get().text for reader in (one, other)} == {False}
        sign_now(section, by=vera)
        assert "vera" not in other.get().text
        for reader in (other, one):
            reader.later()
            assert "vera" in reader.get().text

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

    def test_a_page_is_of_one_moment_from_the_clinic_to_the_last_word(
        self, reader: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The host's clinic is the first thing that is read for a page. What is written after that is of the next version."""
        clinic, mona = Clinic.objects.get(), make_person("mona", Role.MANAGER)

        def asked_before_a_change(request: HttpRequest) -> bool:
            known = is_known(request) and clinic_of(request) is not None
            writer = threading.Thread(target=self.write, args=[clinic, mona])
            writer.start()
            writer.join()
            return known

        monkeypatch.setattr(gate, "is_known", asked_before_a_change)
        reader.get()
        monkeypatch.undo()
        reader.later()
        assert "Mill Clinic" in reader.get().text

    def write(self, clinic: Clinic, mona: Person) -> None:
        change(clinic, {"name_en": "Mill Clinic"}, by=mona)
        connections.close_all()


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


class TestDatabaseAway:
    def test_the_last_good_page_is_served_and_says_so_and_is_checked_when_it_is_back(
        self, reader: Reader, section: Section, database: dict[str, Any]
    ) -> None:
        ways: tuple[dict[str, str], ...] = ({}, {"accept_encoding": ""}, {"accept_encoding": "br"})
        good, name = reader.get(), database["NAME"]
        assert not any("cache-status" in reader.get(**asked).headers for asked in ways)
        take_away(database)
        reader.later()
        for asked in ways:
            kept = reader.get(**asked)
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

    def test_one_that_goes_while_a_page_is_made_is_noticed_at_once(
        self, reader: Reader, section: Section, database: dict[str, Any]
    ) -> None:
        good = reader.get()
        put(section, heading="What is it?", body="It can hurt.")
        reader.later()
        reader.store.watch.moment()
        take_away(database)
        kept = reader.get()
        assert (kept.status, kept.text) == (200, good.text)
        assert "database-away" in kept.headers["cache-status"]
