"""The words that really ship: complete, plain, cited, our own, and equal in structure in every language."""

import hashlib
import re
import tomllib
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from education.exchange.checking import TABLES
from education.exchange.shipped import SHIPPED, Release, read_release, shipped_languages
from education.text.markup import blocks_in, facts_in, plain
from education.text.readability import grade

FOLDER = SHIPPED / "sciatica"
TRANSLATIONS = [code for code in shipped_languages() if code != "en"]
NO_CLINICAL_CLAIM = "purpose"
"""Says what the site is."""
EVERYDAY_TERMS = {
    "term-back-passage",
    "term-bladder",
    "term-chaperone",
    "term-clinician",
    "term-genitals",
    "term-injection",
    "term-interpreter",
    "term-numbness",
    "term-physiotherapist",
    "term-surgery",
}
"""Name a part of the body, a person, a feeling or an act in everyday words, and claim nothing about illness or treatment."""


@cache
def release() -> Release:
    return read_release(FOLDER)


def sections() -> list[str]:
    return [row["key"] for row in release().structure["sections"]]


def units() -> list[dict[str, Any]]:
    """The facts of every unit of every kind."""
    return [row for table in TABLES for row in release().structure[table]]


def spoken(language: str, key: str) -> str:
    """A section as a reader hears it."""
    words = release().words[language][key]
    return "\n".join(
        plain(words[field]) for field in ("heading", "key_message", "body", "action") if words.get(field)
    )


def test_english_spanish_and_arabic_ship_whole() -> None:
    assert {"en", "es", "ar"} <= set(shipped_languages())
    assert release().problems == ()


def test_no_language_claims_a_clinician_or_a_person() -> None:
    assert set(release().makers.values()) == {"computer"}


def test_the_article_has_its_31_parts_and_23_signs() -> None:
    structure = release().structure
    parts = [
        row for row in structure["sections"] if row.get("placement", "part") in ("part", "signs", "title")
    ]
    assert len(parts) == 31
    assert len([row for row in parts if not row.get("parent") and row["key"] != "title"]) == 7
    assert len(structure["red_flags"]) == 23
    assert [row["urgency"] for row in structure["care_levels"]] == [
        "emergency",
        "same_day",
        "soon",
        "self_care",
    ]
    assert 20 <= len(structure["terms"]) <= 32


def test_everything_that_makes_a_clinical_statement_is_cited_and_only_the_named_rest_is_not() -> None:
    uncited = {row["key"] for row in units() if not row.get("citations")}
    assert uncited == {NO_CLINICAL_CLAIM} | EVERYDAY_TERMS


def test_every_source_has_a_publisher_a_year_a_title_and_an_address() -> None:
    for row in release().structure["citations"]:
        assert row["publisher"].strip(), row["key"]
        assert row["title"].strip(), row["key"]
        assert row.get("year") in range(2000, datetime.now(UTC).year + 1), row["key"]
        assert row["address"].startswith("https://"), row["key"]


def test_no_source_is_listed_twice_or_for_nothing() -> None:
    sources = release().structure["citations"]
    assert len({row["address"] for row in sources}) == len({row["key"] for row in sources}) == len(sources)
    assert {row["key"] for row in sources} == {key for row in units() for key in row.get("citations", [])}


def test_the_article_is_plain() -> None:
    whole = "\n".join(spoken("en", key) for key in sections())
    assert grade(whole) <= 6.5
    grades = {key: grade(spoken("en", key)) for key in sections()}
    assert {key: value for key, value in grades.items() if value > 8.5} == {}


def test_no_run_of_eight_words_is_taken_from_the_article_that_started_the_project() -> None:
    """`source_runs.txt` holds the first 16 hex digits of the SHA-256 of each of its runs, so that its sentences do not ship."""
    taken = set((Path(__file__).parent / "source_runs.txt").read_text(encoding="ascii").split())
    assert len(taken) > 1000
    everything = " ".join(text for words in release().words["en"].values() for text in words.values())
    words = re.findall(r"[a-z0-9]+", re.sub(r"\]\([^)]*\)|['’]", "", everything.lower()))
    runs = (" ".join(words[place : place + 8]) for place in range(len(words) - 7))
    assert [run for run in runs if hashlib.sha256(run.encode()).hexdigest()[:16] in taken] == []


def test_no_telephone_number_is_typed_into_any_words() -> None:
    for language, units in release().words.items():
        for key, words in units.items():
            for text in words.values():
                assert not re.search(r"(?<![\d,.])(911|999|112|111)\b|\d[\d ().-]{6,}\d", text), (
                    language,
                    key,
                )


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_same_shape(language: str) -> None:
    for key, english in release().words["en"].items():
        words = release().words[language][key]
        assert {field for field, text in words.items() if text} == {
            field for field, text in english.items() if text
        }, key
        for field, text in english.items():
            if field == "forms":
                continue
            assert facts_in(words[field]) == facts_in(text), (key, field)
            kinds = [Counter(block.kind for block in blocks_in(each)) for each in (text, words[field])]
            assert kinds[0] == kinds[1], (key, field)
            assert words[field].count("**") == text.count("**"), (key, field)


def test_structure_is_valid_toml_without_prose() -> None:
    structure = tomllib.loads((FOLDER / "structure.toml").read_text(encoding="utf-8"))
    for row in structure["sections"] + structure["red_flags"]:
        assert not {"heading", "sign", "body"} & set(row)
