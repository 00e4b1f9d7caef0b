"""The page on which a manager sets up a clinic: one section for each thing, each with a form of its own that saves only itself.

It translates HTTP. What may be saved stands in the forms and in the verbs of `clinics.setting_up`; colours and logo have a page
of their own, in `looks`.
"""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from education.clinics import access, setting_up
from education.clinics.brand import brand_of
from education.clinics.emergency import OFFERS
from education.clinics.models import Clinic, Person
from education.clinics.working import CHOSEN, managed_clinics, managed_or_worked, working_clinic
from education.staff.clinic_forms import HostForm, LanguagesForm, NumbersForm, RulesForm, WordsForm
from education.staff.readiness import readiness
from education.text.languages import SOURCE

Forms = dict[str, BaseForm]
Act = Callable[[HttpRequest, Clinic, Person, Forms], str]
"""Does what a form asks and answers with the section to go on with; with nothing where its form must be shown again."""


def first_page(request: HttpRequest, person: Person, clinic: Clinic) -> dict[str, object]:
    """What the first page of the staff area tells of the clinic."""
    may_manage = access.may_manage(person, clinic)
    return {
        "clinic": clinic,
        "may_see_statistics": access.may_see_statistics(person, clinic),
        "lacking": [line for line in readiness(clinic, request) if not line.is_done] if may_manage else [],
        "has_clinics": managed_or_worked(person).count() > 1,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def clinics_page(request: HttpRequest) -> HttpResponse:
    """The clinics where a person works; POST chooses one to work at."""
    person = _person(request)
    mine = managed_or_worked(person)
    if request.method == "POST":
        request.session[CHOSEN] = get_object_or_404(mine, key=request.POST.get("clinic", "")).pk
        return HttpResponseRedirect(reverse("admin:index"))
    context = {
        **admin.site.each_context(request), "title": _("Clinics"), "clinics": mine, "here": working_clinic(request),
        "managed": set(managed_clinics(person)),
    }  # fmt: skip
    return render(request, "staff/clinics.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def clinic_page(request: HttpRequest, key: str) -> HttpResponse:
    """Set up a clinic; POST does what its `do` names."""
    person, clinic = managed(request, key)
    forms: Forms = {}
    do = request.POST.get("do", "")
    section = _done(request, clinic, person, do, forms) if do in ACTS else ""
    if section:
        return HttpResponseRedirect(f"{request.path}#{section}")
    return _page(request, clinic, forms)


@require_POST
def clinic_as_typed(request: HttpRequest, key: str) -> HttpResponse:
    """The page with what was typed in its section, and nothing saved."""
    _who, clinic = managed(request, key)
    typed = TYPED.get(request.POST.get("do", ""))
    forms = {typed[0]: typed[1](clinic, request.POST)} if typed else {}
    why = _("Your sign-in had ended, so these words are not saved. Look at them, then save.")
    return _page(request, clinic, forms, unsaved=why)


def _page(request: HttpRequest, clinic: Clinic, forms: Forms, unsaved: str = "") -> HttpResponse:
    """The page, with these forms as they were sent and the others as the clinic is."""
    wrong = [form for form in forms.values() if form.errors]
    # To ask for errors writes what was typed into the clinic.
    clinic.refresh_from_db()
    for name, form in SECTIONS.items():
        forms.setdefault(name, form(clinic))
    context = {
        **admin.site.each_context(request), "title": _("Set up your clinic"), "clinic": clinic, "forms": forms,
        "brand": brand_of(clinic, SOURCE), "offers": OFFERS, "offer": OFFERS.get(clinic.country),
        "hosts": clinic.hosts.order_by("name"), "wrong": wrong, "unsaved": unsaved,
        "confirmed_on": setting_up.confirmed_on(clinic),
    }  # fmt: skip
    return render(request, "staff/clinic.html", context)


def managed(request: HttpRequest, key: str) -> tuple[Person, Clinic]:
    """The person, and a clinic that this person manages: any other is not found, so that nobody learns that it is there."""
    person = _person(request)
    return person, get_object_or_404(
        managed_clinics(person).select_related("logo").defer("logo__body"), key=key
    )


def _person(request: HttpRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _done(request: HttpRequest, clinic: Clinic, person: Person, do: str, forms: Forms) -> str:
    """The section that was changed; none where something is to be put right, and then the message or the form says what."""
    try:
        return ACTS[do](request, clinic, person, forms)
    except ValidationError as refusal:
        _show(request, refusal, forms.get(do))
    except (setting_up.HostRefused, access.NotAllowed) as refusal:
        _show(request, ValidationError(str(refusal)), forms.get(do))
    return ""


def _show(request: HttpRequest, refusal: ValidationError, form: BaseForm | None) -> None:
    if form is None:
        messages.error(request, " ".join(refusal.messages))
    elif hasattr(refusal, "error_dict"):
        for name, errors in refusal.message_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(next(iter(form.fields)), refusal.messages)


def _saved(request: HttpRequest, changed: list[str], section: str) -> str:
    messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
    return section


def _words(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    form = forms["words"] = WordsForm(clinic, request.POST)
    if not form.is_valid():
        return ""
    return _saved(request, setting_up.change(clinic, form.cleaned_data, by=person), "words")


def _numbers(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    form = forms["numbers"] = NumbersForm(clinic, request.POST)
    if not form.is_valid():
        return ""
    return _saved(request, setting_up.change(clinic, form.cleaned_data, by=person), "confirm")


def _offer(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    """Fill in the numbers of the chosen country. Nothing is saved: a person reads them first."""
    given = request.POST.copy()
    offer = OFFERS.get(given.get("country", ""))
    if offer:
        given["emergency_number"], given["urgent_number"] = offer.emergency, offer.urgent
        named = {"country": offer.name, "source": offer.source}
        sentence = _(
            "The numbers of %(country)s are filled in, and not saved yet. They come from %(source)s."
        )
        messages.warning(request, " ".join([sentence % named, str(offer.note)]).strip())
    else:
        messages.error(request, _("We have no numbers for this country. Please type them."))
    forms["numbers"] = NumbersForm(clinic, given)
    return ""


def _confirm(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    if request.POST.get("sure") != "on":
        raise ValidationError(
            _("Nothing was confirmed: tick the box to say that you have checked the numbers.")
        )
    seen = {name: request.POST.get(f"seen_{name}", "") for name in Clinic.NUMBERS}
    setting_up.confirm_numbers(clinic, seen, by=person)
    messages.success(request, _("The numbers are confirmed, in your name."))
    return "confirm"


def _languages(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    form = forms["languages"] = LanguagesForm(clinic, request.POST)
    if not form.is_valid():
        return ""
    return _saved(request, setting_up.change(clinic, {"languages": form.chosen}, by=person), "languages")


def _rules(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    form = forms["rules"] = RulesForm(clinic, request.POST)
    if not form.is_valid():
        return ""
    return _saved(request, setting_up.change(clinic, form.cleaned_data, by=person), "rules")


def _add_host(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    form = forms["add_host"] = HostForm(request.POST)
    if not form.is_valid():
        return ""
    host = setting_up.add_host(clinic, form.cleaned_data["host"], by=person)
    messages.success(request, _("%(host)s shows this clinic now.") % {"host": host})
    return "hosts"


def _take_host(request: HttpRequest, clinic: Clinic, person: Person, forms: Forms) -> str:
    if setting_up.take_host(clinic, request.POST.get("host", ""), by=person):
        messages.success(request, _("The host name is taken away."))
    else:
        messages.info(request, _("Nothing was changed."))
    return "hosts"


SECTIONS: dict[str, Callable[[Clinic], BaseForm]] = {
    "words": WordsForm, "numbers": NumbersForm, "languages": LanguagesForm, "rules": RulesForm,
    "add_host": lambda _clinic: HostForm(),
}  # fmt: skip
TYPED: dict[str, tuple[str, Callable[[Clinic, QueryDict], BaseForm]]] = {
    "words": ("words", WordsForm), "numbers": ("numbers", NumbersForm), "offer": ("numbers", NumbersForm),
    "languages": ("languages", LanguagesForm), "rules": ("rules", RulesForm),
    "add_host": ("add_host", lambda _clinic, sent: HostForm(sent)),
}  # fmt: skip
"""What a form asks → the section that it stands in, and how it is shown again."""
ACTS: dict[str, Act] = {
    "words": _words, "numbers": _numbers, "offer": _offer, "confirm": _confirm, "languages": _languages,
    "rules": _rules, "add_host": _add_host, "take_host": _take_host,
}  # fmt: skip
