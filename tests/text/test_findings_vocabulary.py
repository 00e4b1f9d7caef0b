"""The word lists: one whole file for each language, and how their patterns read a text."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.findings import CHECKS, Pair, blocking, findings
from education.text.findings.vocabulary import CONCEPTS, FOLDER, UNITS, concepts_in, folded, vocabulary
from education.text.languages import BY_CODE

CODES = list(BY_CODE)
KEYS = {"length", "longest_sentence", "numbers", "multipliers", "units", *CONCEPTS}
OPTIONAL = {"spaced", "prefix", "own_letters", "other_letters"}


def test_every_language_has_a_file_and_no_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_file_holds_every_list_and_nothing_unknown(code: str) -> None:
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    assert KEYS <= data.keys() <= KEYS | OPTIONAL
    assert data["units"].keys() == set(UNITS)
    assert {str(number) for number in range(1, 13)} <= data["numbers"].keys()
    assert all(data[concept]["words"] for concept in CONCEPTS)
    assert all(data[concept].keys() <= {"words", "except"} for concept in CONCEPTS)


@pytest.mark.parametrize("code", CODES)
def test_no_word_stands_for_two_opposite_things(code: str) -> None:
    data = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    for one, other in (("left", "right"), ("now", "today"), ("today", "soon"), ("emergency", "soon")):
        assert not set(data[one]["words"]) & set(data[other]["words"])


@pytest.mark.parametrize(
    ("language", "concept", "text"),
    [
        ("en", "negation", "You can’t wait"),
        ("en", "today", "a same-day visit"),
        ("en", "now", "right away"),
        ("fr", "negation", "n’attendez"),
        ("ar", "emergency", "وللطوارئ"),
        ("ar", "now", "اتصلوا فورًا"),
        ("ur", "negation", "نھیں"),
        ("bn", "negation", "করবেন না"),
    ],
)
def test_a_concept_is_seen_in_its_words(language: str, concept: str, text: str) -> None:
    assert concept in concepts_in(language, text)


@pytest.mark.parametrize(
    ("language", "concept", "text"),
    [
        ("en", "negation", "a knot"),
        ("en", "now", "until now"),
        ("bn", "negation", "আপনি"),
        ("zh-hans", "negation", "两者不同"),
        ("vi", "right", "bạn phải nghỉ"),
        ("ar", "today", "ثلاث مرات في اليوم"),
    ],
)
def test_words_that_only_look_alike_are_passed_over(language: str, concept: str, text: str) -> None:
    assert concept not in concepts_in(language, text)


def test_spellings_that_a_reader_cannot_tell_apart_are_one() -> None:
    assert folded("Don’t") == folded("DON'T")
    assert folded("إسعاف") == folded("اسعاف")
    assert folded("نہیں") == folded("نھیں")
    assert folded("\u200fفورًا") == folded("فورا")


def test_a_language_without_a_file_is_silent_on_meaning_and_still_compares_digits() -> None:
    korean = Pair("en", "ko", "", "safety", {"body": "Do not wait 6 weeks."}, {"body": "8주 기다리세요."})
    assert vocabulary("ko") is None
    assert {finding.id for finding in findings(korean)} == {"numbers"}


def test_what_blocks_comes_first() -> None:
    both = Pair(
        "en", "es", "", "safety", {"body": "See to it today, 6 weeks."}, {"body": "Véalo, 8 semanas."}
    )
    severities = [finding.severity for finding in findings(both)]
    assert len(set(severities)) == 2
    assert severities == sorted(severities, reverse=True)
    assert len(blocking(findings(both))) == 1


def test_each_check_has_its_own_id() -> None:
    assert len({check.id for check in CHECKS}) == len(CHECKS)


@given(
    st.sampled_from(CODES),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=60),
    st.text(alphabet="0123456789٣৬ .,-–/()+%½ \n*[]{}abлا不", max_size=60),
)
def test_no_text_whatever_makes_a_check_stumble(code: str, one: str, other: str) -> None:
    for source, words in ((one, other), (other, one)):
        pair = Pair(
            "en",
            code,
            "section",
            "safety",
            {"heading": source, "body": source},
            {"heading": words, "body": words},
        )
        assert all(str(finding.sentence) for finding in findings(pair))
