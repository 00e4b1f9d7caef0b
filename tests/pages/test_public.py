"""Every public page over HTTP: the right language, one heading, nothing from elsewhere, nothing kept about a reader."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.content.models import ARTICLE_KINDS, Citation
from education.exchange.shipped import shipped_languages
from education.publishing.fonts import FONTS, Font
from education.text.languages import BY_CODE
from sciatica_site.place import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

LANGUAGES = shipped_languages()
PAGES = [f"/{code}/{path}" for code in LANGUAGES for path in ("", "sciatica/", "sciatica/sources/")]
HTML = "text/html; charset=utf-8"


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in names]

    def values(self, attribute: str) -> Iterator[str]:
        return (value for _tag, attributes in self.found if (value := attributes.get(attribute)))


def tags_of(client: Client, path: str) -> Tags:
    return Tags(client.get(path).content.decode())


@pytest.mark.parametrize("path", PAGES)
class TestEveryPage:
    def test_names_a_font_only_if_its_own_script_needs_one(self, client: Client, path: str) -> None:
        html = client.get(path).content.decode()
        named = re.findall(r'url\("/static/education/fonts/([\w.-]+)"\)', html)
        font = FONTS.get(path.split("/")[1])
        assert named == ([font.file] if font else [])

    def test_answers_in_its_language_with_one_heading(self, client: Client, path: str) -> None:
        response = client.get(path)
        tags = Tags(response.content.decode())
        language = BY_CODE[path.split("/")[1]]
        assert (response.status_code, response["Content-Type"]) == (200, HTML)
        assert [(page["lang"], page["dir"]) for page in tags.named("html")] == [
            (language.code, language.direction)
        ]
        assert len(tags.named("h1")) == 1

    def test_sets_no_cookie_and_varies_on_nothing_but_encoding(self, client: Client, path: str) -> None:
        response = client.get(path)
        assert not response.cookies
        assert response.get("Vary", "Accept-Encoding") == "Accept-Encoding"
        assert "public" in response["Cache-Control"]

    def test_asks_nobody_else_for_anything_and_runs_no_script(self, client: Client, path: str) -> None:
        response = client.get(path)
        tags = Tags(response.content.decode())
        fetched = [
            tag.get("src") or tag.get("srcset")
            for tag in tags.named("img", "script", "iframe", "source", "video")
        ]
        linked = [
            tag["href"] for tag in tags.named("link") if tag.get("rel") not in ("canonical", "alternate")
        ]
        assert not [
            address for address in [*fetched, *linked] if address and not address.startswith(("/", "data:"))
        ]
        assert not tags.named("script")
        assert not list(tags.values("style"))
        assert not [name for _tag, attributes in tags.found for name in attributes if name.startswith("on")]

    def test_has_the_security_headers(self, client: Client, path: str) -> None:
        response = client.get(path)
        policy = re.sub(r"sha256-[\w+/=]+", "sha256", response["Content-Security-Policy"])
        assert policy == (
            "default-src 'none'; style-src 'sha256'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Frame-Options"] == "DENY"
        assert "camera=()" in response["Permissions-Policy"]

    def test_has_the_emergency_number_as_a_link_and_the_line_on_education(
        self, client: Client, path: str
    ) -> None:
        html = client.get(path).content.decode()
        assert 'href="tel:112"' in html
        assert 'id="purpose"' in html

    def test_says_that_no_clinician_has_checked_it(self, client: Client, path: str) -> None:
        said = {"en": "No clinician has checked this yet", "es": "Ningún", "ar": "لم يراجع"}
        assert said.get(path.split("/")[1], "") in client.get(path).content.decode()

    def test_names_itself_in_every_language(self, client: Client, path: str) -> None:
        tags = tags_of(client, path)
        alternates = {tag.get("hreflang") for tag in tags.named("link") if tag.get("rel") == "alternate"}
        assert set(LANGUAGES) <= alternates
        [canonical] = [tag["href"] for tag in tags.named("link") if tag.get("rel") == "canonical"]
        assert canonical == f"http://testserver{path}"

    def test_anchors_are_unique_and_links_within_the_page_lead_somewhere(
        self, client: Client, path: str
    ) -> None:
        tags = tags_of(client, path)
        ids = list(tags.values("id"))
        assert len(ids) == len(set(ids))
        inner = {link["href"][1:] for link in tags.named("a") if (link.get("href") or "").startswith("#")}  # type: ignore[index]
        assert inner - {""} <= set(ids)

    def test_takes_at_most_ten_queries(self, client: Client, path: str) -> None:
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        assert len(queries) <= 10

    def test_answers_head_like_get(self, client: Client, path: str) -> None:
        response = client.head(path)
        assert response.status_code == 200
        assert response.content == b""

    @pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
    def test_refuses_other_methods_in_words(self, client: Client, path: str, method: str) -> None:
        response = getattr(Client(enforce_csrf_checks=True), method)(path)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        assert b"<h1" in response.content


class TestArticle:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_shows_every_part_and_every_sign(self, client: Client, language: str) -> None:
        ids = set(tags_of(client, f"/{language}/sciatica/").values("id"))
        assert {"what-is-sciatica", "emergency", "worsening", "medication", "term-disc"} <= ids
        assert len([name for name in ids if name.startswith("sign-")]) == 23
        assert len([name for name in ids if name.startswith("level-")]) == 4

    @pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
    def test_unchecked_safety_words_have_the_english_beside_them(self, client: Client, language: str) -> None:
        tags = tags_of(client, f"/{language}/sciatica/")
        assert (
            len([tag for _name, tag in tags.found if tag.get("lang") == "en" and tag.get("dir") == "ltr"])
            > 23
        )

    def test_each_section_each_care_card_and_the_glossary_lead_to_their_sources(self, client: Client) -> None:
        html = client.get("/en/sciatica/").content.decode()
        signs = html.split('<section id="emergency">')[1].split("</section>")[0]
        words = html.split('<section id="words">')[1].split("</section>")[0]
        cards = signs.split('id="level-')
        link = '<p class="sources"><a href="/en/sciatica/sources/#'
        # The last is followed by the section's own.
        assert [card.count(link) for card in cards[1:]] == [1, 1, 1, 2]
        assert words.count(f"{link}words") == 1
        assert html.count(link) > 30


class TestSources:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_link_to_sources_leads_to_them_and_back_again(self, client: Client, language: str) -> None:
        path = f"/{language}/sciatica/"
        article, sources = tags_of(client, path), tags_of(client, f"{path}sources/")
        asked = {
            link.removeprefix(f"{path}sources/#") for link in article.values("href") if "/sources/#" in link
        }
        assert len(asked) > 30
        assert asked <= set(sources.values("id"))
        back = {
            link.removeprefix(f"{path}#") for link in sources.values("href") if link.startswith(f"{path}#")
        }
        assert asked <= back
        assert asked <= set(article.values("id"))

    def test_every_source_of_the_article_is_named_with_its_publisher_and_year(self, client: Client) -> None:
        html = client.get("/en/sciatica/sources/").content.decode()
        listed = set(re.findall(r'<li>[^<]+, \d{4}\. <a href="(https://[^"]+)"', html))
        cited = Citation.objects.filter(units__kind__in=ARTICLE_KINDS)
        assert listed == set(cited.values_list("address", flat=True))
        assert len(listed) > 40

    def test_paper_says_where_they_are(self, client: Client) -> None:
        html = client.get("/ar/sciatica/").content.decode()
        assert '<bdi dir="ltr">http://testserver/ar/sciatica/sources/</bdi>' in html

    def test_of_an_article_that_is_not_there_are_not_there(self, client: Client) -> None:
        assert client.get("/en/backache/sources/").status_code == 404

    def test_telephone_numbers_stay_left_to_right(self, client: Client) -> None:
        html = client.get("/ar/sciatica/").content.decode()
        for link in re.finditer(r'href="tel:[^"]*"', html):
            assert 'dir="ltr"' in html[link.start() - 300 : link.end() + 300]


class TestRoot:
    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            ("es-MX,es;q=0.9,en;q=0.8", "/es/"),
            ("en;q=0.3,ar;q=0.9", "/ar/"),
            ("it,sv;q=0.5", "/en/"),
            ("", "/en/"),
            ("*", "/en/"),
            ("es;q=0,ar", "/ar/"),
            (";;q=,=1,,\x00", "/en/"),
            ("x" * 5000, "/en/"),
        ],
    )
    def test_sends_to_the_best_language(self, client: Client, header: str, expected: str) -> None:
        response = client.get("/", headers={"Accept-Language": header})
        assert (response.status_code, response["Location"]) == (302, expected)
        assert "Accept-Language" in response["Vary"]


class TestNotFound:
    @pytest.mark.parametrize(
        ("path", "header", "language"),
        [
            ("/es/nada/", "", "es"),
            ("/xx/sciatica/", "ar", "ar"),
            ("/it/sciatica/", "", "en"),
            ("/es-MX/", "", "es"),
            ("/wp-login.php", "es", "es"),
            ("/en/%00/", "", "en"),
            ("/en/" + "a" * 1500 + "/", "", "en"),
        ],
    )
    def test_helps_in_the_nearest_language(
        self, client: Client, path: str, header: str, language: str
    ) -> None:
        response = client.get(path, headers={"Accept-Language": header})
        tags = Tags(response.content.decode())
        assert response.status_code == 404
        assert tags.named("html")[0]["lang"] == language
        assert len(tags.named("h1")) == 1
        assert f"/{language}/sciatica/" in tags.values("href")
        assert "tel:112" in set(tags.values("href"))

    def test_a_path_without_its_last_slash_is_sent_on(self, client: Client) -> None:
        assert client.get("/en/sciatica")["Location"] == "/en/sciatica/"


class TestBadInput:
    def test_a_huge_address(self, client: Client) -> None:
        assert client.get("/en/" + "a" * 3000).status_code == 414

    def test_a_foreign_host(self, client: Client) -> None:
        response = client.get("/en/", headers={"Host": "evil.example"})
        assert response.status_code == 421
        assert b"<h1" in response.content

    def test_a_huge_body(self, client: Client) -> None:
        response = client.post("/staff/login/", {"username": "x" * 2_000_000})
        assert response.status_code == 413
        assert b"<h1" in response.content

    def test_a_length_that_is_no_number(self, client: Client) -> None:
        assert client.get("/en/", CONTENT_LENGTH="many").status_code == 400

    def test_a_query_is_ignored(self, client: Client) -> None:
        assert client.get("/en/sciatica/?q=%00%ff&lang=ar").content == client.get("/en/sciatica/").content


@pytest.mark.parametrize("font", FONTS.values(), ids=FONTS)
def test_a_font_is_small_and_lies_beside_its_licence(font: Font) -> None:
    folder = PROJECT / "education" / "static" / "education" / "fonts"
    most = 160_000 if "nastaliq" in font.file else 60_000
    assert (folder / font.file).stat().st_size <= most
    assert "SIL OPEN FONT LICENSE" in (folder / font.file).with_suffix(".LICENSE.txt").read_text()
