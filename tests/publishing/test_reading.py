"""What a reader is given, from the shelf and the desk of a real database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person, Role
from education.content.models import Article, CareLevel, RedFlag, Section, Urgency
from education.publishing.reading import Reading, read_article
from education.publishing.stock import live_languages
from education.review.actions import withdraw
from tests.making import (
    make_article,
    make_care_level,
    make_clinic,
    make_person,
    make_red_flag,
    make_section,
    put,
    sign_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic()


@pytest.fixture
def article() -> Article:
    return make_article()


@pytest.fixture
def author(clinic: Clinic) -> Person:
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def reviewer(clinic: Clinic) -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es", "ar"])


@pytest.fixture
def title(article: Article) -> Section:
    return make_section(article, "title", placement="title")


@pytest.fixture
def level(article: Article) -> CareLevel:
    return make_care_level(article, Urgency.EMERGENCY)


@pytest.fixture
def flag(article: Article, level: CareLevel) -> RedFlag:
    return make_red_flag(article, escalates_to="")


@pytest.fixture
def signed_english(title: Section, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person) -> None:
    put(title, by=author, heading="Can it?")
    put(level, by=author, name="Now", action="Call {emergency_number}.")
    put(flag, by=author, sign="Numb skin")
    sign_now(title, level, flag, by=reviewer)


def read(language: str = "en") -> Reading:
    article, clinic = Article.objects.get(), Clinic.objects.get()
    reading = read_article(article, clinic, language)
    assert live_languages(article, clinic) == reading.live, "one rule, asked in two ways"
    return reading


def spoken(reading: Reading, key: str) -> tuple[str, str]:
    """Language and first words of an entry."""
    main = reading.entries[key].main
    assert main is not None
    return main.lang, next(iter(main.words.values()))


@pytest.mark.usefixtures("signed_english")
class TestSource:
    def test_is_public_with_its_record(self) -> None:
        reading = read()
        assert reading.is_public
        assert reading.live == ("en",)
        assert reading.record.edition == 1
        assert [signed.signer for signed in reading.record.signed] == ["rosa"]
        assert reading.notices == ()

    def test_a_draft_never_leaks(self, title: Section, author: Person) -> None:
        put(title, by=author, heading="Half a")
        assert spoken(read(), "title") == ("en", "Can it?")

    def test_a_new_unsigned_sign_is_left_out_and_takes_nothing_down(
        self, article: Article, author: Person
    ) -> None:
        new = make_red_flag(article, "sign-new")
        put(new, by=author, sign="New sign")
        reading = read()
        assert reading.is_public
        assert "sign-new" not in reading.entries

    def test_withdrawn_words_say_so(self, article: Article, title: Section, reviewer: Person) -> None:
        withdraw(article, "en", ["title"], by=reviewer, reason="Wrong")
        entry = read().entries["title"]
        assert entry.main is None
        assert [notice.kind for notice in entry.notices] == ["withdrawn"]


@pytest.mark.usefixtures("clinic")
class TestNotPublic:
    def test_an_unsigned_article_is_not_public(self, title: Section, level: CareLevel, flag: RedFlag) -> None:
        put(level, name="Now", action="Call {emergency_number}.")
        put(flag, sign="Numb skin")
        assert read().live == ()

    def test_it_is_where_the_clinic_allows_unsigned_words_and_says_so_once(
        self, clinic: Clinic, title: Section, level: CareLevel, flag: RedFlag
    ) -> None:
        put(title, heading="Can it?")
        put(level, name="Now", action="Call {emergency_number}.")
        put(flag, sign="Numb skin")
        Clinic.objects.update(show_unsigned=True)

        reading = read()

        assert reading.live == ("en",)
        assert [notice.kind for notice in reading.notices] == ["unsigned"]
        assert all(entry.notices == () for entry in reading.entries.values())

    def test_a_safety_core_with_a_hole_is_not_public(
        self, clinic: Clinic, title: Section, level: CareLevel, flag: RedFlag
    ) -> None:
        put(title, heading="Can it?")
        put(level, name="Now", action="Call {emergency_number}.")
        Clinic.objects.update(show_unsigned=True)
        assert read().live == ()


@pytest.mark.usefixtures("signed_english")
class TestTranslation:
    def sign_spanish(self, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person) -> None:
        put(level, "es", name="Ahora", action="Llame al {emergency_number}.")
        put(flag, "es", sign="Piel dormida")
        asker = make_person("tariq", Role.TRANSLATOR, ["es"])
        sign_now(level, flag, language="es", by=reviewer, asked_by=asker)

    def test_goes_live_with_its_whole_safety_core(
        self, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person
    ) -> None:
        assert read("es").live == ("en",)
        self.sign_spanish(level, flag, author, reviewer)
        assert read("es").live == ("en", "es")

    def test_unsigned_words_make_a_language_live_only_if_every_number_is_there(
        self, clinic: Clinic, level: CareLevel, flag: RedFlag
    ) -> None:
        Clinic.objects.update(show_unsigned=True)
        put(flag, "es", sign="Piel dormida")
        put(level, "es", name="Ahora", action="Llame ya.")
        assert read("es").live == ("en",)
        put(level, "es", name="Ahora", action="Llame al {emergency_number}.")
        assert read("es").live == ("en", "es")

    def test_missing_ordinary_words_are_shown_in_the_source_with_its_language(
        self, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person
    ) -> None:
        self.sign_spanish(level, flag, author, reviewer)
        reading = read("es")
        assert spoken(reading, "title") == ("en", "Can it?")
        assert [notice.kind for notice in reading.entries["title"].notices] == ["not_available"]
        assert spoken(reading, "sign-numb") == ("es", "Piel dormida")

    def test_outdated_safety_words_stand_beside_the_new_source(
        self, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person
    ) -> None:
        self.sign_spanish(level, flag, author, reviewer)
        put(flag, by=author, sign="Numb or tingling skin")
        sign_now(flag, by=reviewer)

        entry = read("es").entries["sign-numb"]

        assert entry.main is not None
        assert entry.main.words == {"sign": "Piel dormida"}
        assert entry.beside is not None
        assert (entry.beside.lang, entry.beside.words) == ("en", {"sign": "Numb or tingling skin"})
        assert [notice.kind for notice in entry.notices] == ["outdated"]

    def test_a_sign_added_later_is_shown_in_the_source_and_keeps_the_language_live(
        self, article: Article, level: CareLevel, flag: RedFlag, author: Person, reviewer: Person
    ) -> None:
        self.sign_spanish(level, flag, author, reviewer)
        new = make_red_flag(article, "sign-new")
        put(new, by=author, sign="New sign")
        sign_now(new, by=reviewer)

        reading = read("es")

        assert reading.live == ("en", "es")
        assert spoken(reading, "sign-new") == ("en", "New sign")


class TestCards:
    def test_are_in_order_of_urgency_and_show_signs_that_can_rise(
        self, clinic: Clinic, article: Article, level: CareLevel, flag: RedFlag
    ) -> None:
        Clinic.objects.update(show_unsigned=True)
        today = make_care_level(article, Urgency.SAME_DAY)
        fever = make_red_flag(article, "sign-fever", urgency=Urgency.SAME_DAY, escalates_to=Urgency.EMERGENCY)
        put(today, name="Today", action="Call {clinic_phone}.")
        put(level, name="Now", action="Call {emergency_number}.")
        put(fever, sign="Fever", escalation="Fever and confusion")
        put(flag, sign="Numb skin")

        cards = read().cards

        assert [card.urgency for card in cards] == ["emergency", "same_day"]
        assert [(sign.entry.key, sign.escalated) for sign in cards[0].signs] == [
            ("sign-numb", False),
            ("sign-fever", True),
        ]


def test_a_reading_takes_the_same_number_of_queries_however_long_the_article(
    clinic: Clinic, article: Article, level: CareLevel, flag: RedFlag
) -> None:
    clinic.show_unsigned = True

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read_article(article, clinic, "es")
        return len(queries)

    put(flag, sign="Numb skin")
    short = count()
    for place in range(12):
        section = make_section(article, f"part-{place}")
        for language in ("en", "es", "ar"):
            put(section, language, heading=f"Part {place}")
        put(make_red_flag(article, f"sign-{place}"), sign=f"Sign {place}")
    assert count() == short
    assert short <= 10
