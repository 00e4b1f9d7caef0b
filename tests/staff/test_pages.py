"""The staff pages over HTTP: who may open what, and what a person is told."""

import pytest
from django.test import Client

from education.clinics.models import Clinic, Membership, Person, Role
from education.content.models import Article, Section, Weight
from education.review.models import Edition, Revision, Submission
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

UNIT = "/staff/words/sciatica/{language}/definition/"
LIST = "/staff/words/sciatica/{language}/"
SIGN = "/staff/words/sciatica/{language}/sign/"
PREVIEW = "/staff/words/sciatica/{language}/preview/"
LINK = "/staff/words/sciatica/{language}/preview-link/"


@pytest.fixture
def people() -> dict[str, Person]:
    make_clinic()
    return {
        "author": make_person("author", Role.AUTHOR),
        "translator": make_person("translator", Role.TRANSLATOR, ["es"]),
        "reviewer": make_person("reviewer", Role.REVIEWER, ["en", "es"]),
        "manager": make_person("manager", Role.MANAGER),
        "stranger": make_person("stranger"),
    }


@pytest.fixture
def section(people: dict[str, Person]) -> Section:
    section = make_section(make_article())
    put(section, by=people["author"], heading="Pain", body="It hurts.")
    return section


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


OPEN, CLOSED, SIGN_IN, GONE = 200, 403, 302, 410
POST_ONLY = 405
TABLE = [
    # page, language, then the answer for: author, translator, reviewer, manager, stranger
    (LIST, "en", (OPEN, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (LIST, "es", (CLOSED, OPEN, OPEN, CLOSED, SIGN_IN)),
    (LIST, "ar", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    (UNIT, "en", (OPEN, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (UNIT, "es", (CLOSED, OPEN, OPEN, CLOSED, SIGN_IN)),
    (SIGN, "en", (CLOSED, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (SIGN, "es", (CLOSED, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (SIGN, "ar", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    (f"{UNIT}history/", "en", (OPEN, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (f"{UNIT}history/", "es", (CLOSED, OPEN, OPEN, CLOSED, SIGN_IN)),
    (f"{UNIT}recall/", "en", (CLOSED, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (f"{UNIT}recall/", "es", (CLOSED, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (f"{UNIT}still-correct/", "es", (POST_ONLY, POST_ONLY, POST_ONLY, POST_ONLY, SIGN_IN)),
    (f"{LIST}editions/", "en", (OPEN, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (f"{LIST}editions/", "es", (CLOSED, OPEN, OPEN, CLOSED, SIGN_IN)),
    (f"{LIST}editions/", "ar", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
    ("/staff/words/sciatica/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
    (LINK, "en", (OPEN, CLOSED, OPEN, CLOSED, SIGN_IN)),
    (LINK, "es", (CLOSED, OPEN, OPEN, CLOSED, SIGN_IN)),
    (LINK, "ar", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/people/", "", (CLOSED, CLOSED, CLOSED, OPEN, SIGN_IN)),
    ("/staff/people/{author}/", "", (CLOSED, CLOSED, CLOSED, OPEN, SIGN_IN)),
    ("/staff/log/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
    ("/staff/statistics/sciatica/", "", (CLOSED, CLOSED, OPEN, OPEN, SIGN_IN)),
    ("/staff/statistics/sciatica/csv/", "", (CLOSED, CLOSED, OPEN, OPEN, SIGN_IN)),
    ("/staff/invitation/old/", "", (GONE, GONE, GONE, GONE, GONE)),
    ("/staff/education/clinic/", "", (CLOSED, CLOSED, CLOSED, OPEN, SIGN_IN)),
    ("/staff/education/person/", "", (CLOSED, CLOSED, CLOSED, OPEN, SIGN_IN)),
    ("/staff/education/person/add/", "", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/membership/", "", (CLOSED, CLOSED, CLOSED, OPEN, SIGN_IN)),
    ("/staff/education/membership/add/", "", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/clinic/add/", "", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/section/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
    ("/staff/education/section/add/", "", (OPEN, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/citation/add/", "", (OPEN, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/edition/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
    ("/staff/education/edition/add/", "", (CLOSED, CLOSED, CLOSED, CLOSED, SIGN_IN)),
    ("/staff/education/revision/", "", (OPEN, OPEN, OPEN, OPEN, SIGN_IN)),
]


@pytest.mark.parametrize(("page", "language", "answers"), TABLE)
def test_pages_are_for_roles_and_languages(
    people: dict[str, Person], section: Section, page: str, language: str, answers: tuple[int, ...]
) -> None:
    path = page.format(language=language, author=people["author"].pk)
    got = {name: as_(person).get(path).status_code for name, person in people.items()}
    assert got == dict(zip(people, answers, strict=True))


@pytest.mark.parametrize(
    "page", [LIST, UNIT, SIGN, PREVIEW, LINK, "/staff/words/sciatica/", "/staff/people/", "/staff/log/"]
)
def test_nobody_enters_without_signing_in(section: Section, page: str) -> None:
    response = Client().get(page.format(language="en"))
    assert response.status_code == 302
    assert response["Location"].startswith("/staff/login/")


@pytest.mark.parametrize(
    "path", ["/staff/words/sciatica/en/nothing/", "/staff/words/nothing/en/", "/staff/words/sciatica/xx/"]
)
def test_what_is_not_there_is_not_found(people: dict[str, Person], section: Section, path: str) -> None:
    assert as_(people["author"]).get(path).status_code == 404


class TestSignIn:
    def test_takes_a_person_with_a_role(self, people: dict[str, Person]) -> None:
        form = {"login": "author", "password": "author-password", "next": "/staff/"}
        assert Client().post("/staff/login/", form)["Location"] == "/staff/"

    def test_tells_a_person_without_a_role_what_to_do(self, people: dict[str, Person]) -> None:
        form = {"login": "stranger", "password": "stranger-password"}
        assert "Ask a clinic manager" in Client().post("/staff/login/", form).content.decode()


class TestEditing:
    def post(self, person: Person, section: Section, **form: str) -> tuple[int, str]:
        data = {"heading": "Pain", "body": "It hurts.", "seen": section.print_of("en"), **form}
        response = as_(person).post(UNIT.format(language="en"), data)
        return response.status_code, response.content.decode()

    def fresh(self) -> Section:
        return Section.objects.get(key="definition")

    def test_saves_and_says_so(self, people: dict[str, Person], section: Section) -> None:
        status, _html = self.post(people["author"], self.fresh(), body="It can hurt.")
        assert status == 302
        assert self.fresh().words("en")["body"] == "It can hurt."

    def test_promises_no_signature_for_an_emptied_text(
        self, people: dict[str, Person], section: Section
    ) -> None:
        client, path = as_(people["author"]), UNIT.format(language="en")
        said = client.post(path, {"seen": self.fresh().print_of("en")}, follow=True).content.decode()
        assert "Saved. It is empty now, so there is nothing to sign." in said
        assert "once it is signed" not in said
        assert self.fresh().print_of("en") == ""

    def test_saves_and_asks_for_a_signature(self, people: dict[str, Person], section: Section) -> None:
        self.post(people["author"], self.fresh(), body="It can hurt.", submit="1")
        assert standing_of(section).state == State.AWAITING
        assert Submission.objects.get().by == people["author"]

    @pytest.mark.parametrize(
        ("body", "expected"),
        [
            ("Call {phone}.", "is not a variable"),
            ("<script>alert(1)</script>", "HTML is not allowed"),
            ("x\x00y", "Null characters are not allowed"),
        ],
    )
    def test_refuses_bad_words_beside_the_field_and_keeps_them_there(
        self, people: dict[str, Person], section: Section, body: str, expected: str
    ) -> None:
        status, html = self.post(people["author"], self.fresh(), body=body)
        assert status == 200
        assert expected in html
        assert "alert(1)</script>" not in html
        assert Revision.objects.count() == 1

    def test_two_people_on_one_text_see_both_and_nothing_is_overwritten(
        self, people: dict[str, Person], section: Section
    ) -> None:
        opened = self.fresh()
        put(section, by=people["reviewer"], heading="Pain", body="Their words.")

        status, html = self.post(people["author"], opened, body="Our words.")

        assert status == 409
        assert "Our words." in html
        assert "Their words." in html
        assert self.fresh().words("en")["body"] == "Their words."
        assert f'value="{self.fresh().print_of("en")}"' in html, "the next save is made knowing theirs"

    def test_an_edit_does_not_reach_readers_before_it_is_signed(
        self, people: dict[str, Person], section: Section
    ) -> None:
        sign_now(section, by=people["reviewer"])
        self.post(people["author"], self.fresh(), body="Half a")
        assert standing_of(section).signed_words["body"] == "It hurts."

    def test_shows_the_source_beside_a_translation_each_with_its_language(
        self, people: dict[str, Person], section: Section
    ) -> None:
        html = as_(people["translator"]).get(UNIT.format(language="es")).content.decode()
        assert '<div class="source" lang="en" dir="ltr">' in html
        assert 'name="body"' in html
        assert 'lang="es" dir="ltr"' in html


class TestAsking:
    def test_asks_for_signatures_under_chosen_texts(
        self, people: dict[str, Person], section: Section
    ) -> None:
        form = {"key": ["definition"], "seen-definition": standing_of(section).desk_print}
        response = as_(people["author"]).post(LIST.format(language="en"), form, follow=True)
        assert "A signature was asked for" in response.content.decode()
        assert standing_of(section).state == State.AWAITING

    def test_says_which_texts_moved(self, people: dict[str, Person], section: Section) -> None:
        form = {"key": ["definition"], "seen-definition": "old"}
        response = as_(people["author"]).post(LIST.format(language="en"), form, follow=True)
        assert "Pain: Somebody else changed these words" in response.content.decode()

    def test_says_that_nothing_was_chosen(self, people: dict[str, Person], section: Section) -> None:
        response = as_(people["author"]).post(LIST.format(language="en"), {}, follow=True)
        assert "No texts were chosen" in response.content.decode()


class TestSigning:
    def form(self, section: Section, **more: str) -> dict[str, str]:
        here = standing_of(section)
        return {
            "key": section.key,
            f"words-{section.key}": here.desk_print,
            f"source-{section.key}": here.source_print,
            "reading": "self",
            **more,
        }

    def test_signs_what_was_chosen_with_a_note(self, people: dict[str, Person], section: Section) -> None:
        path = SIGN.format(language="en")
        response = as_(people["reviewer"]).post(path, self.form(section, note="Checked."), follow=True)
        assert "Signed as edition 1" in response.content.decode()
        assert Edition.objects.get().note == "Checked."

    def test_refuses_what_moved_and_says_which(self, people: dict[str, Person], section: Section) -> None:
        form = self.form(section)
        put(section, by=people["author"], heading="Pain", body="Moved.")
        html = as_(people["reviewer"]).post(SIGN.format(language="en"), form).content.decode()
        assert "changed since it was shown to you" in html
        assert not Edition.objects.exists()

    def test_refuses_safety_text_that_one_person_has_seen(
        self, people: dict[str, Person], section: Section
    ) -> None:
        Section.objects.update(weight=Weight.SAFETY)
        put(section, by=people["reviewer"], heading="Pain", body="By the reviewer.")
        html = as_(people["reviewer"]).post(SIGN.format(language="en"), self.form(section)).content.decode()
        assert "Another reviewer must sign it" in html
        assert not Edition.objects.exists()

    def test_refuses_what_a_finding_blocks(self, people: dict[str, Person], section: Section) -> None:
        put(section, by=people["author"], heading="Pain", body="Call {emergency_number}.")
        put(section, "es", heading="Dolor", body="Llame.")
        here = standing_of(section, "es")
        form = {
            "key": "definition",
            "words-definition": here.desk_print,
            "source-definition": here.source_print,
            "reading": "self",
        }
        html = as_(people["reviewer"]).post(SIGN.format(language="es"), form).content.decode()
        assert "emergency_number" in html
        assert not Edition.objects.exists()

    def test_refuses_a_date_that_is_none(self, people: dict[str, Person], section: Section) -> None:
        form = self.form(section, next_review="soon")
        html = as_(people["reviewer"]).post(SIGN.format(language="en"), form).content.decode()
        assert "Enter a valid date" in html
        assert not Edition.objects.exists()


class TestPreview:
    def test_shows_the_desk_as_readers_would_see_it_and_marks_it(
        self, people: dict[str, Person], section: Section
    ) -> None:
        sign_now(section, by=people["reviewer"])
        put(section, by=people["author"], heading="Pain", body="Not signed yet.")
        response = as_(people["author"]).get(PREVIEW.format(language="en"))
        html = response.content.decode()
        assert "Not signed yet." in html
        assert "Readers do not see these words yet" in html
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
        assert "no-store" in response["Cache-Control"]


class TestManagers:
    @pytest.mark.parametrize("table", ["membership", "person"])
    def test_change_people_on_the_people_pages_and_not_in_the_tables(
        self, people: dict[str, Person], table: str
    ) -> None:
        form = {
            "person": people["stranger"].pk, "clinic": Clinic.objects.get().pk, "role": "reviewer", "languages": ["en"],
            "username": "new", "is_active": "on",
        }  # fmt: skip
        for path in ("add/", f"{people['author'].pk}/change/"):
            assert as_(people["manager"]).post(f"/staff/education/{table}/{path}", form).status_code in (
                302,
                403,
            )
        assert not Membership.objects.filter(role="reviewer", person=people["stranger"]).exists()
        assert not Person.objects.filter(username="new").exists()

    @pytest.mark.parametrize("number", ["911<b>", "emergency", "", "+", "٩١١"])
    def test_cannot_save_a_number_that_no_telephone_can_dial(
        self, people: dict[str, Person], number: str
    ) -> None:
        clinic = Clinic.objects.get()
        form = {
            "do": "numbers", "country": "GB", "emergency_number": number, "clinic_phone": "01632 960123"
        }  # fmt: skip
        response = as_(people["manager"]).post(f"/staff/clinics/{clinic.key}/", form)
        assert response.status_code == 200
        assert Clinic.objects.get().emergency_number == "112"


class TestAuthors:
    def test_shape_a_unit_without_touching_words(self, people: dict[str, Person], section: Section) -> None:
        form = {"position": 7, "weight": "safety", "placement": "part", "icd10cm": "[]", "schema_type": ""}
        path = f"/staff/education/section/{section.pk}/change/"
        assert as_(people["author"]).post(path, form).status_code == 302
        changed = Section.objects.get()
        assert (changed.position, changed.weight) == (7, "safety")
        assert changed.words("en")["heading"] == "Pain"

    def test_add_a_warning_sign(self, people: dict[str, Person], section: Section) -> None:
        form = {
            "article": Article.objects.get().pk,
            "key": "sign-new",
            "position": 9,
            "weight": "safety",
            "urgency": "soon",
        }
        assert as_(people["author"]).post("/staff/education/redflag/add/", form).status_code == 302
        assert as_(people["author"]).get("/staff/words/sciatica/en/sign-new/").status_code == 200


def test_a_person_who_wrote_cannot_be_deleted(people: dict[str, Person], section: Section) -> None:
    path = f"/staff/education/person/{people['author'].pk}/delete/"
    assert as_(people["manager"]).post(path, {"post": "yes"}).status_code == 403


def test_wordings_are_shown_in_the_languages_of_the_person(
    people: dict[str, Person], section: Section
) -> None:
    for language in ("es", "ar"):
        put(section, language, heading=f"In {language}")
    listed = as_(people["translator"]).get("/staff/education/revision/").content.decode()
    assert '<td class="field-language">es</td>' in listed
    assert '<td class="field-language">ar</td>' not in listed


def test_the_list_filters_by_state(people: dict[str, Person], section: Section) -> None:
    make_red_flag(section.article)
    client = as_(people["author"])
    assert b"sign-numb" not in client.get(LIST.format(language="en") + "?state=draft").content
    assert b"sign-numb" in client.get(LIST.format(language="en") + "?state=missing").content
    assert b"No text is in this state" in client.get(LIST.format(language="en") + "?state=withdrawn").content


@pytest.mark.parametrize(("choose", "ticked"), [("", 0), ("safety", 1), ("all", 2), ("nonsense", 0)])
def test_an_author_can_choose_many_texts_at_once_to_ask_for_signatures(
    people: dict[str, Person], section: Section, choose: str, ticked: int
) -> None:
    put(
        make_section(section.article, "strip", weight=Weight.SAFETY),
        by=people["author"],
        heading="Help",
        body="Call.",
    )

    html = as_(people["author"]).get(LIST.format(language="en"), {"choose": choose}).content.decode()

    assert html.count('name="key"') == 2
    assert html.count("checked aria-labelledby") == ticked
