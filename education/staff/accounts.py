"""How django-allauth behaves here: whom it lets in, what it mails, whose address it believes. Named by the settings.

Nobody signs up: accounts come from invitations (`clinics.invitations`). Wrong passwords are counted by django-axes, by
user name and address together, in the database; wrong codes by allauth, by account, in the cache.
"""

import ipaddress
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from education.clinics.models import Person
from education.clinics.sealing import seal, unseal
from education.clinics.second_factor import FACTORS, second_factors
from education.clinics.sessions import end_sessions

logger = logging.getLogger(__name__)
LONGEST_NAME = 255
post = ThreadPoolExecutor(max_workers=1, thread_name_prefix="post")
"""Mails of the sign-in pages go from here: how long a page takes must not tell whether an account is there."""


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("This name and this password do not belong together."),
        "too_many_login_attempts": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": gettext_lazy("Too many wrong codes. Wait five minutes, then try again."),
        "incorrect_code": gettext_lazy("This code is wrong, or it was used before. Wait for the next one."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "enter_current_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: axes counts. A limit by name alone would let a stranger lock somebody out."""

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Whoever must set up a first second factor has only just signed in, and can do nothing else before."""
        person = self.request.user
        return second_factors(person) > 0 or not settings.SECOND_FACTOR_REQUIRED

    def set_password(self, user: Person, password: str) -> None:
        super().set_password(user, password)
        mine = self.request.session.session_key if self.request.user == user else None
        end_sessions(user, but=mine)

    def is_safe_url(self, url: str) -> bool:
        """Where a sign-in may lead to: this host only."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )

    def send_password_reset_mail(self, user: Person, email: str, context: dict[str, Any]) -> None:
        """To accounts that are open. An invited person has the invitation, and a mail must not stand in for it."""
        if not user.has_usable_password():
            return
        words = {"person": user, "link": settings.SITE_ADDRESS + urlsplit(context["password_reset_url"]).path}
        body = render_to_string("mail/password_reset.txt", words)
        post.submit(_sent, EmailMessage(_("Set a new password"), body, None, [user.email]).send)

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Accounts.error_messages["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy(
            "This is your last second factor, and an account here needs one. Add another before you remove it."
        ),
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        last = authenticator.type in FACTORS and second_factors(authenticator.user) == 1
        return not (last and settings.SECOND_FACTOR_REQUIRED)

    def build_totp_svg(self, url: str) -> str:
        """The drawing as an element of a page: the content security policy knows no `data:` pictures."""
        drawn: str = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]

    def generate_authenticator_name(self, user: Person, type: str) -> str:  # noqa: A002 - allauth's own name
        return _("Passkey %(number)s") % {"number": second_factors(user) + 1}


def client_address(request: HttpRequest) -> str:
    """Who asks: behind our own proxy (HTTPS_BY=proxy) the address that it saw, otherwise the other end of the line.

    Of an IPv6 address only the network counts: one person has all of it. An address that is none is 0.0.0.0, never an error.
    """
    try:
        address: str = truncate_ip(str(ipaddress.ip_address(get_client_ip(request) or "")))
    except ValueError:
        return "0.0.0.0"  # noqa: S104 - listens to nobody
    return address


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The user name that axes counts by; allauth does not tell capital letters apart either."""
    given = (credentials or {}).get("username") or request.POST.get("login") or ""
    return str(given).strip().lower()[:LONGEST_NAME]


def _sent(send: Callable[[], int]) -> None:
    try:
        send()
    except OSError as failure:
        logger.warning("password mail not sent", extra={"reason": type(failure).__name__})
