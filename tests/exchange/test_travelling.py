"""Words that came back from a translator: what is taken beside what is refused, and nothing overwritten unseen."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from education.clinics.access import NotAllowed
from education.clinics.models import Person, Role
from education.content.models import Article, RedFlag, Section, Term
from education.exchange.travelling.actions import bring_in
from education.exchange.travelling.entries import Entry, FileRefused, Parcel
from education.exchange.travelling.judging import Agreed, Outcome, Verdict
from education.exchange.travelling.leaving import UNFINISHED, parcel_of
from education.exchange.travelling.reading import read
from education.review.actions import withdraw
from education.review.models import Revision
from education.review.states import State
from tests.exchange.agency import WRITERS, each, judged, place, reasons, sent, translated
from tests.making import (
    make_article,
    make_clinic,
    make_person,
    make_red_flag,
    make_section,
    put,
    sign_now,
    standing_of,
)

pytestmark = pytest.mark.django_db

HEADING, BODY = "What causes it?", "Call {emergency_number}.\n\n- See [the sign](#sign-numb)."
GOOD = {
    "causes/heading": "¿Qué la causa?",
    "causes/body": "Llame al {emergency_number}.\n\n- Vea [el signo](#sign-numb).",
}
SIGN = {"sign-numb/sign": "Piel dormida entre las piernas"}


@pytest.fixture
def causes() -> Section:
    """A section in English, with a variable, a list and a link; a warning sign beside it. Nothing in Spanish."""
    make_clinic()
    article = make_article()
    section = make_section(article, "causes")
    put(make_red_flag(article), sign="Numb skin between the legs")
    put(section, heading=HEADING, body=BODY)
    return section


@pytest.fixture
def tom(causes: Section) -> Person:
    return make_person("tom", Role.TRANSLATOR, ["es"])


def good(article: Article, **other: str) -> Parcel:
    """What an agency sends back; `other` fields of the section say something else."""
    return translated(sent(article), GOOD | {f"causes/{field}": text for field, text in other.items()})


def only(parcel: Parcel, *places: str) -> Parcel:
    return replace(parcel, entries=tuple(entry for entry in parcel.entries if place(entry) in places))


def brought(
    article: Article, parcel: Parcel, by: Person | None, agreed: Agreed | None = None
) -> dict[str, Verdict]:
    verdicts = bring_in(article, "es", parcel, by=by, agency=" Example Translations ", agreed=agreed)
    return {verdict.key: verdict for verdict in verdicts}


def spanish(section: Section) -> dict[str, str]:
    return Section.objects.get(pk=section.pk).words("es")


class TestLeaving:
    def test_there_is_one_entry_for_each_field_of_the_source(self, causes: Section) -> None:
        put(causes, "es", heading="Causas", action="Haga algo")
        entries = {place(entry): entry for entry in sent(causes.article).entries}
        assert list(entries) == ["causes/heading", "causes/body", "sign-numb/sign"]
        heading, standing = entries["causes/heading"], standing_of(causes, "es")
        assert (heading.source, heading.target, heading.longest) == (HEADING, "Causas", 200)
        assert (heading.source_print, heading.target_print) == (standing.source_print, standing.desk_print)
        assert "Keep unchanged: {emergency_number}, (#sign-numb)" in entries["causes/body"].notes

    def test_notes_name_the_terms_of_the_glossary(self, causes: Section) -> None:
        term = Term.objects.create(article=causes.article, key="term-skin", kind="term", position=9)
        put(term, name="skin", definition="What covers you", forms="skin")
        put(term, "es", name="piel", definition="Lo que la cubre", forms="piel, pieles")
        notes = {place(entry): entry.notes for entry in sent(causes.article).entries}
        assert "Glossary: skin = piel" in notes["sign-numb/sign"]
        assert "Warning sign “Numb skin between the legs”: sign." in notes["sign-numb/sign"]
        assert not [note for note in notes["causes/heading"] if "Glossary" in note]

    def test_only_what_is_missing_or_outdated_leaves_where_that_is_asked(self, causes: Section) -> None:
        rosa = make_person("rosa", Role.REVIEWER, ["en", "es"])
        put(causes, "es", by=rosa, heading="Causas", body=GOOD["causes/body"])
        sign_now(causes, by=rosa)
        sign_now(causes, language="es", by=rosa)
        assert {place(entry) for entry in unfinished(causes)} == {"sign-numb/sign"}
        put(causes, by=rosa, heading="What brings it on?", body=BODY)
        sign_now(causes, by=rosa)
        left = {place(entry): entry for entry in unfinished(causes)}
        assert left["causes/heading"].state == State.OUTDATED
        assert (left["causes/heading"].before, left["causes/body"].before) == (HEADING, "")

    def test_a_draft_of_a_signed_source_does_not_leave(self, causes: Section) -> None:
        rosa = make_person("rosa", Role.REVIEWER, ["en"])
        sign_now(causes, by=rosa)
        put(causes, by=rosa, heading="Half an idea")
        assert sent(causes.article).entries[0].source == HEADING

    def test_it_costs_the_same_however_many_texts_there_are(self, causes: Section) -> None:
        def asked() -> int:
            with CaptureQueriesContext(connection) as queries:
                sent(causes.article)
            return len(queries)

        few = asked()
        for number in range(5):
            put(make_section(causes.article, f"more-{number}"), heading=f"More {number}")
        assert asked() == few


def unfinished(section: Section) -> tuple[Entry, ...]:
    return parcel_of(section.article, "es", UNFINISHED).entries


class TestTaken:
    @pytest.mark.parametrize("name", sorted(WRITERS))
    def test_new_words_reach_the_desk_with_the_agency_named(
        self, causes: Section, tom: Person, name: str
    ) -> None:
        file = WRITERS[name](translated(sent(causes.article), GOOD | SIGN))
        verdicts = brought(causes.article, read(file), tom)
        assert {key: one.outcome for key, one in verdicts.items()} == {
            "causes": Outcome.NEW, "sign-numb": Outcome.NEW,
        }  # fmt: skip
        assert spanish(causes)["heading"] == GOOD["causes/heading"]
        revision = Revision.objects.get(unit=causes, language="es")
        assert (revision.by, revision.origin, revision.maker) == (tom, "imported", "person")
        assert revision.came == "imported from a file, by Example Translations"
        assert standing_of(causes, "es").state == State.DRAFT

    def test_the_same_file_again_changes_nothing(self, causes: Section, tom: Person) -> None:
        parcel = translated(sent(causes.article), GOOD | SIGN)
        brought(causes.article, parcel, tom)
        before = Revision.objects.count()
        again = brought(causes.article, parcel, tom)
        assert {one.outcome for one in again.values()} == {Outcome.SAME}
        assert Revision.objects.count() == before

    def test_changed_words_say_what_changes(self, causes: Section, tom: Person) -> None:
        put(causes, "es", by=tom, heading="Causas", body=GOOD["causes/body"], action="Haga algo")
        verdict = judged(causes.article, good(causes.article))["causes"]
        assert (verdict.outcome, [change.new for change in verdict.changes]) == (
            Outcome.CHANGED, [GOOD["causes/heading"]],
        )  # fmt: skip
        assert verdict.words["action"] == "Haga algo", "what has no source words does not travel, and stays"

    def test_order_and_what_is_left_out_do_not_matter(self, causes: Section) -> None:
        parcel = good(causes.article)
        turned = replace(parcel, entries=tuple(reversed(parcel.entries)))
        assert judged(causes.article, turned)["causes"].outcome == Outcome.NEW
        part = only(parcel, "causes/heading", "causes/body")
        assert set(judged(causes.article, part)) == {"causes"}

    def test_no_words_are_no_words_and_delete_nothing(self, causes: Section, tom: Person) -> None:
        parcel = sent(causes.article)
        assert judged(causes.article, parcel)["causes"].outcome == Outcome.UNTRANSLATED
        put(causes, "es", by=tom, heading="Causas", body="Texto")
        emptied = each(sent(causes.article), lambda entry: replace(entry, target=" "))
        brought(causes.article, emptied, tom)
        assert spanish(causes)["heading"] == "Causas"

    def test_damage_is_put_right_and_said(self, causes: Section) -> None:
        body = GOOD["causes/body"].replace("\n", "\\n")
        verdict = judged(causes.article, good(causes.article, heading="“¿Qué la causa?” \u00a0", body=body))
        assert verdict["causes"].words == {"heading": "¿Qué la causa?", "body": GOOD["causes/body"]}
        assert verdict["causes"].mended
        assert not judged(causes.article, good(causes.article))["causes"].mended

    def test_nothing_becomes_public(self, causes: Section, tom: Person) -> None:
        rosa = make_person("rosa", Role.REVIEWER, ["en", "es"])
        put(causes, "es", by=rosa, heading="Causas", body=GOOD["causes/body"])
        sign_now(causes, by=rosa)
        sign_now(causes, language="es", by=rosa)
        brought(causes.article, good(causes.article), tom)
        standing = standing_of(causes, "es")
        assert (standing.state, standing.signed_words["heading"]) == (State.DRAFT, "Causas")


class TestRefused:
    @pytest.mark.parametrize(
        ("field", "text", "said"),
        [
            ("body", "Llame al 112.\n\n- Vea [el signo](#sign-numb).", "− {emergency_number}"),
            ("body", GOOD["causes/body"] + " {clinic_phone}", r"\+ {clinic_phone}"),
            ("body", GOOD["causes/body"].replace("{emergency_number}", "{numero}"), "is not a variable"),
            ("body", GOOD["causes/body"].replace("#sign-numb", "#signo"), "leads nowhere"),
            ("body", GOOD["causes/body"] + "\n\n<b>ya</b>", "HTML is not allowed"),
            ("heading", "**Causas**", "plain words only"),
            ("heading", "x" * 201, "too long"),
            ("heading", "", "these fields are missing or empty: heading"),
            ("body", "Что вызывает {emergency_number}.\n\n- Смотрите [знак](#sign-numb).", "letters of this language"),
        ],
    )  # fmt: skip
    def test_a_text_that_is_not_right_is_refused_in_words(
        self, causes: Section, field: str, text: str, said: str
    ) -> None:
        verdict = judged(causes.article, good(causes.article, **{field: text}))["causes"]
        assert verdict.outcome == Outcome.REFUSED
        assert re.search(said, " ".join(verdict.sentences))
        assert judged(causes.article, good(causes.article))["causes"].is_taken

    def test_what_is_still_in_the_source_language_is_refused(self, causes: Section) -> None:
        parcel = translated(sent(causes.article), {"sign-numb/sign": "Numb skin between the legs"})
        assert "still in the source language" in reasons(RedFlag.objects.get(), parcel)
        assert judged(causes.article, translated(parcel, SIGN))["sign-numb"].is_taken

    def test_links_of_safety_text_must_stay_and_those_of_other_text_need_not(self, causes: Section) -> None:
        without = "Llame al {emergency_number}.\n\n- Vea el signo."
        assert judged(causes.article, good(causes.article, body=without))["causes"].is_taken
        Section.objects.update(weight="safety")
        assert "The links differ" in reasons(causes, good(causes.article, body=without))

    def test_a_source_that_moved_is_refused_until_it_is_exported_anew(self, causes: Section) -> None:
        old = good(causes.article)
        put(causes, heading="What brings it on?", body=BODY)
        assert "The source has changed" in reasons(causes, old)
        assert judged(causes.article, good(causes.article))["causes"].is_taken
        put(causes, heading=HEADING, body=BODY)
        assert judged(causes.article, old)["causes"].is_taken, "an edit that was undone outdates nothing"

    def test_withdrawn_source_words_are_no_source(self, causes: Section) -> None:
        rosa, parcel = make_person("rosa", Role.REVIEWER, ["en"]), good(causes.article)
        sign_now(causes, by=rosa)
        assert judged(causes.article, parcel)["causes"].is_taken
        withdraw(causes.article, "en", ["causes"], by=rosa, reason="Wrong")
        assert "The source has changed" in reasons(causes, parcel)
        assert {place(entry) for entry in sent(causes.article).entries} == set(SIGN)

    def test_other_source_words_than_those_sent_are_refused(self, causes: Section) -> None:
        shifted = each(good(causes.article), lambda entry: replace(entry, source=entry.source + " more"))
        assert "not those that were sent" in reasons(causes, shifted)
        blanks = each(good(causes.article), lambda entry: replace(entry, source=f"{entry.source} \u00a0"))
        assert judged(causes.article, blanks)["causes"].is_taken

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"source_print": None}, "marks of this text"),
            ({"target_print": None}, "marks of this text"),
            ({"unsure": True}, "fuzzy"),
        ],
    )
    def test_lost_marks_and_doubt_are_refused(
        self, causes: Section, change: dict[str, object], said: str
    ) -> None:
        parcel = each(good(causes.article), lambda entry: replace(entry, **change))  # type: ignore[arg-type]
        assert said in reasons(causes, parcel)

    def test_fields_of_two_exports_are_no_whole(self, causes: Section, tom: Person) -> None:
        old = good(causes.article).entries[0]
        put(causes, "es", by=tom, heading="Causas", body="Texto {emergency_number}")
        mixed = replace(good(causes.article), entries=(old, *good(causes.article).entries[1:]))
        assert "two different exports" in reasons(causes, mixed)

    def test_a_text_that_stands_twice_must_say_the_same(self, causes: Section) -> None:
        parcel = good(causes.article)
        same = replace(parcel, entries=parcel.entries * 2)
        assert judged(causes.article, same)["causes"].is_taken
        other = replace(parcel, entries=(*parcel.entries, replace(parcel.entries[0], target="Otra cosa")))
        assert "more than once" in reasons(causes, other)

    @pytest.mark.parametrize(
        "id_", ["sciatica/nothing/heading", "other/causes/heading", "sciatica/causes/poem", "x", ""]
    )
    def test_what_is_not_here_is_refused_and_the_rest_taken(
        self, causes: Section, tom: Person, id_: str
    ) -> None:
        parcel = good(causes.article)
        strange = replace(parcel, entries=(*parcel.entries, replace(parcel.entries[0], id=id_)))
        verdicts = brought(causes.article, strange, tom)
        assert "no such text" in verdicts[id_].sentences[0]
        assert verdicts["causes"].outcome == Outcome.NEW


class TestNewerWords:
    def test_words_that_somebody_wrote_since_are_kept_and_both_are_shown(
        self, causes: Section, tom: Person
    ) -> None:
        parcel = good(causes.article)
        put(causes, "es", by=tom, heading="Mientras tanto", body=GOOD["causes/body"])
        verdict = brought(causes.article, parcel, tom)["causes"]
        assert (verdict.outcome, verdict.moved) == (Outcome.REFUSED, True)
        assert [(one.old, one.new) for one in verdict.changes] == [("Mientras tanto", "¿Qué la causa?")]
        assert spanish(causes)["heading"] == "Mientras tanto"

    def test_they_are_replaced_only_as_they_were_seen_and_stay_in_the_history(
        self, causes: Section, tom: Person
    ) -> None:
        parcel = good(causes.article)
        put(causes, "es", by=tom, heading="Mientras tanto", body="Uno {emergency_number}")
        seen = standing_of(causes, "es").desk_print
        put(causes, "es", by=tom, heading="Más tarde", body="Dos {emergency_number}")
        assert brought(causes.article, parcel, tom, agreed={"causes": seen})["causes"].moved
        now = standing_of(causes, "es").desk_print
        assert brought(causes.article, parcel, tom, agreed={"causes": now})["causes"].is_taken
        headings = [one.words["heading"] for one in Revision.objects.filter(language="es").order_by("pk")]
        assert headings == ["Mientras tanto", "Más tarde", "¿Qué la causa?"]

    def test_words_that_went_away_and_came_back_are_the_same(self, causes: Section, tom: Person) -> None:
        put(causes, "es", by=tom, heading="Causas", body="Uno {emergency_number}")
        parcel = good(causes.article)
        put(causes, "es", by=tom, heading="Otra", body="Uno {emergency_number}")
        put(causes, "es", by=tom, heading="Causas", body="Uno {emergency_number}")
        assert judged(causes.article, parcel)["causes"].is_taken


class TestAllOrNothing:
    def test_another_language_than_the_chosen_is_refused(self, causes: Section, tom: Person) -> None:
        parcel = replace(good(causes.article), language="de")
        with pytest.raises(FileRefused, match="The file is in German, and you chose Spanish"):
            brought(causes.article, parcel, tom)
        with pytest.raises(FileRefused, match="not translated into that here"):
            brought(causes.article, replace(parcel, language="en"), tom)
        assert brought(causes.article, replace(parcel, language="es_MX"), tom)["causes"].is_taken

    def test_who_may_not_write_the_language_may_not_bring_it_in(self, causes: Section) -> None:
        other = make_person("ana", Role.TRANSLATOR, ["ar"])
        with pytest.raises(NotAllowed):
            brought(causes.article, good(causes.article), other)
        assert not Revision.objects.filter(language="es")

    def test_what_fails_halfway_leaves_nothing(self, causes: Section, tom: Person) -> None:
        def told(done: int, _whole: int) -> None:
            assert Revision.objects.filter(language="es").count() == done
            if done == 2:
                raise KeyboardInterrupt

        parcel = translated(sent(causes.article), GOOD | SIGN)
        with pytest.raises(KeyboardInterrupt):
            bring_in(causes.article, "es", parcel, by=tom, agency="", told=told)
        assert not Revision.objects.filter(language="es")
        assert spanish(causes)["heading"] == ""

    def test_queries_grow_with_the_texts_changed_and_not_with_those_there(
        self, causes: Section, tom: Person
    ) -> None:
        def asked(parcel: Parcel) -> int:
            with CaptureQueriesContext(connection) as queries:
                brought(causes.article, parcel, tom)
            return len(queries)

        brought(causes.article, translated(sent(causes.article), GOOD | SIGN), tom)
        few, one = asked(sent(causes.article)), asked(good(causes.article, heading="Una"))
        for number in range(5):
            put(make_section(causes.article, f"more-{number}"), heading=f"More {number}")
        assert asked(sent(causes.article)) == few
        assert asked(good(causes.article, heading="Otra")) == one
