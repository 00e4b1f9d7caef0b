"""What the board says of findings: what is kept, what was checked, and what was not checked yet."""

from collections import Counter
from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from education.clinics.models import Person
from education.content.models import Article, Section, Term, Unit, Weight
from education.review.board import board_of
from education.review.board_findings import BoardFindings, findings_of_board
from education.review.kept_findings import NOT_HERE, Tally, findings_on_desk, tally_of
from education.review.readers import standings
from education.review.wording import findings_of, glossary_of
from education.text.findings import Finding, Severity
from tests.making import make_article, make_section, put, sign_now

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "es"]


class CountingCache(LocMemCache):
    """Django's cache in memory, which counts the questions that it is asked."""

    asked: Counter[str] = Counter()

    def get_many(self, *args: Any, **named: Any) -> Any:
        self.asked["get_many"] += 1
        return super().get_many(*args, **named)

    def set_many(self, *args: Any, **named: Any) -> Any:
        self.asked["set_many"] += 1
        return super().set_many(*args, **named)


@pytest.fixture(autouse=True)
def _empty_cache(settings: Settings) -> None:
    settings.CACHES = {"default": {"BACKEND": f"{__name__}.CountingCache"}}
    cache.clear()
    CountingCache.asked = Counter()


@pytest.fixture
def article(author: Person, translator: Person) -> Article:
    """A translation that lost the number to call, one that is right, and one that nobody wrote."""
    article = make_article()
    lost, right, _missing = (make_section(article, key) for key in ("lost", "right", "missing"))
    put(lost, by=author, heading="Help", body="Call {emergency_number} at once.")
    put(lost, "es", by=translator, heading="Ayuda", body="Llame enseguida.")
    put(right, by=author, heading="Pain", body="It hurts.")
    put(right, "es", by=translator, heading="Dolor", body="Duele.")
    return article


def look(article: Article, at_most: int | None = None) -> BoardFindings:
    return findings_of_board(board_of(article, LANGUAGES, timezone.localdate()), at_most=at_most)


def section(key: str) -> Section:
    return Section.objects.get(key=key)


def test_counts_are_those_of_the_findings_of_each_text(article: Article) -> None:
    found = look(article)
    assert found.unchecked == 0
    assert found.tallies["lost", "es"].blocking > 0
    assert ("missing", "es") not in found.tallies
    for language in LANGUAGES:
        every = standings(article, language)
        expected = {
            (item.unit.key, language): tally_of(findings_of(item, item.desk, glossary_of(every)))
            for item in every
            if item.desk_print
        }
        assert expected.items() <= found.tallies.items()


def test_a_look_checks_a_few_texts_and_the_next_look_goes_on(article: Article) -> None:
    assert [(len(found.tallies), found.unchecked) for found in (look(article, 3), look(article, 3))] == [
        (3, 1),
        (4, 0),
    ]


def test_a_look_costs_two_questions_to_the_cache_and_one_query(article: Article) -> None:
    board = board_of(article, LANGUAGES, timezone.localdate())
    with CaptureQueriesContext(connection) as first:
        findings_of_board(board, at_most=None)
    with CaptureQueriesContext(connection) as second:
        findings_of_board(board, at_most=None)
    assert (len(first), len(second)) == (1, 0)
    assert CountingCache.asked == {"get_many": 2, "set_many": 1}


@pytest.mark.parametrize("what", ["words", "source", "weight", "term", "placement"])
def test_a_text_is_checked_anew_when_what_its_findings_follow_from_changes(
    article: Article, author: Person, translator: Person, what: str
) -> None:
    look(article)
    if what == "words":
        put(
            section("lost"),
            "es",
            by=translator,
            heading="Ayuda",
            body="Llame al {emergency_number} enseguida.",
        )
    elif what == "source":
        put(section("lost"), by=author, heading="Help", body="Call at once.")
    elif what == "weight":
        Unit.objects.filter(key="lost").update(weight=Weight.SAFETY)
    elif what == "placement":
        Section.objects.filter(key="lost").update(placement="strip")
    else:
        term = Term.objects.create(article=article, key="disc", kind="term", position=9)
        put(term, "es", by=translator, name="disco", definition="Un cojín.", forms="disco, discos")
    assert ("lost", "es") not in look(article, 0).tallies
    found = look(article)
    assert found.unchecked == 0
    assert (found.tallies["lost", "es"].blocking == 0) == (what in ("words", "source"))


def test_withdrawn_and_signed_sources_are_the_ones_that_are_compared(
    article: Article, author: Person, reviewer: Person
) -> None:
    sign_now(section("lost"), by=reviewer)
    before = look(article).tallies["lost", "es"]
    put(section("lost"), by=author, heading="Help", body="A draft without a number.")
    assert look(article).tallies["lost", "es"] == before


class TestKeptFindings:
    def test_are_those_that_a_check_finds_with_their_sentences(self, article: Article) -> None:
        every = standings(article, "es")
        for _time in ("first", "kept"):
            found = findings_on_desk(every, every)
            for item in every:
                expected = findings_of(item, item.desk, glossary_of(every))
                assert [(one.id, str(one.sentence)) for one in found[item.unit.pk]] == [
                    (one.id, str(one.sentence)) for one in expected
                ]

    def test_tell_the_board_too(self, article: Article) -> None:
        every = standings(article, "es")
        findings_on_desk([item for item in every if item.unit.key == "lost"], every)
        assert list(look(article, 0).tallies) == [("lost", "es")]

    def test_of_no_texts_are_none(self) -> None:
        assert findings_on_desk([], []) == {}


def test_what_the_software_cannot_measure_is_no_finding_of_a_text() -> None:
    cannot = Finding(NOT_HERE, Severity.ADVISES, "body", "How hard this text reads could not be computed.")
    blocks = Finding("numbers", Severity.BLOCKS, "body", "A number is lost.")
    assert tally_of([cannot, blocks]) == Tally(1, 0)
