"""What production logs of a failed request: enough to find the fault, nothing of the person or of the words."""

import io
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from structlog.stdlib import ProcessorFormatter

from sciatica_site.logs import logging_settings
from tests.site.failing import WORDS

READER = "203.0.113.9"
SECRETS = (WORDS, "token-q7k9z", "run-4712", "typed-4713", "cookie-4714", "agent-4715", READER, "192.0.2.7")
REFERENCE = re.compile(rb'<bdi dir="ltr">([0-9A-Z]{4}-[0-9A-Z]{4})</bdi>')


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a log collector would read, from every logger and every level."""
    made = logging_settings(level="DEBUG", readable=False)["formatters"]["events"]
    kind = made.pop("()")
    assert kind is ProcessorFormatter
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(kind(**made))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def failed(path: str) -> Any:
    client = Client(raise_request_exception=False, REMOTE_ADDR=READER)
    client.cookies["sessionid"] = "cookie-4714"
    return client.post(f"{path}?run=run-4712", {"body": "typed-4713"}, headers={"user-agent": "agent-4715"})


def events(written: io.StringIO) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    return [line for line in lines if line["logger"] == "django.request"]


@pytest.mark.urls("tests.site.failing")
@pytest.mark.parametrize(("path", "status"), [("/fault/token-q7k9z/", 500), ("/away/token-q7k9z/", 503)])
class TestAFailure:
    def test_says_on_the_page_the_reference_that_the_log_has(
        self, path: str, status: int, written: io.StringIO
    ) -> None:
        response = failed(path)

        shown = set(REFERENCE.findall(response.content))
        (event,) = events(written)
        assert response.status_code == status
        assert shown == {event["reference"].encode()}
        assert (event["status"], event["method"], event["level"]) == (status, "POST", "error")

    def test_names_route_kind_and_place(self, path: str, status: int, written: io.StringIO) -> None:
        failed(path)

        (event,) = events(written)
        assert event["route"] == path.replace("token-q7k9z", "<str:token>").lstrip("/")
        told = "\n".join(event["exception"])
        assert re.search(r"^  tests/site/failing\.py:\d+ (fault|away)$", told, re.MULTILINE)
        assert ("django.db.utils.DataError" in told) is (status == 500)

    def test_keeps_words_tokens_and_addresses_out(self, path: str, status: int, written: io.StringIO) -> None:
        response = failed(path)

        for secret in SECRETS:
            assert secret not in written.getvalue()
        assert WORDS.encode() not in response.content

    def test_gives_each_request_a_reference_of_its_own(
        self, path: str, status: int, written: io.StringIO
    ) -> None:
        assert REFERENCE.findall(failed(path).content)[0] != REFERENCE.findall(failed(path).content)[0]
        assert len(events(written)) == 2


def test_a_refusal_shows_no_reference_and_writes_no_path(written: io.StringIO) -> None:
    response = Client(raise_request_exception=False).get("/" + "x" * 2001)

    assert response.status_code == 414
    assert not REFERENCE.search(response.content)
    assert "xxx" not in written.getvalue()
