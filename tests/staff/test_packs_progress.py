"""Taking a pack in tells how far it is, line by line, in a page that is whole at its end, whatever its end was."""

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.html import parse_html

from education.clinics.models import Person
from education.content.models import Article
from education.exchange.models import TrustedPublisher
from education.exchange.packs import accepting
from education.review.models import Edition
from tests.exchange.packs.house import House
from tests.staff.test_packs import PAGE, seen

pytestmark = pytest.mark.django_db(transaction=True)

STEP = re.compile(r'<p class="work-step"( aria-hidden="true")?><progress max="100" value="(\d+)"')


@pytest.fixture
def marek(managers: tuple[Person, Person]) -> Person:
    return managers[1]


@pytest.fixture
def answer(house: House, marek: Person) -> Iterator[StreamingHttpResponse]:
    """To “take it in”, with all signatures in English; nothing of it is read yet."""
    client = Client()
    client.force_login(marek)
    body = house.body()
    house.put_aside()
    sent = {"do": "take", "seen": seen(body), "accept": ["en"], "file": SimpleUploadedFile("a.pack", body)}
    given: Any = client.post(PAGE, sent)
    yield given
    given.close()
    finish()


def finish() -> None:
    """Nothing goes on behind the page."""
    for thread in threading.enumerate():
        if thread.name == "long-work":
            thread.join()


def parts(answer: StreamingHttpResponse) -> Iterator[str]:
    for part in answer:
        assert isinstance(part, bytes)
        yield part.decode()


def whole(answer: StreamingHttpResponse) -> str:
    """The page, which is a sound document with one heading."""
    page = "".join(parts(answer))
    parse_html(page)
    assert page.count("<h1") == 1
    assert page.rstrip().endswith("</html>")
    return page


def is_here() -> bool:
    return Article.objects.filter(key="sciatica").exists()


def test_the_head_leaves_before_the_work_begins_and_the_report_stands_at_its_end(
    answer: StreamingHttpResponse,
) -> None:
    coming = parts(answer)
    head = next(coming)
    assert "<h1>Packs</h1>" in head
    assert STEP.findall(head) == [("", "0")]
    assert not is_here()
    page = head + "".join(coming)
    parse_html(page)
    assert "4 signatures accepted" in page
    assert Edition.objects.filter(article__key="sciatica").count() == 1


def test_the_count_grows_to_the_end_and_is_said_aloud_four_times(answer: StreamingHttpResponse) -> None:
    steps = STEP.findall(whole(answer))
    told = [int(percent) for _hidden, percent in steps]
    assert told == sorted(set(told))
    assert (told[0], told[-1]) == (0, 100)
    assert [percent for percent in told if 66 < percent < 100], "the last third is the signatures"
    assert {percent for hidden, percent in steps if not hidden} <= {"0", "25", "50", "75", "100"}


def test_a_proxy_keeps_nothing_back_and_nobody_keeps_it(answer: StreamingHttpResponse) -> None:
    assert answer.headers["X-Accel-Buffering"] == "no"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Content-Length" not in answer.headers


def test_a_closed_page_does_not_break_the_work_off(answer: StreamingHttpResponse) -> None:
    coming = parts(answer)
    assert [next(coming), next(coming)]
    answer.close()
    finish()
    assert Edition.objects.filter(article__key="sciatica").count() == 1


def test_a_page_that_was_never_looked_at_begins_nothing(answer: StreamingHttpResponse) -> None:
    answer.close()
    finish()
    assert not is_here()


def test_a_refusal_on_the_way_is_said_in_words_and_the_form_is_there_again(
    answer: StreamingHttpResponse,
) -> None:
    TrustedPublisher.objects.update(name="Another trust")
    page = whole(answer)
    assert "signed with the key of Another trust" in page
    assert "Nothing was changed." in page
    assert '<input type="file" name="file"' in page
    assert not is_here()


def test_a_fault_on_the_way_is_said_with_a_reference_and_nothing_was_changed(
    answer: StreamingHttpResponse, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_args: object, **_named: object) -> None:
        raise RuntimeError("words of somebody")

    monkeypatch.setattr(accepting, "append_edition", breaks)
    page = whole(answer)
    told = [int(percent) for _hidden, percent in STEP.findall(page)]
    assert told[-1] >= 66, "the words had been written"
    assert re.search(r"The fault is ours, not yours.* give this reference: \w{4}-\w{4}", page)
    assert "Nothing was changed." in page
    assert "words of somebody" not in page
    assert not is_here()
    assert [record.name for record in caplog.records if record.exc_info] == ["django.request"]


def test_what_comes_late_speaks_the_persons_language_too(house: House, marek: Person) -> None:
    Person.objects.filter(pk=marek.pk).update(interface_language="ar")
    client = Client()
    client.force_login(marek)
    given: Any = client.post(PAGE, {"do": "look", "file": SimpleUploadedFile("a.pack", house.body())})
    page = whole(given)
    assert '<html lang="ar" dir="rtl"' in page
    assert '<h2 id="report">' in page
    assert "What this pack would do" not in page
    finish()
