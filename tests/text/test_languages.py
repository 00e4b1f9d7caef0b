"""Which language a reader is sent to, and what a page must know of each."""

from datetime import date

import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.formats import date_format
from django.utils.translation import get_language_info, override
from hypothesis import given
from hypothesis import strategies as st

from education.text.languages import BY_CODE, LANGUAGES, Language, nearest, negotiate, unknown_to_django

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


@pytest.mark.parametrize(("script", "direction"), [("Hebr", "rtl"), ("Thaa", "rtl"), ("Ethi", "ltr")])
def test_the_script_says_the_direction(script: str, direction: str) -> None:
    assert Language("xx", "X", "X", script).direction == direction


def test_django_knows_each_language_and_its_direction() -> None:
    for language in LANGUAGES:
        assert get_language_info(language.code)["bidi"] == (language.direction == "rtl")
    assert set(settings.LANGUAGES_BIDI) == {"ar", "ur"}


def test_django_is_told_only_what_it_lacks() -> None:
    assert unknown_to_django(LANG_INFO) == {}
    lacking = unknown_to_django(LANG_INFO.keys() - {"ur"})
    assert lacking == {"ur": {"bidi": True, "code": "ur", "name": "Urdu", "name_local": "اردو"}}


def test_sentences_stand_apart_as_the_script_asks() -> None:
    assert {language.code for language in LANGUAGES if not language.gap} == {"zh-hans"}


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "May 3, 2026"), ("ur", "3 مئی، 2026"), ("so", "3 May 2026")]
)
def test_a_day_stands_in_the_order_of_the_language(language: str, expected: str) -> None:
    """CLDR's for Urdu, which Django lacks; for a language that Django does not know, not the American one."""
    with override(language):
        assert date_format(date(2026, 5, 3)) == expected
