"""In which language the staff pages and the mails speak: the person's own choice, else that of the browser."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from education.clinics.models import Clinic, Person, Role
from education.review.digest import send_digests
from education.staff import middleware
from tests.making import make_article, make_person, make_section, put

pytestmark = pytest.mark.django_db

PAGE = "/staff/account/language/"


@pytest.fixture
def tom() -> Person:
    tom = make_person("tom", Role.TRANSLATOR, ["es"])
    Person.objects.update(email="tom@example.org")
    return tom


def as_(person: Person) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(person)
    return client


def test_is_kept_for_oneself(tom: Person) -> None:
    assert as_(tom).post(PAGE, {"language": "en"}).status_code == 302
    assert Person.objects.get().interface_language == "en"
    as_(tom).post(PAGE, {"language": ""})
    assert Person.objects.get().interface_language == ""


def test_is_one_of_those_that_the_pages_speak(tom: Person) -> None:
    response = as_(tom).post(PAGE, {"language": "xx"})
    assert response.status_code == 200
    assert b"not one of the available choices" in response.content
    assert Person.objects.get().interface_language == ""


def test_goes_before_that_of_the_browser(tom: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "STAFF_LANGUAGES", ("en", "es"))
    assert '<html lang="en' in as_(tom).get(PAGE).content.decode()
    Person.objects.update(interface_language="es")
    assert '<html lang="es' in as_(tom).get(PAGE).content.decode()


def test_mails_come_in_it(tom: Person) -> None:
    make_section(make_article())
    put(make_section(tom_article := make_article("backs"), "two"), heading="Pain")
    Person.objects.update(interface_language="es")
    send_digests(date(2026, 3, 1))
    (message,) = mail.outbox
    assert "español:" in str(message.body).lower()
    assert tom_article.key in str(message.body)


LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def test_a_digest_in_arabic_is_arabic_from_head_to_foot(tom: Person) -> None:
    article = make_article()
    for key in ("one", "two"):
        put(make_section(article, key), heading="Pain")
    Person.objects.update(interface_language="ar", first_name="طارق")
    Clinic.objects.update(name_en="عيادة")
    send_digests(date(2026, 3, 1))
    (message,) = mail.outbox
    assert message.extra_headers["Content-Language"] == "ar"
    assert message.subject == "تثقيف المرضى: نصوص بانتظاركم، عددها 2"
    body = str(message.body)
    assert "الإسبانية: نصان ينتظران" in body
    # What is left in Latin letters are names and addresses, each in a line of its own.
    foreign = [line.strip() for line in body.splitlines() if LATIN_WORD.search(line)]
    assert foreign == [article.key, f"{settings.SITE_ADDRESS}/staff/words/{article.key}/?mine=on"]
    assert "<" not in body


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("es", "ltr")])
def test_the_pages_say_their_language_and_direction(tom: Person, language: str, direction: str) -> None:
    Person.objects.update(interface_language=language)
    assert f'<html lang="{language}" dir="{direction}"' in as_(tom).get(PAGE).content.decode()


@pytest.mark.parametrize("language", ["es", "ar"])
def test_every_mail_speaks_the_language_of_the_interface(language: str) -> None:
    """The words around names and addresses; the English ones show nowhere."""
    known = {"person": "P", "by": "B", "clinic": "C", "link": "L", "days": 7, "waiting": []}
    for name in ("invitation", "password_reset", "second_factor_reset", "digest"):
        english = render_to_string(f"mail/{name}.txt", known).split("\n")
        with translation.override(language):
            said = render_to_string(f"mail/{name}.txt", known).split("\n")
        assert not {line for line in english if len(line) > 1} & set(said), name
