"""The report on a translator's file says what the checks would find on the desk, and refuses nothing because of it."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from education.content.models import Article, RedFlag, Section, Term, Unit
from education.exchange.travelling.actions import bring_in
from education.exchange.travelling.entries import Parcel
from education.exchange.travelling.judging import Outcome, judge
from education.exchange.travelling.remarks import Remarks, remarks_on
from education.review.board import board_of
from education.review.board_findings import findings_of_board
from tests.exchange.agency import sent, translated
from tests.making import make_article, make_red_flag, make_section, put

pytestmark = pytest.mark.django_db

GOOD = {
    "sign-numb/sign": "Piel dormida desde hace 2 semanas: no espere, llame enseguida",
    "rest/heading": "No descanse más de 2 días",
}


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def article() -> Article:
    article = make_article()
    put(make_red_flag(article), sign="Numb skin for 2 weeks: do not wait, call at once")
    put(make_section(article, "rest"), heading="Do not rest for more than 2 days")
    return article


def remarks(article: Article, parcel: Parcel, **more: int) -> Remarks:
    return remarks_on(article, "es", judge(article, "es", parcel, {}), **more)


def said(article: Article, **texts: str) -> dict[str, list[tuple[str, str]]]:
    """Unit key → how serious, and the sentence, of what is found when these texts come instead of the good ones."""
    given = GOOD | {place.replace("__", "/").replace("_", "-"): text for place, text in texts.items()}
    found = remarks(article, translated(sent(article), given))
    return {key: [(one.severity, one.sentence) for one in every] for key, every in found.by_key.items()}


def test_good_words_have_no_remark(article: Article) -> None:
    assert said(article) == {"sign-numb": [], "rest": []}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Piel dormida desde hace 2 semanas: espere, llame enseguida", "not"),
        ("Piel dormida desde hace 3 semanas: no espere, llame enseguida", "3"),
        ("Piel dormida desde hace 2 semanas: no espere, llame pronto", "pronto"),
        ("Piel dormida desde hace 2 meses: no espere, llame enseguida", "2"),
    ],
    ids=["a negation is lost", "another number", "another urgency", "another unit"],
)
def test_what_would_stop_the_signature_of_safety_text_comes_first_and_is_no_refusal(
    article: Article, text: str, sentence: str
) -> None:
    severity, first = said(article, sign_numb__sign=text)["sign-numb"][0]
    assert severity == "blocks"
    assert first.startswith("sign: ")
    assert sentence in first
    parcel = translated(sent(article), {**GOOD, "sign-numb/sign": text})
    outcomes = {verdict.outcome for verdict in bring_in(article, "es", parcel, by=None, agency="Example")}
    assert outcomes == {Outcome.NEW}


def test_in_ordinary_text_the_same_only_asks_to_look(article: Article) -> None:
    assert {how for how, _why in said(article, rest__heading="Descanse más de 3 días")["rest"]} == {"advises"}


def test_how_hard_it_reads_is_said_too(article: Article) -> None:
    put(make_section(article, "long"), heading="Long", body="Keep moving. Rest little. Walk a bit every day.")
    hard = "Recomendamos encarecidamente actividades cotidianas ininterrumpidas. " * 20
    found = said(article, long__heading="Largo", long__body=hard)["long"]
    [(how, why)] = found
    assert (how, why[:28]) == ("advises", "text: This text is hard to r")


def test_what_is_refused_or_the_same_has_no_remarks(article: Article) -> None:
    put(Section.objects.get(key="rest"), "es", heading=GOOD["rest/heading"])
    found = said(article, sign_numb__sign="Numb skin for 2 weeks: do not wait, call at once")
    assert found == {}


def test_newer_words_here_do_not_hide_what_is_found_in_the_file(article: Article) -> None:
    parcel = translated(sent(article), {**GOOD, "rest/heading": "Descanse 3 días"})
    put(Section.objects.get(key="rest"), "es", heading="Mientras tanto")
    assert remarks(article, parcel).by_key["rest"]


def test_words_are_held_against_the_terms_that_come_with_them(article: Article) -> None:
    term = Term.objects.create(article=article, key="term-nerve", kind="term", position=9)
    put(term, name="nerve", definition="A cable.", forms="nerve, nerves")
    put(make_section(article, "what"), heading="The nerve hurts")
    terms = {
        "term_nerve__name": "nervio",
        "term_nerve__definition": "Un cable.",
        "term_nerve__forms": "nervio",
    }
    assert said(article, what__heading="El nervio duele", **terms)["what"] == []
    [(how, why)] = said(article, what__heading="El cable duele", **terms)["what"]
    assert how == "advises"
    assert "nervio" in why


def test_no_more_texts_are_looked_at_than_asked_and_the_rest_is_counted(article: Article) -> None:
    found = remarks(article, translated(sent(article), GOOD), at_most=1)
    assert (list(found.by_key), found.unchecked) == (["sign-numb"], 1)


def test_what_was_found_is_ready_for_the_board_after_the_import(article: Article) -> None:
    parcel = translated(sent(article), GOOD)
    remarks(article, parcel)
    bring_in(article, "es", parcel, by=None, agency="Example")
    board = board_of(article, ["es"], timezone.localdate())
    assert findings_of_board(board, at_most=0).unchecked == 0


def test_a_dry_run_writes_nothing(article: Article) -> None:
    said(article)
    assert {unit.child.words("es").get(unit.child.FIELDS[0], "") for unit in Unit.objects.all()} == {""}
    assert RedFlag.objects.get().revisions.filter(language="es").count() == 0
