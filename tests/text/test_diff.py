"""The diff of two wordings: exact, by words, in reading order, and readable without colour."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.diff import Kind, Part, diff, inline, is_change, new_side, old_side

TEXT = st.text(alphabet="ab .,\n—{}٣م痛腿", max_size=60) | st.text(max_size=60)


def joined(parts: list[Part], *kinds: Kind) -> str:
    return "".join(part.text for part in parts if part.kind in kinds)


@given(old=TEXT, new=TEXT)
def test_gives_back_both_texts(old: str, new: str) -> None:
    parts = diff(old, new)
    assert joined(parts, Kind.SAME, Kind.DROPPED) == old
    assert joined(parts, Kind.SAME, Kind.ADDED) == new


@given(text=TEXT, other=TEXT)
def test_is_a_change_exactly_where_the_texts_differ(text: str, other: str) -> None:
    assert not is_change(diff(text, text))
    assert is_change(diff(text, other)) == (text != other)


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("Call at once.", "Call at once.", "Call at once."),
        ("Call soon.", "Call now.", "Call <del>soon</del><ins>now</ins>."),
        ("It can hurt.", "It can often hurt.", "It can <ins>often</ins> hurt."),
        ("Do not drive.", "Do drive.", "Do <del>not</del> drive."),
        ("8 days", "8,000 days", "<del>8</del><ins>8,000</ins> days"),
        ("Call {clinic_phone}.", "Call {emergency_number}.", "Call <del>{clinic_phone}</del><ins>{emergency_number}</ins>."),
        ("", "New", "<ins>New</ins>"),
        ("Old", "", "<del>Old</del>"),
    ],
)  # fmt: skip
def test_marks_whole_words(old: str, new: str, html: str) -> None:
    assert inline(diff(old, new)) == html


def test_marks_characters_in_chinese() -> None:
    assert inline(diff("疼痛从背部到腿部", "疼痛从腰部到腿部")) == "疼痛从<del>背</del><ins>腰</ins>部到腿部"


def test_marks_words_of_right_to_left_text_in_reading_order() -> None:
    parts = diff("اتصلوا اليوم بالعيادة", "اتصلوا الآن بالعيادة")
    assert [(part.kind.value, part.text) for part in parts] == [
        ("same", "اتصلوا "), ("dropped", "اليوم"), ("added", "الآن"), ("same", " بالعيادة"),
    ]  # fmt: skip


def test_keeps_vowel_signs_with_their_word() -> None:
    assert inline(diff("عصبٌ طويل", "عصبٍ طويل")) == "<del>عصبٌ</del><ins>عصبٍ</ins> طويل"


def test_a_sign_between_two_changes_does_not_cut_them_into_crumbs() -> None:
    assert inline(diff("one, two", "three, four")) == "<del>one, two</del><ins>three, four</ins>"


def test_a_new_paragraph_shows_as_a_change() -> None:
    assert joined(diff("One. Two.", "One.\n\nTwo."), Kind.ADDED) == "\n\n"


def test_splits_into_the_old_and_the_new_side() -> None:
    parts = diff("Call soon.", "Call now.")
    assert old_side(parts) == "Call <del>soon</del>."
    assert new_side(parts) == "Call <ins>now</ins>."


def test_escapes_what_it_prints() -> None:
    assert inline(diff("<b>x</b>", "<i>x</i>")).count("<i>") == 0
    assert "&lt;" in inline(diff("<b>x</b>", "<i>x</i>"))


def test_long_texts_with_nothing_in_common_are_one_change() -> None:
    old, new = " ".join(f"a{n}" for n in range(2000)), " ".join(f"b{n}" for n in range(2000))
    assert [part.kind for part in diff(old, new)] == [Kind.DROPPED, Kind.ADDED]
