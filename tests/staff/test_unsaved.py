"""What somebody typed outlives the sign-in, a new token and another person; and nothing is done that nobody asked for."""

from html import unescape

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from education.clinics.hosts import ClinicHost
from education.clinics.models import Clinic, Person, Role
from education.content.models import Section
from education.review.models import Edition, Revision
from tests.making import make_article, make_clinic, make_person, make_section, put, sign_now, standing_of

pytestmark = pytest.mark.django_db

HERE = "/staff/words/sciatica/en/"
UNIT = f"{HERE}definition/"
TYPED = "It can <hurt>\nat night."


@pytest.fixture
def author() -> Person:
    make_clinic()
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def reviewer(author: Person) -> Person:
    return make_person("rosa", Role.REVIEWER, ["en", "es"])


@pytest.fixture
def section(author: Person, reviewer: Person) -> Section:
    section = make_section(make_article())
    put(section, by=author, heading="Pain", body="It hurts.")
    return section


def form_of(section: Section, writer: Person, **more: str) -> dict[str, str]:
    """The form of the unit page as this person had it open."""
    return {
        "heading": "Pain", "body": "It can hurt.", "seen": standing_of(section).desk_print, "writer": str(writer.pk), **more,
    }  # fmt: skip


def as_(person: Person, *, checks_tokens: bool = False) -> Client:
    client = Client(enforce_csrf_checks=checks_tokens)
    client.force_login(person)
    return client


