"""Plain makers of what tests need: an article, a clinic, people. Every default is sensible and none is hidden."""

from education.clinics.models import Clinic, Membership, Person, Role
from education.content.models import Article, CareLevel, RedFlag, Section, Unit, Urgency, Weight
from education.review.actions import Shown, sign, submit, write
from education.review.models import Edition, Maker, Origin, Revision
from education.review.readers import Standing, standings
from education.text.languages import SOURCE

CREDENTIAL = "Specialist in the tests"


def make_clinic(*, languages: list[str] | None = None, show_unsigned: bool = False) -> Clinic:
    return Clinic.objects.create(
        key="clinic", name="Riverside Clinic", country="GB", emergency_number="112", urgent_number="111",
        clinic_phone="01632 960123", languages=languages or ["en", "es", "ar"], show_unsigned=show_unsigned,
    )  # fmt: skip


def make_article(key: str = "sciatica") -> Article:
    return Article.objects.create(key=key)


def make_section(
    article: Article, key: str = "definition", *, weight: str = Weight.ORDINARY, **facts: object
) -> Section:
    position = Unit.objects.filter(article=article).count()
    return Section.objects.create(
        article=article, key=key, kind="section", weight=weight, position=position, **facts
    )


def make_red_flag(
    article: Article, key: str = "sign-numb", *, urgency: str = Urgency.EMERGENCY, **facts: object
) -> RedFlag:
    position = Unit.objects.filter(article=article).count()
    return RedFlag.objects.create(
        article=article,
        key=key,
        kind="red_flag",
        weight=Weight.SAFETY,
        urgency=urgency,
        position=position,
        **facts,
    )


def make_care_level(article: Article, urgency: str) -> CareLevel:
    position = Unit.objects.filter(article=article).count()
    return CareLevel.objects.create(
        article=article, key=f"level-{urgency.replace('_', '-')}", kind="care_level", weight=Weight.SAFETY,
        urgency=urgency, position=position,
    )  # fmt: skip


def make_person(
    name: str, role: Role | None = None, languages: list[str] | None = None, *, clinic: Clinic | None = None,
    credential: str = "",
) -> Person:  # fmt: skip
    """A person who holds one role; reviewers get a credential, so that they can sign."""
    stated = credential or (CREDENTIAL if role == Role.REVIEWER else "")
    person = Person.objects.create_user(name, password=f"{name}-password", credential=stated, is_staff=True)
    if role:
        at = clinic or Clinic.objects.default() or make_clinic()
        Membership.objects.create(person=person, clinic=at, role=role, languages=languages or [])
    return person


def put(unit: Unit, language: str = SOURCE, *, by: Person | None = None, **words: str) -> Revision:
    """Words on the desk, over whatever lies there; written by nobody means shipped by a computer."""
    now = type(unit).objects.get(pk=unit.pk).print_of(language)
    origin, maker = (Origin.TYPED, Maker.PERSON) if by else (Origin.SHIPPED, Maker.COMPUTER)
    return write(unit, language, words, by=by, seen=now, origin=origin, maker=maker)


def standing_of(unit: Unit, language: str = SOURCE) -> Standing:
    return next(item for item in standings(unit.article, language) if item.unit.pk == unit.pk)


def shown(*units: Unit, language: str = SOURCE) -> list[Shown]:
    """The units as a reviewer would see them now."""
    here = [standing_of(unit, language) for unit in units]
    return [Shown(item.unit.key, item.desk_print, item.source_print) for item in here]


def sign_now(
    *units: Unit, language: str = SOURCE, by: Person, asked_by: Person | None = None, note: str = ""
) -> Edition:
    """Sign the words on the desk; `asked_by` asks for the signatures first."""
    if asked_by:
        for unit in units:
            submit(unit, language, by=asked_by, seen=standing_of(unit, language).desk_print)
    return sign(units[0].article, language, shown(*units, language=language), by=by, note=note)
