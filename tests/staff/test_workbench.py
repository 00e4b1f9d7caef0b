"""The workbench over HTTP: a changed source, still correct, history and restore, recall, the signing page, editions."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Clinic, Person, Role
from education.content.models import Article, RedFlag, Section, Term, Weight
from education.publishing.reading import read_article
from education.review.models import Approval, Edition, Revision
from education.review.states import State
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

HERE = "/staff/words/sciatica/es/"
UNIT = f"{HERE}definition/"


@pytest.fixture
def author() -> Person:
    make_clinic(show_unsigned=True)
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def translator(author: Person) -> Person:
    return make_person("tariq", Role.TRANSLATOR, ["es"])


@pytest.fixture
def reviewer(author: Person) -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es"])


@pytest.fixture
def section(author: Person, translator: Person, reviewer: Person) -> Section:
    """Signed in Spanish against “It hurts.”, while the English is now “It can hurt.”"""
    section = make_section(make_article())
    put(section, by=author, heading="Pain", body="It hurts.")
    sign_now(section, by=reviewer)
    put(section, "es", by=translator, heading="Dolor", body="Duele.")
    sign_now(section, language="es", by=reviewer, note="First.")
    put(section, by=author, heading="Pain", body="It can hurt.")
    sign_now(section, by=reviewer)
    return section


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def html_of(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


class TestUnitPage:
    def test_shows_the_old_source_the_new_one_and_the_kept_translation(
        self, section: Section, translator: Person
    ) -> None:
        html = html_of(as_(translator).get(UNIT))
        assert "The source changed since these words were signed" in html
        assert 'lang="en" dir="ltr">It <del>hurts</del>.</div>' in html
        assert 'lang="en" dir="ltr">It <ins>can hurt</ins>.</div>' in html
        assert "Duele." in html

    def test_says_nothing_of_a_source_that_did_not_change(self, section: Section, author: Person) -> None:
        html = html_of(as_(author).get("/staff/words/sciatica/en/definition/"))
        assert "The source changed" not in html

    def test_offers_still_correct_to_who_may_sign(
        self, section: Section, translator: Person, reviewer: Person
    ) -> None:
        assert "Still correct: sign" in html_of(as_(reviewer).get(UNIT))
        assert "Still correct: sign" not in html_of(as_(translator).get(UNIT))

    def test_says_that_a_draft_was_signed_before(self, section: Section, author: Person) -> None:
        put(section, by=author, heading="Pain", body="It hurts.")
        html = html_of(as_(author).get("/staff/words/sciatica/en/definition/"))
        assert "These very words were signed before, by rosa" in html

    def test_makes_a_link_for_a_reader_without_an_account_in_one_step(
        self, section: Section, translator: Person
    ) -> None:
        link = f'{HERE}preview-link/"'
        assert f'<form method="post" action="{link}' in html_of(as_(translator).get(UNIT))
        assert f'<a href="{link}' in html_of(as_(translator).get("/staff/words/sciatica/"))
        assert "/preview/" in html_of(as_(translator).post(f"{HERE}preview-link/"))

    def test_leads_to_its_parts_by_keyboard(self, section: Section, reviewer: Person) -> None:
        html = html_of(as_(reviewer).get(UNIT))
        for target in ("id_heading", "actions", "still", "keyboard"):
            assert f'href="#{target}"' in html
            assert f'id="{target}"' in html


class TestStillCorrect:
    def post(self, person: Person, section: Section, **more: str) -> HttpResponse:
        here = standing_of(section, "es")
        form = {
            "words": here.desk_print,
            "source": here.source_print,
            "reason": "Same.",
            "reading": "self",
            **more,
        }
        response = as_(person).post(f"{UNIT}still-correct/", form)
        assert isinstance(response, HttpResponse)
        return response

    def test_signs_and_goes_on_to_the_next_outdated_text(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        other = make_section(section.article, "causes")
        for body in ("Discs.", "A disc."):
            put(other, by=author, heading="Causes", body=body)
            sign_now(other, by=reviewer)
            if body == "Discs.":
                put(other, "es", heading="Causas", body="Discos.")
                sign_now(other, language="es", by=reviewer)
        assert self.post(reviewer, section)["Location"] == f"{HERE}causes/"
        assert standing_of(section, "es").state == State.SIGNED

    def test_after_the_last_one_goes_to_the_list(self, section: Section, reviewer: Person) -> None:
        assert self.post(reviewer, section)["Location"] == HERE

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"reason": " "}, "This field is required"),
            ({"reading": ""}, "This field is required"),
            ({"reading": "translator"}, "Name the translator"),
            ({"source": "old"}, "changed since it was shown to you"),
        ],
    )
    def test_refuses_in_words_and_keeps_what_was_typed(
        self, section: Section, reviewer: Person, wrong: dict[str, str], said: str
    ) -> None:
        response = self.post(reviewer, section, translator="" if "reading" in wrong else "T", **wrong)
        assert response.status_code == 200
        assert said in html_of(response)
        assert standing_of(section, "es").state == State.OUTDATED

    def test_is_closed_to_who_may_not_sign(self, section: Section, translator: Person) -> None:
        assert self.post(translator, section).status_code == 403


class TestHistory:
    def test_lists_every_wording_with_who_how_and_what_changed(
        self, section: Section, translator: Person
    ) -> None:
        put(section, "es", by=translator, heading="Dolor", body="Puede doler.")
        html = html_of(as_(translator).get(f"{UNIT}history/"))
        assert "<del>Duele</del><ins>Puede doler</ins>." in html
        assert html.count("typed here, by a person") == 2
        assert "on the desk now" in html
        assert "signed in edition 1, rosa" in html

    def test_restores_and_says_what_readers_see(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        first = Revision.objects.filter(unit=section, language="en").earliest("pk")
        path = "/staff/words/sciatica/en/definition/history/"
        form = {"revision": first.pk, "seen": standing_of(section).desk_print}
        assert "readers see them again at once" in html_of(as_(reviewer).get(path))
        assert "readers see them again at once" not in html_of(as_(author).get(path))

        html = html_of(as_(reviewer).post(path, form, follow=True))

        assert "signed again as edition 3" in html
        assert standing_of(section, "es").state == State.SIGNED, "the translation is fresh again"

    def test_refuses_over_words_that_moved(self, section: Section, author: Person) -> None:
        first = Revision.objects.filter(unit=section, language="en").earliest("pk")
        path = "/staff/words/sciatica/en/definition/history/"
        html = html_of(as_(author).post(path, {"revision": first.pk, "seen": "old"}))
        assert "Somebody else changed these words" in html
        assert standing_of(section).desk["body"] == "It can hurt."

    @pytest.mark.parametrize("revision", ["", "x", "0", "99999999999999999999999", "²"])
    def test_knows_no_other_wordings(self, section: Section, translator: Person, revision: str) -> None:
        form = {"revision": revision, "seen": ""}
        assert as_(translator).post(f"{UNIT}history/", form).status_code == 404

    def test_restores_no_words_of_another_text_or_language(
        self, section: Section, translator: Person
    ) -> None:
        english = Revision.objects.filter(language="en").earliest("pk")
        form = {"revision": english.pk, "seen": standing_of(section, "es").desk_print}
        assert as_(translator).post(f"{UNIT}history/", form).status_code == 404


class TestRecall:
    def test_says_before_what_readers_will_see_and_they_do(self, section: Section, reviewer: Person) -> None:
        html = html_of(as_(reviewer).get(f"{UNIT}recall/"))
        assert "Readers of Spanish see" in html
        assert "the words in English instead" in html
        assert 'value="es" checked' in html
        assert 'value="en" checked' not in html
        assert 'value="en" checked' in html_of(as_(reviewer).get(f"{UNIT}recall/?all"))

        form = {"recall": "1", "language": ["es"], "reason": "Wrong dose"}
        assert "Withdrawn in Spanish" in html_of(as_(reviewer).post(f"{UNIT}recall/", form, follow=True))

        reading = read_article(Article.objects.get(), Clinic.objects.get(), "es")
        entry = reading.entries["definition"]
        assert entry.main is not None
        assert entry.main.lang == "en"
        assert [notice.kind for notice in (*reading.notices, *entry.notices)] == ["withdrawn"]
        assert Edition.objects.get(language="es", number=2).note == "Wrong dose"

    def test_takes_the_source_and_every_language_at_once(self, section: Section, reviewer: Person) -> None:
        form = {"recall": "1", "language": ["en", "es"], "reason": "Wrong dose"}
        as_(reviewer).post(f"{UNIT}recall/", form)
        assert {standing_of(section, code).state for code in ("en", "es")} == {State.WITHDRAWN}

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"reason": " "}, "This field is required"),
            ({"language": []}, "No language was chosen"),
            ({"language": ["ar"]}, "Only a clinician reviewer of this language"),
        ],
    )
    def test_refuses_in_words_and_withdraws_nothing(
        self, section: Section, reviewer: Person, wrong: dict[str, object], said: str
    ) -> None:
        form = {"recall": "1", "language": ["es"], "reason": "Wrong", **wrong}
        assert said in html_of(as_(reviewer).post(f"{UNIT}recall/", form))
        assert not Approval.objects.filter(withdrawn=True).exists()

    def test_names_languages_that_somebody_else_must_withdraw(
        self, section: Section, reviewer: Person
    ) -> None:
        other = make_person("otto", Role.REVIEWER, ["es"])
        html = html_of(as_(other).get(f"{UNIT}recall/?all"))
        assert "Only a reviewer of this language may withdraw it" in html
        assert 'value="en"  disabled' in html


class TestSigningPage:
    @pytest.fixture
    def flag(self, section: Section, author: Person, translator: Person, reviewer: Person) -> RedFlag:
        flag = make_red_flag(section.article)
        put(flag, by=author, sign="Numb skin", detail="Do not wait.")
        sign_now(flag, by=reviewer)
        put(flag, "es", by=translator, sign="Piel dormida", detail="Vaya ya.")
        return flag

    def form(self, *units: Section | RedFlag, **more: str) -> dict[str, object]:
        form: dict[str, object] = {"key": [unit.key for unit in units], "reading": "self"}
        for unit in units:
            here = standing_of(unit, "es")
            form |= {f"words-{unit.key}": here.desk_print, f"source-{unit.key}": here.source_print}
        return form | more

    def test_shows_old_words_and_new_words_as_one_text_with_the_source_beside(
        self, section: Section, translator: Person, reviewer: Person
    ) -> None:
        put(section, "es", by=translator, heading="Dolor", body="Puede doler.")
        html = html_of(as_(reviewer).get(f"{HERE}sign/"))
        assert 'lang="es" dir="ltr"><del>Duele</del><ins>Puede doler</ins>.</div>' in html
        assert 'lang="en" dir="ltr">It <del>hurts</del><ins>can hurt</ins>.</div>' in html

    def test_leaves_out_what_a_reviewer_can_do_nothing_about(
        self, section: Section, reviewer: Person
    ) -> None:
        make_person("amal", Role.REVIEWER, ["ar"])
        put(section, "ar", heading="ألم", body="يؤلم. " * 50)
        page = as_(Person.objects.get(username="amal"))
        assert "five native readers" in html_of(page.get("/staff/words/sciatica/ar/definition/")).lower()
        assert "five native readers" not in html_of(page.get("/staff/words/sciatica/ar/sign/")).lower()

    @pytest.mark.parametrize(
        ("button", "chosen"),
        [("waiting", 0), ("core", 1), ("all", 2), ("none", 0), ("nonsense", 0)],
    )
    def test_chooses_many_at_once_signs_nothing_and_keeps_what_was_typed(
        self, section: Section, flag: RedFlag, reviewer: Person, button: str, chosen: int
    ) -> None:
        form = {"choose": button, "note": "Half typed", "reading": "self", "reason-sign-numb": "Because."}
        html = html_of(as_(reviewer).post(f"{HERE}sign/", form))
        assert html.count(" checked>") == chosen + html.count('value="self"')
        assert "Half typed" in html
        assert "Because." in html
        assert Edition.objects.filter(language="es").count() == 1

    def test_signs_against_a_list_of_words_with_a_reason_only(
        self, section: Section, flag: RedFlag, reviewer: Person
    ) -> None:
        html = html_of(as_(reviewer).post(f"{HERE}sign/", self.form(flag)))
        assert "does not seem to" in html
        assert 'name="reason-sign-numb"' in html
        assert not Approval.objects.filter(unit=flag, edition__language="es").exists()

        as_(reviewer).post(f"{HERE}sign/", self.form(flag, **{"reason-sign-numb": "“Go now” says it."}))

        assert Approval.objects.get(unit=flag, edition__language="es").reason == "“Go now” says it."

    @pytest.mark.parametrize(
        ("more", "said"),
        [
            ({"reading": ""}, "This field is required"),
            ({"reading": "translator"}, "Name the translator"),
            ({"next_review": "2020-01-01"}, "must be on a later day"),
            ({"next_review": "9999-12-31"}, "must be within three years"),
        ],
    )
    def test_refuses_a_statement_that_is_not_whole(
        self, section: Section, reviewer: Person, more: dict[str, str], said: str
    ) -> None:
        assert said in html_of(as_(reviewer).post(f"{HERE}sign/", self.form(section, **more)))
        assert Edition.objects.filter(language="es").count() == 1

    def test_a_text_that_is_named_twice_is_signed_once(self, section: Section, reviewer: Person) -> None:
        form = self.form(section)
        as_(reviewer).post(f"{HERE}sign/", form | {"key": [section.key, section.key]})
        assert Approval.objects.filter(unit=section, edition__language="es", edition__number=2).count() == 1

    def test_keeps_how_the_words_were_read(self, section: Section, reviewer: Person) -> None:
        form = self.form(section, reading="translator", translator="Huda Salem, MA")
        as_(reviewer).post(f"{HERE}sign/", form)
        assert Edition.objects.get(language="es", number=2).translator == "Huda Salem, MA"

    def test_unticks_what_moved_since_it_was_shown(
        self, section: Section, translator: Person, reviewer: Person
    ) -> None:
        form = self.form(section)
        put(section, "es", by=translator, heading="Dolor", body="Moved.")
        html = html_of(as_(reviewer).post(f"{HERE}sign/", form))
        assert "Please read it again" in html
        assert 'value="definition" >' in html


class TestEditions:
    def test_lists_them_with_who_and_why(self, section: Section, translator: Person) -> None:
        html = html_of(as_(translator).get(f"{HERE}editions/"))
        assert "First." in html
        assert "Specialist in the tests" in html
        assert "1 text signed" in html

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("old=1&new=2", "It <del>hurts</del><ins>can hurt</ins>."),
            ("old=2&new=1", "It <del>hurts</del><ins>can hurt</ins>."),
            ("old=0&new=1", "<ins>It hurts.</ins>"),
            ("old=1&new=1", "Choose two different editions"),
            ("old=1&new=9", "There is no edition with that number"),
            ("old=x&new=", "There is no edition with that number"),
        ],
    )
    def test_shows_what_changed_between_two(
        self, section: Section, author: Person, query: str, said: str
    ) -> None:
        assert said in html_of(as_(author).get(f"/staff/words/sciatica/en/editions/?{query}"))

    def test_says_where_there_are_none(self, section: Section, author: Person) -> None:
        Approval.objects.all().delete()
        Edition.objects.all().delete()
        assert "Nothing is signed in this language yet" in html_of(
            as_(author).get("/staff/words/sciatica/en/editions/")
        )


@pytest.mark.parametrize(
    "path", [UNIT, f"{UNIT}history/", f"{UNIT}recall/", f"{HERE}sign/", f"{HERE}editions/?old=0&new=1"]
)
def test_takes_the_same_number_of_queries_however_long_the_article(
    section: Section, author: Person, reviewer: Person, path: str
) -> None:
    client = as_(reviewer)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    put(section, "es", by=reviewer, heading="Dolor", body="Puede doler.")
    client.get("/staff/")  # the session is noted as in use
    short = count()
    for place in range(8):
        other = make_section(section.article, f"part-{place}")
        put(other, by=author, heading="One")
        put(other, "es", by=reviewer, heading="Uno")
        sign_now(other, by=reviewer)
        sign_now(other, language="es", by=reviewer)
        put(other, by=author, heading="Two")
        sign_now(other, by=reviewer)
    put(section, "es", by=reviewer, heading="Dolor", body="Puede doler mucho.")
    assert count() == short
    assert short <= 15


@pytest.mark.parametrize("kind", ["outdated", "signed before", "safety", "term", "missing", "source"])
def test_the_page_of_a_text_takes_few_queries_whatever_it_shows(
    section: Section, author: Person, reviewer: Person, kind: str
) -> None:
    path = {
        "term": f"{HERE}disc/",
        "missing": f"{HERE}sign-numb/",
        "source": "/staff/words/sciatica/en/definition/",
    }
    make_red_flag(section.article)
    Term.objects.create(article=section.article, key="disc", kind="term", position=9)
    if kind == "signed before":
        put(section, "es", by=reviewer, heading="Otro", body="Otro.")
        put(section, "es", by=reviewer, heading="Dolor", body="Duele.")
        put(section, by=author, heading="Pain", body="It hurts.")
    if kind == "safety":
        Section.objects.update(weight=Weight.SAFETY)
    client = as_(reviewer)
    client.get("/staff/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path.get(kind, UNIT)).status_code == 200
    assert len(queries) <= 15
