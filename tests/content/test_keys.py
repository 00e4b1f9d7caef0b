"""Keys of units that a page of the article has in its address: none may be made, by a form or by a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from education.clinics.models import Role
from education.content.keys import RESERVED, key_problem
from education.content.models import Article, Section
from education.exchange.shipped import ShippedWordsRefused, read_release
from tests.making import make_article, make_person

BELOW_AN_ARTICLE = ("staff/words/<slug:article>/<slug:language>/", "<slug:language>/<slug:article>/")


def routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address of the site, as the routes write it."""
    for pattern in patterns:
        whole = f"{before}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, whole)
        else:
            yield whole


def taken() -> set[str]:
    """The words that stand where a key of a unit could stand."""
    below = {
        route.removeprefix(start).split("/")[0]
        for route in routes(get_resolver().url_patterns)
        for start in BELOW_AN_ARTICLE
        if route.startswith(start)
    }
    return {word for word in below if word and "<" not in word}


def test_are_all_the_words_that_the_routes_below_an_article_take() -> None:
    assert taken() == RESERVED
    assert {"sign", "preview", "preview-link", "editions"} <= RESERVED


@pytest.mark.parametrize("key", sorted(RESERVED))
@pytest.mark.django_db
def test_are_refused_in_a_form_with_a_sentence_that_names_them(key: str) -> None:
    article, author = make_article(), Client()
    author.force_login(make_person("ada", Role.AUTHOR))
    form = {
        "article": article.pk,
        "position": 1,
        "weight": "ordinary",
        "placement": "part",
        "icd10cm": "[]",
        "key": key,
    }
    response = author.post("/staff/education/section/add/", form)
    assert f"“{key}” cannot be the key of a text" in response.content.decode()
    assert not Section.objects.exists()
    author.post("/staff/education/section/add/", {**form, "key": f"{key}-more"})
    assert Section.objects.get().key == f"{key}-more"


@pytest.mark.django_db
def test_are_refused_by_the_model_when_a_unit_is_new_and_never_later() -> None:
    article = make_article()
    with pytest.raises(ValidationError, match="sign"):
        Section(article=article, key="sign", kind="section").full_clean()
    old = Section.objects.create(article=article, key="sign", kind="section")
    old.full_clean()


@pytest.mark.django_db
def test_are_refused_when_words_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "structure.toml").write_text('article = "a"\n[[sections]]\nkey = "preview-link"\n')
    (tmp_path / "en.toml").write_text(
        'language = "en"\nmaker = "person"\n[preview-link]\nheading = "Words"\n'
    )
    with pytest.raises(ShippedWordsRefused, match="“preview-link” cannot be the key of a text"):
        read_release(tmp_path)
    assert not Article.objects.exists()


def test_say_nothing_of_other_keys() -> None:
    assert key_problem("definition") == ""
