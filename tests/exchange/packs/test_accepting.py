"""A publisher's signatures at another clinic: whose name stands there, and everything that stops them."""

from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import Article, Unit
from education.exchange.models import TrustedPublisher
from education.exchange.packs.accepting import Accepted, Left, NotTrusted, accept
from education.exchange.packs.file import PackRefused
from education.exchange.packs.keys import KeyRefused, public_key
from education.exchange.packs.taking import take_in
from education.exchange.packs.trust import TrustRefused, distrust, trust
from education.review.actions import withdraw
from education.review.models import Approval, Edition, Revision, Submission
from education.review.refusals import CoreNotWhole, NothingToSign, SecondPersonNeeded
from education.review.renewals import restore
from tests.exchange.packs.house import NAME, House, make_house, make_managers, trusted
from tests.making import make_section, put, sign_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    """Everything signed in English, and its article put aside."""
    house = make_house()
    house.sign("en")
    pack = house.pack()
    house.put_aside()
    take_in(pack, by=None)
    return house


@pytest.fixture
def managers(house: House) -> tuple[Person, Person]:
    return make_managers(house)


@pytest.fixture
def marek(managers: tuple[Person, Person]) -> Person:
    return managers[1]


def article() -> Article:
    return Article.objects.get(key="sciatica")


def here(key: str) -> Unit:
    return Unit.objects.get(article=article(), key=key).child


def accepted(house: House, by: Person, language: str = "en") -> Accepted:
    return accept(house.pack(), article(), language, by=by)


def on_shelf() -> list[Approval]:
    return list(
        Approval.objects.filter(edition__article=article()).select_related("edition", "unit").order_by("pk")
    )


def test_they_stand_on_the_shelf_in_the_publishers_name(house: House, marek: Person) -> None:
    Edition.objects.update(note="Read twice.", next_review="2030-01-01")
    done = accepted(house, marek)
    assert done.texts == ("title", "causes", "sign-numb", "sign-weak")
    edition = Edition.objects.get(article=article())
    assert (edition.signer, edition.credential, edition.publisher) == (
        "rosa",
        "Consultant in the tests",
        NAME,
    )
    assert (edition.by, edition.note, edition.next_review) == (marek, "Read twice.", date(2030, 1, 1))
    assert edition.signed_there == Edition.objects.get(article=house.article).signed_on
    assert edition.signed_by == f"rosa, accepted from {NAME}"


def test_accepting_twice_makes_one_edition(house: House, marek: Person) -> None:
    accepted(house, marek)
    again = accepted(house, marek)
    assert (again.texts, again.same) == ((), 4)
    assert Edition.objects.filter(article=article()).count() == 1


def test_accepting_costs_the_same_queries_however_many_texts(house: House, marek: Person) -> None:
    def queries() -> int:
        pack = house.pack()
        take_in(pack, by=None)
        by = Person.objects.get(pk=marek.pk)
        with CaptureQueriesContext(connection) as asked:
            accept(pack, article(), "en", by=by)
        return len(asked)

    few = queries()
    more = [make_section(house.article, f"more-{number}") for number in range(9)]
    for unit in more:
        put(unit, by=house.ada, heading=unit.key)
    put(house.flag, by=house.ada, sign="Numb between the legs")
    house.sign("en", house.flag, *more)
    assert queries() == few


def test_each_edition_there_is_one_here(house: House, marek: Person) -> None:
    put(house.part, by=house.ada, heading="What causes it")
    house.sign("en", house.part, note="Said better.")
    take_in(house.pack(), by=None)
    assert accepted(house, marek).texts == ("title", "causes", "sign-numb", "sign-weak")
    notes = Edition.objects.filter(article=article()).order_by("number").values_list("number", "note")
    assert list(notes) == [(1, "Read twice."), (2, "Said better.")]


def test_newer_words_of_the_same_publisher_take_the_place_of_the_older(house: House, marek: Person) -> None:
    accepted(house, marek)
    put(house.part, by=house.ada, heading="What causes it")
    house.sign("en", house.part)
    taken = take_in(house.pack(), by=marek, languages=["en"])
    assert taken.accepted["en"].texts == ("causes",)
    assert on_shelf()[-1].revision.words == {"heading": "What causes it"}


