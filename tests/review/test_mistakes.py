"""What well-known multilingual systems get wrong, each mistake by its name."""

import pytest

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Edition
from education.review.renewals import still_correct
from education.review.states import State
from tests.making import make_article, make_person, make_section, put, shown, sign_now, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def reviewer() -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es", "ar"])


@pytest.fixture
def section(author: Person, reviewer: Person) -> Section:
    """Signed in three languages."""
    section = make_section(make_article())
    for language, heading in {"en": "Pain", "es": "Dolor", "ar": "ألم"}.items():
        put(section, language, by=reviewer, heading=heading)
        sign_now(section, language=language, by=reviewer)
    return section


def states(section: Section) -> list[str]:
    return [standing_of(section, language).state.value for language in ("en", "es", "ar")]


def test_a_save_without_a_change_marks_no_translation_outdated(section: Section, author: Person) -> None:
    put(section, by=author, heading=" Pain \r\n")
    assert states(section) == ["signed", "signed", "signed"]


def test_a_draft_marks_no_translation_outdated(section: Section, author: Person) -> None:
    put(section, by=author, heading="Half a")
    assert states(section) == ["draft", "signed", "signed"]


def test_a_second_update_is_not_missed(section: Section, author: Person, reviewer: Person) -> None:
    put(section, by=author, heading="Ache")
    sign_now(section, by=reviewer)
    still_correct(section, "es", shown(section, language="es")[0], by=reviewer, reason="Same.")
    put(section, by=author, heading="Soreness")
    sign_now(section, by=reviewer)
    assert states(section) == ["signed", "outdated", "outdated"]


def test_editing_the_source_keeps_the_translation(section: Section, author: Person, reviewer: Person) -> None:
    put(section, by=author, heading="Ache")
    sign_now(section, by=reviewer)
    standing = standing_of(section, "es")
    assert standing.desk["heading"] == "Dolor"
    assert standing.signed_words == {"heading": "Dolor"}


def test_up_to_date_is_true_now_and_not_only_at_the_last_run_of_a_job(
    section: Section, author: Person, reviewer: Person
) -> None:
    put(section, by=author, heading="Ache")
    sign_now(section, by=reviewer)
    assert states(section)[1:] == ["outdated", "outdated"], (
        "nothing ran between the signature and the question"
    )
    put(section, by=author, heading="Pain")
    sign_now(section, by=reviewer)
    assert states(section)[1:] == ["signed", "signed"], "and undoing the change makes them fresh again"


def test_signing_one_language_signs_no_other(section: Section, author: Person, reviewer: Person) -> None:
    put(section, "es", by=reviewer, heading="Molestia")
    put(section, "ar", by=reviewer, heading="وجع")
    edition = sign_now(section, language="es", by=reviewer)
    assert edition.language == "es"
    assert states(section) == ["signed", "signed", "draft"]
    assert Edition.objects.filter(language="ar").count() == 1


def test_still_correct_in_one_language_says_nothing_of_the_others(
    section: Section, author: Person, reviewer: Person
) -> None:
    put(section, by=author, heading="Ache")
    sign_now(section, by=reviewer)
    still_correct(section, "es", shown(section, language="es")[0], by=reviewer, reason="Only the spelling.")
    assert standing_of(section, "es").state == State.SIGNED
    assert standing_of(section, "ar").state == State.OUTDATED
