"""The log: everything that anybody wrote, asked, signed, withdrew or changed here, newest first, in one list.

Words belong to every clinic; what was changed in another clinic's settings and people is for that clinic to know.

Nothing is copied for it. Words and signatures come from their own rows, people and facts from Django's log. One query over
all tables finds the page; one for each table fetches what stands on it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import CharField, F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from education.clinics.models import Clinic, Person
from education.review.models import Approval, Edition, Revision, Submission
from education.text.languages import BY_CODE, LANGUAGES, Language

ROWS_A_PAGE = 50
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
"""Far from the ends of the calendar, where a day has no following one or falls off in another time zone."""


@dataclass(frozen=True)
class Kind:
    """One sort of deed: the table it stands in, and the names there of when, who and in which language."""

    label: Promise
    rows: Callable[[], QuerySet[Any]]
    at: str
    by: str
    language: str = ""


@dataclass(frozen=True)
class Deed:
    """One line of the log. `by` is none for what came with the software."""

    at: datetime
    by: Person | None
    label: str
    what: str
    note: str = ""
    language: Language | None = None


def _editions(*, withdrawn: bool) -> QuerySet[Any]:
    taken = Approval.objects.filter(withdrawn=True).values("edition")
    ours = Edition.objects.filter(publisher="")
    return ours.filter(pk__in=taken) if withdrawn else ours.exclude(pk__in=taken)


def _accepted() -> QuerySet[Any]:
    return Edition.objects.exclude(publisher="")


KINDS = {
    "wrote": Kind(gettext_lazy("wrote"), Revision.objects.all, "written_at", "by", "language"),
    "asked": Kind(
        gettext_lazy("asked for a signature"), Submission.objects.all, "submitted_at", "by", "revision__language"
    ),
    "signed": Kind(
        gettext_lazy("signed"), lambda: _editions(withdrawn=False), "signed_at", "by", "language"
    ),
    "withdrew": Kind(
        gettext_lazy("withdrew"), lambda: _editions(withdrawn=True), "signed_at", "by", "language"
    ),
    "accepted": Kind(
        gettext_lazy("accepted a publisher's edition"), _accepted, "signed_at", "by", "language"
    ),
    "staff": Kind(gettext_lazy("changed people or settings"), LogEntry.objects.all, "action_time", "user"),
}  # fmt: skip


@dataclass(frozen=True)
class Strangers:
    """Ids of the clinics where somebody has no role, and of the people who have roles there only."""

    clinics: set[int]
    people: set[int]


class LogFilter(forms.Form):
    person = forms.ModelChoiceField(
        label=gettext_lazy("Person"),
        required=False,
        queryset=Person.objects.order_by("username"),
        empty_label=gettext_lazy("all"),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What"), required=False,
        choices=[("", gettext_lazy("all")), *((name, kind.label) for name, kind in KINDS.items())],
    )  # fmt: skip
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False,
        choices=[("", gettext_lazy("all")), *((item.code, item.own_name) for item in LANGUAGES)],
    )  # fmt: skip
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )  # fmt: skip


@require_safe
def log_page(request: HttpRequest) -> HttpResponse:
    """The log, filtered by the query string. A filter that cannot be read is said, and nothing is listed under it."""
    strangers = strangers_to(request.user)
    form = LogFilter(request.GET, auto_id="show-%s")
    named = form.fields["person"]
    named.queryset = named.queryset.exclude(pk__in=strangers.people)  # type: ignore[attr-defined]
    found = _found(form.cleaned_data, strangers) if form.is_valid() else _nothing()
    page = Paginator(found, ROWS_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        **admin.site.each_context(request), "title": _("Log"), "form": form, "page": page, "deeds": _deeds(page),
        "kept": kept.urlencode(), "is_narrow": any(form.cleaned_data.values()), "broken": not form.is_valid(),
    }  # fmt: skip
    return render(request, "staff/log.html", context)


def strangers_to(person: object) -> Strangers:
    """Everything that is none of this person's business. Two queries; none for an operator."""
    if not isinstance(person, Person) or person.is_superuser:
        return Strangers(set(), set())
    mine = {membership.clinic_id for membership in person.roles}
    elsewhere = Person.objects.exclude(memberships=None).exclude(memberships__clinic__in=mine)
    return Strangers(
        set(Clinic.objects.exclude(pk__in=mine).values_list("pk", flat=True)),
        set(elsewhere.values_list("pk", flat=True)),
    )


