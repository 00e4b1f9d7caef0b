"""The log lists everything that was written, from its own rows, can be filtered, and costs the same however long it is."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person, Role
from education.clinics.people import give_role
from education.content.models import Section
from education.review.actions import submit, withdraw
from tests.making import make_article, make_person, make_section, put, sign_now, standing_of

pytestmark = pytest.mark.django_db

LOG = "/staff/log/"


@pytest.fixture
def people() -> dict[str, Person]:
    return {
        "author": make_person("author", Role.AUTHOR),
        "translator": make_person("translator", Role.TRANSLATOR, ["es"]),
        "reviewer": make_person("reviewer", Role.REVIEWER, ["en", "es"]),
        "manager": make_person("manager", Role.MANAGER),
    }


@pytest.fixture
def history(people: dict[str, Person]) -> Section:
    """One day after another: shipped, written, asked, signed, translated, withdrawn, a role given."""
    section = make_section(make_article())
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        put(section, heading="Shipped")
        clock.shift(86400)
        put(section, by=people["author"], heading="Pain")
        clock.shift(86400)
        submit(section, "en", by=people["author"], seen=standing_of(section).desk_print)
        clock.shift(86400)
        sign_now(section, by=people["reviewer"], note="Read twice.")
        clock.shift(86400)
        put(section, "es", by=people["translator"], heading="Dolor")
        clock.shift(86400)
        withdraw(section.article, "en", [section.key], by=people["reviewer"], reason="A wrong number.")
        clock.shift(86400)
        give_role(
            people["translator"], Clinic.objects.get(), Role.TRANSLATOR, ["es", "ar"], by=people["manager"]
        )
    return section


def read(person: Person, query: str = "") -> str:
    client = Client()
    client.force_login(person)
    response = client.get(LOG + query)
    assert response.status_code == 200
    return response.content.decode()


def deeds(html: str) -> list[str]:
    """The third column: what was done."""
    return [
        re.sub(r"<[^>]+>", "", cells[2])
        for cells in (re.findall(r"<td.*?</td>", row, re.S) for row in html.split("<tr>"))
        if len(cells) == 5
    ]


def test_everything_stands_there_newest_first(people: dict[str, Person], history: Section) -> None:
    html = read(people["author"])
    assert deeds(html) == [
        "changed people or settings", "withdrew", "wrote", "signed", "asked for a signature", "wrote", "wrote",
    ]  # fmt: skip
    for words in (
        "Read twice.",
        "A wrong number.",
        "role given: translator es ar",
        "the software",
        "definition",
    ):
        assert words in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=wrote", ["wrote", "wrote", "wrote"]),
        ("?kind=signed", ["signed"]),
        ("?kind=withdrew", ["withdrew"]),
        ("?kind=staff", ["changed people or settings"]),
        ("?language=es", ["wrote"]),
        ("?language=ar", []),
        ("?day=2026-03-04", ["signed"]),
        ("?day=2026-03-04&kind=wrote", []),
        ("?kind=staff&language=es", []),
        ("?page=99", ["changed people or settings", "withdrew", "wrote", "signed", "asked for a signature", "wrote", "wrote"]),
    ],
)  # fmt: skip
def test_it_can_be_filtered(
    people: dict[str, Person], history: Section, query: str, expected: list[str]
) -> None:
    assert deeds(read(people["manager"], query)) == expected


def test_it_can_be_filtered_by_person(people: dict[str, Person], history: Section) -> None:
    assert deeds(read(people["manager"], f"?person={people['reviewer'].pk}")) == ["withdrew", "signed"]
    assert deeds(read(people["manager"], f"?person={people['reviewer'].pk}&kind=wrote")) == []


@pytest.mark.parametrize(
    "query",
    [
        "?day=yesterday", "?day=9999-12-31", "?day=0001-01-01", "?kind=burnt", "?person=999", "?person=" + "9" * 40,
        "?language=xx",
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_is_said(
    people: dict[str, Person], history: Section, query: str
) -> None:
    html = read(people["author"], query)
    assert 'role="alert"' in html
    assert deeds(html) == []


def test_what_people_typed_is_shown_as_text(people: dict[str, Person], history: Section) -> None:
    put(history, by=people["author"], heading="Again")
    sign_now(history, by=people["reviewer"], note="<script>alert(1)</script>")
    html = read(people["author"])
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_it_comes_in_pages_and_asks_the_same_number_of_questions(
    people: dict[str, Person], history: Section
) -> None:
    client = Client()
    client.force_login(people["author"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LOG)
        return len(queries)

    asked()  # kinds of things are looked up once in a process
    few = asked()
    for place in range(60):
        put(history, by=people["author"], heading=f"Wording {place}")
    sign_now(history, by=people["reviewer"], asked_by=people["author"])
    give_role(people["translator"], Clinic.objects.get(), Role.TRANSLATOR, ["es"], by=people["manager"])
    assert asked() == few <= 14
    first, second = deeds(read(people["author"])), deeds(read(people["author"], "?page=2"))
    assert (len(first), len(second)) == (50, 20)
