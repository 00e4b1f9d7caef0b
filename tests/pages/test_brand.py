"""Whatever a clinic calls itself and however it looks: emergency help, the purpose of the pages and the edition stay."""

import re

import pytest
from django.test import Client

from education.clinics.models import Clinic
from education.clinics.theme import theme_of
from education.publishing.stylesheet import stylesheet, themed
from tests.pages.test_public import Tags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

PATHS = ["", "sciatica/", "sciatica/quiz/", "sciatica/editions/", "nothing/here/"]
PAGES = [f"/{code}/{path}" for code in ("en", "ar") for path in PATHS]
URGENT = re.compile(r"\.(?:emergency|same_day|soon|self_care)\{--level[^}]*\}")
HOSTILE = [
    {"name_en": "</title><script>alert(1)</script><style>.strip{display:none}</style>", "accent": "#9b1414", "tint": "#9b1414"},
    {"name_en": "\u202eevil\u2066", "name_ar": "<section class=strip hidden>", "accent": "#ffffff", "tint": "#000000"},
    {"name_en": "x" * 120, "hours_en": "<!--", "address": "</footer>\n<base href='//evil.example'>", "accent": "#39ff14"},
    {"name_en": "{{ reading.clinic }}{% include 'x' %}", "address": "%(number)s", "hours_es": "\n" * 500, "accent": "#fff3a0"},
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "directions", "comments", "templates"])
def test_no_brand_takes_away_what_keeps_people_safe(client: Client, hostile: dict[str, str]) -> None:
    Clinic.objects.filter(key="clinic").update(**hostile)
    for path in PAGES:
        html = client.get(path).content.decode()
        tags = Tags(html)
        assert len([each for each in tags.named("section") if each.get("class") == "strip emergency"]) == 1, (
            path
        )
        assert 'href="tel:112"' in html
        assert 'id="purpose"' in html
        assert len(tags.named("script", "base")) == 0
        assert [len(tags.named(name)) for name in ("style", "h1", "footer", "title")] == [1, 1, 1, 1]
        assert html.count('class="imprint"') == 1


@pytest.mark.parametrize("hostile", HOSTILE, ids=["markup", "directions", "comments", "templates"])
def test_the_colours_of_urgency_are_the_same_at_every_clinic(hostile: dict[str, str]) -> None:
    branded = themed(theme_of(hostile["accent"], hostile.get("tint", "")), "en")
    assert URGENT.findall(branded) == URGENT.findall(stylesheet())
    assert len(URGENT.findall(branded)) == 8


def test_a_page_without_words_on_its_purpose_says_it_all_the_same(client: Client) -> None:
    Clinic.objects.filter(key="clinic").update(show_unsigned=False)
    html = client.get("/en/sciatica/").content.decode()
    assert '<p id="purpose">This page is for learning. It is not a diagnosis.</p>' in html
    assert 'href="tel:112"' in html


def test_a_page_without_an_edition_says_that_nobody_has_checked_it(client: Client) -> None:
    foot = client.get("/en/").content.decode().partition('class="imprint"')[2]
    assert "No clinician has checked this yet." in foot


def test_the_main_name_stands_in_its_own_language_where_a_language_has_none(client: Client) -> None:
    Clinic.objects.filter(key="clinic").update(name_es="Clínica Ribera")
    assert '<bdi lang="en" dir="ltr">Riverside Clinic</bdi>' in client.get("/ar/").content.decode()
    spanish = client.get("/es/").content.decode()
    assert "<h1>Clínica Ribera</h1>" in spanish
    assert "Riverside" not in spanish
