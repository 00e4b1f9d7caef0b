"""The staff pages “words for translators”: files go out, a file comes back, and nothing is saved before somebody says so."""

import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.models import Person, Role
from education.content.models import Section
from education.exchange.travelling.reading import read
from education.review.models import Revision
from tests.exchange.agency import WRITERS, sent, translated
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put

pytestmark = pytest.mark.django_db

PAGE = "/staff/translators/sciatica/"
BACK = f"{PAGE}returned/"


@pytest.fixture
def causes() -> Section:
    make_clinic()
    section = make_section(make_article(), "causes")
    put(section, heading="What causes it?")
    put(make_section(section.article, "signs"), heading="Signs")
    return section


@pytest.fixture
def tom(causes: Section) -> Person:
    return make_person("tom", Role.TRANSLATOR, ["es"])


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def file_of(section: Section, name: str = "po", **texts: str) -> bytes:
    targets = {f"{key}/heading": text for key, text in texts.items()}
    return WRITERS[name](translated(sent(section.article), targets))


def upload(
    client: Client, body: bytes, language: str = "es", agency: str = "Example Translations"
) -> HttpResponse:
    form = {"language": language, "agency": agency, "file": SimpleUploadedFile("words", body)}
    answer = client.post(BACK, form)
    assert isinstance(answer, HttpResponse)
    return answer


def carried(answer: HttpResponse) -> str:
    found = re.search(r'name="carried" value="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


def confirmed(client: Client, answer: HttpResponse, **more: str) -> str:
    return client.post(BACK, {"carried": carried(answer), **more}, follow=True).content.decode()


def spanish(section: Section) -> str:
    return Section.objects.get(pk=section.pk).words("es")["heading"]


class TestOut:
    def test_the_page_offers_the_languages_of_the_person(self, causes: Section, tom: Person) -> None:
        page = as_(tom).get(PAGE).content.decode()
        assert re.findall(r'href="/staff/translators/sciatica/([^"/]+)/([^"]+)"', page) == [
            ("es", "unfinished.xlf"), ("es", "unfinished.po"), ("es", "all.xlf"), ("es", "all.po"),
        ]  # fmt: skip
        assert "2 missing or outdated texts" in page

    @pytest.mark.parametrize("name", ["all.po", "all.xlf", "unfinished.po", "unfinished.xlf"])
    def test_a_file_comes_under_its_name(self, causes: Section, tom: Person, name: str) -> None:
        put(causes, "es", by=tom, heading="Causas")
        answer = as_(tom).get(f"{PAGE}es/{name}")
        part, ending = name.split(".")
        assert re.fullmatch(
            rf'attachment; filename="sciatica-es-{part}-[0-9-]{{10}}\.{ending}"',
            answer["Content-Disposition"],
        )
        assert len(read(answer.content).entries) == (2 if part == "all" else 1)

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            ("es/all.po", 200),
            ("ar/all.po", 403),
            ("en/all.po", 403),
            ("xx/all.po", 404),
            ("es/all.zip", 404),
            ("es/x.po", 404),
        ],
    )
    def test_only_files_that_are_for_this_person_are_there(
        self, tom: Person, address: str, status: int
    ) -> None:
        assert as_(tom).get(f"{PAGE}{address}").status_code == status

    def test_what_a_format_cannot_carry_is_said_on_the_page(self, causes: Section, tom: Person) -> None:
        put(causes, "es", by=tom, heading="a\x01b")
        page = as_(tom).get(f"{PAGE}es/all.xlf", follow=True).content.decode()
        assert "XLIFF cannot carry (U+0001)" in page
        assert as_(tom).get(f"{PAGE}es/all.po").status_code == 200

    def test_the_board_and_the_list_of_words_lead_there(self, causes: Section, tom: Person) -> None:
        for address in ("/staff/words/sciatica/", "/staff/words/sciatica/es/"):
            assert f'href="{PAGE}"' in as_(tom).get(address).content.decode()
        author = as_(make_person("ada", Role.AUTHOR))
        assert PAGE not in author.get("/staff/words/sciatica/").content.decode()


