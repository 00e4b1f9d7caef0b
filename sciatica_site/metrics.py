"""Figures for the operator at `/metrics`: how many requests, how slow, what failed. For a machine that shows METRICS_TOKEN.

A request counts under the name of its route, never under its path: paths hold tokens. No address and no person is counted.
Each process counts for itself from its start; a collector asks each.
"""

import hmac
import time
from collections.abc import Callable, Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

from education.quiz.attempts import losses
from sciatica_site import health

REQUESTS = Counter("education_requests", "Requests answered by Django.", ["route", "status"])
SECONDS = Histogram(
    "education_request_seconds",
    "How long they took.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
DATABASE_ERRORS = Counter(
    "education_database_errors", "Requests that failed because the database did not answer."
)
UNAVAILABLE = 503


class Losses(Collector):
    """Finished attempts at the quiz that were not counted."""

    def collect(self) -> Iterator[CounterMetricFamily]:
        yield CounterMetricFamily(
            "education_quiz_losses", "Finished quizzes that were not counted.", losses.count
        )


REGISTRY.register(Losses())


class Watch:
    """The outermost middleware: answers the machines that watch, whatever host they ask for, and counts everybody else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info in PROBES:
            return PROBES[request.path_info](request)
        began = time.perf_counter()
        response = self.get_response(request)
        _count(request, response, time.perf_counter() - began)
        return response


def figures(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus's format: 404 where no token is set, 401 without it."""
    if not settings.METRICS_TOKEN:
        return HttpResponse("There are no figures here.\n", status=404, content_type="text/plain")
    shown, expected = request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    if not hmac.compare_digest(shown.encode(), expected.encode()):
        refused = HttpResponse(
            "Show the token: Authorization: Bearer …\n", status=401, content_type="text/plain; charset=utf-8"
        )
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(
        generate_latest(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


PROBES = {"/healthz": health.alive, "/readyz": health.ready, "/metrics": figures}


def _count(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = request.resolver_match.view_name if request.resolver_match else "none"
    REQUESTS.labels(route, f"{response.status_code // 100}xx").inc()
    SECONDS.labels(route).observe(seconds)
    # Nothing else answers so, but for a server that has no room for a form and says when to come again.
    if response.status_code == UNAVAILABLE and not response.has_header("Retry-After"):
        DATABASE_ERRORS.inc()
