"""Sealing of what the database keeps and nobody may read there: secrets of second factors, and what a session holds.

The key comes from SECRET_KEY by HKDF; SECRET_KEY_FALLBACKS still open what they sealed, until `manage.py renew_seals` ran.
"""

import base64
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

PURPOSE = b"education.sealing"


class Unreadable(ValidationError):
    """What was sealed cannot be opened: no key that this server has made the seal."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your second factor cannot be read any more: the server's key has changed. "
                "Ask a clinic manager to reset your second factor."
            )
        )


def seal(text: str) -> str:
    return _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text. Raises Unreadable."""
    return _opened("decrypt", sealed)


def renewed(sealed: str) -> str:
    """The same text under the key of today. Raises Unreadable."""
    return _opened("rotate", sealed)


def _opened(verb: str, sealed: str) -> str:
    keys = _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        opened: bytes = getattr(keys, verb)(sealed.encode())
    except InvalidToken:
        raise Unreadable from None
    return opened.decode()


@cache
def _keys(*given: str) -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in given])


def _derived(key: str) -> bytes:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return base64.urlsafe_b64encode(made)
