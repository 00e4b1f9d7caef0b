"""The people pages: a manager invites, gives and takes roles, ends access; an invited person opens the account.

They translate HTTP. The rules stand in `access`, the changes in `clinics.people` and `clinics.invitations`.
"""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from education.clinics import access, invitations, people
from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.second_factor import second_factors
from education.clinics.sessions import open_sessions
from education.clinics.working import people_of, working_clinic
from education.staff.people_forms import DescriptionForm, InvitationForm, JoiningForm, RoleForm
from education.staff.person_sign_in import reset, sign_out
from education.staff.sessions import sent_out

logger = logging.getLogger(__name__)
NO_POST = "django.core.mail.backends.dummy.EmailBackend"
ALLAUTH = "allauth.account.auth_backends.AuthenticationBackend"
Act = Callable[[HttpRequest, Clinic, Person, Person], bool]


@require_http_methods(["GET", "HEAD", "POST"])
def people_page(request: HttpRequest) -> HttpResponse:
    """Everybody of the clinic with their roles; POST invites."""
    manager, clinic = _manager(request)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form, clinic, manager):
        return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request), "title": _("People"), "clinic": clinic, "form": form,
        "people": people_of([clinic]).prefetch_related("memberships").order_by("-is_active", "last_name", "username"),
        "me": manager, "mail_is_off": settings.EMAIL_BACKEND == NO_POST,
    }  # fmt: skip
    return render(request, "staff/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One person; POST does what its `do` names."""
    manager, clinic = _manager(request)
    person = get_object_or_404(people_of([clinic]), pk=pk)
    act = ACTS.get(request.POST.get("do", ""))
    if act is not None and _done(request, act, clinic, person, manager):
        return sent_out(request) or HttpResponseRedirect(request.path)
    described = {name: getattr(person, name) for name in DescriptionForm.base_fields}
    asked = request.POST.get("do")
    context = {
        **admin.site.each_context(request), "title": str(person), "person": person, "clinic": clinic,
        "memberships": Membership.objects.filter(person=person, clinic=clinic).order_by("role"),
        "role_form": RoleForm(request.POST if asked == "role" else None),
        "description": DescriptionForm(request.POST if asked == "describe" else None, initial=described),
        "is_me": person == manager, "accepted": people.has_accepted(person),
        "may_change": access.may_change_roles(manager, person, clinic),
        "sessions": open_sessions(person), "factors": second_factors(person),
    }  # fmt: skip
    return render(request, "staff/person.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_page(request: HttpRequest, token: str) -> HttpResponse:
    """For an invited person, who has no account to sign in with yet."""
    person = invitations.invited(token)
    form = JoiningForm(person, request.POST or None) if person else None
    if person and form and request.method == "POST" and form.is_valid():
        joined = invitations.accept(token, **form.cleaned_data)
        if joined:
            login(request, joined, backend=ALLAUTH)
            return HttpResponseRedirect(reverse("admin:index"))
        form = None
    context = {**admin.site.each_context(request), "title": _("Invitation"), "person": person, "form": form}
    context |= {"days": invitations.GOOD_FOR.days}
    response = render(request, "staff/invitation.html", context, status=200 if form else 410)
    patch_cache_control(response, no_store=True, private=True)
    # The address is a key: no page that it leads to may learn it. With "no-referrer" a browser would not even say to our own
    # form where it comes from ("Origin: null"), and Django takes no such form.
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def _manager(request: HttpRequest) -> tuple[Person, Clinic]:
    person, clinic = request.user, working_clinic(request)
    if not isinstance(person, Person) or clinic is None or not access.may_manage(person, clinic):
        raise PermissionDenied
    return person, clinic


def _invited(request: HttpRequest, form: InvitationForm, clinic: Clinic, manager: Person) -> bool:
    asked = form.cleaned_data
    try:
        person = people.invite(clinic, asked["email"], Role(asked["role"]), asked["languages"], by=manager)
    except (people.AlreadyHere, access.NotAllowed) as refusal:
        form.add_error("email", str(refusal))
        return False
    except ValidationError as refusal:
        form.add_error("email", refusal.messages)
        return False
    _send(request, clinic, person, manager)
    return True


def _send(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> None:
    """Mail the link, and say what happened. Where the post fails the account stays, and the button sends again."""
    # Never the host that the request named: a mail must not lead to an address that somebody made up.
    link = f"{settings.SITE_ADDRESS}{reverse('admin:invitation', args=[invitations.token_for(person)])}"
    named = {"name": person, "address": person.email}
    try:
        if settings.EMAIL_BACKEND == NO_POST:
            raise OSError("no EMAIL_URL")
        invitations.send_invitation(person, clinic, link, by=manager)
    except OSError as failure:
        logger.warning("invitation not sent", extra={"reason": type(failure).__name__})
        sentence = _("The mail to %(address)s could not be sent. Open %(name)s and send it again later.")
        messages.error(request, sentence % named)
    else:
        messages.success(request, _("An invitation went to %(address)s.") % named)


def _done(request: HttpRequest, act: Act, clinic: Clinic, person: Person, manager: Person) -> bool:
    try:
        return act(request, clinic, person, manager)
    except (people.LastManager, access.NotAllowed) as refusal:
        messages.error(request, str(refusal))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return False


def _role(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    form = RoleForm(request.POST)
    if form.is_valid():
        people.give_role(
            person, clinic, Role(form.cleaned_data["role"]), form.cleaned_data["languages"], by=manager
        )
        messages.success(request, _("The role holds now."))
    return form.is_valid()


def _take(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    role = request.POST.get("role", "")
    people.take_role(get_object_or_404(Membership, person=person, clinic=clinic, role=role), by=manager)
    messages.success(request, _("The role is taken away."))
    return True


def _describe(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    form = DescriptionForm(request.POST)
    if form.is_valid():
        people.describe(person, clinic, by=manager, **form.cleaned_data)
        messages.success(request, _("Saved."))
    return form.is_valid()


def _end(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    if request.POST.get("sure") != "on":
        messages.error(request, _("Nothing was changed: tick the box to say that you are sure."))
        return False
    people.end_access(person, clinic, by=manager)
    messages.success(request, _("Access has ended. What this person wrote and signed stays."))
    return True


def _again(request: HttpRequest, clinic: Clinic, person: Person, manager: Person) -> bool:
    people.invite_again(person, clinic, by=manager)
    _send(request, clinic, person, manager)
    return True


ACTS: dict[str, Act] = {
    "role": _role, "take": _take, "describe": _describe, "end": _end, "again": _again,
    "sign_out": sign_out, "second_factor": reset,
}  # fmt: skip
