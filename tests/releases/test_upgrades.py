"""A changed copy goes from every earlier release to today's: nothing of ours is lost, nothing unsigned is shown."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from education.exchange.shipped import SHIPPED
from education.text.fingerprint import fingerprint, normalised
from tests.releases.releasing import RELEASES, read_then, tomorrow, unpacked, upgraded

pytestmark = pytest.mark.own_database

CHANGES = {
    "en.toml": [
        ('heading = "What the word means"', 'heading = "Where the word comes from"'),
        ('heading = "What causes it?"', 'heading = "What brings it on?"'),
        ('heading = "What does it feel like?"', 'heading = "How does it feel?"'),
        ("[term-nerve]\n", '[our-next]\nheading = "A new part"\n\n[term-nerve]\n'),
    ],
    "ar.toml": [("[term-nerve]\n", "[term-nerve]\n# The next release has other words below.\n")],
    "structure.toml": [
        ('key = "sign-fever"\nurgency = "same_day"\nescalates_to = "emergency"', 'key = "sign-fever"\nurgency = "soon"'),
        ('[[sections]]\nkey = "factors"', '[[sections]]\nkey = "our-next"\n\n[[sections]]\nkey = "factors"'),
    ],
}  # fmt: skip

CHANGED_HERE = {("causes", "en"), ("definition", "es"), ("term-nerve", "ar")}
"""Whose words a clinic changed in the stored copy and did not change back."""


class Upgrade(NamedTuple):
    release: str
    before: Path
    after: Path
    migrated: dict[str, Any]
    today: dict[str, Any]
    today_again: dict[str, Any]
    tomorrow: dict[str, Any]
    tomorrow_again: dict[str, Any]


@pytest.fixture(scope="module", params=RELEASES)
def upgrade(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Upgrade:
    folder = tmp_path_factory.mktemp("upgrade")
    before = unpacked(request.param, folder / "before.sqlite3")
    after = unpacked(request.param, folder / "after.sqlite3")
    releases = (SHIPPED / "sciatica", tomorrow(folder / "sciatica", CHANGES))
    return Upgrade(request.param, before, after, *upgraded(f"sqlite:///{after}", folder, *releases))


def rows(path: Path, table: str, columns: str = "*") -> list[dict[str, Any]]:
    with sqlite3.connect(path) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT {columns} FROM {table} ORDER BY 1")]


def tables(path: Path) -> set[str]:
    return {row["name"] for row in rows(path, "sqlite_master WHERE type = 'table'", "name")}


GROWING = ["revision", "submission", "edition", "approval", "membership", "attempt", "paper", "attempttotal"]


@pytest.mark.parametrize("table", GROWING)
def test_every_word_signature_role_and_answer_is_still_there(upgrade: Upgrade, table: str) -> None:
    name = f"education_{table}"
    was, now = rows(upgrade.before, name), {row["id"]: row for row in rows(upgrade.after, name)}
    assert was or table == "attempttotal"
    for row in was:
        assert {column: now[row["id"]][column] for column in row} == row


def test_people_keep_accounts_credentials_and_ended_access(upgrade: Upgrade) -> None:
    columns = "id, username, email, password, credential, is_active, is_superuser, first_name, last_name"
    was = rows(upgrade.before, "education_person", columns)
    assert rows(upgrade.after, "education_person", columns) == was
    assert {row["is_active"] for row in was} == {0, 1}


MEMORY_OF_DAYS = {"education_countedrun"}
"""What a release may drop: runs of the quiz that were remembered for three days."""


def test_no_other_table_of_ours_disappears(upgrade: Upgrade) -> None:
    was = {name for name in tables(upgrade.before) if name.startswith("education_")}
    assert was - MEMORY_OF_DAYS <= tables(upgrade.after)


def test_every_unit_is_still_there_with_its_facts(upgrade: Upgrade) -> None:
    was = rows(upgrade.before, "education_unit", "id, key, kind, weight")
    now = {row["id"]: row for row in rows(upgrade.after, "education_unit", "id, key, kind, weight")}
    assert [now[row["id"]] for row in was] == was


def test_the_words_on_the_desk_are_the_newest_revision_as_ever(upgrade: Upgrade) -> None:
    units = {row["id"]: row for row in rows(upgrade.after, "education_unit", "id, kind")}
    tables_of = {"section": "education_section", "term": "education_term"}
    desks = {
        kind: {row["unit_ptr_id"]: row for row in rows(upgrade.after, table)}
        for kind, table in tables_of.items()
    }
    newest = {(row["unit_id"], row["language"]): row for row in rows(upgrade.after, "education_revision")}
    checked = 0
    for (unit, language), row in newest.items():
        desk = desks.get(units[unit]["kind"], {}).get(unit)
        if desk is None:
            continue
        suffix = f"_{language.replace('-', '_')}"
        words = {
            name.removesuffix(suffix): text for name, text in desk.items() if name.endswith(suffix) and text
        }
        assert fingerprint(words) == row["fingerprint"] == fingerprint(json.loads(row["words"]))
        checked += 1
    assert checked > 100


def test_what_readers_of_each_edition_read_then_is_shown_again(upgrade: Upgrade) -> None:
    """Byte by byte, but for line breaks between paragraphs and items, which no browser shows."""

    def closed(html: str) -> str:
        return re.sub(r"\n+(?=<|\Z)", "", html)

    then = read_then(upgrade.release)
    assert len(then) == 6
    for address, passages in then.items():
        status, page = upgrade.migrated["pages"][address]
        assert status == 200, address
        missing = [passage for passage in passages if closed(passage) not in closed(page)]
        assert not missing, (address, missing[:2])


def test_no_page_changes_by_a_load_of_new_words(upgrade: Upgrade) -> None:
    public = [path for path, (status, _page) in upgrade.migrated["pages"].items() if status == 200]
    assert {"/en/sciatica/", "/es/sciatica/"} < set(public)
    for seen in (upgrade.today, upgrade.tomorrow):
        assert [path for path in public if seen["pages"][path] != upgrade.migrated["pages"][path]] == []


def test_a_second_load_changes_nothing(upgrade: Upgrade) -> None:
    assert upgrade.today_again == upgrade.today
    assert upgrade.tomorrow_again == upgrade.tomorrow


def test_untouched_words_follow_and_changed_ones_wait_for_a_person(upgrade: Upgrade) -> None:
    waiting = {tuple(place) for place in upgrade.tomorrow["open"]}
    assert {place for place in waiting if place[1]} <= CHANGED_HERE
    assert {("causes", "en"), ("sign-fever", "")} <= waiting
    desk = {row["unit_ptr_id"]: row["heading_en"] for row in rows(upgrade.after, "education_section")}
    keys = {row["key"]: row["id"] for row in rows(upgrade.after, "education_unit", "id, key")}
    assert desk[keys["symptoms"]] == "How does it feel?", "nobody had changed it here"
    assert desk[keys["causes"]] == "What causes it?", "our draft is kept whole"
    assert desk[keys["definition"]] == "Where the word comes from", (
        "restored to the shipped words: they follow"
    )
    assert desk[keys["our-clinic"]] == "Our clinic"
    assert desk[keys["our-next"]] == "A new part"
    flags = {row["unit_ptr_id"]: row["urgency"] for row in rows(upgrade.after, "education_redflag")}
    assert flags[keys["sign-fever"]] == "same_day", "a fact of a signed text waits for a person"


def test_the_stored_copy_has_no_password_that_can_be_used(upgrade: Upgrade) -> None:
    assert {row["password"][0] for row in rows(upgrade.before, "education_person", "id, password")} == {"!"}
    assert rows(upgrade.before, "django_session") == []
    assert normalised({"a": " "}) == {}
