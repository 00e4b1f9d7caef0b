"""Keys of publishers: Ed25519. A private key lies in one file that only its owner reads; a public one is 44 characters.

Decides how a seal is made and when it holds; not whom to trust.
"""

import base64
import binascii
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext as _

OWNER_ONLY = 0o600
KEY_BYTES = 32
PURPOSE = b"patient education pack\n"
"""Stands before what is sealed, so that a seal of a pack can never be taken for a signature under anything else."""


class KeyRefused(Exception):
    """The key cannot be used. `str()` is a sentence on why."""


def make_key(target: Path) -> str:
    """Write a new private key into a file that is not there yet; its public key. Raises KeyRefused."""
    key = Ed25519PrivateKey.generate()
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        raise KeyRefused(
            _("%(file)s is there already. A key is never overwritten.") % {"file": target}
        ) from None
    except OSError as failure:
        raise KeyRefused(_cannot(target, failure)) from failure
    with os.fdopen(handle, "wb") as out:
        out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return public_key(key)


def read_key(source: Path) -> Ed25519PrivateKey:
    """The private key in a file. Raises KeyRefused."""
    try:
        key = load_pem_private_key(source.read_bytes(), password=None)
    except OSError as failure:
        raise KeyRefused(_cannot(source, failure)) from failure
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused(_("%(file)s holds no key that make_pack_key made.") % {"file": source})
    return key


def public_key(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def seal(key: Ed25519PrivateKey, contents: bytes) -> str:
    return base64.b64encode(key.sign(PURPOSE + contents)).decode()


def seal_holds(key: str, given: str, contents: bytes) -> bool:
    """Was this seal made with the private half of `key`, over these very contents?"""
    try:
        known = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        known.verify(base64.b64decode(given, validate=True), PURPOSE + contents)
    except (ValueError, InvalidSignature):
        return False
    return True


def as_public_key(given: str) -> str:
    """A public key as people paste it, in its one spelling. Raises KeyRefused."""
    try:
        raw = base64.b64decode("".join(given.split()), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise KeyRefused(
            _("This is no public key. It has 44 characters and ends with “=”, as make_pack_key prints it.")
        )
    return base64.b64encode(raw).decode()


def _cannot(file: Path, failure: OSError) -> str:
    return _("%(file)s cannot be used: %(why)s.") % {"file": file, "why": failure.strerror}