def test_what_the_publisher_withdrew_is_withdrawn_here(house: House, marek: Person) -> None:
    accepted(house, marek)
    withdraw(house.article, "en", ["causes"], by=house.rosa, reason="Wrong.")
    assert accepted(house, marek).withdrawn == ("causes",)
    last = on_shelf()[-1]
    assert (last.withdrawn, last.edition.note, last.edition.publisher) == (True, "Wrong.", NAME)
    assert accepted(house, marek).withdrawn == ()


class TestTrust:
    def test_a_reviewer_who_is_no_manager_accepts_nothing(self, house: House, marek: Person) -> None:
        with pytest.raises(NotAllowed):
            accepted(house, house.rosa)
        assert accepted(house, marek).texts

    def test_nobody_is_trusted_by_themselves(self, house: House, marek: Person) -> None:
        distrust(trusted(), by=marek)
        with pytest.raises(NotTrusted):
            accepted(house, marek)
        assert on_shelf() == []

    def test_whoever_trusts_does_not_accept_safety_text_alone(
        self, house: House, managers: tuple[Person, Person]
    ) -> None:
        with pytest.raises(SecondPersonNeeded):
            accepted(house, managers[0])
        assert accepted(house, managers[1]).texts

    def test_whoever_trusts_accepts_ordinary_text(
        self, house: House, managers: tuple[Person, Person]
    ) -> None:
        accepted(house, managers[1])
        put(house.part, by=house.ada, heading="What causes it")
        house.sign("en", house.part)
        take_in(house.pack(), by=None)
        assert accepted(house, managers[0]).texts == ("causes",)

    @pytest.mark.parametrize("signed", [False, True])
    def test_a_trusted_name_without_its_key_refuses_the_whole_pack(
        self, house: House, marek: Person, *, signed: bool
    ) -> None:
        put(house.part, by=house.ada, heading="Forged")
        house.sign("en", house.part)
        right, house.key = house.key, Ed25519PrivateKey.generate()
        with pytest.raises(PackRefused, match=f"comes from {NAME}, whom you trust"):
            take_in(house.pack(signed=signed), by=None)
        assert here("causes").words("en")["heading"] == "Causes"
        house.key = right
        assert take_in(house.pack(), by=None).publisher == trusted()

    def test_a_trusted_key_under_another_name_too(self, house: House, marek: Person) -> None:
        TrustedPublisher.objects.update(name="Another trust")
        with pytest.raises(PackRefused, match="signed with the key of Another trust"):
            take_in(house.pack(), by=None)

    def test_a_name_and_a_key_belong_to_one_publisher(self, house: House, marek: Person) -> None:
        other = public_key(Ed25519PrivateKey.generate())
        for name, key in ((NAME.upper(), other), ("Another", public_key(house.key))):
            with pytest.raises(TrustRefused):
                trust(name, key, by=marek)
        with pytest.raises(KeyRefused):
            trust("Another", "abc", by=marek)
        with pytest.raises(NotAllowed):
            trust("Another", other, by=house.rosa)
        assert trust("Another", f" {other[:20]} {other[20:]}\n", by=marek).public_key == other


