"""Which wordings count as the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.fingerprint import fingerprint, has_words, normalise, normalised


def test_line_ends_blanks_at_ends_and_forms_of_letters_make_no_difference() -> None:
    ours = {"heading": "Señal", "body": "One.\n\nTwo."}
    theirs = {"body": "One.  \r\n\r\nTwo.\n\n", "heading": unicodedata.normalize("NFD", " Señal")}
    assert fingerprint(ours) == fingerprint(theirs)


def test_a_changed_letter_an_inner_blank_or_another_field_makes_one() -> None:
    prints = {
        fingerprint(words)
        for words in (
            {"body": "a b"},
            {"body": "a  b"},
            {"body": "a B"},
            {"action": "a b"},
            {"body": "a", "action": "b"},
        )
    }
    assert len(prints) == 5


def test_empty_fields_do_not_count_and_no_words_have_no_print() -> None:
    assert fingerprint({"body": "a", "action": " \n"}) == fingerprint({"body": "a"})
    assert fingerprint({"body": " ", "action": ""}) == fingerprint({}) == ""


@given(st.dictionaries(st.sampled_from(["heading", "body"]), st.text()))
def test_normalising_twice_changes_nothing_more(words: dict[str, str]) -> None:
    once = normalised(words)
    assert normalised(once) == once
    assert all(normalise(text) == text for text in once.values())


@pytest.mark.parametrize("text", ["Pain", "4", "٤", "疼", "\u200fألم", "{clinic_name}", "– 9 –"])
def test_a_letter_or_a_digit_can_be_read(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("blank", [*"\u2060\u200b\u00ad\u200e\u3164\u2800\u115f\u1160\uffa0\ufeff\u202e._–"])
def test_signs_and_what_nobody_sees_are_no_words(blank: str) -> None:
    assert not has_words(blank)
    assert not has_words(f" {blank}\n{blank}")
