"""A publisher's house and another clinic, in one database: the publisher's article is put aside under another key."""

from dataclasses import dataclass

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from education.clinics.models import Person, Role
from education.content.models import Article, Citation, RedFlag, Section, Unit
from education.exchange import long_work
from education.exchange.models import TrustedPublisher
from education.exchange.packs.keys import public_key
from education.exchange.packs.making import make_pack
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import read_pack
from education.exchange.packs.trust import trust
from education.review.actions import Shown, sign, submit, write
from education.review.models import Maker, Origin
from education.review.readers import standings
from tests.making import make_article, make_clinic, make_person, make_red_flag, make_section

NAME = "A health trust"


@dataclass
class House:
    article: Article
    title: Section
    part: Section
    flag: RedFlag
    weak: RedFlag
    ada: Person
    rosa: Person
    key: Ed25519PrivateKey

    @property
    def units(self) -> tuple[Unit, ...]:
        return self.title, self.part, self.flag, self.weak

    def body(self, *, signed: bool = True) -> bytes:
        """The publisher's pack as it is now."""
        key, now = Article.objects.get(pk=self.article.pk).key, Article.objects.filter(pk=self.article.pk)
        others = Article.objects.filter(key="sciatica").exclude(pk=self.article.pk)
        others.update(key="theirs")
        now.update(key="sciatica")
        body = make_pack(now.get(), NAME, self.key if signed else None)
        now.update(key=key)
        Article.objects.filter(key="theirs").update(key="sciatica")
        return body

    def pack(self, *, signed: bool = True) -> Pack:
        return read_pack(self.body(signed=signed))

    def put_aside(self) -> None:
        """From here on the installation is another one, without the article."""
        Article.objects.filter(pk=self.article.pk).update(key="aside")

    def sign(self, language: str, *units: Unit, note: str = "Read twice.") -> None:
        """Ada asks where two people are needed, and Rosa signs."""
        chosen = {unit.pk for unit in units or self.units}
        here = [item for item in standings(self.article, language) if item.unit.pk in chosen]
        for item in here:
            if item.unit.is_safety:
                submit(item.unit, language, by=self.ada, seen=item.desk_print)
        shown = [Shown(item.unit.key, item.desk_print, item.source_print) for item in here]
        sign(self.article, language, shown, by=self.rosa, note=note)


def make_house() -> House:
    """Two sections and two warning signs in English and Spanish, with a source; nothing is signed yet."""
    make_clinic(languages=["en", "es"], show_unsigned=True)
    ada = make_person("ada", Role.REVIEWER, ["en", "es"])
    rosa = make_person("rosa", Role.REVIEWER, ["en", "es"], credential="Consultant in the tests")
    article = make_article()
    title = make_section(article, "title", placement="title")
    part = make_section(article, "causes")
    flag, weak = make_red_flag(article, taught_in=part), make_red_flag(article, "sign-weak")
    part.citations.add(
        Citation.objects.create(article=article, key="ng59", publisher="NICE", year=2020, title="Pain", address="https://example.org/a")
    )  # fmt: skip
    for unit, name, english, spanish in (
        (title, "heading", "Sciatica", "Ciática"), (part, "heading", "Causes", "Causas"),
        (flag, "sign", "Numb skin", "Piel dormida"),
        (weak, "sign", "Weak leg", "Pierna débil"),
    ):  # fmt: skip
        for code, words in (("en", english), ("es", spanish)):
            write(unit, code, {name: words}, by=None, seen="", origin=Origin.SHIPPED, maker=Maker.COMPUTER)
    return House(article, title, part, flag, weak, ada, rosa, Ed25519PrivateKey.generate())


def make_signed_house() -> House:
    """The same with everything signed in English."""
    house = make_house()
    house.sign("en")
    return house


def make_managers(house: House) -> tuple[Person, Person]:
    """One who trusts the house, and one who can therefore accept safety text."""
    first, second = (make_person(name, Role.MANAGER) for name in ("mona", "marek"))
    trust(NAME, public_key(house.key), by=first)
    return first, second


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work behind a page is done where the test is: another thread would not see what only this transaction holds."""
    monkeypatch.setattr(long_work, "begin", lambda work: work())


def trusted() -> TrustedPublisher:
    return TrustedPublisher.objects.get()
