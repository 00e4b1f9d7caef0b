"""The staff page where a reviewer reads what would change in a language, and signs it as an edition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics import access
from education.clinics.models import Person
from education.content.models import Article
from education.review.actions import Shown, sign
from education.review.changes import Change
from education.review.forms import EditionForm
from education.review.kept_findings import NOT_HERE, findings_on_desk
from education.review.readers import Standing, sources_seen, standings
from education.review.refusals import BadWords, Refused
from education.review.states import State
from education.review.wording import ANSWERABLE
from education.review.workbench import frame, open_desk
from education.text.findings import Finding, Severity
from education.text.fingerprint import Words
from education.text.languages import BY_CODE

CHOICES: Mapping[str, Callable[[Standing], bool]] = {
    "waiting": lambda standing: standing.state == State.AWAITING,
    "core": lambda standing: standing.unit.is_core,
    "all": lambda standing: True,
    "none": lambda standing: False,
}
"""What the buttons that choose many texts at once choose."""
OWN = "own"
"""With it in the address the page also offers what a publisher's reviewer signed, to be signed in the own name."""


@dataclass(frozen=True)
class Row:
    """One field: the source (what became of it since the signature), and the signed words → the words on the desk."""

    label: str
    source: Change
    words: Change


@dataclass(frozen=True)
class Offer:
    """One unit that could be signed, as the reviewer reads it."""

    standing: Standing
    rows: list[Row]
    findings: list[Finding]
    is_chosen: bool
    reason: str

    @property
    def same_words(self) -> bool:
        return self.standing.approval is not None and not any(row.words.is_change for row in self.rows)

    @property
    def source_moved(self) -> bool:
        return any(row.source.is_change for row in self.rows)

    @property
    def can_be_answered(self) -> bool:
        """Does a list of words block it, which the reviewer may overrule with a reason?"""
        return any(item.severity is Severity.BLOCKS and item.id in ANSWERABLE for item in self.findings)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_page(request: HttpRequest, article: str, language: str) -> HttpResponse:
    """What could be signed; POST signs what was chosen, or ticks many texts at once and shows the page again."""
    person, found = _opened(request, article, language)
    signs = request.method == "POST" and "choose" not in request.POST
    form = EditionForm(request.POST) if signs else EditionForm(initial=request.POST.dict())
    if signs and form.is_valid() and _signed(request, found, language, person, form):
        return HttpResponseRedirect(request.get_full_path())
    return _shown_page(request, person, found, language, form)


@require_POST
def sign_as_typed(request: HttpRequest, article: str, language: str) -> HttpResponse:
    """The page with what was ticked and typed, and nothing signed."""
    person, found = _opened(request, article, language)
    why = _("Your sign-in had ended, so nothing is signed. What you ticked and typed is below.")
    form = EditionForm(initial=request.POST.dict())
    return _shown_page(request, person, found, language, form, unsaved=why)


def _opened(request: HttpRequest, article: str, language: str) -> tuple[Person, Article]:
    person, found = open_desk(request, article, language)
    if not access.may_sign(person, language):
        raise PermissionDenied
    return person, found


def _shown_page(
    request: HttpRequest, person: Person, article: Article, language: str, form: EditionForm, unsaved: str = ""
) -> HttpResponse:  # fmt: skip
    every = standings(article, language)
    offers, publishers = _offers(request, every), [item for item in every if item.is_a_publishers]
    context = frame(
        request, article, language, title=_("Sign words in %(language)s") % {"language": BY_CODE[language].name},
        form=form, offers=offers, person=person, unsaved=unsaved, publishers=[] if OWN in request.GET else publishers,
        waiting=sum(CHOICES["waiting"](offer.standing) for offer in offers),
        core=sum(CHOICES["core"](offer.standing) for offer in offers), chosen=sum(offer.is_chosen for offer in offers),
    )  # fmt: skip
    return render(request, "staff/sign.html", context)


def _signed(request: HttpRequest, article: Article, language: str, person: Person, form: EditionForm) -> bool:
    shown = [_shown(request, key) for key in dict.fromkeys(request.POST.getlist("key"))]
    try:
        edition = sign(article, language, shown, by=person, **form.cleaned_data)
    except BadWords as refusal:
        for key, sentences in refusal.fields.items():
            messages.error(request, f"{key}: {' '.join(sentences)}")
        return False
    except (Refused, access.NotAllowed) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(
        request, _("Signed as edition %(number)s. Readers see it now.") % {"number": edition.number}
    )
    return True


def _shown(request: HttpRequest, key: str) -> Shown:
    asked = request.POST.get
    return Shown(key, asked(f"words-{key}", ""), asked(f"source-{key}", ""), asked(f"reason-{key}", ""))


def _offers(request: HttpRequest, every: list[Standing]) -> list[Offer]:
    open_ones = [
        item
        for item in every
        if item.state not in (State.SIGNED, State.MISSING) or (item.is_a_publishers and OWN in request.GET)
    ]
    found, seen = findings_on_desk(open_ones, every), sources_seen(every)
    return [
        _offer(standing, found[standing.unit.pk], seen.get(standing.unit.pk), request)
        for standing in open_ones
    ]


def _offer(standing: Standing, found: Sequence[Finding], seen: Words | None, request: HttpRequest) -> Offer:
    source = {} if standing.is_source else standing.source_words
    seen = source if seen is None else seen
    signed: Words = standing.approval.revision.words if standing.approval else standing.desk
    rows = [
        Row(
            str(standing.unit.column(name).verbose_name),
            Change("", seen.get(name, ""), source.get(name, "")),
            Change("", signed.get(name, ""), text),
        )
        for name, text in standing.desk.items()
        if text or signed.get(name) or source.get(name) or seen.get(name)
    ]
    told = [item for item in found if item.id != NOT_HERE]
    reason = request.POST.get(f"reason-{standing.unit.key}", "")
    return Offer(standing, rows, told, _is_chosen(standing, request), reason)


def _is_chosen(standing: Standing, request: HttpRequest) -> bool:
    """Ticked by a button for many, or by hand; but never words that moved since they were ticked."""
    wanted = request.POST.get("choose", "") if request.method == "POST" else "waiting"
    if wanted in CHOICES:
        return CHOICES[wanted](standing)
    key = standing.unit.key
    item = _shown(request, key)
    same = (item.words, item.source) == (standing.desk_print, standing.source_print)
    return key in request.POST.getlist("key") and same
