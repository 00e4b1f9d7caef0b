"""The public rule: one test for each of its lines."""

from datetime import date

import pytest

from education.publishing.rule import (
    Choice,
    Held,
    Mark,
    NoticeKind,
    choose,
    choose_source,
    fit_to_show,
)
from education.text.fingerprint import Words

ENGLISH, SPANISH, NEW_ENGLISH = {"heading": "Pain"}, {"heading": "Dolor"}, {"heading": "Ache"}
MAY, JUNE = date(2026, 5, 3), date(2026, 6, 1)
NOTHING = Held()
SIGNED_SOURCE = Held(signed=ENGLISH, dated=MAY)
NEW_SOURCE = Held(signed=NEW_ENGLISH, dated=JUNE)
UNSIGNED_SOURCE = Held(desk=ENGLISH, maker="computer")
SIGNED = Held(signed=SPANISH, source_print="pain")
UNSIGNED = Held(desk=SPANISH, maker="computer")
BY_COMPUTER = Mark(NoticeKind.UNSIGNED, maker="computer")


def chosen(
    held: Held, source: Held, *, now: str = "pain", safety: bool = False, allow_unsigned: bool = False
) -> Choice:
    return choose(held, source, current_source=now, safety=safety, allow_unsigned=allow_unsigned)


def test_signed_and_fresh_words_are_shown_without_a_notice() -> None:
    assert chosen(SIGNED, SIGNED_SOURCE, safety=True) == Choice(SPANISH)


def test_outdated_ordinary_words_are_shown_with_a_dated_notice() -> None:
    assert chosen(SIGNED, NEW_SOURCE, now="ache") == Choice(SPANISH, marks=(Mark(NoticeKind.OUTDATED, JUNE),))


def test_outdated_safety_words_have_the_current_source_beside_them() -> None:
    choice = chosen(SIGNED, NEW_SOURCE, now="ache", safety=True)
    assert choice == Choice(SPANISH, beside=NEW_ENGLISH, marks=(Mark(NoticeKind.OUTDATED, JUNE),))


def test_unsigned_words_are_shown_where_the_clinic_allows_it_and_say_how_they_were_made() -> None:
    assert chosen(UNSIGNED, SIGNED_SOURCE, allow_unsigned=True) == Choice(SPANISH, marks=(BY_COMPUTER,))


def test_unsigned_safety_words_have_the_source_beside_them() -> None:
    choice = chosen(UNSIGNED, SIGNED_SOURCE, allow_unsigned=True, safety=True)
    assert choice == Choice(SPANISH, beside=ENGLISH, marks=(BY_COMPUTER,))


def test_unsigned_words_go_when_the_words_that_they_translate_are_withdrawn() -> None:
    withdrawn = Held(withdrawn=True, dated=JUNE, desk=ENGLISH)
    choice = chosen(UNSIGNED, withdrawn, allow_unsigned=True, safety=True)
    assert choice == Choice(marks=(Mark(NoticeKind.WITHDRAWN, JUNE),))


def test_unsigned_words_are_not_shown_where_the_clinic_does_not_allow_it() -> None:
    choice = chosen(UNSIGNED, SIGNED_SOURCE)
    assert choice == Choice(ENGLISH, in_source=True, marks=(Mark(NoticeKind.NOT_AVAILABLE),))


def test_missing_words_give_way_to_the_signed_source() -> None:
    choice = chosen(NOTHING, SIGNED_SOURCE, allow_unsigned=True)
    assert choice == Choice(ENGLISH, in_source=True, marks=(Mark(NoticeKind.NOT_AVAILABLE),))


def test_an_unsigned_source_in_place_of_missing_words_says_both_things() -> None:
    choice = chosen(NOTHING, UNSIGNED_SOURCE, allow_unsigned=True)
    assert choice == Choice(ENGLISH, in_source=True, marks=(Mark(NoticeKind.NOT_AVAILABLE), BY_COMPUTER))


def test_withdrawn_words_give_way_to_the_signed_source_with_the_day() -> None:
    withdrawn = Held(withdrawn=True, dated=JUNE, desk=SPANISH)
    choice = chosen(withdrawn, SIGNED_SOURCE, allow_unsigned=True)
    assert choice == Choice(ENGLISH, in_source=True, marks=(Mark(NoticeKind.WITHDRAWN, JUNE),))


def test_withdrawn_words_without_a_signed_source_leave_only_the_notice() -> None:
    withdrawn = Held(withdrawn=True, dated=JUNE)
    choice = chosen(withdrawn, UNSIGNED_SOURCE, allow_unsigned=True)
    assert choice == Choice(marks=(Mark(NoticeKind.WITHDRAWN, JUNE),))


def test_nothing_is_shown_where_the_source_is_neither_signed_nor_allowed() -> None:
    assert chosen(NOTHING, UNSIGNED_SOURCE) == Choice()
    assert choose_source(UNSIGNED_SOURCE, allow_unsigned=False) == Choice()
    assert choose_source(UNSIGNED_SOURCE, allow_unsigned=True) == Choice(ENGLISH, marks=(BY_COMPUTER,))


def test_a_draft_of_the_source_is_not_shown_while_signed_words_are() -> None:
    drafted = Held(signed=ENGLISH, desk=NEW_ENGLISH)
    assert choose_source(drafted, allow_unsigned=True) == Choice(ENGLISH)


class TestFitToShow:
    source: Words = {"heading": "Help", "body": "Call {emergency_number}. See [signs](#emergency)."}

    def fits(self, **words: str) -> bool:
        whole = {"heading": "Ayuda", "body": "Llame al {emergency_number}. Vea las [señales](#emergency)."}
        return fit_to_show({**whole, **words}, self.source, ["heading"])

    def test_a_whole_translation_fits(self) -> None:
        assert self.fits()

    def test_half_a_translation_does_not(self) -> None:
        assert not self.fits(body="")
        assert not self.fits(heading="")

    @pytest.mark.parametrize("blank", ["\u2060", "\u202e", "\u2800", "."])
    def test_words_that_nobody_can_read_do_not(self, blank: str) -> None:
        assert not self.fits(heading=blank)

    def test_a_lost_number_does_not(self) -> None:
        assert not self.fits(body="Llame. Vea las [señales](#emergency).")

    def test_a_lost_link_does_not(self) -> None:
        assert not self.fits(body="Llame al {emergency_number}.")
