"""Who may change who works here, what is refused, and what the log keeps of it."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.people import (
    AlreadyHere,
    LastManager,
    describe,
    end_access,
    give_role,
    invite,
    invite_again,
    take_role,
)
from education.staff.people_forms import DescriptionForm
from tests.making import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager() -> Person:
    return make_person("mona", Role.MANAGER)


@pytest.fixture
def clinic(manager: Person) -> Clinic:
    return Clinic.objects.get()


def fresh(person: Person) -> Person:
    """The person as a new request would read it: roles are remembered for each object."""
    return Person.objects.get(pk=person.pk)


def membership(person: Person, role: Role) -> Membership:
    return Membership.objects.get(person=person, role=role)


class TestInviting:
    def test_makes_an_account_without_a_password_and_with_a_role(
        self, clinic: Clinic, manager: Person
    ) -> None:
        person = invite(clinic, " Tom@Example.ORG ", Role.TRANSLATOR, ["ar"], by=manager)
        assert (person.email, person.username) == ("tom@example.org", "tom@example.org")
        assert not person.has_usable_password()
        assert access.may_write(person, "ar")
        assert not access.may_write(person, "es")

    @pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.REVIEWER, None])
    def test_is_for_managers(self, clinic: Clinic, role: Role | None) -> None:
        other = make_person("other", role, ["en"])
        with pytest.raises(NotAllowed):
            invite(clinic, "tom@example.org", Role.AUTHOR, [], by=other)
        assert not Person.objects.filter(email="tom@example.org").exists()

    def test_is_for_managers_of_this_very_clinic(self, manager: Person) -> None:
        elsewhere = Clinic.objects.create(
            key="other", name="Other", country="GB", emergency_number="112", clinic_phone="112"
        )
        with pytest.raises(NotAllowed):
            invite(elsewhere, "tom@example.org", Role.AUTHOR, [], by=manager)

    def test_refuses_an_address_that_has_an_account_whatever_its_letters(
        self, clinic: Clinic, manager: Person
    ) -> None:
        invite(clinic, "tom@example.org", Role.AUTHOR, [], by=manager)
        with pytest.raises(AlreadyHere):
            invite(clinic, "TOM@example.org", Role.MANAGER, [], by=manager)
        assert Membership.objects.filter(role=Role.MANAGER).count() == 1

    def test_tells_nothing_of_an_account_that_is_not_the_clinics(
        self, clinic: Clinic, manager: Person
    ) -> None:
        valley = Clinic.objects.create(key="valley", name="Valley Practice", country="GB", languages=["en"])
        make_person("vera@example.org", Role.AUTHOR, clinic=valley)
        Person.objects.create_superuser("root@example.org", password="x")
        for address in ("vera@example.org", "root@example.org"):
            with pytest.raises(AlreadyHere, match=r"^This address cannot be invited from here"):
                invite(clinic, address, Role.AUTHOR, [], by=manager)
        assert Membership.objects.filter(clinic=clinic).count() == 1

    @pytest.mark.parametrize("address", ["", "tom", "tom@", "a\nb@example.org", f"{'x' * 200}@example.org"])
    def test_refuses_what_is_no_address(self, clinic: Clinic, manager: Person, address: str) -> None:
        with pytest.raises(ValidationError):
            invite(clinic, address, Role.AUTHOR, [], by=manager)
        assert Person.objects.count() == 1

    def test_takes_an_address_that_is_no_username(self, clinic: Clinic, manager: Person) -> None:
        assert (
            invite(clinic, "o'brien@example.org", Role.AUTHOR, [], by=manager).email == "o'brien@example.org"
        )

    def test_leaves_no_account_where_the_role_is_refused(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(ValidationError):
            invite(clinic, "tom@example.org", Role.TRANSLATOR, [], by=manager)
        assert not Person.objects.filter(email="tom@example.org").exists()

    def test_again_opens_an_ended_account(self, clinic: Clinic, manager: Person) -> None:
        tom = make_person("tom", Role.AUTHOR)
        end_access(tom, clinic, by=manager)
        invite_again(fresh(tom), clinic, by=manager)
        assert fresh(tom).is_active
        assert not fresh(tom).has_usable_password()

    def test_again_is_refused_for_oneself(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(NotAllowed):
            invite_again(manager, clinic, by=manager)
        assert fresh(manager).has_usable_password()


class TestRoles:
    def test_are_given_for_named_languages_and_changed_by_giving_again(
        self, clinic: Clinic, manager: Person
    ) -> None:
        tom = make_person("tom")
        give_role(tom, clinic, Role.TRANSLATOR, ["es", "ar"], by=manager)
        give_role(tom, clinic, Role.TRANSLATOR, ["ar"], by=manager)
        assert membership(tom, Role.TRANSLATOR).languages == ["ar"]

    @pytest.mark.parametrize("languages", [[], ["xx"], ["ar", "ar"]])
    def test_need_languages_that_exist(self, clinic: Clinic, manager: Person, languages: list[str]) -> None:
        with pytest.raises(ValidationError):
            give_role(make_person("tom"), clinic, Role.TRANSLATOR, languages, by=manager)

    @pytest.mark.parametrize("role", list(Role))
    def test_nobody_raises_the_own_rights(self, clinic: Clinic, manager: Person, role: Role) -> None:
        for person in (
            manager,
            make_person("tom", Role.TRANSLATOR, ["es"]),
            make_person("rosa", Role.REVIEWER, ["en"]),
        ):
            before = list(Membership.objects.filter(person=person).values())
            with pytest.raises(NotAllowed):
                give_role(person, clinic, role, ["en", "ar"], by=person)
            assert list(Membership.objects.filter(person=person).values()) == before

    def test_an_operator_gets_none(self, clinic: Clinic, manager: Person) -> None:
        operator = Person.objects.create_superuser("root", password="x")
        with pytest.raises(NotAllowed):
            give_role(operator, clinic, Role.REVIEWER, ["en"], by=manager)

    def test_are_taken_away(self, clinic: Clinic, manager: Person) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        take_role(membership(tom, Role.TRANSLATOR), by=manager)
        assert not access.may_write(fresh(tom), "es")

    def test_are_not_taken_away_by_others(self, clinic: Clinic) -> None:
        tom, rosa = make_person("tom", Role.TRANSLATOR, ["es"]), make_person("rosa", Role.REVIEWER, ["es"])
        with pytest.raises(NotAllowed):
            take_role(membership(tom, Role.TRANSLATOR), by=rosa)
        assert access.may_write(fresh(tom), "es")


class TestTheLastManager:
    def test_cannot_give_up_the_role(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(LastManager):
            take_role(membership(manager, Role.MANAGER), by=manager)

    def test_cannot_leave(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(LastManager):
            end_access(manager, clinic, by=manager)
        assert fresh(manager).is_active

    def test_cannot_be_removed_by_an_operator(self, clinic: Clinic, manager: Person) -> None:
        operator = Person.objects.create_superuser("root", password="x")
        with pytest.raises(LastManager):
            end_access(manager, clinic, by=operator)

    def test_can_leave_once_another_has_come(self, clinic: Clinic, manager: Person) -> None:
        make_person("max", Role.MANAGER)
        end_access(manager, clinic, by=manager)
        assert not fresh(manager).is_active

    def test_is_not_replaced_by_somebody_who_was_only_invited(self, clinic: Clinic, manager: Person) -> None:
        invite(clinic, "max@example.org", Role.MANAGER, [], by=manager)
        with pytest.raises(LastManager):
            end_access(manager, clinic, by=manager)

    def test_is_not_replaced_by_somebody_whose_access_ended(self, clinic: Clinic, manager: Person) -> None:
        end_access(make_person("max", Role.MANAGER), clinic, by=manager)
        with pytest.raises(LastManager):
            take_role(membership(manager, Role.MANAGER), by=manager)

    @pytest.mark.parametrize("verb", [end_access, invite_again])
    def test_of_another_clinic_keeps_the_account_whoever_ends_it(
        self, clinic: Clinic, manager: Person, verb: Callable[..., object]
    ) -> None:
        valley = Clinic.objects.create(key="valley", name="Valley Practice", country="GB", languages=["en"])
        bea = make_person("bea", Role.TRANSLATOR, ["es"])
        Membership.objects.create(person=bea, clinic=valley, role=Role.MANAGER)
        with pytest.raises(LastManager, match=str(valley)):
            verb(bea, clinic, by=manager)
        assert fresh(bea).has_usable_password()

        Membership.objects.create(person=manager, clinic=valley, role=Role.MANAGER)
        verb(bea, clinic, by=manager)
        assert not fresh(bea).has_usable_password()


class TestEndingAccess:
    def test_closes_everything_and_keeps_the_record(self, clinic: Clinic, manager: Person) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        end_access(tom, clinic, by=manager)
        after = fresh(tom)
        assert not access.may_enter(after)
        assert not access.may_write(after, "es")
        assert not after.has_usable_password()
        assert membership(tom, Role.TRANSLATOR).languages == ["es"]

    def test_is_refused_to_others(self, clinic: Clinic) -> None:
        tom = make_person("tom", Role.TRANSLATOR, ["es"])
        with pytest.raises(NotAllowed):
            end_access(tom, clinic, by=make_person("rosa", Role.REVIEWER, ["es"]))
        with pytest.raises(NotAllowed):
            end_access(tom, clinic, by=tom)


class TestDescribing:
    def test_corrects_a_credential(self, clinic: Clinic, manager: Person) -> None:
        rosa = make_person("rosa", Role.REVIEWER, ["en"])
        describe(rosa, clinic, by=manager, first_name="Rosa", last_name="Diaz", credential=" Surgeon ")
        assert (str(fresh(rosa)), fresh(rosa).credential) == ("Rosa Diaz", "Surgeon")

    @pytest.mark.parametrize(
        ("given", "wrong"),
        [
            ({}, set()),
            ({"first_name": "–"}, set()),
            ({"credential": ""}, set()),
            ({"credential": "\u200b"}, {"credential"}),
            ({"first_name": "\u200b", "last_name": "\u3164"}, {"last_name"}),
        ],
    )
    def test_takes_what_can_be_read(self, given: dict[str, str], wrong: set[str]) -> None:
        whole = {"first_name": "Rosa", "last_name": "Diaz", "credential": "Surgeon"}
        assert set(DescriptionForm(whole | given).errors) == wrong

    def test_is_not_for_oneself(self, clinic: Clinic, manager: Person) -> None:
        with pytest.raises(NotAllowed):
            describe(manager, clinic, by=manager, first_name="M", last_name="M", credential="Surgeon")
        assert fresh(manager).credential == ""


def test_every_change_is_logged_with_who_did_it(clinic: Clinic, manager: Person) -> None:
    tom = invite(clinic, "tom@example.org", Role.TRANSLATOR, ["ar"], by=manager)
    take_role(membership(tom, Role.TRANSLATOR), by=manager)
    describe(tom, clinic, by=manager, first_name="Tom", last_name="T", credential="")
    invite_again(tom, clinic, by=manager)
    end_access(tom, clinic, by=manager)
    told = LogEntry.objects.order_by("pk")
    assert [entry.get_change_message() for entry in told] == [
        "invited", "role given: translator ar", "role taken: translator ar", "name or credential changed",
        "invited again", "access ended",
    ]  # fmt: skip
    assert {(entry.user_id, entry.object_id) for entry in told} == {(manager.pk, str(tom.pk))}
