"""The figures for the operator: for whoever shows the token, and without anything that names a reader."""

import pytest
from django.test import Client
from prometheus_client import REGISTRY
from pytest_django import Settings

from education.quiz.attempts import losses

TOKEN = "nH3kP9sX2vQ7tR5yB8mZ4cJ6"
SHOWN = {"authorization": f"Bearer {TOKEN}"}


@pytest.fixture(autouse=True)
def a_token(settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN


def count(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


class TestTheToken:
    def test_opens_the_figures(self) -> None:
        response = Client().get("/metrics", headers=SHOWN)

        assert response.status_code == 200
        assert b"# TYPE education_requests_total counter" in response.content
        assert response["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        "wrong", ["", TOKEN, f"Bearer {TOKEN}x", f"Basic {TOKEN}", "Bearer ", "Bearer ü"]
    )
    def test_another_one_does_not(self, wrong: str) -> None:
        response = Client().get("/metrics", headers={"authorization": wrong})

        assert response.status_code == 401
        assert b"education_requests" not in response.content

    def test_where_none_is_set_there_are_no_figures(self, settings: Settings) -> None:
        settings.METRICS_TOKEN = ""
        assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.urls("tests.site.failing")
class TestCounting:
    def test_a_request_counts_under_its_route_and_status_never_under_its_path(self) -> None:
        before = count("education_requests_total", route="fault", status="5xx")
        client = Client(raise_request_exception=False)
        client.get("/fault/token-q7k9z/?run=w5x3j")

        told = client.get("/metrics", headers=SHOWN).content
        assert count("education_requests_total", route="fault", status="5xx") == before + 1
        assert count("education_request_seconds_count", route="fault") >= 1
        assert b"q7k9z" not in told
        assert b"w5x3j" not in told
        assert b"127.0.0.1" not in told

    def test_addresses_that_do_not_exist_are_one_route(self) -> None:
        before = count("education_requests_total", route="none", status="4xx")
        for path in ("/" + "a" * 2001, "/" + "b" * 2001):
            Client().get(path)

        assert count("education_requests_total", route="none", status="4xx") == before + 2

    def test_a_request_that_the_database_failed_counts_as_such_and_another_fault_does_not(self) -> None:
        before = count("education_database_errors_total")
        client = Client(raise_request_exception=False)
        client.get("/fault/x/")
        assert count("education_database_errors_total") == before
        client.get("/away/x/")
        assert count("education_database_errors_total") == before + 1

    def test_a_quiz_that_was_not_counted_is_a_loss(self) -> None:
        before = count("education_quiz_losses_total")
        losses.add()

        assert count("education_quiz_losses_total") == before + 1