class TestRefused:
    def test_what_somebody_here_signed_is_never_replaced(self, house: House, marek: Person) -> None:
        put(here("causes"), by=house.ada, heading="Ours")
        sign_now(here("causes"), by=house.rosa)
        done = accepted(house, marek)
        assert (done.texts, done.left) == (("title", "sign-numb", "sign-weak"), {Left.OURS: ("causes",)})

    def test_nor_what_somebody_here_withdrew(self, house: House, marek: Person) -> None:
        accepted(house, marek)
        withdraw(article(), "en", ["causes"], by=house.rosa, reason="Not here.")
        assert accepted(house, marek).left == {Left.OURS: ("causes",)}

    def test_other_words_on_the_desk_are_no_words_of_the_signer(self, house: House, marek: Person) -> None:
        put(here("causes"), by=house.ada, heading="A draft of ours")
        assert accepted(house, marek).left == {Left.WORDS: ("causes",)}

    def test_a_safety_core_that_would_not_be_whole(self, house: House, marek: Person) -> None:
        put(here("sign-numb"), by=house.ada, sign="A draft of ours")
        with pytest.raises(CoreNotWhole):
            accepted(house, marek)
        assert on_shelf() == []

    def test_a_translation_needs_the_source_that_its_signer_saw(self, house: House, marek: Person) -> None:
        house.sign("es")
        put(here("causes"), by=house.ada, heading="Another source")
        take_in(house.pack(), by=None)
        assert accepted(house, marek, "es").left == {Left.SOURCE: ("causes",)}

    def test_safety_text_that_one_person_alone_had_read(self, house: House, marek: Person) -> None:
        revisions = Revision.objects.filter(unit__in=[house.flag, house.weak], language="en")
        Submission.objects.filter(revision__in=revisions).update(by=house.rosa)
        assert accepted(house, marek).left == {Left.SECOND: ("sign-numb", "sign-weak")}
        revisions.update(by=house.ada)
        assert accepted(house, marek).texts == ("sign-numb", "sign-weak")

    def test_words_under_a_finding_that_blocks(self, house: House, marek: Person) -> None:
        """Signed there before the finding was known: here it stops the signature."""
        put(house.part, by=house.ada, heading="Causes", body="Call {emergency_number} now.")
        house.sign("en", house.part)
        put(house.part, "es", by=house.ada, heading="Causas", body="Llame ahora.")
        lost = house.part.revisions.filter(language="es").latest("pk")
        edition = Edition.objects.create(
            article=house.article,
            language="es",
            number=1,
            by=house.rosa,
            signer="rosa",
            credential="Consultant",
            reading="self",
        )
        source = house.part.revisions.filter(language="en").latest("pk").fingerprint
        Approval.objects.create(
            edition=edition, unit_id=house.part.pk, revision=lost, source_fingerprint=source
        )
        take_in(house.pack(), by=None)
        done = accepted(house, marek, "es")
        assert (done.texts, done.left) == ((), {Left.BLOCKED: ("causes",)})


class TestOwnName:
    def test_a_reviewer_here_signs_in_the_own_name_what_a_publisher_signed(
        self, house: House, marek: Person
    ) -> None:
        accepted(house, marek)
        edition = sign_now(here("causes"), here("sign-numb"), by=house.ada)
        assert (edition.signer, edition.publisher, edition.by) == ("ada", "", house.ada)
        newest = {approval.unit.key: approval.edition.signer for approval in on_shelf()}
        assert newest == {"title": "rosa", "causes": "ada", "sign-numb": "ada", "sign-weak": "rosa"}
        with pytest.raises(NothingToSign):
            sign_now(here("causes"), by=house.ada)

    def test_from_then_on_it_is_ours(self, house: House, marek: Person) -> None:
        accepted(house, marek)
        sign_now(here("causes"), by=house.ada)
        done = accepted(house, marek)
        assert (done.same, done.left) == (3, {Left.OURS: ("causes",)})

    def test_nobody_signs_safety_text_of_the_own_hand(self, house: House, marek: Person) -> None:
        put(here("sign-numb"), by=house.ada, sign="Other words")
        put(here("sign-numb"), by=house.ada, sign="Numb skin")
        accepted(house, marek)
        with pytest.raises(SecondPersonNeeded):
            sign_now(here("sign-numb"), by=house.ada)
        assert sign_now(here("sign-numb"), by=house.rosa).publisher == ""

    def test_the_page_offers_it_only_when_asked(self, house: House, marek: Person) -> None:
        client, page = Client(), "/staff/words/sciatica/en/sign/"
        client.force_login(house.ada)
        assert "?own=on" not in client.get(page).content.decode()
        accepted(house, marek)
        assert 'href="?own=on"' in client.get(page).content.decode()
        assert 'name="key"' not in client.get(page).content.decode()
        asked = client.get(f"{page}?own=on").content.decode()
        assert asked.count('name="key"') == 4
        assert "checked" not in asked
        assert "?own=on" not in asked


def test_restored_words_are_signed_by_nobody_who_has_not_read_them(house: House, marek: Person) -> None:
    accepted(house, marek)
    old = Revision.objects.get(unit=here("causes").pk, language="en")
    put(here("causes"), by=house.ada, heading="Ours")
    sign_now(here("causes"), by=house.rosa)
    done = restore(old, by=house.rosa, seen=here("causes").print_of("en"))
    assert (done.edition, done.before and done.before.edition.publisher) == (None, NAME)


def test_a_signature_from_a_third_house_is_not_passed_on(house: House, marek: Person) -> None:
    accepted(house, marek)
    house.put_aside()
    onward = House(
        article(), house.title, house.part, house.flag, house.weak, house.ada, house.rosa, house.key
    ).pack()
    assert onward.signed == {}
    assert onward.offering.words["en"]["causes"] == {"heading": "Causes"}
