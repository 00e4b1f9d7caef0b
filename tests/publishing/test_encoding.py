"""Which encoding a browser is answered in, and that the words come out the same."""

import gzip

import brotli
import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from education.publishing.encoding import best_encoding, pack

LONG = "A nerve can hurt. " * 100


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("gzip, deflate, br", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.0,gzip;q=0", ""),
        ("deflate, zstd", ""),
        ("identity", ""),
        ("", ""),
        ("*", ""),
        ("brx, xgzip;;q", ""),
    ],
)
def test_the_best_encoding_that_is_accepted(header: str, expected: str) -> None:
    assert best_encoding(header) == expected


def packed(header: str, text: str = LONG) -> HttpResponse:
    response = HttpResponse(text)
    pack(RequestFactory().get("/", headers={"Accept-Encoding": header}), response)
    return response


def test_the_words_come_out_the_same() -> None:
    assert brotli.decompress(packed("br").content).decode() == LONG
    assert gzip.decompress(packed("gzip").content).decode() == LONG
    assert packed("").content.decode() == LONG


def test_caches_are_told_that_the_encoding_varies() -> None:
    for header in ("br", "gzip", ""):
        assert packed(header)["Vary"] == "Accept-Encoding"
    assert packed("br")["Content-Encoding"] == "br"
    assert int(packed("br")["Content-Length"]) == len(packed("br").content) < len(LONG)


def test_short_answers_and_packed_ones_are_left_alone() -> None:
    assert not packed("br", "short").has_header("Content-Encoding")
    response = HttpResponse(LONG, headers={"Content-Encoding": "gzip"})
    pack(RequestFactory().get("/", headers={"Accept-Encoding": "br"}), response)
    assert response["Content-Encoding"] == "gzip"
