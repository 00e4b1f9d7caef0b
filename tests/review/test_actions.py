"""What the four verbs promise: each success, and beside it the refusal that differs by one fact."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from education.clinics.access import NotAllowed
from education.clinics.models import Person, Role
from education.content.models import RedFlag, Section, Unit, Weight
from education.review.actions import Shown, sign, submit, withdraw, write
from education.review.models import Approval, Edition, Revision, Submission
from education.review.refusals import (
    BadWords,
    CoreNotWhole,
    NothingToSign,
    SecondPersonNeeded,
    TranslatorNotNamed,
    WordsMoved,
)
from education.review.states import State
from education.review.wording import LONGEST, blocking_sentences, findings_of
from education.text.findings import Severity
from tests.making import (
    make_care_level,
    make_person,
    make_red_flag,
    make_section,
    put,
    shown,
    sign_now,
    standing_of,
)

pytestmark = pytest.mark.django_db


class TestWrite:
    def test_lays_the_words_on_the_desk_and_remembers_them(self, section: Section, author: Person) -> None:
        revision = write(
            section, "en", {"heading": "  Pain ", "body": "One.\r\n\r\nTwo. "}, by=author, seen=""
        )

        desk = Section.objects.get(pk=section.pk)
        assert desk.words("en") == {
            "heading": "Pain",
            "key_message": "",
            "body": "One.\n\nTwo.",
            "action": "",
        }
        assert revision.words == {"heading": "Pain", "body": "One.\n\nTwo."}
        assert (revision.by, revision.origin, revision.maker) == (author, "typed", "person")
        assert desk.print_of("en") == revision.fingerprint

    def test_touches_no_other_language(self, section: Section, author: Person, translator: Person) -> None:
        put(section, "en", by=author, heading="Pain")
        put(section, "es", by=translator, heading="Dolor")
        assert standing_of(section).desk["heading"] == "Pain"
        assert standing_of(section, "es").desk["heading"] == "Dolor"

    def test_a_save_without_a_change_leaves_no_trace(self, section: Section, author: Person) -> None:
        first = put(section, by=author, heading="Pain")
        again = put(section, by=author, heading="Pain \r\n")
        assert again == first
        assert Revision.objects.count() == 1

    def test_refuses_to_overwrite_what_somebody_else_saved(self, section: Section, author: Person) -> None:
        opened = put(section, by=author, heading="Pain").fingerprint
        put(section, by=author, heading="Theirs")

        with pytest.raises(WordsMoved) as refusal:
            write(section, "en", {"heading": "Ours"}, by=author, seen=opened)

        assert refusal.value.ours == {"heading": "Ours"}
        assert refusal.value.theirs["heading"] == "Theirs"
        assert standing_of(section).desk["heading"] == "Theirs"

    @pytest.mark.parametrize(
        ("role", "languages", "language", "allowed"),
        [
            (Role.AUTHOR, [], "en", True),
            (Role.AUTHOR, [], "es", False),
            (Role.TRANSLATOR, ["es"], "es", True),
            (Role.TRANSLATOR, ["es"], "ar", False),
            (Role.TRANSLATOR, ["es", "en"], "en", False),
            (Role.REVIEWER, ["es"], "es", True),
            (Role.REVIEWER, ["es"], "en", False),
            (Role.MANAGER, ["en", "es"], "en", False),
        ],
    )
    def test_is_for_roles_and_languages(
        self,
        section: Section,
        role: Role,
        languages: list[str],
        language: str,
        allowed: bool,
    ) -> None:
        person = make_person("pat", role, languages)
        if allowed:
            assert write(section, language, {"heading": "x"}, by=person, seen="")
        else:
            with pytest.raises(NotAllowed):
                write(section, language, {"heading": "x"}, by=person, seen="")

    def test_refuses_a_person_whose_account_is_closed(self, section: Section, author: Person) -> None:
        author.is_active = False
        with pytest.raises(NotAllowed):
            write(section, "en", {"heading": "x"}, by=author, seen="")

    @pytest.mark.parametrize(
        ("field", "text"),
        [
            ("body", "Call {phone}."),
            ("body", "<script>alert(1)</script>"),
            ("body", "# A heading"),
            ("body", "[go](#nowhere)"),
            ("body", '[go](javascript:alert(1) "x")' + " <b>x</b>"),
            ("body", "a\x00b"),
            ("heading", "two\nlines"),
            ("heading", "<b>bold</b>"),
            ("heading", "x" * 201),
        ],
    )
    def test_refuses_words_that_no_text_may_hold_and_names_the_field(
        self, section: Section, author: Person, field: str, text: str
    ) -> None:
        with pytest.raises(BadWords) as refusal:
            write(section, "en", {"heading": "Pain", field: text}, by=author, seen="")
        assert list(refusal.value.fields) == [field]
        assert not Revision.objects.exists()


class TestSubmit:
    def test_asks_once(self, section: Section, author: Person) -> None:
        words = put(section, by=author, heading="Pain")
        first = submit(section, "en", by=author, seen=words.fingerprint)
        assert submit(section, "en", by=author, seen=words.fingerprint) == first
        assert standing_of(section).state == State.AWAITING

    def test_refuses_words_that_moved(self, section: Section, author: Person) -> None:
        words = put(section, by=author, heading="Pain")
        put(section, by=author, heading="Moved")
        with pytest.raises(WordsMoved):
            submit(section, "en", by=author, seen=words.fingerprint)

    def test_refuses_where_there_is_nothing(self, section: Section, author: Person) -> None:
        with pytest.raises(NothingToSign):
            submit(section, "en", by=author, seen="")

    def test_refuses_who_may_not_write(self, section: Section, author: Person, translator: Person) -> None:
        words = put(section, by=author, heading="Pain")
        with pytest.raises(NotAllowed):
            submit(section, "en", by=translator, seen=words.fingerprint)
        assert not Submission.objects.exists()


class TestSign:
    def test_appends_an_edition_that_remembers_who_and_against_what(
        self, section: Section, author: Person, translator: Person, reviewer: Person
    ) -> None:
        english = put(section, by=author, heading="Pain")
        spanish = put(section, "es", by=translator, heading="Dolor")
        edition = sign_now(section, language="es", by=reviewer, note=" First. ")

        approval = Approval.objects.get()
        assert (edition.number, edition.language, edition.note) == (1, "es", "First.")
        assert (edition.by, edition.signer, edition.credential) == (reviewer, "rosa", reviewer.credential)
        assert approval.revision == spanish
        assert approval.source_fingerprint == english.fingerprint
        assert standing_of(section, "es").state == State.SIGNED

    def test_numbers_editions_within_a_language(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="One")
        put(section, "es", heading="Uno")
        assert sign_now(section, by=reviewer).number == 1
        assert sign_now(section, language="es", by=reviewer).number == 1
        put(section, by=author, heading="Two")
        assert sign_now(section, by=reviewer).number == 2

    def test_sets_the_next_review_by_weight(self, section: Section, author: Person, reviewer: Person) -> None:
        put(section, by=author, heading="One")
        flag = make_red_flag(section.article)
        put(flag, by=author, sign="Numb skin")
        today = timezone.localdate()
        assert sign_now(section, by=reviewer).next_review == today + timedelta(days=730)
        assert sign_now(flag, by=reviewer).next_review == today + timedelta(days=365)

    def test_refuses_words_that_moved_since_they_were_shown(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        seen = shown(section)
        put(section, by=author, heading="Moved")
        with pytest.raises(WordsMoved):
            sign(section.article, "en", seen, by=reviewer)
        assert not Edition.objects.exists()

    def test_refuses_a_source_that_moved_since_it_was_shown(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        put(section, "es", heading="Dolor")
        seen = shown(section, language="es")
        put(section, by=author, heading="Ache")
        with pytest.raises(WordsMoved):
            sign(section.article, "es", seen, by=reviewer)

    def test_refuses_a_unit_that_is_no_more(self, section: Section, reviewer: Person) -> None:
        with pytest.raises(WordsMoved):
            sign(section.article, "en", [Shown("gone", "", "")], by=reviewer)

    def test_refuses_what_is_signed_already_and_what_is_empty(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        with pytest.raises(NothingToSign):
            sign(section.article, "en", shown(section), by=reviewer)
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        with pytest.raises(NothingToSign):
            sign(section.article, "en", shown(section), by=reviewer)
        with pytest.raises(NothingToSign):
            sign(section.article, "en", [], by=reviewer)

    @pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.MANAGER])
    def test_is_for_reviewers(self, section: Section, author: Person, role: Role) -> None:
        put(section, by=author, heading="Pain")
        other = make_person("other", role, ["en", "es"], credential="Doctor")
        with pytest.raises(NotAllowed):
            sign(section.article, "en", shown(section), by=other)

    def test_is_for_reviewers_of_that_language(self, section: Section) -> None:
        put(section, "ar", heading="ألم")
        other = make_person("other", Role.REVIEWER, ["es"])
        with pytest.raises(NotAllowed):
            sign(section.article, "ar", shown(section, language="ar"), by=other)

    @pytest.mark.parametrize("credential", ["  ", "\u200b", "."])
    def test_is_for_reviewers_who_state_a_credential(
        self, section: Section, author: Person, reviewer: Person, credential: str
    ) -> None:
        put(section, by=author, heading="Pain")
        reviewer.credential = credential
        with pytest.raises(NotAllowed):
            sign(section.article, "en", shown(section), by=reviewer)


class TestHowItWasRead:
    def test_is_kept_with_the_edition(self, section: Section, author: Person, reviewer: Person) -> None:
        put(section, by=author, heading="Pain")
        seen = shown(section)
        edition = sign(
            section.article, "en", seen, by=reviewer, reading="translator", translator=" Huda Salem, MA "
        )
        assert (edition.reading, edition.translator) == ("translator", "Huda Salem, MA")

    def test_by_oneself_names_no_translator(self, section: Section, author: Person, reviewer: Person) -> None:
        put(section, by=author, heading="Pain")
        edition = sign(section.article, "en", shown(section), by=reviewer, translator="Somebody")
        assert (edition.reading, edition.translator) == ("self", "")

    @pytest.mark.parametrize("name", [" ", "\u200b", "\u3164"])
    def test_with_a_translator_names_the_translator(
        self, section: Section, author: Person, reviewer: Person, name: str
    ) -> None:
        put(section, by=author, heading="Pain")
        with pytest.raises(TranslatorNotNamed):
            sign(section.article, "en", shown(section), by=reviewer, reading="translator", translator=name)
        assert not Edition.objects.exists()


class TestFindingsThatBlock:
    """A list of words can be wrong, so a reason in writing answers it. Structure is never a matter of opinion."""

    @pytest.fixture
    def flag(self, section: Section, author: Person, reviewer: Person) -> RedFlag:
        flag = make_red_flag(section.article)
        put(flag, by=author, sign="Numb skin", detail="Do not wait. Call {emergency_number}.")
        sign_now(flag, by=reviewer)
        return flag

    def chosen(self, flag: RedFlag, reason: str) -> list[Shown]:
        return [replace(item, reason=reason) for item in shown(flag, language="es")]

    def test_a_list_of_words_is_answered_by_a_reason_that_is_kept(
        self, flag: RedFlag, translator: Person, reviewer: Person
    ) -> None:
        put(flag, "es", by=translator, sign="Piel dormida", detail="Vaya ya. Llame al {emergency_number}.")
        with pytest.raises(BadWords, match="not"):
            sign(flag.article, "es", self.chosen(flag, " "), by=reviewer)

        edition = sign(flag.article, "es", self.chosen(flag, "“Go now” says it."), by=reviewer)

        assert edition.approvals.get().reason == "“Go now” says it."

    def test_no_reason_answers_a_lost_number(
        self, flag: RedFlag, translator: Person, reviewer: Person
    ) -> None:
        put(flag, "es", by=translator, sign="Piel dormida", detail="No espere. Llame.")
        with pytest.raises(BadWords, match="emergency_number"):
            sign(flag.article, "es", self.chosen(flag, "It is clear."), by=reviewer)
        assert not Edition.objects.filter(language="es").exists()


class TestWhatIsNeverSaved:
    def write(self, section: Section, author: Person, body: str) -> Revision:
        return write(section, "en", {"heading": "Pain", "body": body}, by=author, seen="")

    def test_a_text_that_is_too_long_is_not_even_parsed(self, section: Section, author: Person) -> None:
        with pytest.raises(BadWords) as refusal:
            self.write(section, author, "[" * (LONGEST + 1))
        assert refusal.value.fields == {"body": ["This is too long: 10001 characters; 10000 fit."]}

    def test_nor_looked_through_for_the_page_that_shows_it_again(self, section: Section) -> None:
        found = findings_of(standing_of(section), {"heading": "Pain", "body": "[" * 600_000}, ())
        assert [(one.id, one.field, one.severity) for one in found] == [("too-long", "body", Severity.BLOCKS)]

    def test_nor_signed(self, section: Section, author: Person, reviewer: Person) -> None:
        put(section, by=author, heading="Pain")
        standing = replace(standing_of(section), desk={"heading": "Pain", "body": "[" * 600_000})
        assert blocking_sentences(standing, ()) == ["This is too long: 600000 characters; 10000 fit."]

    @pytest.mark.parametrize("blank", ["\u2060", "\u3164", "\u202e", "."])
    def test_nor_what_nobody_can_read(self, section: Section, author: Person, blank: str) -> None:
        with pytest.raises(BadWords, match="is empty"):
            self.write(section, author, blank)

    def test_a_long_text_and_none_at_all_are(self, section: Section, author: Person) -> None:
        assert "body" not in self.write(section, author, "").words
        put(section, by=author, heading="Pain", body="Pain. " * 1600)


class TestTheNumberToCall:
    """The strip and the first care level exist for it: no language is signed without it, the source neither."""

    @pytest.fixture(params=["strip", "level"])
    def calling(self, section: Section, request: pytest.FixtureRequest) -> Unit:
        if request.param == "level":
            return make_care_level(section.article, "emergency")
        return make_section(section.article, "strip", placement="strip", weight=Weight.SAFETY)

    def lay(self, unit: Unit, by: Person, told: str) -> None:
        words = {"heading": told} if isinstance(unit, Section) else {"name": "Now", "action": told}
        put(unit, by=by, **words)

    @pytest.mark.parametrize(
        "told", ["Weak? Get help now.", "Weak? Call {clinic_phone}.", "Weak? Call 9-1-1 now."]
    )
    def test_is_not_left_out(self, calling: Unit, author: Person, reviewer: Person, told: str) -> None:
        self.lay(calling, author, told)
        chosen = [replace(item, reason="It is clear.") for item in shown(calling)]
        with pytest.raises(BadWords, match="emergency_number"):
            sign(calling.article, "en", chosen, by=reviewer)
        assert not Edition.objects.exists()

    def test_stands_there(self, calling: Unit, author: Person, reviewer: Person) -> None:
        self.lay(calling, author, "Weak? Call {emergency_number} now.")
        assert sign(calling.article, "en", shown(calling), by=reviewer).number == 1

    def test_of_another_care_level_nobody_asks_for_it(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        level = make_care_level(section.article, "same_day")
        self.lay(level, author, "Call {clinic_phone}.")
        assert sign(level.article, "en", shown(level), by=reviewer).number == 1


class TestTwoPeople:
    @pytest.fixture
    def flag(self, section: Section) -> Section:
        section.weight = Weight.SAFETY
        section.save()
        return section

    def test_another_person_signs_safety_text(self, flag: Section, author: Person, reviewer: Person) -> None:
        put(flag, by=author, heading="Numb skin")
        assert sign_now(flag, by=reviewer).number == 1

    def test_the_writer_cannot_sign_safety_text(
        self, flag: Section, author: Person, reviewer: Person
    ) -> None:
        words = put(flag, by=reviewer, heading="Numb skin")
        submit(flag, "en", by=author, seen=words.fingerprint)
        with pytest.raises(SecondPersonNeeded):
            sign_now(flag, by=reviewer)

    def test_shipped_safety_text_needs_somebody_who_asks(
        self, flag: Section, author: Person, reviewer: Person
    ) -> None:
        put(flag, heading="Numb skin")
        with pytest.raises(SecondPersonNeeded):
            sign_now(flag, by=reviewer)
        with pytest.raises(SecondPersonNeeded):
            sign_now(flag, by=reviewer, asked_by=reviewer)
        assert sign_now(flag, by=reviewer, asked_by=author).number == 1

    def test_the_writer_of_ordinary_text_may_sign_it(self, section: Section, reviewer: Person) -> None:
        put(section, by=reviewer, heading="Pain")
        assert sign_now(section, by=reviewer).number == 1


class TestSafetyCore:
    def test_safety_text_of_a_language_is_signed_as_a_whole(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        one, two = make_red_flag(section.article, "sign-one"), make_red_flag(section.article, "sign-two")
        for flag in (one, two):
            put(flag, by=author, sign=f"Sign of {flag.key}")

        with pytest.raises(CoreNotWhole, match="sign-two"):
            sign_now(one, by=reviewer)

        assert sign_now(one, two, by=reviewer).number == 1

    def test_a_new_sign_of_the_source_does_not_stop_the_source(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        one = make_red_flag(section.article, "sign-one")
        put(one, by=author, sign="One")
        sign_now(one, by=reviewer)
        make_red_flag(section.article, "sign-new")
        put(one, by=author, sign="One, better said")
        assert sign_now(one, by=reviewer).number == 2

    def test_ordinary_text_may_be_signed_alone(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        make_red_flag(section.article)
        put(section, by=author, heading="Pain")
        assert sign_now(section, by=reviewer).number == 1


class TestWithdraw:
    def test_takes_words_off_the_shelf_as_an_edition(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        edition = withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        assert (edition.number, edition.note) == (2, "Wrong")
        assert standing_of(section).state == State.WITHDRAWN
        assert standing_of(section).signed_words == {}

    def test_withdrawn_words_can_be_signed_again(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        sign_now(section, by=reviewer, asked_by=author)
        assert standing_of(section).state == State.SIGNED

    def test_refuses_without_a_reason_a_signature_or_the_right(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        with pytest.raises(NothingToSign):
            withdraw(section.article, "en", [section.key], by=reviewer, reason="Wrong")
        sign_now(section, by=reviewer)
        with pytest.raises(NothingToSign):
            withdraw(section.article, "en", [section.key], by=reviewer, reason=" ")
        with pytest.raises(NothingToSign):
            withdraw(section.article, "en", [], by=reviewer, reason="Wrong")
        with pytest.raises(NotAllowed):
            withdraw(section.article, "en", [section.key], by=author, reason="Wrong")


class TestOutdated:
    """The mistakes of well-known systems, each by name."""

    def test_a_signed_change_of_the_source_outdates_and_undoing_it_refreshes(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        put(section, "es", heading="Dolor")
        sign_now(section, language="es", by=reviewer)

        put(section, by=author, heading="Ache")
        assert standing_of(section, "es").state == State.SIGNED, "a draft of the source outdates nothing"
        sign_now(section, by=reviewer)
        assert standing_of(section, "es").state == State.OUTDATED
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        assert standing_of(section, "es").state == State.SIGNED

    def test_a_second_update_is_not_missed(self, section: Section, author: Person, reviewer: Person) -> None:
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        put(section, "es", heading="Dolor")
        sign_now(section, language="es", by=reviewer)
        for heading in ("Ache", "Soreness"):
            put(section, by=author, heading=heading)
            sign_now(section, by=reviewer)
        assert standing_of(section, "es").state == State.OUTDATED
        assert standing_of(section, "es").desk["heading"] == "Dolor", "the translation is kept"

    def test_still_the_same_words_can_be_signed_against_the_new_source(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        put(section, by=author, heading="Pain")
        sign_now(section, by=reviewer)
        put(section, "es", heading="Dolor")
        sign_now(section, language="es", by=reviewer)
        put(section, by=author, heading="Ache")
        sign_now(section, by=reviewer)
        sign_now(section, language="es", by=reviewer)
        assert standing_of(section, "es").state == State.SIGNED
