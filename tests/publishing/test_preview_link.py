"""A link to the preview, for a native reader without an account: one language, two weeks, nothing kept, nothing changed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.utils import timezone

from education.clinics.models import Clinic, Person, Role
from education.clinics.people import end_access, take_role
from education.content.models import Section
from education.publishing.preview import SALT
from education.review.models import Revision
from tests.making import make_article, make_person, make_section, put, sign_now

pytestmark = pytest.mark.django_db

PAGE = "/staff/words/sciatica/{language}/preview-link/"


@pytest.fixture
def tom() -> Person:
    return make_person("tom", Role.TRANSLATOR, ["es"])


@pytest.fixture
def section(tom: Person) -> Section:
    rosa = make_person("rosa", Role.REVIEWER, ["en", "es"])
    section = make_section(make_article())
    put(section, by=rosa, heading="Pain", body="It hurts.")
    put(section, "es", by=rosa, heading="Dolor", body="Duele.")
    sign_now(section, by=rosa)
    sign_now(section, language="es", by=rosa)
    put(section, "es", by=tom, heading="Dolor", body="Puede doler.")
    return section


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def link_by(person: Person, language: str = "es") -> str:
    html = as_(person).post(PAGE.format(language=language)).content.decode()
    found = re.search(r"http://testserver(/preview/[^/<\"]+/)", html)
    assert found
    return found[1]


def test_a_reader_without_an_account_sees_the_desk_words_marked_as_a_draft(
    tom: Person, section: Section
) -> None:
    response = Client().get(link_by(tom))
    html = response.content.decode()
    assert response.status_code == 200
    assert "Puede doler." in html
    assert "Borrador" in html
    assert '<html lang="es"' in html


def test_nobody_keeps_it_and_no_search_engine_lists_it(tom: Person, section: Section) -> None:
    response = Client().get(link_by(tom))
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert not response.cookies


def test_it_is_bound_to_its_language(tom: Person, section: Section) -> None:
    html = Client().get(link_by(tom)).content.decode()
    assert 'hreflang="en"' not in html
    assert 'rel="alternate"' not in html


def test_it_can_only_be_read(tom: Person, section: Section) -> None:
    before = Revision.objects.count()
    assert Client(enforce_csrf_checks=True).post(link_by(tom), {"body": "x"}).status_code == 405
    assert Revision.objects.count() == before


@pytest.mark.parametrize(("days", "status"), [(13.9, 200), (14.1, 410)])
def test_it_ends_after_two_weeks(tom: Person, section: Section, days: float, status: int) -> None:
    link = link_by(tom)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        assert Client().get(link).status_code == status


def test_it_ends_with_the_access_of_who_made_it(tom: Person, section: Section) -> None:
    manager, link = make_person("mona", Role.MANAGER), link_by(tom)
    end_access(tom, Clinic.objects.get(), by=manager)
    response = Client().get(link)
    assert response.status_code == 410
    assert "This preview link does not work" in response.content.decode()


def test_it_ends_with_the_role_of_who_made_it(tom: Person, section: Section) -> None:
    link = link_by(tom)
    take_role(tom.memberships.get(), by=make_person("mona", Role.MANAGER))
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "eyJ4IjoxfQ:abc:def", "ä", "a" * 1500])
def test_an_invented_link_says_so(section: Section, token: str) -> None:
    response = Client().get(f"/preview/{token}/")
    assert response.status_code == 404
    assert "This preview link does not work" in response.content.decode()


def test_a_token_signed_for_something_else_opens_nothing(tom: Person, section: Section) -> None:
    claim = {"article": "sciatica", "language": "es", "by": tom.pk}
    assert Client().get(f"/preview/{signing.dumps(claim, salt='education.invitation')}/").status_code == 404
    assert Client().get(f"/preview/{signing.dumps(claim, salt=SALT)}/").status_code == 200


def test_an_altered_language_opens_nothing(tom: Person, section: Section) -> None:
    token = link_by(tom).split("/")[2]
    head, rest = token.split(":", 1)
    assert Client().get(f"/preview/{head[:-2]}XX:{rest}/").status_code == 404


def test_only_who_may_write_in_a_language_makes_one(tom: Person, section: Section) -> None:
    assert as_(tom).post(PAGE.format(language="es")).status_code == 200
    assert as_(tom).post(PAGE.format(language="ar")).status_code == 403
    assert as_(make_person("mona", Role.MANAGER)).post(PAGE.format(language="es")).status_code == 403
    assert Client().post(PAGE.format(language="es")).status_code == 302
