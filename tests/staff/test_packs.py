"""The staff page “Packs”: look first, then take in; who may; and what is refused without losing anything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from education.clinics.models import Person, Role
from education.content.models import Article
from education.exchange.models import TrustedPublisher
from education.exchange.packs import file
from education.exchange.packs.keys import public_key
from education.exchange.packs.reading import read_pack
from education.review.models import Edition
from tests.exchange.packs.house import NAME, House, at_once
from tests.making import make_article, make_clinic, make_person, put

__all__ = ["at_once"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]

PAGE = "/staff/packs/"


@pytest.fixture
def client_of(managers: tuple[Person, Person]) -> Client:
    return as_(managers[1])


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def sent(client: Client, body: bytes, do: str, **more: object) -> str:
    response = client.post(PAGE, {"do": do, "file": SimpleUploadedFile("a.pack", body), **more})
    assert response.status_code == 200
    return response.getvalue().decode()


def seen(body: bytes) -> str:
    pack = read_pack(body)
    return pack.offering.digest + pack.key


def test_looking_changes_nothing_and_taking_in_does(house: House, client_of: Client) -> None:
    body = house.body()
    house.put_aside()
    page = sent(client_of, body, "look")
    assert "What this pack would do" in page
    assert "Accept 4 signatures" in page
    assert "rosa (Consultant in the tests)" in page
    assert not Article.objects.filter(key="sciatica").exists()
    page = sent(client_of, body, "take", seen=seen(body), accept=["en"])
    assert "4 signatures accepted" in page
    edition = Edition.objects.get(article__key="sciatica")
    assert (edition.publisher, edition.language) == (NAME, "en")
    again = sent(client_of, body, "take", seen=seen(body), accept=["en"])
    assert "All of it was taken in before." in again
    assert Edition.objects.filter(article__key="sciatica").count() == 1


def test_what_waits_says_whose_wording_it_is(house: House, client_of: Client) -> None:
    body = house.body()
    put(house.part, by=house.ada, heading="Ours")
    assert "1 text waits for a person" in sent(client_of, body, "take", seen=seen(body))
    assert f"From {NAME}" in client_of.get("/staff/new-wording/sciatica/").content.decode()


def test_nothing_is_accepted_that_was_not_ticked(house: House, client_of: Client) -> None:
    body = house.body()
    house.put_aside()
    sent(client_of, body, "take", seen=seen(body))
    assert Article.objects.filter(key="sciatica").exists()
    assert not Edition.objects.filter(article__key="sciatica").exists()


def test_another_file_than_the_one_looked_at_is_not_taken_in(house: House, client_of: Client) -> None:
    body = house.body()
    house.put_aside()
    page = sent(client_of, body, "take", seen=seen(house.body(signed=False)))
    assert "another file than the one that you looked at" in page
    assert not Article.objects.filter(key="sciatica").exists()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [(b"", "damaged, cut short, or no pack"), (b"PK\x05\x06" + bytes(18), "it has no list of contents")],
)
def test_a_file_that_is_no_pack_is_refused_in_words(client_of: Client, body: bytes, sentence: str) -> None:
    page = sent(client_of, body, "look")
    assert sentence in page
    assert "Nothing was changed." in page


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client_of: Client) -> None:
    assert "too large for a pack" in sent(client_of, bytes(file.LARGEST + 1), "look")
    larger = client_of.generic("POST", PAGE, b"", CONTENT_LENGTH=str(22 * 1024 * 1024))
    assert larger.status_code == 413


def test_a_pack_is_saved_as_a_file(house: House, client_of: Client) -> None:
    response = client_of.get(f"{PAGE}sciatica/")
    assert response.headers["Content-Disposition"] == 'attachment; filename="sciatica.pack"'
    assert read_pack(response.content).publisher == "Riverside Clinic"


def test_trust_begins_and_ends_here(house: House, managers: tuple[Person, Person]) -> None:
    client = as_(managers[0])
    client.post(PAGE, {"do": "distrust", "publisher": TrustedPublisher.objects.get().pk})
    assert not TrustedPublisher.objects.exists()
    wrong = client.post(PAGE, {"do": "trust", "name": NAME, "public_key": "abc"}).content.decode()
    assert "This is no public key" in wrong
    assert (
        client.post(PAGE, {"do": "trust", "name": NAME, "public_key": public_key(house.key)}).status_code
        == 302
    )
    twice = client.post(
        PAGE, {"do": "trust", "name": NAME, "public_key": public_key(house.key)}
    ).content.decode()
    assert "is trusted already" in twice


def test_a_manager_finds_the_page_also_where_there_is_no_article_yet() -> None:
    make_clinic()
    manager, author = make_person("mona", Role.MANAGER), make_person("ada", Role.AUTHOR)
    link = f'href="{PAGE}"'
    assert link in as_(manager).get("/staff/").content.decode()
    assert link not in as_(author).get("/staff/").content.decode()
    make_article()
    assert link in as_(manager).get("/staff/").content.decode()


def test_a_reviewer_has_no_packs(house: House, managers: tuple[Person, Person]) -> None:
    client, body = as_(house.rosa), house.body()
    house.put_aside()
    for do in ("look", "take", "trust", "distrust"):
        answer = client.post(PAGE, {"do": do, "seen": seen(body), "file": SimpleUploadedFile("a.pack", body)})
        assert answer.status_code == 403
    assert not Article.objects.filter(key="sciatica").exists()


def test_the_log_says_who_accepted_and_whose_signature_it_was(house: House, client_of: Client) -> None:
    body = house.body()
    house.put_aside()
    sent(client_of, body, "take", seen=seen(body), accept=["en"])
    page = client_of.get("/staff/log/?kind=accepted").content.decode()
    assert f"rosa, accepted from {NAME}" in page


def test_staff_pages_name_the_publisher_too(house: House, client_of: Client) -> None:
    body = house.body()
    house.put_aside()
    sent(client_of, body, "take", seen=seen(body), accept=["en"])
    reviewer = as_(house.rosa)
    for path in ("editions/", "causes/", "causes/history/", "causes/recall/"):
        page = reviewer.get(f"/staff/words/sciatica/en/{path}").content.decode()
        assert f"rosa, accepted from {NAME}" in page, path
