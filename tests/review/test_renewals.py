"""Signing kept words against a new source, bringing old words back, recalling words: each success with its refusals."""

import pytest

from education.clinics.access import NotAllowed
from education.clinics.models import Person, Role
from education.content.models import Section, Weight
from education.review.actions import recall, submit, withdraw
from education.review.conditions import Shown
from education.review.models import Approval, Edition, Maker, Origin, Revision
from education.review.refusals import (
    BadWords,
    NothingToRestore,
    NothingToSign,
    SecondPersonNeeded,
    WordsMoved,
)
from education.review.renewals import restore, still_correct
from education.review.states import State
from tests.making import (
    make_person,
    make_red_flag,
    make_section,
    put,
    shown,
    sign_now,
    standing_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def outdated(section: Section, author: Person, translator: Person, reviewer: Person) -> Section:
    """Signed in Spanish against “Pain”, while the English is now “Ache”."""
    put(section, by=author, heading="Pain")
    sign_now(section, by=reviewer)
    put(section, "es", by=translator, heading="Dolor")
    sign_now(section, language="es", by=reviewer)
    put(section, by=author, heading="Ache")
    sign_now(section, by=reviewer)
    return section


def now(unit: Section, language: str = "es") -> Shown:
    return shown(unit, language=language)[0]


def wording(unit: Section, heading: str, language: str = "en") -> Revision:
    return Revision.objects.filter(unit=unit, language=language, words__heading=heading).latest("pk")


class TestStillCorrect:
    def test_signs_the_same_words_against_the_new_source(self, outdated: Section, reviewer: Person) -> None:
        edition = still_correct(outdated, "es", now(outdated), by=reviewer, reason=" Means the same. ")
        approval = Approval.objects.get(edition=edition)
        assert (edition.number, edition.note) == (2, "Means the same.")
        assert approval.reason == "Means the same."
        assert approval.revision.words == {"heading": "Dolor"}
        assert standing_of(outdated, "es").state == State.SIGNED

    def test_needs_a_reason(self, outdated: Section, reviewer: Person) -> None:
        with pytest.raises(NothingToSign, match="Say why"):
            still_correct(outdated, "es", now(outdated), by=reviewer, reason="  ")
        assert standing_of(outdated, "es").state == State.OUTDATED

    def test_is_for_reviewers(self, outdated: Section, translator: Person) -> None:
        with pytest.raises(NotAllowed):
            still_correct(outdated, "es", now(outdated), by=translator, reason="Same.")

    def test_refuses_where_the_source_did_not_change(self, outdated: Section, reviewer: Person) -> None:
        still_correct(outdated, "es", now(outdated), by=reviewer, reason="Same.")
        with pytest.raises(NothingToSign):
            still_correct(outdated, "es", now(outdated), by=reviewer, reason="Same.")

    def test_refuses_words_that_nobody_signed(self, outdated: Section, reviewer: Person) -> None:
        put(outdated, "es", by=reviewer, heading="Molestia")
        with pytest.raises(NothingToSign):
            still_correct(outdated, "es", now(outdated), by=reviewer, reason="Same.")

    def test_refuses_withdrawn_words(self, outdated: Section, reviewer: Person) -> None:
        withdraw(outdated.article, "es", [outdated.key], by=reviewer, reason="Wrong")
        with pytest.raises(NothingToSign):
            still_correct(outdated, "es", now(outdated), by=reviewer, reason="Same.")

    def test_refuses_while_the_source_is_withdrawn(self, outdated: Section, reviewer: Person) -> None:
        withdraw(outdated.article, "en", [outdated.key], by=reviewer, reason="Wrong")
        with pytest.raises(NothingToSign):
            still_correct(outdated, "es", now(outdated), by=reviewer, reason="Same.")

    def test_refuses_a_source_that_moved_again_since_it_was_shown(
        self, outdated: Section, author: Person, reviewer: Person
    ) -> None:
        seen = now(outdated)
        put(outdated, by=author, heading="Soreness")
        sign_now(outdated, by=reviewer)
        with pytest.raises(WordsMoved):
            still_correct(outdated, "es", seen, by=reviewer, reason="Same.")

    def test_the_writer_of_safety_text_cannot_call_it_still_correct(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        Section.objects.update(weight=Weight.SAFETY)
        section.refresh_from_db()
        other = make_person("otto", Role.REVIEWER, ["es"])
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        put(section, "es", by=reviewer, heading="Dolor")
        sign_now(section, language="es", by=other)
        put(section, by=author, heading="Ache")
        sign_now(section, by=reviewer)

        with pytest.raises(SecondPersonNeeded):
            still_correct(section, "es", now(section), by=reviewer, reason="Same.")
        assert still_correct(section, "es", now(section), by=other, reason="Same.").number == 2


class TestRestore:
    def test_lays_old_words_on_the_desk_and_keeps_what_lay_there(
        self, section: Section, author: Person
    ) -> None:
        first = put(section, heading="Pain")
        second = put(section, by=author, heading="Ache")
        done = restore(first, by=author, seen=second.fingerprint)
        assert standing_of(section).desk["heading"] == "Pain"
        assert (done.revision.origin, done.revision.by, done.revision.maker) == (
            Origin.RESTORED, author, Maker.COMPUTER,
        )  # fmt: skip
        assert [revision.words["heading"] for revision in Revision.objects.order_by("pk")] == [
            "Pain", "Ache", "Pain",
        ]  # fmt: skip
        assert (done.before, done.edition) == (None, None)

    def test_signs_words_again_that_were_signed_against_the_same_source(
        self, outdated: Section, translator: Person, reviewer: Person
    ) -> None:
        still_correct(
            outdated,
            "es",
            now(outdated),
            by=reviewer,
            reason="Same.",
            reading="translator",
            translator="T, MA",
        )
        put(outdated, "es", by=translator, heading="Molestia")
        newer = sign_now(outdated, language="es", by=reviewer)

        done = restore(wording(outdated, "Dolor", "es"), by=reviewer, seen=now(outdated).words)

        assert standing_of(outdated, "es").state == State.SIGNED
        assert standing_of(outdated, "es").signed_words == {"heading": "Dolor"}
        assert done.edition is not None
        before = Edition.objects.get(language="es", number=2)
        assert (done.edition.number, done.edition.by) == (newer.number + 1, reviewer)
        assert (done.edition.next_review, done.edition.reading, done.edition.translator) == (
            before.next_review, "translator", "T, MA",
        ), "nobody read them anew"  # fmt: skip
        assert "edition 2" in done.edition.note

    def test_makes_no_edition_where_the_words_never_left_the_shelf(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        signed = put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        draft = put(section, by=author, heading="Half a")
        done = restore(signed, by=reviewer, seen=draft.fingerprint)
        assert done.edition is None
        assert standing_of(section).state == State.SIGNED
        assert Edition.objects.count() == 1

    def test_by_somebody_who_may_not_sign_says_that_the_words_were_signed_before(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        old = put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        new = put(section, by=author, heading="Ache")
        sign_now(section, by=reviewer)
        done = restore(old, by=author, seen=new.fingerprint)
        assert done.edition is None
        assert done.before is not None
        assert done.before.edition.number == 1
        assert standing_of(section).state == State.DRAFT
        assert standing_of(section).signed_words == {"heading": "Ache"}

    def test_signs_nothing_that_was_signed_against_another_source(
        self, outdated: Section, translator: Person, reviewer: Person
    ) -> None:
        put(outdated, "es", by=translator, heading="Molestia")
        done = restore(wording(outdated, "Dolor", "es"), by=reviewer, seen=now(outdated).words)
        assert (done.before, done.edition) == (None, None)
        assert standing_of(outdated, "es").state == State.OUTDATED

    def test_never_signs_withdrawn_words_by_itself(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        old = put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        new = put(section, by=author, heading="Ache")
        done = restore(old, by=reviewer, seen=new.fingerprint)
        assert (done.before, done.edition) == (None, None)
        assert standing_of(section).state == State.WITHDRAWN

    def test_after_a_withdrawal_brings_the_wording_before_it_back_to_readers(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        good = put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        bad = put(section, by=author, heading="Paint")
        sign_now(section, by=reviewer)
        withdraw(section.article, "en", [section.key], by=reviewer, reason="Typing error")
        assert restore(good, by=reviewer, seen=bad.fingerprint).edition is not None
        assert standing_of(section).signed_words == {"heading": "Pain"}

    def test_refuses_words_that_lie_there_already(self, section: Section, author: Person) -> None:
        words = put(section, by=author, heading="Pain")
        with pytest.raises(NothingToRestore):
            restore(words, by=author, seen=words.fingerprint)

    def test_refuses_to_overwrite_what_somebody_else_saved(self, section: Section, author: Person) -> None:
        old = put(section, by=author, heading="Pain")
        seen = put(section, by=author, heading="Ache").fingerprint
        put(section, by=author, heading="Theirs")
        with pytest.raises(WordsMoved):
            restore(old, by=author, seen=seen)
        assert standing_of(section).desk["heading"] == "Theirs"

    def test_is_for_who_may_write_the_language(
        self, section: Section, author: Person, translator: Person
    ) -> None:
        old = put(section, by=author, heading="Pain")
        new = put(section, by=author, heading="Ache")
        with pytest.raises(NotAllowed):
            restore(old, by=translator, seen=new.fingerprint)

    def test_refuses_words_that_may_no_longer_be_saved(self, section: Section, author: Person) -> None:
        gone = make_section(section.article, "gone")
        old = put(section, by=author, heading="Pain", body="See [that](#gone).")
        new = put(section, by=author, heading="Ache")
        gone.delete()
        with pytest.raises(BadWords, match="leads nowhere"):
            restore(old, by=author, seen=new.fingerprint)


class TestRecall:
    @pytest.fixture
    def signed(self, section: Section, author: Person, translator: Person, reviewer: Person) -> Section:
        put(section, by=author, heading="Pain")
        put(section, "es", by=translator, heading="Dolor")
        sign_now(section, by=reviewer)
        sign_now(section, language="es", by=reviewer)
        return section

    def test_withdraws_in_every_language_chosen_with_one_reason(
        self, signed: Section, reviewer: Person
    ) -> None:
        editions = recall(signed, ["en", "es"], by=reviewer, reason="Wrong dose")
        assert [(edition.language, edition.note, edition.reading) for edition in editions] == [
            ("en", "Wrong dose", ""), ("es", "Wrong dose", ""),
        ]  # fmt: skip
        assert standing_of(signed, "es").state == State.WITHDRAWN

    def test_withdraws_in_no_language_where_one_refuses(self, signed: Section) -> None:
        other = make_person("otto", Role.REVIEWER, ["es"])
        with pytest.raises(NotAllowed):
            recall(signed, ["es", "en"], by=other, reason="Wrong dose")
        assert standing_of(signed, "es").state == State.SIGNED

    def test_needs_a_language_and_a_reason(self, signed: Section, reviewer: Person) -> None:
        with pytest.raises(NothingToSign):
            recall(signed, [], by=reviewer, reason="Wrong dose")
        with pytest.raises(NothingToSign):
            recall(signed, ["en"], by=reviewer, reason=" ")
        assert standing_of(signed).state == State.SIGNED


def test_a_restored_safety_text_still_needs_the_whole_safety_core(
    section: Section, author: Person, reviewer: Person
) -> None:
    """Restoring never makes a language with a hole: where signing would refuse, the words wait on the desk."""
    one = make_red_flag(section.article, "sign-one")
    old = put(one, by=author, sign="One")
    sign_now(one, by=reviewer)
    put(one, "es", heading="", sign="Uno")
    submit(one, "es", by=make_person("tina", Role.TRANSLATOR, ["es"]), seen=standing_of(one, "es").desk_print)
    sign_now(one, language="es", by=reviewer)
    two = make_red_flag(section.article, "sign-two")
    put(two, by=author, sign="Two")
    sign_now(two, by=reviewer)
    first = Revision.objects.get(unit=one, language="es")
    newer = put(one, "es", by=reviewer, sign="Uno, mejor")
    Approval.objects.create(
        edition=Edition.objects.create(
            article=one.article, language="es", number=2, by=reviewer, signer="x", credential="x"
        ),
        unit=one, revision=newer, source_fingerprint=old.fingerprint,
    )  # fmt: skip

    done = restore(first, by=reviewer, seen=newer.fingerprint)

    assert done.edition is None
    assert done.before is not None
