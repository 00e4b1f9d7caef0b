"""The people pages: a manager invites and ends access, an invited person joins, and refusals are said in words."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from education.clinics.invitations import token_for
from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.people import invite
from tests.making import make_person

pytestmark = pytest.mark.django_db

PEOPLE = "/staff/people/"
JOIN = {
    "first_name": "Tom", "last_name": "Tan", "credential": "Nurse", "password": "a long enough phrase",
}  # fmt: skip


@pytest.fixture
def manager() -> Person:
    return make_person("mona", Role.MANAGER)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def person_path(person: Person) -> str:
    return f"{PEOPLE}{person.pk}/"


def invite_by_form(manager: Person, **form: object) -> str:
    asked = {"email": "tom@example.org", "role": "translator", "languages": ["ar"], **form}
    return as_(manager).post(PEOPLE, asked, follow=True).content.decode()


class TestInviting:
    def test_sends_a_link_by_which_the_person_joins(self, manager: Person) -> None:
        assert "An invitation went to tom@example.org" in invite_by_form(manager)
        link = re.search(r"http://127\.0\.0\.1:8000(/staff/invitation/\S+/)", str(mail.outbox[0].body))
        assert link

        visitor = Client()
        assert "About you" in visitor.get(link[1]).content.decode()
        response = visitor.post(link[1], JOIN)

        assert response["Location"] == "/staff/"
        assert visitor.get("/staff/").status_code == 200
        tom = Person.objects.get(email="tom@example.org")
        assert (str(tom), tom.credential) == ("Tom Tan", "Nurse")
        assert Membership.objects.get(person=tom).languages == ["ar"]

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ({"email": "tom"}, "Enter a valid email address"),
            ({"languages": []}, "Name at least one language"),
            ({"role": "operator"}, "Select a valid choice"),
            ({"email": "mona@example.org"}, "has an account with this address"),
        ],
    )
    def test_refuses_by_field_and_keeps_what_was_typed(
        self, manager: Person, form: dict[str, object], expected: str
    ) -> None:
        Person.objects.filter(pk=manager.pk).update(email="mona@example.org")
        html = invite_by_form(manager, **form)
        assert expected in html
        assert str(form.get("email", "tom@example.org")) in html
        assert Person.objects.count() == 1
        assert not mail.outbox

    def test_says_when_the_post_cannot_be_reached_and_the_button_sends_again(
        self, manager: Person, settings: Settings
    ) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        html = invite_by_form(manager)
        assert "could not be sent" in html
        assert "sends no mail" in html

        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        tom = Person.objects.get(email="tom@example.org")
        assert (
            "An invitation went to"
            in as_(manager).post(person_path(tom), {"do": "again"}, follow=True).content.decode()
        )
        assert len(mail.outbox) == 1

    def test_a_link_in_the_mail_is_never_shown_to_the_manager(self, manager: Person) -> None:
        assert "/staff/invitation/" not in invite_by_form(manager)
        tom = Person.objects.get(email="tom@example.org")
        assert "/staff/invitation/" not in as_(manager).get(person_path(tom)).content.decode()


class TestJoining:
    @pytest.fixture
    def link(self, manager: Person) -> str:
        tom = invite(Clinic.objects.get(), "tom@example.org", Role.TRANSLATOR, ["ar"], by=manager)
        return f"/staff/invitation/{token_for(tom)}/"

    def test_the_page_is_kept_by_nobody_and_tells_nobody_its_address(self, link: str) -> None:
        response = Client().get(link)
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "strict-origin"

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            ({"password": "short"}, "too short"),
            ({"password": "password1234"}, "too common"),
            ({"password": "tom@example.org"}, "too similar"),
            ({"first_name": ""}, "This field is required"),
        ],
    )
    def test_refuses_a_weak_password_and_a_missing_name(
        self, link: str, form: dict[str, str], expected: str
    ) -> None:
        response = Client().post(link, {**JOIN, **form})
        assert expected in response.content.decode()
        assert not Person.objects.get(email="tom@example.org").has_usable_password()

    def test_a_used_link_says_so(self, link: str) -> None:
        Client().post(link, JOIN)
        response = Client().get(link)
        assert response.status_code == 410
        assert "does not work any more" in response.content.decode()
        assert Client().post(link, {**JOIN, "password": "another long phrase"}).status_code == 410
        assert Person.objects.get(email="tom@example.org").check_password(JOIN["password"])

    def test_an_invented_link_says_so(self, db: None) -> None:
        assert Client().get("/staff/invitation/eyJ4IjoxfQ:abc:def/").status_code == 410

    def test_gives_no_more_rights_than_were_invited(self, link: str) -> None:
        Client().post(link, {**JOIN, "role": "manager", "is_superuser": "1", "languages": ["en"]})
        tom = Person.objects.get(email="tom@example.org")
        assert not tom.is_superuser
        assert list(Membership.objects.filter(person=tom).values_list("role", "languages")) == [
            ("translator", ["ar"])
        ]


class TestOnePerson:
    @pytest.fixture
    def tom(self, manager: Person) -> Person:
        return make_person("tom", Role.TRANSLATOR, ["es"])

    def do(self, manager: Person, person: Person, **form: object) -> str:
        return as_(manager).post(person_path(person), form, follow=True).content.decode()

    def test_gets_a_role(self, manager: Person, tom: Person) -> None:
        assert "The role holds now" in self.do(manager, tom, do="role", role="reviewer", languages=["es"])
        assert Membership.objects.get(person=tom, role="reviewer").languages == ["es"]

    def test_gets_none_without_a_language(self, manager: Person, tom: Person) -> None:
        assert "Name at least one language" in self.do(manager, tom, do="role", role="reviewer")
        assert not Membership.objects.filter(person=tom, role="reviewer").exists()

    def test_loses_a_role(self, manager: Person, tom: Person) -> None:
        assert "taken away" in self.do(manager, tom, do="take", role="translator")
        assert not Membership.objects.filter(person=tom).exists()

    def test_gets_a_credential(self, manager: Person, tom: Person) -> None:
        self.do(manager, tom, do="describe", first_name="Tom", last_name="Tan", credential="Nurse")
        assert Person.objects.get(pk=tom.pk).credential == "Nurse"

    def test_is_signed_out_at_once_when_access_ends(self, manager: Person, tom: Person) -> None:
        session = as_(tom)
        assert session.get("/staff/").status_code == 200
        assert "Access has ended" in self.do(manager, tom, do="end", sure="on")
        assert session.get("/staff/").status_code == 302

    def test_keeps_access_where_the_box_is_not_ticked(self, manager: Person, tom: Person) -> None:
        assert "tick the box" in self.do(manager, tom, do="end")
        assert Person.objects.get(pk=tom.pk).is_active

    def test_who_manages_alone_cannot_leave(self, manager: Person) -> None:
        assert "is the last manager" in self.do(manager, manager, do="end", sure="on")
        assert "is the last manager" in self.do(manager, manager, do="take", role="manager")
        assert Membership.objects.filter(person=manager, role="manager", person__is_active=True).exists()

    def test_who_manages_cannot_raise_the_own_rights(self, manager: Person) -> None:
        html = self.do(manager, manager, do="role", role="reviewer", languages=["en"])
        assert "Nobody gives a role to the own account" in html
        assert "You may not change this account" in self.do(
            manager, manager, do="describe", first_name="M", last_name="M", credential="Surgeon"
        )
        assert Person.objects.get(pk=manager.pk).credential == ""
        assert Membership.objects.filter(person=manager).count() == 1

    def test_an_operator_is_not_found(self, manager: Person) -> None:
        operator = Person.objects.create_superuser("root", password="x")
        assert as_(manager).get(person_path(operator)).status_code == 404

    def test_who_works_at_another_clinic_is_not_found(self, manager: Person) -> None:
        elsewhere = Clinic.objects.create(
            key="other", name="Other", country="GB", emergency_number="112", clinic_phone="112"
        )
        other = make_person("other", Role.AUTHOR, clinic=elsewhere)
        assert as_(manager).get(person_path(other)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_people(
    manager: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_(manager)
    make_person("tom", Role.AUTHOR)
    client.get("/staff/")  # the session is noted as in use
    with django_assert_num_queries(6):
        client.get(PEOPLE)
    for place in range(10):
        make_person(f"person{place}", Role.TRANSLATOR, ["es"])
    with django_assert_num_queries(6):
        client.get(PEOPLE)
