"""The staff pages “new wording from the project”: what they show, what the buttons do, and how they look."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from education.clinics.models import Person, Role
from education.content.models import Article, RedFlag, Section
from education.exchange.offers import open_offers
from education.exchange.receiving import receive
from tests.exchange.offering import Publisher, small
from tests.making import make_clinic, make_person, put, sign_now
from tests.staff.looking import look_at

pytestmark = pytest.mark.django_db

LIST = "/staff/new-wording/sciatica/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def rosa() -> Person:
    make_clinic(languages=["en", "es", "ar"])
    return make_person("rosa", Role.REVIEWER, ["en", "es", "ar"])


@pytest.fixture
def waiting(rosa: Person) -> Publisher:
    """Words in two languages, a fact of signed safety text, an order, and a text that was dropped."""
    publisher = small()
    publisher.words["ar"] = {"causes": "الأسباب الشائعة"}
    receive(publisher.offering())
    ada = make_person("ada", Role.AUTHOR)
    put(Section.objects.get(key="causes"), by=ada, heading="What causes sciatica, in our words")
    put(Section.objects.get(key="causes"), "ar", by=rosa, heading="أسباب أخرى من عندنا")
    sign_now(RedFlag.objects.get(), by=rosa, asked_by=ada)
    publisher.words["en"]["causes"] = "What brings sciatica on"
    publisher.words["ar"]["causes"] = "الأسباب"
    publisher.units["sign-numb"][1].update(urgency="same_day")
    publisher.units = {key: publisher.units[key] for key in ("sign-numb", "causes")}
    receive(publisher.offering())
    return publisher


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page_of(key: str, language: str) -> str:
    items = open_offers(Article.objects.get())
    offer = next(item.offer for item in items if (item.offer.key, item.offer.language) == (key, language))
    return f"{LIST}{offer.pk}/"


def posted(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_the_board_says_how_much_waits(waiting: Publisher, rosa: Person) -> None:
    page = as_(rosa).get("/staff/words/sciatica/").content.decode()
    assert f'href="{LIST}"' in page
    assert "5 texts: new wording from the project" in page


def test_the_board_says_nothing_where_nothing_waits(rosa: Person) -> None:
    receive(small().offering())
    assert LIST not in as_(rosa).get("/staff/words/sciatica/").content.decode()
    assert "Nothing waits here" in as_(rosa).get(LIST).content.decode()


def test_three_wordings_stand_side_by_side_with_what_changed(waiting: Publisher, rosa: Person) -> None:
    page = as_(rosa).get(page_of("causes", "en")).content.decode()
    assert ">Causes</div>" in page
    assert "<del>Causes</del><ins>What brings sciatica on</ins>" in page
    assert "<ins>What causes sciatica, in our words</ins>" in page


@pytest.mark.parametrize(
    ("button", "expected"),
    [("take", "What brings sciatica on"), ("keep", "What causes sciatica, in our words"), ("edit", "Both")],
)
def test_each_button_decides(waiting: Publisher, rosa: Person, button: str, expected: str) -> None:
    client, address = as_(rosa), page_of("causes", "en")
    seen = posted(client.get(address).content.decode(), "seen")
    answer = client.post(address, {"seen": seen, "heading": "Both", button: "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == LIST
    assert Section.objects.get(key="causes").words("en")["heading"] == expected
    assert ("causes", "en") not in {
        (i.offer.key, i.offer.language) for i in open_offers(Article.objects.get())
    }


def test_words_that_moved_meanwhile_are_shown_and_nothing_typed_is_lost(
    waiting: Publisher, rosa: Person
) -> None:
    client, address = as_(rosa), page_of("causes", "en")
    seen = posted(client.get(address).content.decode(), "seen")
    put(Section.objects.get(key="causes"), by=rosa, heading="Meanwhile")
    answer = client.post(address, {"seen": seen, "heading": "Typed with care", "edit": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed with care" in page
    assert "Meanwhile" in page
    again = client.post(address, {"seen": posted(page, "seen"), "heading": "Typed with care", "edit": "1"})
    assert again.status_code == 302
    assert Section.objects.get(key="causes").words("en")["heading"] == "Typed with care"


def test_bad_words_come_back_with_a_sentence(waiting: Publisher, rosa: Person) -> None:
    client, address = as_(rosa), page_of("causes", "en")
    seen = posted(client.get(address).content.decode(), "seen")
    page = client.post(address, {"seen": seen, "heading": "See <b>this</b>", "edit": "1"}).content.decode()
    assert 'class="error" role="alert"' in page
    assert "See &lt;b&gt;this&lt;/b&gt;" in page


def test_a_nul_is_refused_beside_its_field(waiting: Publisher, rosa: Person) -> None:
    client, address = as_(rosa), page_of("causes", "en")
    seen = posted(client.get(address).content.decode(), "seen")
    page = client.post(address, {"seen": seen, "heading": "Typed\0 with care", "edit": "1"}).content.decode()
    assert "Null characters are not allowed" in page
    assert "with care</textarea>" in page


@pytest.mark.parametrize("button", ["edit", "take", "keep"])
def test_what_was_typed_outlives_the_sign_in_and_nothing_is_decided(
    waiting: Publisher, rosa: Person, button: str
) -> None:
    client, address = as_(rosa), page_of("causes", "en")
    seen = posted(client.get(address).content.decode(), "seen")
    typed = {"seen": seen, "heading": "Typed with care", button: "1"}
    carried = Client().post(address, typed)
    assert carried.status_code == 403
    assert "Typed with care</div>" in carried.content.decode()
    page = client.post(address, {**typed, "carried": "1"}).content.decode()
    assert "these words are not saved" in page
    assert "Typed with care</textarea>" in page
    assert posted(page, "seen") == seen
    assert len(open_offers(Article.objects.get())) == 5
    assert client.post(address, {**typed, "edit": "1"}).status_code == 302
    assert len(open_offers(Article.objects.get())) == 4


def test_facts_that_nobody_typed_are_shown_anew(waiting: Publisher, rosa: Person) -> None:
    address = page_of("sign-numb", "")
    response = as_(rosa).post(address, {"take": "1", "carried": "1"})
    assert response["Location"] == address
    assert len(open_offers(Article.objects.get())) == 5


def test_many_are_decided_at_once(waiting: Publisher, rosa: Person) -> None:
    client = as_(rosa)
    page = client.get(LIST).content.decode()
    items = open_offers(Article.objects.get())
    chosen = {"offer": [item.offer.pk for item in items if item.offer.key != "symptoms"], "take": "1"}
    prints = {f"seen-{item.offer.pk}": posted(page, f"seen-{item.offer.pk}") for item in items}
    assert "Decided on 4 texts." in client.post(LIST, {**chosen, **prints}, follow=True).content.decode()
    assert RedFlag.objects.get().urgency == "same_day"
    assert [item.offer.key for item in open_offers(Article.objects.get())] == ["symptoms"]
    assert "No texts were chosen." in client.post(LIST, {"keep": "1"}, follow=True).content.decode()


def test_who_may_not_decide_sees_and_cannot(waiting: Publisher) -> None:
    client = as_(make_person("mona", Role.MANAGER))
    address = page_of("causes", "en")
    page = client.get(address).content.decode()
    assert "Somebody with a role for it decides" in page
    assert 'name="take"' not in page
    assert client.post(address, {"keep": "1"}).status_code == 403
    assert len(open_offers(Article.objects.get())) == 5


def test_a_stranger_is_sent_to_sign_in() -> None:
    receive(small().offering())
    assert as_(make_person("sam")).get(LIST).status_code == 302
    assert Client().get(LIST).status_code == 302


def test_an_offer_that_is_gone_leads_back_to_the_list(waiting: Publisher, rosa: Person) -> None:
    assert as_(rosa).get(f"{LIST}999999/", follow=True).redirect_chain == [(LIST, 302)]


def test_the_list_costs_the_same_whatever_waits(waiting: Publisher, rosa: Person) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    client = as_(rosa)
    client.get(LIST)  # what Django asks once for each process
    few = asked()
    for key in ("causes", "sign-numb"):
        put(Section.objects.filter(key=key).first() or RedFlag.objects.get(), "es", by=rosa, **{
            "heading" if key == "causes" else "sign": "Nuestras"
        })  # fmt: skip
        waiting.words["es"][key] = "Otras"
    receive(waiting.offering())
    assert len(open_offers(Article.objects.get())) == 7
    assert asked() == few


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("key", "language"), [("", "list"), ("causes", "ar"), ("sign-numb", ""), ("symptoms", "")]
)
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    page: Page, waiting: Publisher, rosa: Person, key: str, language: str, width: int
) -> None:
    there = LIST if language == "list" else page_of(key, language)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        look_at(page, there, rosa, width=width)
        found = Axe().run(page, options=RULES)
        assert not found.violations_count, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") == width