class TestBack:
    def test_a_report_saves_nothing_and_its_button_saves(self, causes: Section, tom: Person) -> None:
        client = as_(tom)
        report = upload(client, file_of(causes, causes="Causas"))
        page = report.content.decode()
        assert (report.status_code, spanish(causes)) == (200, "")
        assert "translated by Example Translations" in page
        assert "<ins>Causas</ins>" in page
        assert "Save 1 text<" in page
        assert "1 text is saved. Readers see it once it is signed." in confirmed(client, report)
        newest = Revision.objects.latest("pk")
        assert (spanish(causes), newest.by, newest.imported_by) == ("Causas", tom, "Example Translations")
        history = client.get("/staff/words/sciatica/es/causes/history/").content.decode()
        assert "imported from a file, by Example Translations, by a person" in history

    def test_the_button_pressed_twice_saves_once(self, causes: Section, tom: Person) -> None:
        client = as_(tom)
        report = upload(client, file_of(causes, causes="Causas"))
        confirmed(client, report)
        before = Revision.objects.count()
        assert "Nothing was changed." in confirmed(client, report)
        assert Revision.objects.count() == before

    def test_the_report_says_what_the_checks_find_and_saves_all_the_same(
        self, causes: Section, tom: Person
    ) -> None:
        flag = make_red_flag(causes.article)
        put(flag, sign="Do not wait 2 days")
        good = {"causes/heading": "Causas", "sign-numb/sign": "Espere 3 días"}
        report = upload(as_(tom), WRITERS["po"](translated(sent(causes.article), good)))
        page = report.content.decode()
        assert re.search(r"Findings: \d\. To be mended before signing: \d\.", page)
        flagged, causes_at = page.index("Espere 3 días"), page.index("Causas")
        assert flagged < causes_at, "what could not be signed comes first"
        assert "<strong>Must be mended before signing:</strong> sign: " in page[:flagged]
        assert "Save 2 texts<" in page
        assert "2 texts are saved." in confirmed(as_(tom), report)

    def test_a_report_without_findings_says_so(self, causes: Section, tom: Person) -> None:
        assert "Findings: none." in upload(as_(tom), file_of(causes, causes="Causas")).content.decode()
        put(causes, "es", by=tom, heading="Causas")
        assert "Findings:" not in upload(as_(tom), file_of(causes)).content.decode(), "nothing was looked at"

    def test_newer_words_are_replaced_only_with_a_tick(self, causes: Section, tom: Person) -> None:
        client, file = as_(tom), file_of(causes, causes="Causas", signs="Signos")
        put(causes, "es", by=tom, heading="Mientras tanto")
        report = upload(client, file)
        assert "<del>Mientras tanto</del><ins>Causas</ins>" in report.content.decode()
        assert "newer words are kept" in confirmed(client, report)
        assert spanish(causes) == "Mientras tanto"
        confirmed(client, upload(client, file), replace="on")
        assert spanish(causes) == "Causas"

    def test_words_written_after_the_report_are_kept_even_with_the_tick(
        self, causes: Section, tom: Person
    ) -> None:
        client, file = as_(tom), file_of(causes, causes="Causas")
        put(causes, "es", by=tom, heading="Mientras tanto")
        report = upload(client, file)
        put(causes, "es", by=tom, heading="Y más tarde")
        assert "newer words are kept" in confirmed(client, report, replace="on")
        assert spanish(causes) == "Y más tarde"

    def test_a_report_is_for_one_person_and_cannot_be_written_by_hand(
        self, causes: Section, tom: Person
    ) -> None:
        report = upload(as_(tom), file_of(causes, causes="Causas"))
        eva = as_(make_person("eva", Role.TRANSLATOR, ["es"]))
        assert "made for somebody else" in confirmed(eva, report)
        changed = carried(report)[:-2] + "xx"
        answer = as_(tom).post(BACK, {"carried": changed}, follow=True).content.decode()
        assert "Send the file again" in answer
        assert spanish(causes) == ""

    def test_who_lost_the_language_meanwhile_saves_nothing(self, causes: Section, tom: Person) -> None:
        client = as_(tom)
        report = upload(client, file_of(causes, causes="Causas"))
        tom.memberships.update(languages=["ar"])
        assert client.post(BACK, {"carried": carried(report)}).status_code == 403
        assert spanish(causes) == ""

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (lambda section: b"PK\x03\x04", "packed file"),
            (lambda section: b"<!DOCTYPE a><xliff/>", "can do harm"),
            (lambda section: file_of(section).replace(b"Language: es", b"Language: ar"), "is in Arabic, and you chose Spanish"),
            (lambda section: bytes(10 * 1024 * 1024 + 1), "larger than 10 MB"),
            (lambda section: b"", "empty"),
        ],
        ids=["zip", "DTD", "another language", "too large", "empty"],
    )  # fmt: skip
    def test_a_file_that_cannot_be_used_is_said_at_its_field(
        self, causes: Section, tom: Person, body: Callable[[Section], bytes], said: str
    ) -> None:
        page = upload(as_(tom), body(causes)).content.decode()
        assert said in page
        assert 'href="#id_file"' in page

    def test_50_megabytes_are_refused_before_they_are_read(self, tom: Person) -> None:
        """The request says how long it is, and nothing of it is there to be read."""
        answer = as_(tom).generic(
            "POST", BACK, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(50 * 1024 * 1024)
        )  # fmt: skip
        assert answer.status_code == 413
        assert b"Nothing was saved" in answer.content

    def test_another_language_than_ones_own_cannot_be_chosen(self, causes: Section, tom: Person) -> None:
        page = upload(as_(tom), file_of(causes), language="ar").content.decode()
        assert "Select a valid choice" in page

    def test_who_made_the_words_must_be_said(self, causes: Section, tom: Person) -> None:
        assert "This field is required" in upload(as_(tom), file_of(causes), agency=" ").content.decode()

    def test_a_file_without_news_and_a_look_at_the_address_do_nothing(
        self, causes: Section, tom: Person
    ) -> None:
        put(causes, "es", by=tom, heading="Causas")
        page = upload(as_(tom), file_of(causes)).content.decode()
        assert "There is nothing to save." in page
        assert as_(tom).get(BACK).headers["Location"] == PAGE

    def test_the_pages_cost_the_same_however_many_texts_there_are(self, causes: Section, tom: Person) -> None:
        client = as_(tom)

        def asked(work: Callable[[], object]) -> int:
            with CaptureQueriesContext(connection) as queries:
                work()
            return len(queries)

        def costs() -> list[int]:
            file = file_of(causes, causes="Causas", signs="Signos")
            return [
                asked(lambda: client.get(PAGE)),
                asked(lambda: client.get(f"{PAGE}es/all.po")),
                asked(lambda: upload(client, file)),
            ]

        client.get(PAGE)  # what Django asks once for each process
        few = costs()
        for number in range(5):
            put(make_section(causes.article, f"more-{number}"), heading=f"More {number}")
        assert costs() == few


@pytest.mark.parametrize(
    ("role", "languages", "status"),
    [
        (Role.TRANSLATOR, ["ar"], 200), (Role.REVIEWER, ["ar"], 200), (Role.AUTHOR, [], 403), (Role.MANAGER, [], 403),
        (Role.REVIEWER, ["en"], 403),
    ],
)  # fmt: skip
def test_the_page_is_for_those_who_write_a_translation(
    causes: Section, role: Role, languages: list[str], status: int
) -> None:
    assert as_(make_person("ana", role, languages)).get(PAGE).status_code == status