def _found(asked: dict[str, Any], strangers: Strangers) -> Any:
    """(when, kind, id) of everything that fits, newest first, in one query."""
    chosen = [name for name in KINDS if asked["kind"] in ("", name)]
    if asked["language"]:
        chosen = [name for name in chosen if KINDS[name].language]
    parts = [_part(name, asked, strangers) for name in chosen]
    if not parts:
        return _nothing()
    return parts[0].union(*parts[1:], all=True).order_by("-when", "-kind_name", "-pk")


def _part(name: str, asked: dict[str, Any], strangers: Strangers) -> QuerySet[Any]:
    kind = KINDS[name]
    rows = kind.rows().order_by()
    if name == "staff":
        for model, ids in ((Clinic, strangers.clinics), (Person, strangers.people)):
            rows = rows.exclude(
                content_type=ContentType.objects.get_for_model(model), object_id__in=[str(pk) for pk in ids]
            )
    if asked["person"]:
        rows = rows.filter(**{kind.by: asked["person"]})
    if asked["language"]:
        rows = rows.filter(**{kind.language: asked["language"]})
    if asked["day"]:
        begin, end = _bounds(asked["day"])
        rows = rows.filter(**{f"{kind.at}__gte": begin, f"{kind.at}__lt": end})
    named = rows.annotate(when=F(kind.at), kind_name=Value(name, CharField()))
    found: QuerySet[Any] = named.values_list("when", "kind_name", "pk")
    return found


def _bounds(day: date) -> tuple[datetime, datetime]:
    """A day begins and ends at midnight of the site's own time zone."""
    begin = datetime.combine(day, time.min, timezone.get_current_timezone())
    following = datetime.combine(day + timedelta(days=1), time.min, timezone.get_current_timezone())
    return begin, following


def _nothing() -> list[tuple[datetime, str, int]]:
    return []


def _deeds(page: Iterable[tuple[datetime, str, int]]) -> list[Deed]:
    lines = list(page)
    ids = {name: [pk for _when, kind, pk in lines if kind == name] for name in KINDS}
    told: dict[tuple[str, int], Deed] = {}
    for revision in Revision.objects.filter(pk__in=ids["wrote"]).select_related("by", "unit").defer("words"):
        told["wrote", revision.pk] = _wrote(revision)
    asked = Submission.objects.filter(pk__in=ids["asked"]).select_related("by", "revision__unit")
    for submission in asked.defer("revision__words"):
        told["asked", submission.pk] = _asked(submission)
    kinds = {pk: name for name in ("signed", "withdrew", "accepted") for pk in ids[name]}
    editions = Edition.objects.filter(pk__in=kinds).select_related("by", "article")
    for edition in editions.prefetch_related("approvals__unit"):
        name = kinds[edition.pk]
        told[name, edition.pk] = _edition(edition, name)
    for entry in LogEntry.objects.filter(pk__in=ids["staff"]).select_related("user", "content_type"):
        told["staff", entry.pk] = _changed(entry)
    return [told[kind, pk] for _when, kind, pk in lines]


def _wrote(revision: Revision) -> Deed:
    how = _("%(origin)s, %(maker)s") % {
        "origin": revision.came, "maker": revision.get_maker_display(),
    }  # fmt: skip
    spoken = BY_CODE.get(revision.language)
    return Deed(revision.written_at, revision.by, str(KINDS["wrote"].label), revision.unit.key, how, spoken)


def _asked(ask: Submission) -> Deed:
    revision = ask.revision
    spoken = BY_CODE.get(revision.language)
    return Deed(ask.submitted_at, ask.by, str(KINDS["asked"].label), revision.unit.key, "", spoken)


def _edition(edition: Edition, name: str) -> Deed:
    keys = ", ".join(approval.unit.key for approval in edition.approvals.all())
    what = _("Edition %(number)s: %(keys)s") % {"number": edition.number, "keys": keys}
    if edition.publisher:
        what = f"{what} ({edition.signed_by})"
    spoken = BY_CODE.get(edition.language)
    return Deed(edition.signed_at, edition.by, str(KINDS[name].label), what, edition.note, spoken)


def _changed(entry: LogEntry) -> Deed:
    kind = entry.content_type.name if entry.content_type else ""
    by = entry.user if isinstance(entry.user, Person) else None
    return Deed(
        entry.action_time, by, str(KINDS["staff"].label), f"{kind}: {entry.object_repr}", entry.get_change_message()
    )  # fmt: skip
