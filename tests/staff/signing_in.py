"""What the tests of sign-in do as a person would: give name and password, read a code off an app (RFC 6238), set one up."""

import base64
import hmac
import re
import struct
import time

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from education.clinics.models import Person
from education.clinics.sealing import seal, unseal

LOGIN, STEP, FACTOR = "/staff/login/", "/staff/login/second-step/", "/staff/account/second-factor/"
AGAIN, SESSIONS, RESET = "/staff/account/again/", "/staff/account/sessions/", "/staff/account/password/"
STEP_SECONDS = 30
SECRET = base64.b32encode(b"twenty bytes of key!").decode()
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"


def code_of(secret: str = SECRET) -> str:
    """What an authenticator app shows now."""
    counter = struct.pack(">Q", int(time.time()) // STEP_SECONDS)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def with_app(person: Person) -> Person:
    Authenticator.objects.create(user=person, type="totp", data={"secret": seal(SECRET)})
    return person


def with_codes(person: Person) -> list[str]:
    """Recovery codes beside the app; what they are."""
    row = Authenticator.objects.create(
        user=person, type="recovery_codes", data={"seed": seal("5eed" * 20), "used_mask": 0}
    )
    codes: list[str] = row.wrap().get_unused_codes()
    return codes


def give_password(client: Client, name: str, password: str = "", **more: str) -> HttpResponse:
    form = {"login": name, "password": password or f"{name}-password", **more}
    return client.post(LOGIN, form)  # type: ignore[return-value]


def signed_in(name: str, code: str = "", *, browser: str = PHONE) -> Client:
    """Somebody who came in by the door, with both factors where a code is given."""
    client = Client(headers={"User-Agent": browser})
    give_password(client, name)
    if code:
        client.post(STEP, {"code": code})
    return client


def is_in(client: Client) -> bool:
    return client.get(SESSIONS).status_code == 200


def said(response: HttpResponse) -> str:
    """The words of a page, without its marks and lines."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def secret_shown(page: str) -> str:
    found = re.search(r'<code class="key"[^>]*>([A-Z2-7=]+)<', page)
    assert found
    return found[1]


def kept_secret(person: Person) -> str:
    return unseal(Authenticator.objects.get(user=person, type="totp").data["secret"])
