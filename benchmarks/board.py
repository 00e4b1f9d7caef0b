"""Prints what the board costs at 300 units in 40 languages: queries, bytes, time, and the ratio to an empty admin page.

    .venv/bin/python benchmarks/board.py

The project knows twelve languages; 28 more are made up here by widening its lists, so that every cell has rows and a link.
Server time is that of Django's test client on this machine, the median of several calls.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {
    "LOCAL": "yes",
    "VAR": tempfile.mkdtemp(prefix="sciatica-bench-"),
    "DJANGO_SETTINGS_MODULE": "tests.settings",
}

import brotli
import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from education.clinics import access  # noqa: E402
from education.clinics.models import Clinic, Membership, Person, Role  # noqa: E402
from education.content.models import Article, Section, Unit, Weight  # noqa: E402
from education.review.models import Approval, Edition, Revision, Submission  # noqa: E402
from education.text.fingerprint import fingerprint  # noqa: E402
from education.text.languages import BY_CODE, LANGUAGES, SOURCE, Language  # noqa: E402

UNITS, ALL_LANGUAGES, PEOPLE, ROUNDS = 300, 40, 50, 7


def main() -> None:
    call_command("migrate", verbosity=0)
    codes = widen_languages()
    person = make_clinic(codes)
    fill(codes, person)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person)
    empty = "/staff/education/citation/"
    yardstick = milliseconds(lambda: client.get(empty))
    print(
        f"{UNITS} units in {ALL_LANGUAGES} languages, {PEOPLE} people; yardstick ({empty}): {yardstick:.0f} ms\n"
    )
    print(f"{'page':<44}{'bytes':>9}{'brotli':>9}{'queries':>9}{'ms':>8}{'ratio':>8}")
    for path in (
        "/staff/words/sciatica/",
        "/staff/words/sciatica/?mine=on",
        "/staff/words/sciatica/?language=es",
        "/staff/",
    ):
        report(client, path, yardstick)


def widen_languages() -> list[str]:
    more = [
        Language(f"x{place}", f"Language {place}", f"Language {place}", "Latn")
        for place in range(ALL_LANGUAGES - len(LANGUAGES))
    ]
    BY_CODE.update({language.code: language for language in more})
    access.LANGUAGES = (*LANGUAGES, *more)  # type: ignore[assignment, attr-defined]
    return list(BY_CODE)


def make_clinic(codes: list[str]) -> Person:
    clinic = Clinic.objects.create(
        key="bench", name="Bench", country="GB", emergency_number="112", clinic_phone="112", languages=codes
    )
    people = [
        Person(
            username=f"person{place}",
            first_name="Person",
            last_name=str(place),
            credential="Bench",
            is_staff=True,
        )
        for place in range(PEOPLE)
    ]
    Person.objects.bulk_create(people)
    for place, person in enumerate(Person.objects.all()):
        role = [Role.REVIEWER, Role.TRANSLATOR][place % 2]
        spoken = codes if place == 0 else codes[place % len(codes) :][:3]
        Membership.objects.create(person=person, clinic=clinic, role=role, languages=spoken)
    return Person.objects.get(username="person0")


def fill(codes: list[str], person: Person) -> None:
    """Every third text signed, every third asked for, the others drafts; each source changed for every seventh."""
    article = Article.objects.create(key="sciatica")
    for place in range(UNITS):
        Section.objects.create(
            article=article, key=f"a-part-of-the-article-{place}", kind="section", position=place,
            weight=[Weight.ORDINARY, Weight.SAFETY][place % 2], heading_en=f"What part {place} of the article is about",
        )  # fmt: skip
    units = list(Unit.objects.order_by("position"))
    revisions = Revision.objects.bulk_create(
        Revision(
            unit=unit, language=code, words={"heading": f"{unit.key} {code}"}, by=person, origin="typed", maker="person",
            fingerprint=fingerprint({"heading": f"{unit.key} {code}"}),
        )
        for code in codes
        for unit in units
    )  # fmt: skip
    source = {revision.unit_id: revision.fingerprint for revision in revisions if revision.language == SOURCE}
    editions = {
        code: Edition.objects.create(
            article=article, language=code, number=1, by=person, signer="Person", credential="Bench", next_review="2020-01-01"
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


def report(client: Client, path: str, yardstick: float) -> None:
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
        asked = len(queries)
    assert response.status_code == 200, response.status_code
    spent = milliseconds(lambda: client.get(path))
    packed = len(brotli.compress(response.content, quality=5))
    print(f"{path:<44}{len(response.content):>9}{packed:>9}{asked:>9}{spent:>8.0f}{spent / yardstick:>8.1f}")


def milliseconds(work: Callable[[], object]) -> float:
    """Median time of one call."""
    times = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
