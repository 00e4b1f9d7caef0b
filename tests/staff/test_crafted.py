"""Requests that no form of ours sends: answered in words, never with a fault of ours."""

import pytest
from django.test import Client

from education.clinics.models import Person, Role
from education.content.models import Section
from education.review.models import Approval
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section, put

# What PostgreSQL refuses breaks the transaction, as it would not in use.
pytestmark = pytest.mark.django_db(transaction=True)

NUL = "\0"
WORDS = "/staff/words/sciatica/en/"
SECTION = {"position": 1, "weight": "ordinary", "placement": "part", "key": "causes"}


@pytest.fixture
def ada() -> Person:
    make_clinic()
    return make_person("ada", Role.AUTHOR)


@pytest.fixture
def mona(ada: Person) -> Person:
    return make_person("mona", Role.MANAGER)


def as_(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def asked(answer: object) -> tuple[int, bool]:
    """The status, and whether words come with it."""
    return answer.status_code, "did not understand" in answer.content.decode()  # type: ignore[attr-defined]


class TestNul:
    @pytest.mark.parametrize(
        ("path", "form"),
        [
            ("/staff/clinics/clinic/", {"do": "take_host", "host": f"a{NUL}"}),
            ("/staff/clinics/", {"clinic": NUL}),
            ("/staff/people/1/", {"do": "take", "role": NUL}),
            ("/staff/login/", {"login": NUL, "password": "x"}),
        ],
    )
    def test_in_a_form_is_refused(self, mona: Person, path: str, form: dict[str, str]) -> None:
        assert asked(as_(mona).post(path, form)) == (400, True)

    @pytest.mark.parametrize(
        "form", [{"key": NUL}, {"reason-definition": f"Good.{NUL}"}, {f"reason-{NUL}": "x"}]
    )
    def test_on_the_sign_page_signs_nothing(self, ada: Person, form: dict[str, str]) -> None:
        put(make_section(make_article()), by=ada, heading="Pain")
        rosa = make_person("rosa", Role.REVIEWER, ["en"])
        assert asked(as_(rosa).post(f"{WORDS}sign/", {"reading": "self", **form})) == (400, True)
        assert not Approval.objects.exists()

    @pytest.mark.parametrize(
        "path", ["/staff/log/?person=%00", "/staff/education/revision/?language__exact=%00"]
    )
    def test_in_an_address_is_refused(self, ada: Person, path: str) -> None:
        assert asked(as_(ada).get(path)) == (400, True)
        assert as_(ada).get(path.replace("%00", "")).status_code in (200, 302)


class TestNumbersThatFitNowhere:
    @pytest.mark.parametrize(
        "query", ["written_at__year=0", "by=" + "9" * 40, "by__id__exact=" + "9" * 40, "unit=" + "9" * 40]
    )
    def test_in_the_filter_of_a_table(self, ada: Person, query: str) -> None:
        assert as_(ada).get(f"/staff/education/revision/?{query}").status_code < 500, (
            "what is empty may be shown"
        )
        assert as_(ada).get("/staff/education/revision/?written_at__year=2020").status_code == 200

    @pytest.mark.parametrize("table", ["redflag", "section", "edition", "person"])
    @pytest.mark.parametrize("page", ["change", "history"])
    def test_in_an_address(self, ada: Person, mona: Person, table: str, page: str) -> None:
        make_red_flag(make_article())
        address = f"/staff/education/{table}/{'9' * 26}/{page}/"
        assert as_(mona if table == "person" else ada).get(address)["Location"] == "/staff/"

    @pytest.mark.parametrize("field", ["parent", "citations", "article", "position"])
    def test_in_a_form(self, ada: Person, field: str) -> None:
        form = {**SECTION, "article": make_article().pk, "icd10cm": "[]", field: "9" * 23}
        assert as_(ada).post("/staff/education/section/add/", form).status_code in (200, 400)
        assert not Section.objects.exists()


class TestCodes:
    def add(self, author: Person, codes: str) -> str:
        form = {**SECTION, "article": make_article().pk, "icd10cm": codes}
        return as_(author).post("/staff/education/section/add/", form, follow=True).content.decode()

    @pytest.mark.parametrize(
        ("codes", "kept"), [("[]", []), ("", []), ('["M54.30", "M54.31"]', ["M54.30", "M54.31"])]
    )
    def test_are_a_list(self, ada: Person, codes: str, kept: list[str]) -> None:
        self.add(ada, codes)
        assert Section.objects.get().icd10cm == kept

    @pytest.mark.parametrize(
        "codes",
        [
            "NaN", "1e999", "1", '"M54.30"', "{}", "[1]", "[NaN]", '[""]', '["M54\\u0000"]', '[["M54.30"]]', "M54.30",
            '["' + "M" * 21 + '"]', "[" * 400, "[" * 20_000,
        ],
    )  # fmt: skip
    def test_are_refused_in_words_where_they_are_none(self, ada: Person, codes: str) -> None:
        html = self.add(ada, codes)
        assert "Write the codes as a list" in html
        assert not Section.objects.exists()
