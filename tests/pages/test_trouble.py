"""When something is wrong on our side: the reader is told in words, and where to get help."""

import pytest
from django.db import OperationalError
from django.test import Client

from education.clinics import hosts
from education.content.models import Article
from tests.making import make_article, make_clinic, make_section, put


@pytest.mark.django_db
def test_an_article_that_nobody_may_see_yet_is_a_plain_page_with_the_emergency_number() -> None:
    make_clinic()
    put(make_section(make_article(), "title", placement="title"), heading="Secret draft")

    response = Client().get("/en/sciatica/")

    html = response.content.decode()
    assert response.status_code == 200
    assert 'href="tel:112"' in html
    assert "Secret draft" not in html
    assert Client().get("/es/sciatica/").status_code == 404


@pytest.mark.django_db
def test_a_site_without_clinic_or_article_is_not_found_in_words() -> None:
    assert b"<h1" in Client().get("/en/").content
    make_clinic()
    response = Client().get("/en/sciatica/")
    assert response.status_code == 404
    assert Client().get("/")["Location"] == "/en/"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/en/", "/en/sciatica/", "/nothing/here/"])
def test_a_database_that_does_not_answer_is_said_in_words(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*args: object, **named: object) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr(hosts, "clinic_at", gone)
    monkeypatch.setattr(type(Article.objects.all()), "order_by", gone)
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code in (503, 404)
    assert b"<h1" in response.content
    assert b"the database is gone" not in response.content
