"""Sessions: how long they last, who sees them, who ends them, and what is kept of them."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.backends.base import UpdateError
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.people import end_access, invite_again, take_role
from education.clinics.sessions import StaffSession, browser_family
from tests.making import make_clinic, make_person
from tests.staff.signing_in import LOGIN, SESSIONS, is_in, said, signed_in

pytestmark = pytest.mark.django_db

LAPTOP = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML) Chrome/131.0.0.0 Safari/537.36 Edg/131.0"


@pytest.fixture(autouse=True)
def people() -> dict[str, Person]:
    cache.clear()
    make_clinic()
    return {
        "anna": make_person("anna", Role.AUTHOR),
        "rosa": make_person("rosa", Role.REVIEWER, ["en"]),
        "mona": make_person("mona", Role.MANAGER),
    }


def used_every(minutes: int, client: Client, *, until: int) -> list[bool]:
    """Whether the session holds at each visit, `minutes` apart, up to `until` minutes from now."""
    start = timezone.now()
    held = []
    for later in range(minutes, until + 1, minutes):
        with time_machine.travel(start + timedelta(minutes=later), tick=False):
            held.append(is_in(client))
    return held


class TestEnd:
    @pytest.mark.parametrize(("name", "idle"), [("anna", 240), ("rosa", 30), ("mona", 30)])
    def test_comes_when_nobody_uses_it(self, name: str, idle: int) -> None:
        assert used_every(idle - 1, signed_in(name), until=idle - 1) == [True]
        assert used_every(idle + 1, signed_in(name), until=idle + 1) == [False]

    def test_waits_while_somebody_works(self) -> None:
        assert used_every(25, signed_in("rosa"), until=100) == [True] * 4

    def test_comes_after_twelve_hours_however_busy(self) -> None:
        held = used_every(120, signed_in("anna"), until=14 * 60)
        assert held == [True] * 5 + [False] * 2

    def test_sends_to_the_door_which_leads_back(self) -> None:
        client = signed_in("rosa")
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            assert (
                client.get("/staff/log/?kind=staff")["Location"]
                == "/staff/login/?next=/staff/log/%3Fkind%3Dstaff"
            )

    def test_leaves_no_row_once_swept(self) -> None:
        signed_in("rosa")
        with time_machine.travel(timezone.now() + timedelta(minutes=31)):
            call_command("forget_sign_ins", stdout=None)
        assert not StaffSession.objects.exists()


class TestList:
    def test_says_since_when_and_with_what_and_keeps_no_address(self, people: dict[str, Person]) -> None:
        client = signed_in("anna")
        signed_in("anna", browser=LAPTOP)
        page = said(client.get(SESSIONS))  # type: ignore[arg-type]
        assert "Firefox, Android (here)" in page
        assert "Edge, Windows" in page
        assert "signed in since" in page
        assert {field.name for field in StaffSession._meta.fields} == {
            "session_key", "session_data", "expire_date", "person", "began_at", "used_at", "browser",
        }  # fmt: skip

    def test_shows_nothing_of_others_and_no_key(self) -> None:
        client = signed_in("anna")
        signed_in("rosa", browser=LAPTOP)
        page = client.get(SESSIONS).content.decode()
        assert "Edge" not in page
        assert not [row.session_key for row in StaffSession.objects.all() if row.session_key in page]

    def test_ends_one_or_all_others(self) -> None:
        here, there, elsewhere = (signed_in("anna") for _time in range(3))
        mark = StaffSession.objects.get(session_key=there.session.session_key).mark
        here.post(SESSIONS, {"end": mark})
        assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, True]
        here.post(SESSIONS, {"end": "others"})
        assert [is_in(client) for client in (here, elsewhere)] == [True, False]

    def test_ends_this_one_at_the_door(self) -> None:
        here, there = signed_in("anna"), signed_in("anna")
        mark = StaffSession.objects.get(session_key=here.session.session_key).mark
        ended = here.post(SESSIONS, {"end": mark}, follow=True)
        assert ended.redirect_chain == [(LOGIN, 302)]
        assert "That session has ended" in said(ended)  # type: ignore[arg-type]
        assert [is_in(here), is_in(there)] == [False, True]

    def test_ends_nobody_elses(self) -> None:
        here, rosas = signed_in("anna"), signed_in("rosa")
        mark = StaffSession.objects.get(session_key=rosas.session.session_key).mark
        assert "had ended already" in said(here.post(SESSIONS, {"end": mark}, follow=True))  # type: ignore[arg-type]
        assert is_in(rosas)

    def test_costs_the_same_whatever_its_length(self, django_assert_max_num_queries: object) -> None:
        client = signed_in("anna")
        for _time in range(5):
            signed_in("anna")
        with django_assert_max_num_queries(6):  # type: ignore[operator]
            client.get(SESSIONS)


class TestManager:
    def test_ends_somebodys_sessions_and_it_is_logged(self, people: dict[str, Person]) -> None:
        rosas, other = signed_in("rosa", browser=LAPTOP), signed_in("rosa")
        manager, address = signed_in("mona"), f"/staff/people/{people['rosa'].pk}/"
        assert "Edge, Windows" in said(manager.get(address))  # type: ignore[arg-type]
        mark = StaffSession.objects.get(session_key=rosas.session.session_key).mark
        manager.post(address, {"do": "sign_out", "session": mark})
        assert [is_in(rosas), is_in(other)] == [False, True]
        manager.post(address, {"do": "sign_out"})
        assert not is_in(other)
        assert LogEntry.objects.latest("pk").change_message == "signed out"

    @pytest.mark.parametrize(
        ("form", "told"),
        [
            ({"do": "sign_out"}, "Signed out."),
            ({"do": "sign_out", "session": "this one"}, "Signed out."),
            ({"do": "take", "role": "manager"}, "The role is taken away."),
            ({"do": "end", "sure": "on"}, "Access has ended."),
        ],
    )
    def test_who_ends_the_own_stands_at_the_door(
        self, people: dict[str, Person], form: dict[str, str], told: str
    ) -> None:
        make_person("max", Role.MANAGER)
        manager = signed_in("mona")
        if "session" in form:
            form = form | {"session": StaffSession.objects.get(person=people["mona"]).mark}
        ended = manager.post(f"/staff/people/{people['mona'].pk}/", form, follow=True)
        assert ended.redirect_chain == [(LOGIN, 302)]
        assert told in said(ended)  # type: ignore[arg-type]
        assert not is_in(manager)

    def test_who_ends_another_of_the_own_stays(self, people: dict[str, Person]) -> None:
        manager, other = signed_in("mona"), signed_in("mona")
        mark = StaffSession.objects.get(session_key=other.session.session_key).mark
        address = f"/staff/people/{people['mona'].pk}/"
        assert manager.post(address, {"do": "sign_out", "session": mark})["Location"] == address
        assert [is_in(manager), is_in(other)] == [True, False]

    def test_ends_them_with_the_role(self, people: dict[str, Person]) -> None:
        rosas = signed_in("rosa")
        make_role(people["rosa"])
        take_role(Membership.objects.get(person=people["rosa"], role=Role.REVIEWER), by=people["mona"])
        assert not is_in(rosas)
        assert is_in(signed_in("rosa"))

    @pytest.mark.parametrize("verb", [end_access, invite_again])
    def test_ends_them_with_the_access(self, people: dict[str, Person], verb: object) -> None:
        rosas = signed_in("rosa")
        verb(people["rosa"], Clinic.objects.get(), by=people["mona"])  # type: ignore[operator]
        assert not StaffSession.objects.filter(person=people["rosa"]).exists()
        assert not is_in(rosas)


def make_role(person: Person) -> Membership:
    return Membership.objects.create(person=person, clinic=Clinic.objects.get(), role=Role.AUTHOR)


def test_a_session_that_ended_during_a_request_does_not_rise_again(people: dict[str, Person]) -> None:
    client = signed_in("anna")
    session = client.session
    session["more"] = 1
    StaffSession.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
    assert not StaffSession.objects.exists()


def test_what_a_session_holds_cannot_be_read_in_the_database(people: dict[str, Person]) -> None:
    signed_in("anna")
    data = StaffSession.objects.get().session_data
    assert data.startswith("gAAAA")


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (LAPTOP, "Edge, Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit Chrome/131 Safari/537", "Chrome, Mac"),
        ("curl/8", ""),
        ("x" * 10_000, ""),
    ],
)
def test_a_browser_is_known_by_its_family_only(agent: str, family: str) -> None:
    assert browser_family(agent) == family
