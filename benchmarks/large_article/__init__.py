"""An article of 300 units in 40 languages at a clinic of 50 people, for the benchmarks of the staff pages.

The project knows twelve languages; 28 more are made up here by widening its lists, so that every cell has rows and a link. They
have no columns, so words lie on the desk in the twelve only; the board reads the memory of the desk, which knows all forty.
"""

from education.clinics import access
from education.clinics.models import Clinic, Membership, Person, Role
from education.content.models import Article, Section, Unit, Weight
from education.review.models import Approval, Edition, Revision, Submission
from education.text.fingerprint import fingerprint
from education.text.languages import BY_CODE, LANGUAGES, SOURCE, Language

UNITS, ALL_LANGUAGES, PEOPLE = 300, 40, 50
BODY = (
    "Sciatica is pain that runs from the lower back down one leg. It often begins when something presses on a nerve. "
    "Most people feel better in 6 weeks without an operation.\n\n- Keep moving as well as you can.\n- Call "
    "{emergency_number} at once if you cannot feel between the legs.\n\nYou can take a mild pain killer for 3 days."
)


def make_large_article() -> Person:
    """The reviewer of all forty languages. Every third text is signed, every third asked for, the others are drafts; the
    source of every seventh has changed.
    """
    codes = _widen_languages()
    person = _make_clinic(codes)
    _fill(codes, person)
    return person


def _widen_languages() -> list[str]:
    more = [
        Language(f"x{place}", f"Language {place}", f"Language {place}", "Latn")
        for place in range(ALL_LANGUAGES - len(LANGUAGES))
    ]
    BY_CODE.update({language.code: language for language in more})
    access.LANGUAGES = (*LANGUAGES, *more)  # type: ignore[assignment, attr-defined]
    return list(BY_CODE)


def _make_clinic(codes: list[str]) -> Person:
    clinic = Clinic.objects.create(
        key="bench", name="Bench", country="GB", emergency_number="112", clinic_phone="112", languages=codes
    )
    Person.objects.bulk_create(
        Person(
            username=f"person{place}", first_name="Person", last_name=str(place), credential="Bench", is_staff=True
        )
        for place in range(PEOPLE)
    )  # fmt: skip
    for place, person in enumerate(Person.objects.all()):
        role = [Role.REVIEWER, Role.TRANSLATOR][place % 2]
        spoken = codes if place == 0 else codes[place % len(codes) :][:3]
        Membership.objects.create(person=person, clinic=clinic, role=role, languages=spoken)
    return Person.objects.get(username="person0")


def _words(unit: Unit, code: str) -> dict[str, str]:
    return {"heading": f"{unit.key} {code}", "body": BODY if code == SOURCE else f"{BODY} {code}"}


def _fill(codes: list[str], person: Person) -> None:
    article = Article.objects.create(key="sciatica")
    for place in range(UNITS):
        unit = Section(
            article=article, key=f"a-part-of-the-article-{place}", kind="section", position=place,
            weight=[Weight.ORDINARY, Weight.SAFETY][place % 2],
        )  # fmt: skip
        for language in LANGUAGES:
            for field, text in _words(unit, language.code).items():
                setattr(unit, f"{field}_{language.column}", text)
        unit.save()
    units = list(Unit.objects.order_by("position"))
    revisions = Revision.objects.bulk_create(
        Revision(
            unit=unit, language=code, words=words, by=person, origin="typed", maker="person", fingerprint=fingerprint(words)
        )
        for code in codes
        for unit in units
        for words in (_words(unit, code),)
    )  # fmt: skip
    source = {revision.unit_id: revision.fingerprint for revision in revisions if revision.language == SOURCE}
    _shelve(article, codes, person, revisions, source)


def _shelve(
    article: Article, codes: list[str], person: Person, revisions: list[Revision], source: dict[int, str]
) -> None:
    editions = {
        code: Edition.objects.create(
            article=article, language=code, number=1, by=person, signer="Person", credential="Bench",
            next_review="2020-01-01", reading="self",
        )
        for code in codes
    }  # fmt: skip
    Approval.objects.bulk_create(
        Approval(
            edition=editions[revision.language], unit_id=revision.unit_id, revision=revision,
            source_fingerprint="old" if place % 7 == 0 else source[revision.unit_id],
        )
        for place, revision in enumerate(revisions)
        if place % 3 == 0
    )  # fmt: skip
    Submission.objects.bulk_create(
        Submission(revision=revision, source_fingerprint=source[revision.unit_id], after_edition=1, by=person)
        for place, revision in enumerate(revisions)
        if place % 3 == 1
    )
