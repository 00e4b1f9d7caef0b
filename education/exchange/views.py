"""The staff pages “new wording from the project”: what waits, and one offer in three columns with take, keep and edit."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import Article
from education.exchange.actions import AlreadyDecided, FactsMoved, edit, keep, may_decide, take
from education.exchange.facts import print_of
from education.exchange.labels import FactChange, fact_changes
from education.exchange.offers import Open, open_offers
from education.review.changes import Change
from education.review.forms import WordsForm
from education.review.refusals import BadWords, Refused, WordsMoved
from education.text.merge import suggestion


@dataclass(frozen=True)
class Line:
    """One offer in the list."""

    item: Open
    may_decide: bool
    seen: str
    """Print of what lies here."""
    facts: list[FactChange]


@dataclass(frozen=True)
class Row:
    """One field: what the project offered last, what it offers now, and ours."""

    label: str
    base: str
    theirs: SafeString
    ours: SafeString
    box: object
    changed: bool


@require_http_methods(["GET", "HEAD", "POST"])
def new_wording_page(request: HttpRequest, article: str) -> HttpResponse:
    """What waits for a person; POST takes or keeps what was chosen."""
    person, found = _asked(request, article)
    if request.method == "POST":
        _decide_many(request, found, person)
        return HttpResponseRedirect(request.get_full_path())
    items = open_offers(found)
    lines = [
        Line(
            item,
            may_decide(person, item),
            seen(item),
            [] if item.offer.is_words else fact_changes(item),
        )
        for item in items
    ]
    context = {
        **_frame(request, found), "title": _("New wording from the project"), "lines": lines,
        "may_decide": any(line.may_decide for line in lines),
    }  # fmt: skip
    return render(request, "staff/new_wording.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_page(request: HttpRequest, article: str, pk: int) -> HttpResponse:
    """One offer beside what it was and what is here; POST decides on it."""
    person, found = _asked(request, article)
    item = next((item for item in open_offers(found) if item.offer.pk == pk), None)
    if item is None:
        messages.info(request, _("This is decided already, or a newer wording took its place."))
        return HttpResponseRedirect(reverse("admin:new_wording", args=[article]))
    form = _form(request, item)
    if request.method == "POST" and _decided(request, item, form, person):
        return HttpResponseRedirect(reverse("admin:new_wording", args=[article]))
    return _offer(request, found, item, form, person)


@require_POST
def offer_as_typed(request: HttpRequest, article: str, pk: int) -> HttpResponse:
    """One offer with the words that were sent when the sign-in had ended, and nothing decided."""
    person, found = _asked(request, article)
    item = next((item for item in open_offers(found) if item.offer.pk == pk), None)
    form = _form(request, item) if item else None
    # Of facts nothing was typed, and what is decided has no page any more.
    if item is None or form is None:
        return HttpResponseRedirect(request.path)
    why = _("Your sign-in had ended, so these words are not saved. Look at them, then save.")
    return _offer(request, found, item, form, person, unsaved=why)


def _offer(
    request: HttpRequest,
    found: Article,
    item: Open,
    form: WordsForm | None,
    person: Person,
    unsaved: str = "",
) -> HttpResponse:
    context = {
        **_frame(request, found), "title": item.heading, "item": item, "form": form, "may_decide": may_decide(person, item),
        "rows": _rows(item, form) if form else [], "seen": seen(item),
        "facts": [] if item.offer.is_words else fact_changes(item), "language": item.language,
        "moved": bool(form and form.non_field_errors()), "unsaved": unsaved,
    }  # fmt: skip
    return render(request, "staff/new_wording_offer.html", context, status=409 if context["moved"] else 200)


def seen(item: Open) -> str:
    """Print of what lies here: a decision made on anything else is refused."""
    if item.offer.is_words and item.unit:
        return item.unit.print_of(item.offer.language)
    return print_of(item.ours)


def _asked(request: HttpRequest, article: str) -> tuple[Person, Article]:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user, get_object_or_404(Article, key=article)


def _frame(request: HttpRequest, article: Article) -> dict[str, Any]:
    return {**admin.site.each_context(request), "article": article}


def _form(request: HttpRequest, item: Open) -> WordsForm | None:
    """The boxes of “edit”, filled with both wordings joined; none for facts."""
    unit, offer = item.unit, item.offer
    if not offer.is_words or unit is None:
        return None
    if request.method == "POST":
        return WordsForm(unit, offer.language, request.POST)
    joined = suggestion(item.base or {}, offer.content, item.ours)
    return WordsForm(unit, offer.language, initial={**joined, "seen": seen(item)})


def _rows(item: Open, form: WordsForm) -> list[Row]:
    assert item.unit is not None  # noqa: S101 - a form stands for a unit
    found, base = [], item.base or {}
    for name in item.unit.FIELDS:
        was, theirs, ours = base.get(name, ""), item.offer.content.get(name, ""), item.ours.get(name, "")
        label = str(item.unit.column(name).verbose_name)
        new, here = Change(label, was, theirs), Change(label, was, ours)
        if was or theirs or ours:
            found.append(
                Row(label, was, new.inline, here.inline, form[name], new.is_change or here.is_change)
            )
    return found


def _decided(request: HttpRequest, item: Open, form: WordsForm | None, person: Person) -> bool:
    """Decide and say so; a refusal is put where the person looks, and what was typed stays in the boxes."""
    try:
        if "keep" in request.POST:
            keep(item.offer, by=person)
            messages.success(request, _("Ours is kept. The same wording is not offered again."))
        elif "edit" in request.POST and form is not None:
            if not form.is_valid():
                return False
            edit(item.offer, form.words, by=person, seen=form.cleaned_data["seen"])
            messages.success(request, form.saved)
        else:
            take(item.offer, by=person, seen=request.POST.get("seen", ""))
            messages.success(request, _taken(item))
    except BadWords as refusal:
        _add_errors(request, form, refusal)
        return False
    except (WordsMoved, FactsMoved) as refusal:
        return _moved(request, form, refusal, seen(item))
    except AlreadyDecided as refusal:
        messages.info(request, str(refusal))
    except NotAllowed as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    return True


def _taken(item: Open) -> str:
    if item.offer.is_words:
        return _("Taken over. Readers see it once it is signed.")
    return _("Taken over. It holds in every language from now on.")


def _add_errors(request: HttpRequest, form: WordsForm | None, refusal: BadWords) -> None:
    for field, sentences in refusal.fields.items():
        if form is not None and form.is_bound and field in form.fields:
            form.add_error(field, list(sentences))
        else:
            messages.error(request, " ".join(sentences))


def _moved(request: HttpRequest, form: WordsForm | None, refusal: Refused, now: str) -> bool:
    if form is None:
        messages.error(request, str(refusal))
        return False
    form.data = {**form.data.dict(), "seen": now}  # type: ignore[attr-defined]  # it is a QueryDict
    form.add_error(None, str(refusal))
    return False


def _decide_many(request: HttpRequest, article: Article, person: Person) -> None:
    chosen = set(request.POST.getlist("offer"))
    done, refused = 0, []
    for item in open_offers(article):
        if str(item.offer.pk) not in chosen:
            continue
        try:
            if "keep" in request.POST:
                keep(item.offer, by=person)
            else:
                take(item.offer, by=person, seen=request.POST.get(f"seen-{item.offer.pk}", ""))
            done += 1
        except (Refused, NotAllowed) as refusal:
            refused.append(f"{item.heading}: {refusal}")
    if done:
        messages.success(
            request,
            ngettext("Decided on %(count)s text.", "Decided on %(count)s texts.", done) % {"count": done},
        )
    for sentence in refused:
        messages.error(request, sentence)
    if not done and not refused:
        messages.warning(request, _("No texts were chosen."))
