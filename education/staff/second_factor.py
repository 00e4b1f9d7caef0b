"""The pages of second factors: an authenticator app, passkeys, and the recovery codes that stand in for them.

The views are django-allauth's. Adding a first factor ends the person's other sessions: they began without one.
"""

import re
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter as factors
from allauth.mfa.base import forms
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from education.clinics.second_factor import second_factors
from education.clinics.sessions import end_sessions
from education.staff.sign_in import InFrame

SECONDS_OF_A_CODE = 120
"""Longer than a code of an app is taken (three steps of 30 seconds): used once, it stays used."""
STEP_INTRO = gettext_lazy("Write the code that your authenticator app shows, or one of your recovery codes.")


class OnceOnly:
    """allauth remembers a used code for one step of the clock; with the step before and after it is good for three."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        key = f"second-factor-used:{self.user.pk}:{re.sub('[^0-9]', '', code)}"  # type: ignore[attr-defined]
        app = self.authenticator.type == Authenticator.Type.TOTP  # type: ignore[attr-defined]
        if app and not cache.add(key, "used", timeout=SECONDS_OF_A_CODE):
            raise factors().validation_error("incorrect_code")
        return code


class SecondStepForm(OnceOnly, forms.AuthenticateForm):  # type: ignore[misc]
    pass


class AgainForm(OnceOnly, forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class SecondStep(InFrame, base.AuthenticateView):  # type: ignore[misc]
    title = gettext_lazy("Your second factor")
    intro = STEP_INTRO
    form_class = SecondStepForm
    template_name = "staff/sign_in/second_step.html"


class ByCodeAgain(InFrame, base.ReauthenticateView):  # type: ignore[misc]
    title = gettext_lazy("Is it you?")
    intro = STEP_INTRO
    button = gettext_lazy("Go on")
    form_class = AgainForm
    template_name = "staff/sign_in/reauthenticate.html"


class ByPasskeyAgain(InFrame, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    title = gettext_lazy("Is it you?")
    intro = gettext_lazy("What you asked for opens the account, so please show your passkey once more.")
    template_name = "staff/sign_in/reauthenticate.html"


class Overview(InFrame, base.IndexView):  # type: ignore[misc]
    title = gettext_lazy("Your second factor")
    template_name = "staff/sign_in/second_factor.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return {**super().get_context_data(**named), "factors": second_factors(person)}


class First:
    """The first factor of an account: other sessions began without it. It has just been shown, so codes may be seen."""

    request: HttpRequest

    def form_valid(self, form: Any) -> HttpResponse:
        person: Any = self.request.user
        first = not second_factors(person)
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        if first:
            end_sessions(person, but=self.request.session.session_key)
            record_authentication(self.request, person, "mfa", reauthenticated=True)
        return response


class AddApp(InFrame, First, totp.ActivateTOTPView):  # type: ignore[misc]
    title = gettext_lazy("Add an authenticator app")
    template_name = "staff/sign_in/app.html"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        given = super().get_context_data(**named)
        # Drawn by the qrcode library from an address that we made: paths and numbers only.
        return given | {"drawing": mark_safe(given["totp_svg"])}  # noqa: S308


class RemoveApp(InFrame, totp.DeactivateTOTPView):  # type: ignore[misc]
    title = gettext_lazy("Remove the authenticator app")
    intro = gettext_lazy("Codes of this app open the account no longer.")
    button = gettext_lazy("Remove the app")


class AddPasskey(InFrame, First, webauthn.AddWebAuthnView):  # type: ignore[misc]
    title = gettext_lazy("Add a passkey")
    template_name = "staff/sign_in/passkey.html"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.fields["name"].label = gettext_lazy("name, to know it by")
        return form


class RemovePasskey(InFrame, webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    title = gettext_lazy("Remove this passkey")
    intro = gettext_lazy("It opens the account no longer.")
    button = gettext_lazy("Remove the passkey")
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponseBase:
        if not factors().can_delete_authenticator(self.get_object()):
            messages.error(self.request, factors().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        answer: HttpResponseBase = super().form_valid(form)
        return answer


class Codes(InFrame, codes.ViewRecoveryCodesView):  # type: ignore[misc]
    title = gettext_lazy("Your recovery codes")
    template_name = "staff/sign_in/codes.html"


class NewCodes(InFrame, codes.GenerateRecoveryCodesView):  # type: ignore[misc]
    title = gettext_lazy("New recovery codes")
    intro = gettext_lazy("You get ten new codes. The earlier ones stop working.")
    button = gettext_lazy("Make new codes")
