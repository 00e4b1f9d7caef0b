# mypy: ignore-errors
"""Makes the database file of a release as a clinic left it: words changed, signed and withdrawn here, people, answers, links.

Run with the code of that release, from its own folder, by its own Python; the file is then never made again:

    git clone . ../release && git -C ../release checkout COMMIT
    cd ../release && LOCAL=yes VAR=../release-var .venv/bin/python manage.py migrate
    LOCAL=yes VAR=../release-var .venv/bin/python ../main/tests/releases/make_release.py ../main/tests/releases/NAME.sqlite3.gz

Everything is done through the verbs of that release. No password in it can be used, and nobody in it is a real person.
"""

import gzip
import json
import os
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402

from education.clinics.models import Clinic, Membership, Person, Role  # noqa: E402
from education.clinics.people import end_access, invite  # noqa: E402
from education.content.models import Article, Section, Unit  # noqa: E402
from education.content.readers import unit_of  # noqa: E402
from education.publishing.editions import read_edition  # noqa: E402
from education.publishing.shelf import shelf_of  # noqa: E402
from education.publishing.stock import stock_of  # noqa: E402
from education.quiz.attempts import record_attempt  # noqa: E402
from education.review.actions import Shown, sign, submit, withdraw, write  # noqa: E402
from education.review.models import Edition  # noqa: E402
from education.review.readers import standings  # noqa: E402
from education.review.renewals import restore  # noqa: E402

LANGUAGES = ["en", "es", "ar"]


def main(target: Path) -> None:
    call_command("load_words")
    clinic = Clinic.objects.create(
        key="release", name="Example Clinic", country="GB", emergency_number="112", urgent_number="111",
        clinic_phone="01632 960123", languages=LANGUAGES, show_unsigned=False, count_answers=True,
    )  # fmt: skip
    manager, author, translator, first, second = people(clinic)
    article = Article.objects.get()
    # Signed as they came, by two people.
    for language in ("en", "es"):
        sign_all(article, language, asked_by=first, by=second)
    # Changed here: signed, and the same for a translation; and a draft on top that nobody signed.
    change(article, "definition", "en", by=author, heading="What sciatica is, in our clinic's words")
    sign_all(article, "en", asked_by=first, by=second, keys={"definition"})
    change(article, "definition", "es", by=translator, body="Nuestras palabras sobre la ciática.")
    sign_all(article, "es", asked_by=first, by=second, keys={"definition"})
    change(article, "causes", "en", by=author, body="A draft of ours that nobody signed.")
    change(article, "term-nerve", "ar", by=second, definition="كلماتنا عن العصب.")
    # Withdrawn, and restored.
    withdraw(article, "es", ["self-care"], by=second, reason="To be read again.")
    old = unit_of(article, "definition").revisions.filter(language="en").first()
    restore(old, by=second, seen=unit_of(article, "definition").print_of("en"))
    # A unit of ours.
    section = Section.objects.create(article=article, key="our-clinic", kind="section", position=1000)
    write(section, "en", {"heading": "Our clinic", "body": "Come in by the side door."}, by=author, seen="")
    invite(clinic, "somebody@example.org", Role.TRANSLATOR, ["ar"], by=manager)
    end_access(invite(clinic, "gone@example.org", Role.AUTHOR, [], by=manager), clinic, by=manager)
    answers = {"quiz-numb": "a", "quiz-sore-leg": "c"}
    for number in range(20):
        record_attempt(
            clinic=clinic, language="es", form="short", answers=answers, revisions={}, counted=f"run-{number}"
        )
    store(target, passages(article, clinic))


def people(clinic: Clinic) -> list[Person]:
    """A manager, an author, a translator and two reviewers; no password of theirs can be used."""
    made = []
    for name, role, languages in (
        ("maria", Role.MANAGER, []), ("ada", Role.AUTHOR, []), ("tariq", Role.TRANSLATOR, ["es"]),
        ("rosa", Role.REVIEWER, LANGUAGES), ("ruth", Role.REVIEWER, LANGUAGES),
    ):  # fmt: skip
        person = Person(username=name, first_name=name.title(), last_name="Example", is_staff=True)
        person.credential = "made for a test" if role == Role.REVIEWER else ""
        person.set_unusable_password()
        person.save()
        Membership.objects.create(person=person, clinic=clinic, role=role, languages=languages)
        made.append(person)
    return made


def sign_all(
    article: Article, language: str, *, asked_by: Person, by: Person, keys: set[str] | None = None
) -> Edition:
    chosen = [item for item in standings(article, language) if keys is None or item.unit.key in keys]
    for item in chosen:
        submit(item.unit, language, by=asked_by, seen=item.desk_print)
    shown = [
        Shown(item.unit.key, item.desk_print, item.source_print, reason="The lists of words are wrong here.")
        for item in chosen
    ]
    return sign(article, language, shown, by=by, note=f"Signed for the test: {language}")


def change(article: Article, key: str, language: str, *, by: Person, **words: str) -> None:
    unit: Unit = unit_of(article, key)
    write(unit, language, {**unit.words(language), **words}, by=by, seen=unit.print_of(language))


def passages(article: Article, clinic: Clinic) -> dict[str, list[str]]:
    """Address of each public edition → every passage of words that a reader saw there, as HTML."""
    found = {}
    for language in LANGUAGES:
        shelf = shelf_of(stock_of(article, clinic), language)
        editions = list(Edition.objects.filter(article=article, language=language).order_by("-number"))
        for edition in editions:
            entries = read_edition(shelf, edition, newest=editions[0]).entries.values()
            address = f"/{language}/{article.key}/editions/{edition.number}/"
            # The forms of a glossary term are for finding it in a text; no page prints them.
            found[address] = [
                str(html)
                for entry in entries
                for name, html in (entry.main.html.items() if entry.main else ())
                if name != "forms"
            ]
    return found


def store(target: Path, seen: dict[str, list[str]]) -> None:
    name = settings.DATABASES["default"]["NAME"]
    database = sqlite3.connect(name)
    database.execute("VACUUM")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    target.write_bytes(gzip.compress(Path(name).read_bytes(), 9, mtime=0))
    read = target.with_name(target.name.replace(".sqlite3.gz", ".editions.json.gz"))
    read.write_bytes(gzip.compress(json.dumps(seen, ensure_ascii=False).encode(), 9, mtime=0))
    print({path: len(texts) for path, texts in seen.items()}, target.stat().st_size, read.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
