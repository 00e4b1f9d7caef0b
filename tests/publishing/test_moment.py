"""The version of the content: every verb that changes what readers see makes a new one, and asking for it is bounded."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection, connections
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics import people, setting_up
from education.clinics.invitations import accept, token_for
from education.clinics.models import Clinic, Person, Role
from education.clinics.pictures import Drawing
from education.content.models import Article, Citation, Section, Unit
from education.exchange import actions
from education.exchange.models import Offer
from education.exchange.packs.accepting import accept as accept_signatures
from education.exchange.packs.taking import take_in
from education.exchange.receiving import receive
from education.publishing import moment
from education.publishing.moment import content_version
from education.review.actions import recall, withdraw
from education.review.models import Edition, Revision
from education.review.renewals import restore, still_correct
from tests.exchange.offering import small
from tests.exchange.packs.house import House, make_house, make_managers
from tests.making import make_article, make_clinic, make_person, make_section, put, shown, sign_now

HOST = "hill.example.org"
LOGO, ICON = Drawing(b"logo", "webp", 300, 100), Drawing(b"icon", "png", 64, 64)


class Place:
    """A clinic with an article of one signed part, and whoever may change something of it."""

    def __init__(self) -> None:
        self.clinic = make_clinic(languages=["en", "es"])
        self.mona, self.rosa = (
            make_person("mona", Role.MANAGER),
            make_person("rosa", Role.REVIEWER, ["en", "es"]),
        )
        self.ada, self.admin = make_person("ada", Role.AUTHOR), make_person("olga", Role.AUTHOR)
        Person.objects.filter(pk=self.admin.pk).update(is_superuser=True)
        self.article = make_article()
        self.part = make_section(self.article, "causes")
        for language, words in (("en", "Causes"), ("es", "Causas")):
            put(self.part, language, heading=words)
            sign_now(self.part, language=language, by=self.rosa)

    def change(self, **facts: object) -> object:
        return setting_up.change(Clinic.objects.get(pk=self.clinic.pk), facts, by=self.mona)

    def look(self, drawings: tuple[Drawing, Drawing] | None, *, without: bool = False) -> None:
        setting_up.set_look(
            self.clinic, accent="", tint="", drawings=drawings, without_logo=without, by=self.mona
        )

    def with_logo(self) -> "Place":
        self.look((LOGO, ICON))
        return self

    def invited(self) -> Person:
        return people.invite(self.clinic, "nora@example.org", Role.TRANSLATOR, ["es"], by=self.mona)

    def offered(self) -> Offer:
        """New words from a publisher for what was changed here."""
        publisher = small()
        receive(publisher.offering())
        put(Section.objects.get(key="causes"), by=self.ada, heading="Ours")
        publisher.words["en"]["causes"] = "Newer"
        receive(publisher.offering())
        return Offer.objects.filter(key="causes", language="en").latest("pk")

    def admin_post(self, path: str, **form: object) -> None:
        client = Client()
        client.force_login(self.admin)
        page = client.get(path)
        fields = page.context["adminform"].form
        given = {field.html_name: field.value() for field in fields if field.value() not in (None, False)}
        response = client.post(path, given | form)
        assert response.status_code == 302, response.context["errors"]


def _print(place: Place) -> str:
    return Section.objects.get(key="causes").print_of("en")


Step = Callable[[], object]


def after(*done: object, step: Step) -> Step:
    """What must have happened before, and then the step itself."""
    return step


def reordered() -> Step:
    """A delivery that changes facts and no word."""
    publisher = small()
    receive(publisher.offering())
    publisher.units = dict(reversed(publisher.units.items()))
    return lambda: receive(publisher.offering())


VERBS: dict[str, Callable[[Place], Step]] = {
    "write": lambda place: after(
        place.change(show_unsigned=True), step=lambda: put(place.part, by=place.ada, heading="Reasons")
    ),
    "write what nobody signed": lambda place: partial(put, make_section(place.article, "signs"), heading="Signs"),
    "sign": lambda place: after(put(place.part, heading="Reasons"), step=lambda: sign_now(place.part, by=place.rosa)),
    "withdraw": lambda place: lambda: withdraw(place.article, "es", ["causes"], by=place.rosa, reason="Wrong."),
    "recall": lambda place: lambda: recall(place.part, ["en", "es"], by=place.rosa, reason="Wrong."),
    "restore": lambda place: after(
        place.change(show_unsigned=True),
        put(place.part, heading="Reasons"),
        step=lambda: restore(Revision.objects.filter(language="en")[0], by=place.rosa, seen=_print(place)),
    ),
    "still correct": lambda place: after(
        put(place.part, heading="Reasons"),
        sign_now(place.part, by=place.rosa),
        step=lambda: still_correct(
            place.part, "es", shown(place.part, language="es")[0], by=place.rosa, reason="Same."
        ),
    ),
    "a clinic's telephone": lambda place: lambda: place.change(clinic_phone="01632 960999"),
    "a clinic's languages": lambda place: lambda: place.change(languages=["en"]),
    "unsigned words shown": lambda place: lambda: place.change(show_unsigned=True),
    "answers counted": lambda place: lambda: place.change(count_answers=True),
    "numbers confirmed": lambda place: lambda: setting_up.confirm_numbers(
        place.clinic, place.clinic.numbers, by=place.mona
    ),
    "a logo": lambda place: lambda: place.look((LOGO, ICON)),
    "no logo": lambda place: after(place.with_logo(), step=lambda: place.look(None, without=True)),
    "a host": lambda place: lambda: setting_up.add_host(place.clinic, HOST, by=place.mona),
    "no host": lambda place: after(
        setting_up.add_host(place.clinic, HOST, by=place.mona),
        step=lambda: setting_up.take_host(place.clinic, HOST, by=place.mona),
    ),
    "a name": lambda place: lambda: people.describe(
        place.ada, place.clinic, by=place.mona, first_name="Ada", last_name="L", credential=""
    ),
    "an invitation accepted": lambda place: partial(
        accept, token_for(place.invited()), first_name="Nora", last_name="N", credential="", password="x" * 20
    ),
    "access ended": lambda place: lambda: people.end_access(place.ada, place.clinic, by=place.mona),
    "a delivery": lambda _place: lambda: receive(small().offering()),
    "facts of a delivery": lambda _place: reordered(),
    "an offer taken": lambda place: partial(actions.take, place.offered(), by=place.ada, seen=_print(place)),
    "an offer kept": lambda place: partial(actions.keep, place.offered(), by=place.ada),
    "an offer edited": lambda place: partial(
        actions.edit, place.offered(), {"heading": "Both"}, by=place.ada, seen=_print(place)
    ),
    "facts in the admin": lambda place: lambda: place.admin_post(
        f"/staff/education/section/{place.part.pk}/change/", position=7
    ),
    "a person in the admin": lambda place: lambda: place.admin_post(
        f"/staff/education/person/{place.ada.pk}/change/", first_name="Ada"
    ),
    "a source in the admin": lambda place: lambda: place.admin_post(
        "/staff/education/citation/add/", article=place.article.pk, key="ng59", publisher="NICE", title="Pain", year=2020,
        address="https://example.org/a",
    ),
}  # fmt: skip


@pytest.mark.django_db
class TestEveryVerb:
    @pytest.mark.parametrize("name", VERBS)
    def test_makes_a_new_version(self, name: str) -> None:
        step = VERBS[name](Place())
        before = content_version()
        step()
        assert content_version() != before

    def test_a_draft_that_readers_of_signed_words_cannot_see_makes_none(self) -> None:
        place = Place()
        unsigned = make_section(place.article, "signs")
        seen = {content_version()}
        put(place.part, heading="Reasons", by=place.ada)
        seen.add(content_version())
        put(unsigned, "es", heading="Signos")
        seen.add(content_version())
        assert len(seen) == 1

    def test_a_pack_and_a_publishers_signatures_do(self) -> None:
        house: House = make_house()
        house.sign("en")
        pack = house.pack()
        house.put_aside()
        seen = [content_version()]
        take_in(pack, by=None)
        seen.append(content_version())
        _first, second = make_managers(house)
        seen.append(content_version())
        accept_signatures(pack, Article.objects.get(key="sciatica"), "en", by=second)
        seen.append(content_version())
        assert len(set(seen)) == len(seen)

    def test_nothing_new_makes_none(self) -> None:
        place = Place()
        before = content_version()
        put(place.part, heading="Causes")
        place.change(clinic_phone=place.clinic.clinic_phone)
        assert content_version() == before

    def test_numbers_given_out_anew_after_a_backup_was_restored_are_another_version(self) -> None:
        Place()
        before = content_version()
        Edition.objects.update(signed_at=F("signed_at") + timedelta(microseconds=1))
        assert content_version() != before

    def test_a_row_that_was_numbered_early_and_committed_late_is_seen(self) -> None:
        place = Place()
        place.change(show_unsigned=True)
        put(place.part, heading="One")
        early = Revision.objects.latest("pk")
        put(place.part, heading="Two")
        late, hidden = Revision.objects.latest("pk"), early.pk
        Revision.objects.filter(pk=hidden).delete()
        before = content_version()
        Revision.objects.create(
            pk=hidden,
            unit=Unit.objects.get(pk=early.unit_id),
            language="en",
            words={},
            origin="typed",
            maker="person",
        )
        assert Revision.objects.latest("pk") == late
        assert content_version() != before

    def test_is_asked_in_one_query_however_much_there_is(self) -> None:
        place = Place()
        LogEntry.objects.bulk_create(
            LogEntry(user=place.mona, object_id=str(number), object_repr="x", action_flag=2)
            for number in range(500)
        )
        Citation.objects.create(
            article=place.article, key="a", publisher="A", title="A", address="https://example.org/"
        )
        with CaptureQueriesContext(connection) as queries:
            version = content_version()
        assert (len(queries), len(version[1]) <= 4 * moment.LATE + moment.RECENT) == (1, True)


@pytest.mark.only_on_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_thread_that_began_with_reading_writes_like_all_others() -> None:
    def mode_after_reading() -> str:
        try:
            with moment.snapshot():
                content_version()
            return str(connection.transaction_mode)  # type: ignore[attr-defined]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(mode_after_reading).result() == "IMMEDIATE"
