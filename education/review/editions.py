"""The staff pages on the editions of a language: the list with notes, and what changed from one edition to another."""

from dataclasses import dataclass

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from education.content.models import Article, Unit
from education.content.readers import outline_of
from education.review.changes import Change, changes
from education.review.models import Approval, Edition
from education.review.readers import newest_approvals
from education.review.workbench import frame, open_desk
from education.text.languages import BY_CODE


class CompareForm(forms.Form):
    """Two editions of one language; the number 0 stands for the time before the first."""

    old = forms.TypedChoiceField(label=gettext_lazy("from"), coerce=int)
    new = forms.TypedChoiceField(label=gettext_lazy("to"), coerce=int)

    def __init__(self, numbers: list[int], *args: object, **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        choices = [(number, _("Edition %(number)s") % {"number": number}) for number in numbers]
        self.fields["old"].choices = [*choices, (0, _("before edition 1"))]  # type: ignore[attr-defined]
        self.fields["new"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        given = super().clean() or {}
        if not self.errors and given["old"] == given["new"]:
            raise forms.ValidationError(_("Choose two different editions."))
        return given

    @property
    def span(self) -> tuple[int, int]:
        """The older and the newer number, whichever way round they were chosen."""
        first, last = sorted((self.cleaned_data["old"], self.cleaned_data["new"]))
        return first, last


@dataclass(frozen=True)
class Difference:
    """One unit that the newer edition shows otherwise than the older one."""

    unit: Unit
    heading: str
    what: str
    approval: Approval
    changes: list[Change]


@require_safe
def editions_page(request: HttpRequest, article: str, language: str) -> HttpResponse:
    """Every edition of a language, newest first; with two numbers in the address, what lies between them."""
    _person, found = open_desk(request, article, language)
    editions = list(_editions(found, language))
    numbers = [edition.number for edition in editions]
    asked = "new" in request.GET
    start = {"old": max(numbers, default=1) - 1, "new": max(numbers, default=1)}
    form = CompareForm(numbers, request.GET if asked else None, initial=start)
    between = form.span if asked and form.is_valid() else None
    context = frame(
        request, found, language, editions=editions, form=form, between=between,
        title=_("Editions in %(language)s") % {"language": BY_CODE[language].name},
        differences=differences(found, language, *between) if between else [],
    )  # fmt: skip
    return render(request, "staff/editions.html", context)


def differences(article: Article, language: str, old: int, new: int) -> list[Difference]:
    """What readers of edition `new` see otherwise than readers of edition `old`, in reading order."""
    before = newest_approvals(article, {language}, up_to=old)
    after = newest_approvals(article, {language}, up_to=new)
    found = []
    for unit in outline_of(article):
        was, now = before.get((unit.pk, language)), after.get((unit.pk, language))
        if now and (was is None or was.pk != now.pk):
            found.append(_difference(unit, was, now))
    return found


def _difference(unit: Unit, was: Approval | None, now: Approval) -> Difference:
    heading = now.revision.words.get(unit.FIELDS[0], unit.key)
    shown = {} if was is None or was.withdrawn else was.revision.words
    shows = {} if now.withdrawn else now.revision.words
    return Difference(unit, heading, _what(was, now), now, changes(unit, shown, shows))


def _what(was: Approval | None, now: Approval) -> str:
    if now.withdrawn:
        return pgettext("edition", "withdrawn")
    if was is None or was.withdrawn:
        return pgettext("edition", "new")
    if was.revision.fingerprint == now.revision.fingerprint:
        return pgettext("edition", "same words, signed again")
    return pgettext("edition", "changed")


def _editions(article: Article, language: str) -> QuerySet[Edition]:
    """Newest first, each with the numbers of texts that it signs and withdraws."""
    return (
        Edition.objects.filter(article=article, language=language)
        .annotate(
            texts=Count("approvals", filter=Q(approvals__withdrawn=False)),
            withdrawn=Count("approvals", filter=Q(approvals__withdrawn=True)),
        )
        .order_by("-number")
    )
