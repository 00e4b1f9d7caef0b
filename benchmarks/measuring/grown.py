"""Much of everything, made at once through the models: articles, languages and clinics. For `measuring.widened`."""

from collections.abc import Sequence

from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from education.clinics.hosts import ClinicHost
from education.clinics.models import Clinic, Person
from education.content.models import Article, Section, Unit, Weight
from education.review.models import Approval, Edition, Revision
from education.text.fingerprint import fingerprint
from education.text.languages import BY_CODE, SOURCE

LIKE = "es"
"""The shipped language that made-up ones repeat."""
SPOKEN, WEIGHTS = (SOURCE, LIKE), (Weight.SAFETY, Weight.ORDINARY, Weight.ORDINARY)
"""What further articles are made of: languages, and texts."""
BATCH = 5000
BODY = "Pain that runs down one leg. Keep moving as well as you can. Call {emergency_number} at once if both legs feel weak. "


def add_columns() -> None:
    """Those of the made-up languages, which no migration knows."""
    with connection.cursor() as cursor:
        tables = {
            model: {
                column.name
                for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
            }
            for model in apps.get_app_config("education").get_models()
        }
    with connection.schema_editor() as editor:
        for model, there in tables.items():
            for field in model._meta.local_concrete_fields:
                if field.column not in there:
                    editor.add_field(model, field)


def sign_everything(codes: Sequence[str]) -> None:
    """The shipped words, signed in every language; made-up ones repeat those of another."""
    signer = Person.objects.create(username="signer", first_name="Bench", credential="Bench", is_staff=True)
    shipped: dict[str, list[Revision]] = {}
    for revision in Revision.objects.order_by("pk"):
        shipped.setdefault(revision.language, []).append(revision)
    made = [
        _revision(revision.unit_id, code, revision.words)
        for code in codes
        if code not in shipped
        for revision in shipped[LIKE]
    ]
    Revision.objects.bulk_create(made, BATCH)
    _sign(Article.objects.get(), codes, signer)


def add_articles(number: int) -> None:
    """So many small articles more, signed, each with its texts in two languages."""
    signer, first = Person.objects.get(username="signer"), Article.objects.count()
    articles = Article.objects.bulk_create(
        [Article(key=f"article-{first + place}") for place in range(number)], BATCH
    )
    units = Unit.objects.bulk_create(
        [
            Unit(
                article=article, key=f"text-{place}", kind=Section.KIND, position=place, weight=WEIGHTS[place]
            )
            for article in articles
            for place in range(len(WEIGHTS))
        ],
        BATCH,
    )
    _add_sections(units)
    revisions = Revision.objects.bulk_create(
        [
            _revision(unit.pk, code, {"heading": f"{unit.key} {unit.pk}", "body": BODY * 4 + code})
            for code in SPOKEN
            for unit in units
        ],
        BATCH,
    )
    _sign_all(articles, units, revisions, signer)


def add_clinics(number: int, codes: Sequence[str]) -> list[str]:
    """So many clinics more, each with a host name of its own: their names."""
    first = Clinic.objects.count()
    clinics = Clinic.objects.bulk_create(
        [
            Clinic(
                key=f"clinic-{first + place}", name_en=f"Clinic {first + place}", country="GB", emergency_number="112",
                clinic_phone="01632 960123", languages=list(codes),
            )
            for place in range(number)
        ]
    )  # fmt: skip
    hosts = [ClinicHost(clinic=clinic, name=f"{clinic.key}.example.net") for clinic in clinics]
    ClinicHost.objects.bulk_create(hosts)
    return [host.name for host in hosts]


def _revision(unit: int, code: str, words: dict[str, str]) -> Revision:
    return Revision(
        unit_id=unit,
        language=code,
        words=words,
        fingerprint=fingerprint(words),
        origin="shipped",
        maker="person",
    )


def _add_sections(units: Sequence[Unit]) -> None:
    """The rows of a section beside those of its unit. Django makes many of both at once only by hand."""
    fields = [field for field in Section._meta.local_concrete_fields if not _is_of_a_language(field)]
    names = ", ".join(connection.ops.quote_name(field.get_attname()) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    rows = []
    for unit in units:
        section = Section(unit_ptr_id=unit.pk)
        rows.append([field.get_db_prep_save(getattr(section, field.attname), connection) for field in fields])
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {Section._meta.db_table} ({names}) VALUES ({marks})", rows)


def _is_of_a_language(field: "models.Field[object, object]") -> bool:
    """These may be empty in a row."""
    return any(field.name.endswith(f"_{language.column}") for language in BY_CODE.values())


def _sign(article: Article, codes: Sequence[str], signer: Person) -> None:
    newest = {
        (revision.unit_id, revision.language): revision
        for revision in Revision.objects.filter(unit__article=article).order_by("pk")
    }
    editions = Edition.objects.bulk_create([_edition(article, code, signer) for code in codes])
    by_code = {edition.language: edition for edition in editions}
    Approval.objects.bulk_create(
        [
            _approval(by_code[code], revision, newest[unit, SOURCE])
            for (unit, code), revision in newest.items()
            if code in by_code
        ],
        BATCH,
    )


def _sign_all(
    articles: Sequence[Article], units: Sequence[Unit], revisions: Sequence[Revision], signer: Person
) -> None:
    editions = Edition.objects.bulk_create(
        [_edition(article, code, signer) for article in articles for code in SPOKEN], BATCH
    )
    of = {(edition.article_id, edition.language): edition for edition in editions}
    article_of = {unit.pk: unit.article_id for unit in units}
    source = {revision.unit_id: revision for revision in revisions if revision.language == SOURCE}
    Approval.objects.bulk_create(
        [
            _approval(of[article_of[revision.unit_id], revision.language], revision, source[revision.unit_id])
            for revision in revisions
        ],
        BATCH,
    )


def _edition(article: Article, code: str, signer: Person) -> Edition:
    return Edition(
        article=article, language=code, number=1, by=signer, signer="Bench", credential="Bench", reading="self",
        signed_at=timezone.now(), next_review="2036-01-01",
    )  # fmt: skip


def _approval(edition: Edition, revision: Revision, source: Revision) -> Approval:
    return Approval(
        edition=edition, unit_id=revision.unit_id, revision=revision, source_fingerprint=source.fingerprint
    )
