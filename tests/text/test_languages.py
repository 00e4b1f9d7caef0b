"""Which language a reader is sent to, and what a page must know of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.languages import BY_CODE, LANGUAGES, nearest, negotiate

OFFERED = ["en", "es", "ar", "zh-hans"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("es", "es"),
        ("es-MX,en;q=0.5", "es"),
        ("en;q=0.2, ar;q=0.8", "ar"),
        ("fr-CH, fr;q=0.9, es;q=0.8, *;q=0.5", "es"),
        ("zh-CN", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("zh-TW, es;q=0.1", "es"),
        ("zh-Hant", "en"),
        ("AR-eg", "ar"),
        ("es;q=0", "en"),
        ("es;q=2", "en"),
        ("es;q=abc", "en"),
        ("*", "en"),
        ("", "en"),
        ("de", "en"),
    ],
)
def test_the_best_offered_language(header: str, expected: str) -> None:
    assert negotiate(header, OFFERED) == expected


@given(st.text(), st.sampled_from([["en"], OFFERED]))
def test_any_header_gives_an_offered_language(header: str, offered: list[str]) -> None:
    assert negotiate(header, offered) in offered


def test_nothing_fits_an_unknown_tag() -> None:
    assert nearest("xx", OFFERED) is None
    assert nearest("", OFFERED) is None


def test_directions_and_columns() -> None:
    assert {language.code for language in LANGUAGES if language.direction == "rtl"} == {"ar", "ur"}
    assert BY_CODE["zh-hans"].column == "zh_hans"