def said(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return unescape(response.content.decode())


class TestWithoutASignIn:
    def test_the_words_come_back_on_a_page_that_leads_to_the_sign_in(
        self, section: Section, author: Person
    ) -> None:
        response = Client().post(UNIT, form_of(section, author, body=TYPED, csrfmiddlewaretoken="secret"))
        html = said(response)
        assert response.status_code == 403
        assert "no-store" in response["Cache-Control"]
        assert f'href="{settings.LOGIN_URL}?next=/staff/signed-in/" target="_blank"' in html
        assert f'<textarea name="body" hidden>\n{TYPED}</textarea>' in html
        assert "secret" not in html
        assert Revision.objects.count() == 1

    def test_its_hidden_words_cannot_leave_their_box(self, section: Section, author: Person) -> None:
        body = "</textarea><script>alert(1)</script>"
        assert b"<script>alert" not in Client().post(UNIT, form_of(section, author, body=body)).content

    def test_after_it_they_stand_in_their_form_and_the_next_save_saves_them(
        self, section: Section, author: Person
    ) -> None:
        carried = form_of(section, author, carried="1")
        assert b"Your sign-in has ended" in Client().post(UNIT, carried).content, "nobody is signed in yet"

        client = as_(author, checks_tokens=True)
        html = said(client.post(UNIT, carried))
        assert "these words are not saved" in html
        assert "It can hurt.</textarea>" in html
        assert Revision.objects.count() == 1

        form = form_of(section, author, csrfmiddlewaretoken=client.cookies["csrftoken"].value)
        assert client.post(UNIT, form).status_code == 302
        assert standing_of(section).desk["body"] == "It can hurt."

    def test_words_that_somebody_saved_meanwhile_are_not_overwritten(
        self, section: Section, author: Person, reviewer: Person
    ) -> None:
        form = form_of(section, author)
        put(section, by=reviewer, heading="Pain", body="Theirs.")
        html = said(as_(author).post(UNIT, {**form, "carried": "1"}))
        assert f'name="seen" value="{form["seen"]}"' in html
        response = as_(author).post(UNIT, form)
        assert response.status_code == 409
        assert "Saved by rosa" in said(response)
        assert "Theirs." in said(response)

    @pytest.mark.parametrize("path", [UNIT, f"{HERE}sign/", f"{UNIT}recall/"])
    def test_looking_leads_to_the_sign_in_as_ever(self, section: Section, path: str) -> None:
        assert Client().get(path)["Location"] == f"{settings.LOGIN_URL}?next={path}"

    def test_the_sign_in_ends_on_a_page_that_leads_back(self, author: Person) -> None:
        assert "Close this tab" in said(as_(author).get("/staff/signed-in/"))


class TestAnotherSite:
    """Makes the browser of somebody of the staff send a form: its words must never look like that person's own."""

    ELSEWHERE = (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
    )
    OURS: tuple[dict[str, str], ...] = (
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {},
    )

    @pytest.mark.parametrize("headers", ELSEWHERE)
    def test_gets_nothing_carried_without_a_sign_in(
        self, section: Section, author: Person, headers: dict[str, str]
    ) -> None:
        response = Client().post(UNIT, form_of(section, author, body=TYPED), headers=headers)
        assert response["Location"] == f"{settings.LOGIN_URL}?next={UNIT}"

    @pytest.mark.parametrize("headers", ELSEWHERE)
    def test_gets_nothing_shown_in_its_form_after_it(
        self, section: Section, author: Person, headers: dict[str, str]
    ) -> None:
        client = as_(author, checks_tokens=True)
        response = client.post(UNIT, form_of(section, author, body=TYPED, carried="1"), headers=headers)
        assert (response.status_code, TYPED in said(response)) == (403, False)
        assert Revision.objects.count() == 1

    @pytest.mark.parametrize("headers", OURS)
    def test_is_told_from_this_one(self, section: Section, author: Person, headers: dict[str, str]) -> None:
        form = form_of(section, author, body=TYPED, carried="1")
        assert TYPED in said(Client().post(UNIT, form, headers=headers))
        assert TYPED in said(as_(author, checks_tokens=True).post(UNIT, form, headers=headers))


class TestAnotherPerson:
    @pytest.mark.parametrize("more", [{}, {"carried": "1"}, {"submit": "1"}])
    def test_sees_the_words_as_unsaved_and_whose_they_are_not(
        self, section: Section, author: Person, reviewer: Person, more: dict[str, str]
    ) -> None:
        html = said(as_(reviewer).post(UNIT, form_of(section, author, **more)))
        assert "Somebody else who was signed in here typed these words" in html
        assert "It can hurt.</textarea>" in html
        assert f'name="writer" value="{reviewer.pk}"' in html, "the next save is made knowing"
        assert Revision.objects.count() == 1

    def test_without_the_language_sees_nothing(self, section: Section, author: Person) -> None:
        other = make_person("tariq", Role.TRANSLATOR, ["es"])
        assert as_(other).post(UNIT, form_of(section, author, carried="1")).status_code == 403


class TestAnOldToken:
    """As after a sign-in in another tab, which makes the tokens of all open pages old."""

    def test_the_words_stand_in_their_form_not_saved(self, section: Section, author: Person) -> None:
        client = as_(author, checks_tokens=True)
        client.get(UNIT)
        html = said(client.post(UNIT, form_of(section, author, csrfmiddlewaretoken="x" * 64)))
        assert "these words are not saved" in html
        assert "It can hurt.</textarea>" in html
        assert Revision.objects.count() == 1

    @pytest.mark.parametrize(
        ("page", "typed"),
        [
            ("sign/", {"note": TYPED, "reading": "self", "key": "definition"}),
            ("definition/recall/", {"reason": TYPED, "language": "en", "recall": "1"}),
            ("definition/still-correct/", {"reason": TYPED, "reading": "self"}),
        ],
    )
    @pytest.mark.parametrize("more", [{}, {"carried": "1"}])
    def test_nothing_is_signed_or_withdrawn_and_what_was_typed_is_there(
        self, section: Section, author: Person, reviewer: Person, page: str, typed: dict[str, str], more: dict[str, str]
    ) -> None:  # fmt: skip
        language = "es" if "still" in page else "en"
        sign_now(section, by=reviewer)
        put(section, "es", heading="Dolor", body="Duele.")
        sign_now(section, language="es", by=reviewer)
        put(section, by=author, heading="Pain", body="It can hurt.")
        sign_now(section, by=reviewer)
        put(section, by=author, heading="Pain", body="It may hurt.")
        here = standing_of(section, language)
        prints = {"words-definition": here.desk_print, "source-definition": here.source_print} | {
            "words": here.desk_print, "source": here.source_print,
        }  # fmt: skip
        before = Edition.objects.count()

        client = as_(reviewer, checks_tokens=True)
        html = said(client.post(f"/staff/words/sciatica/{language}/{page}", {**prints, **typed, **more}))

        assert "Your sign-in had ended, so nothing is" in html
        assert f"{TYPED}</textarea>" in html
        assert Edition.objects.count() == before

    def test_may_not_be_used_to_look_where_one_may_not(self, section: Section, author: Person) -> None:
        assert as_(author, checks_tokens=True).post(f"{HERE}sign/", {"carried": "1"}).status_code == 403


class TestAClinic:
    """Its page has a form for each section, and shows again the one that was sent."""

    PAGE = "/staff/clinics/clinic/"

    @pytest.fixture
    def manager(self, author: Person) -> Person:
        return make_person("mona", Role.MANAGER)

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ({"do": "words", "name_en": "Hillside", "address": TYPED}, f"{TYPED}</textarea>"),
            ({"do": "numbers", "clinic_phone": "01632 960999"}, 'value="01632 960999"'),
            ({"do": "offer", "country": "DE", "clinic_phone": "01632 960999"}, 'value="01632 960999"'),
            ({"do": "languages", "on_fr": "on", "place_fr": "7"}, 'value="7"'),
            ({"do": "rules", "keep_attempts_months": "11"}, 'value="11"'),
            ({"do": "add_host", "host": "hillside.example"}, 'value="hillside.example"'),
        ],
    )
    def test_keeps_what_was_typed_and_saves_nothing(
        self, manager: Person, typed: dict[str, str], shown: str
    ) -> None:
        before = Clinic.objects.values().get()
        assert Client().post(self.PAGE, typed).status_code == 403
        html = said(as_(manager).post(self.PAGE, {**typed, "carried": "1"}))
        assert "these words are not saved" in html
        assert shown in html
        assert Clinic.objects.values().get() == before
        assert not ClinicHost.objects.exists()

    def test_shows_among_the_words_neither_keys_nor_ticks(self, manager: Person) -> None:
        html = said(Client().post(self.PAGE, {"do": "languages", "on_fr": "on", "place_fr": "7"}))
        assert "What you typed" not in html
        assert '<textarea name="on_fr" hidden>\non</textarea>' in html

    @pytest.mark.parametrize("do", ["confirm", "take_host", "nothing"])
    def test_does_nothing_else_either(self, manager: Person, do: str) -> None:
        ClinicHost.objects.create(clinic=Clinic.objects.get(), name="hillside.example")
        asked = {"do": do, "host": "hillside.example", "sure": "on", "carried": "1"}
        assert as_(manager).post(self.PAGE, asked).status_code == 200
        assert ClinicHost.objects.exists()
        assert not Clinic.objects.get().numbers_confirmed

    def test_is_still_for_its_managers_only(self, author: Person) -> None:
        assert as_(author).post(self.PAGE, {"do": "words", "carried": "1"}).status_code == 404


def test_a_good_token_and_the_own_name_save_at_once(section: Section, author: Person) -> None:
    client = as_(author, checks_tokens=True)
    token = str(client.get(UNIT).context["csrf_token"])
    assert client.post(UNIT, form_of(section, author, csrfmiddlewaretoken=token)).status_code == 302
    assert Revision.objects.count() == 2
