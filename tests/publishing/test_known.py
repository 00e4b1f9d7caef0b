"""What was read of a version of the content serves other pages and steps of the quiz, until there is a new version."""

from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from education.clinics.models import Clinic, Role
from education.clinics.setting_up import add_host, change
from education.content.models import Question, Section
from education.publishing import known
from education.quiz.run import Item, answered, gone_on
from education.quiz.token import begin, token_of
from tests.making import make_person, make_section, put, sign_now
from tests.publishing.storing import PAGE, Reader, take_away
from tests.quiz.conftest import WORDS, make_question

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = PAGE + "quiz/question/"


@pytest.fixture
def question(section: Section) -> Question:
    asked = make_question(section.article)
    for language in ("en", "es"):
        put(asked, language, by=None, **{field: f"{text} {language}" for field, text in WORDS.items()})
    return asked


@pytest.fixture
def step(question: Question) -> str:
    """The address of a run that was just begun."""
    run = begin(question.article.key, "full", (question.key,), counts=False)
    return f"{QUESTION}?run={token_of(run)}"


def tables(reader: Reader, path: str, **asked: str) -> set[str]:
    """Which of our tables are read for a page, but for the question after the version."""
    with CaptureQueriesContext(connection) as captured:
        reader.get(path, **asked)
    found = " ".join(query["sql"] for query in captured if "AS signatures" not in query["sql"])
    return {word.strip('"(),.') for word in found.replace(".", " ").split() if word.startswith('"education_')}


class TestReadOnce:
    def test_a_step_of_the_quiz_reads_nothing_that_an_earlier_one_read(
        self, reader: Reader, step: str
    ) -> None:
        assert "education_question" in tables(reader, step)
        assert tables(reader, step) == set()

    def test_a_second_page_reads_no_words_anew(self, reader: Reader) -> None:
        assert "education_revision" in tables(reader, PAGE)
        assert tables(reader, PAGE + "sources/") == set()
        assert tables(reader, "/en/") == {"education_article"}, "which one is the first"

    def test_another_language_reads_its_own_words_and_nothing_else(self, reader: Reader) -> None:
        shared = {"education_article", "education_citation", "education_clinic", "education_unit_citations"}
        assert shared < tables(reader, PAGE)
        assert "education_revision" in (own := tables(reader, "/es/sciatica/"))
        assert not own & shared

    def test_a_page_that_does_not_exist_costs_no_reading(self, reader: Reader) -> None:
        assert "education_revision" in tables(reader, "/en/nothing/")
        assert tables(reader, "/en/nothing-else/") == {"education_article"}, "is there one of that name"

    def test_who_comes_without_a_language_is_sent_on_without_reading(self, reader: Reader) -> None:
        assert "education_unit" in tables(reader, "/")
        assert tables(reader, "/") == set()
        assert reader.get("/", accept_language="es").headers["location"] == "/es/"
        assert reader.get("/", accept_language="en").headers["location"] == "/en/"

    def test_a_host_of_a_clinic_is_looked_up_once(self, reader: Reader, step: str) -> None:
        add_host(Clinic.objects.get(), "hill.example.org", by=make_person("moe", Role.MANAGER))
        assert "education_clinic" in tables(reader, step, host="hill.example.org")
        assert tables(reader, step, host="hill.example.org") == set()

    def test_no_more_is_kept_than_there_is_room_for_and_what_came_last_stays(
        self, reader: Reader, step: str, settings: Settings
    ) -> None:
        settings.PAGE_STORE_BYTES = 4 * 2 * known.LARGEST
        for _time in range(3):
            assert "Ana is numb" in reader.get(step).text
            assert reader.get("/es/sciatica/").status == 200
            assert len(reader.store.watch.now.known) == 4
        assert "education_revision" not in tables(reader, step)

    def test_nothing_that_is_not_there_is_kept(self, reader: Reader) -> None:
        reader.get("/en/")
        kept = set(reader.store.watch.now.known)
        for number in range(5):
            assert reader.get(f"/en/nothing-{number}/").status == 404
            assert reader.get(host=f"hill-{number}.example.org").status == 421
        assert set(reader.store.watch.now.known) == kept

    def test_the_staff_area_has_no_part_in_it(self, reader: Reader) -> None:
        reader.get("/staff/login/")
        assert not reader.store.watch.now.known


