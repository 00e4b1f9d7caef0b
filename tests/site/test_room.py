"""Forms that arrive byte by byte: who reads gets the page all the same, and who sends another form is told to come again."""

import io
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections
from django.http import HttpResponse
from django.test import Client, RequestFactory

from education.publishing.middleware import RoomForReaders
from tests.making import make_clinic
from tests.site.test_metrics import count

pytestmark = pytest.mark.django_db(transaction=True)

PATH = "/en/nothing/"


class Slow(io.BytesIO):
    """A form of which the rest comes later."""

    def __init__(self, rest: threading.Event, began: threading.Semaphore) -> None:
        super().__init__(b"a=long")
        self.rest, self.began = rest, began

    def read(self, size: int | None = -1) -> bytes:
        self.began.release()
        self.rest.wait(20)
        return super().read(size)


@pytest.fixture
def handler() -> WSGIHandler:
    make_clinic()
    return WSGIHandler()


@pytest.fixture
def slow(handler: WSGIHandler) -> Iterator[list[int]]:
    """As many slow forms as there is room for. Their answers, once the test is over."""
    rest, began, answers = threading.Event(), threading.Semaphore(0), list[int]()

    def send() -> None:
        try:
            answers.append(_sent(handler, Slow(rest, began)).status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(RoomForReaders.THREADS) as senders:
        sent = [senders.submit(send) for _ in range(RoomForReaders.THREADS)]
        for _ in sent:
            assert began.acquire(timeout=10)
        yield answers
        rest.set()
        for one in sent:
            one.result(20)
    assert set(answers) == {405}


def _sent(handler: WSGIHandler, body: io.BytesIO) -> HttpResponse:
    environ = (
        RequestFactory()
        .post(PATH, b"a=long", content_type="text/plain", headers={"host": "localhost"})
        .environ
    )
    response = handler.get_response(WSGIRequest(environ | {"wsgi.input": body}))
    assert isinstance(response, HttpResponse)
    return response


def test_who_reads_need_not_wait_and_who_sends_is_told_to_come_again(
    handler: WSGIHandler, slow: list[int]
) -> None:
    failures = count("education_database_errors_total")
    assert Client().get(PATH, headers={"host": "localhost"}).status_code == 404
    refused = _sent(handler, io.BytesIO(b"a=long"))
    assert (refused.status_code, refused["Retry-After"]) == (503, "5")
    assert "try again in a few minutes" in refused.content.decode()
    assert count("education_database_errors_total") == failures, "the database was there"


def test_there_is_room_again_when_they_are_through(handler: WSGIHandler) -> None:
    for _ in range(RoomForReaders.THREADS * 2):
        assert _sent(handler, io.BytesIO(b"a=long")).status_code == 405


def test_a_form_that_breaks_off_is_a_bad_request(handler: WSGIHandler) -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("gone")

    for _ in range(RoomForReaders.THREADS + 1):
        assert _sent(handler, Broken()).status_code == 400
