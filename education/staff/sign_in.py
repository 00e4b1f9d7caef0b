"""The pages by which people come in and go: django-allauth's views, in the frame of the staff area.

What may happen stands in `accounts` (allauth's adapter); what a second factor is, in `second_factor`.
"""

from datetime import timedelta
from math import ceil
from typing import Any

from allauth.account import views
from allauth.account.forms import LoginForm, ResetPasswordForm
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from education.clinics import access
from education.clinics.models import Person


class InFrame:
    """A view of allauth's in the admin's frame, on the plain page for one form unless it has its own template."""

    title: Promise
    intro: Promise | str = ""
    button: Promise | str = ""
    template_name = "staff/sign_in/form.html"
    request: HttpRequest

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        given = super().get_context_data(**named)  # type: ignore[misc]
        mine = {"title": self.title, "intro": self.intro, "button": self.button}
        return {**admin.site.each_context(self.request), **given, **mine}

    def get_form(self, form_class: Any = None) -> Any:
        """Labels stand above the fields: no second one inside, and no link in small print below."""
        form = super().get_form(form_class)  # type: ignore[misc]
        for name, field in form.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("password", "oldpassword"):
                field.help_text = ""
        return form


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["login"].label = gettext_lazy("user name")

    def clean(self) -> dict[str, Any]:
        """Only who knows the password is told that there is an account, and that it has no role."""
        given: dict[str, Any] = super().clean()
        if isinstance(self.user, Person) and not access.may_enter(self.user):
            raise ValidationError(
                _("This account has no role here. Ask a clinic manager to give you one."), code="no_role"
            )
        return given


class SignIn(InFrame, views.LoginView):  # type: ignore[misc]
    title = gettext_lazy("Sign in")
    form_class = SignInForm
    template_name = "staff/sign_in/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        # Somebody whose last role went while signed in would be sent to and fro for ever.
        if isinstance(request.user, Person) and not access.may_enter(request.user):
            logout(request)
        answer: HttpResponse = super().dispatch(request, *args, **named)
        return answer


class SignOut(InFrame, views.LogoutView):  # type: ignore[misc]
    title = gettext_lazy("Sign out")
    intro = gettext_lazy("Are you done? Save your words first.")
    button = gettext_lazy("Sign out")


class Reauthenticate(InFrame, views.ReauthenticateView):  # type: ignore[misc]
    title = gettext_lazy("Is it you?")
    intro = gettext_lazy("What you asked for opens the account, so please say your password once more.")
    button = gettext_lazy("Go on")
    template_name = "staff/sign_in/reauthenticate.html"


class ChangePassword(InFrame, views.PasswordChangeView):  # type: ignore[misc]
    title = gettext_lazy("Change your password")
    intro = gettext_lazy("Everywhere else you are signed out then.")
    button = gettext_lazy("Change the password")
    success_url = reverse_lazy("admin:index")


class ResetForm(ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["email"].label = gettext_lazy("e-mail address")


class AskForPassword(InFrame, views.PasswordResetView):  # type: ignore[misc]
    title = gettext_lazy("Set a new password")
    intro = gettext_lazy(
        "Write the e-mail address of your account. We mail you a link that works once, for an hour."
    )
    button = gettext_lazy("Send me the link")
    form_class = ResetForm


class AskedForPassword(InFrame, views.PasswordResetDoneView):  # type: ignore[misc]
    title = gettext_lazy("Look into your mail")
    intro = gettext_lazy(
        "If there is an account with this address, a link is on its way. Nothing there after some minutes? "
        "Look among unwanted mail, or ask a clinic manager."
    )


class NewPassword(InFrame, views.PasswordResetFromKeyView):  # type: ignore[misc]
    title = gettext_lazy("Set a new password")
    button = gettext_lazy("Set the password")
    template_name = "staff/sign_in/new_password.html"
    success_url = reverse_lazy("account_login")


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """So many requests from one address, or for one account, that a machine must be sending them."""
    return _said(
        request,
        _("Please wait a little"),
        _("Too many requests came from here. Wait a minute, then try again."),
    )


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Too many wrong passwords for one name from one address. Says for how long, and the same whether the name is known."""
    minutes = ceil(_left(request, credentials) / timedelta(minutes=1))
    wait = ngettext("Try again in %(minutes)s minute.", "Try again in %(minutes)s minutes.", minutes)
    why = _("Too many wrong passwords for this name. From here nobody can sign in with it for now.")
    return _said(request, _("Locked for a while"), f"{why} {wait % {'minutes': minutes}}")


def _left(request: HttpRequest, credentials: dict[str, Any] | None) -> timedelta:
    tries = AccessAttempt.objects.filter(
        username=(credentials or {}).get("username", "").lower(),
        ip_address=getattr(request, "axes_ip_address", None),
    )
    last = max((tried.attempt_time for tried in tries), default=timezone.now())
    left: timedelta = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(left, timedelta(minutes=1))


def _said(request: HttpRequest, title: str, intro: str) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, "intro": intro}
    return render(request, "staff/sign_in/said.html", context, status=429)