class TestNeverOld:
    def test_new_words_are_asked_about_when_the_interval_is_over(
        self, reader: Reader, question: Question, step: str
    ) -> None:
        assert "Ana is numb" in reader.get(step).text
        put(question, "en", by=None, **WORDS | {"stem": "Ana is weak."})
        assert "Ana is numb" in reader.get(step).text
        reader.later()
        assert "Ana is weak" in reader.get(step).text

    def test_a_signature_is_seen_on_every_page(self, reader: Reader, section: Section) -> None:
        rosa = make_person("rosa", Role.REVIEWER, ["en", "es"])
        pages = (PAGE, "/es/sciatica/", PAGE + "quiz/")
        unsigned = [reader.get(path).text for path in pages]
        sign_now(section, by=rosa)
        reader.later()
        assert all(reader.get(path).text != before for path, before in zip(pages[:2], unsigned, strict=False))
        assert "rosa" in reader.get(PAGE).text

    def test_a_page_made_after_a_change_within_the_interval_rests_on_nothing_older(
        self, reader: Reader, section: Section
    ) -> None:
        reader.get("/en/")
        put(section, heading="What is it?", body="It can hurt.")
        assert "can hurt" in reader.get(PAGE).text

    def test_each_clinic_has_its_own(self, reader: Reader, step: str) -> None:
        other = Clinic.objects.create(
            key="hill", name="Hill Clinic", country="FR", emergency_number="15", clinic_phone="0123", languages=["en"],
            show_unsigned=True,
        )  # fmt: skip
        add_host(other, "hill.example.org", by=make_person("moe", Role.MANAGER, clinic=other))
        change(
            Clinic.objects.default() or other,
            {"name_en": "Mill Clinic"},
            by=make_person("mona", Role.MANAGER),
        )
        for _time in range(2):
            assert "Mill Clinic" in reader.get(step).text
            assert "Hill Clinic" in reader.get(step, host="hill.example.org").text


class TestAway:
    def test_the_quiz_goes_on_without_the_database(
        self, reader: Reader, step: str, database: dict[str, Any]
    ) -> None:
        asked = reader.get(step).text
        take_away(database)
        reader.later()
        assert reader.get(step).text == asked
        assert reader.get(step.replace("/en/", "/es/")).status == 503, "nobody had read that"

    def test_and_on_a_host_that_a_clinic_has_for_itself(
        self, reader: Reader, step: str, database: dict[str, Any]
    ) -> None:
        add_host(Clinic.objects.get(), "hill.example.org", by=make_person("moe", Role.MANAGER))
        asked = reader.get(step, host="hill.example.org").text
        take_away(database)
        reader.later()
        assert reader.get(step, host="hill.example.org").text == asked
        assert reader.get(step, host="dale.example.org").status == 503

    def test_a_run_comes_to_its_end(
        self, reader: Reader, question: Question, database: dict[str, Any]
    ) -> None:
        """Nothing can be counted then, and the page does not say that it was."""
        run = begin(question.article.key, "full", (question.key,), counts=True)
        item = Item(question.key, question.answer, question.ladder, critical=True)
        reader.get(f"{QUESTION}?run={token_of(run)}")
        take_away(database)
        reader.later()
        over = gone_on(answered(run, item, "a", revision=1, language="en"))
        result = reader.get(f"{PAGE}quiz/result/?run={token_of(over)}")
        assert result.status == 200
        assert "counted" not in result.text

    def test_and_a_slip_for_a_clinician_in_both_languages(
        self, reader: Reader, question: Question, database: dict[str, Any]
    ) -> None:
        run = begin(question.article.key, "full", (question.key,), counts=False)
        item = Item(question.key, question.answer, question.ladder, critical=True)
        for letter in "ca":
            run = gone_on(answered(run, item, letter, revision=1, language="es"))
        slip = f"/es/sciatica/quiz/slip/?run={token_of(run)}"
        asked = reader.get(slip)
        assert asked.status == 200
        assert "Ana is numb. What should she do? es" in asked.text
        assert "Ana is numb. What should she do? en" in asked.text
        take_away(database)
        reader.later()
        assert reader.get(slip).text == asked.text

    def test_and_what_was_read_before_it_came_back_is_looked_at_again(
        self, reader: Reader, question: Question, step: str, database: dict[str, Any]
    ) -> None:
        name = database["NAME"]
        reader.get(step)
        take_away(database)
        reader.later()
        reader.get(step)
        database["NAME"] = name
        connections.close_all()
        put(question, "en", by=None, **WORDS | {"stem": "Ana is weak."})
        reader.later()
        assert "Ana is weak" in reader.get(step).text


class TestLanguage:
    def test_what_is_said_of_words_is_in_the_language_of_the_page_where_nothing_was_found(
        self, reader: Reader, section: Section
    ) -> None:
        """The page is read while the server still speaks English."""
        strip = make_section(section.article, "strip", placement="strip", weight="safety")
        for language, words in (("en", "Call for help"), ("es", "Pida ayuda")):
            put(strip, language, heading=words, body=words)
        sign_now(section, by=make_person("rosa", Role.REVIEWER, ["en", "es"]))
        page = reader.get("/es/nothing/")
        assert page.status == 404
        assert "Ningún" in page.text
        assert "No clinician" not in page.text
