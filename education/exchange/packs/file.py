"""The file that a pack is: a ZIP of plain JSON members, a list of contents with the SHA-256 of each, and perhaps a seal.

Decides what a sound file is, and nothing about what stands in it. Members are stored, not packed: a pack is never larger
inside than outside, and the same article gives the same bytes everywhere. Nothing is ever unpacked to a disk.
"""

import contextlib
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from education.exchange.packs.keys import public_key, seal, seal_holds

FORMAT, FORMAT_VERSION = "patient education pack", 1
CONTENTS, SEAL = "pack.json", "signature.json"
LARGEST = 20 * 1024 * 1024
"""Bytes of a whole pack. The article in twelve languages takes about a megabyte."""
MOST_MEMBERS = 200
NAMES = re.compile(r"pack\.json|signature\.json|structure\.json|(?:words|editions)/[a-z][a-z-]{1,11}\.json")
MADE_AT = (1980, 1, 1, 0, 0, 0)
"""A ZIP must say when its members were made. Ours say nothing, so that the same content is the same file."""

Members = Mapping[str, Any]
"""Name of a member → what it holds, as JSON knows it."""


class PackRefused(Exception):
    """The pack cannot be used. `str()` is a sentence on why; nothing was changed."""


@dataclass(frozen=True)
class Unpacked:
    """A sound file."""

    contents: Mapping[str, Any]
    """What the list of contents says besides: the article and the publisher."""
    members: Members
    digest: str
    """SHA-256 of the list of contents, and so of everything: it is the same with and without a seal."""
    key: str
    """Public key of the seal, which holds; empty: the pack is not signed."""


def packed(told: Mapping[str, Any], members: Members, key: Ed25519PrivateKey | None = None) -> bytes:
    """The bytes of a pack with these members, sealed with `key`. The same arguments give the same bytes."""
    bodies = {name: _written(value) for name, value in sorted(members.items())}
    digests = {name: hashlib.sha256(body).hexdigest() for name, body in bodies.items()}
    contents = _written({**told, "format": FORMAT, "format_version": FORMAT_VERSION, "members": digests})
    if key is not None:
        sealed = {"algorithm": "Ed25519", "public_key": public_key(key), "signature": seal(key, contents)}
        bodies[SEAL] = _written(sealed)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, body in {CONTENTS: contents, **bodies}.items():
            archive.writestr(zipfile.ZipInfo(name, MADE_AT), body)
    return out.getvalue()


def read_bytes(source: Path) -> bytes:
    """The bytes of a file, which are no more than a pack may have. Raises PackRefused."""
    try:
        with source.open("rb") as body:
            found = body.read(LARGEST + 1)
    except OSError as failure:
        why = {"file": source, "why": failure.strerror}
        raise PackRefused(_("%(file)s cannot be read: %(why)s.") % why) from failure
    return found


def unpacked(body: bytes) -> Unpacked:
    """Check a file to its last member. Raises PackRefused."""
    if len(body) > LARGEST:
        raise PackRefused(too_large())
    with _only_as_a_refusal(), zipfile.ZipFile(io.BytesIO(body)) as archive:
        infos = _listed(archive)
        contents = archive.read(infos[CONTENTS])
        told = _known(_value(CONTENTS, contents))
        digests = told.pop("members")
        given = set(infos) - {CONTENTS, SEAL}
        if not isinstance(digests, dict) or given != set(digests):
            raise PackRefused(_("This pack was altered: it does not hold what its list of contents says."))
        members = {name: _checked(archive, infos[name], digests[name]) for name in sorted(given)}
        key = _sealed_by(archive.read(infos[SEAL]), contents) if SEAL in infos else ""
    return Unpacked(told, members, hashlib.sha256(contents).hexdigest(), key)


def too_large() -> str:
    return _("This file is too large for a pack: at most %(size)s MB.") % {"size": LARGEST // 1024 // 1024}


@contextlib.contextmanager
def _only_as_a_refusal() -> Iterator[None]:
    """Whatever a broken ZIP or broken JSON makes of itself is one sentence."""
    try:
        yield
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError,
        OverflowError,
    ) as failure:  # fmt: skip
        raise PackRefused(_("This file is damaged, cut short, or no pack.")) from failure


def _listed(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Name → member. Each once, plainly stored, with a name that a pack knows, and all within the file."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > LARGEST:
        raise PackRefused(_("This file holds more than any pack does."))
    for info in infos:
        # What was in front of a NUL byte is what other programs would see.
        if not NAMES.fullmatch(info.filename) or info.orig_filename != info.filename:
            raise PackRefused(
                _("“%(name)s” is the name of no part of a pack.") % {"name": info.filename[:80]}
            )
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size:
            raise PackRefused(_("This file was packed again by another program. Use the pack as it came."))
    if len({info.filename for info in infos}) < len(infos):
        raise PackRefused(_("This pack was altered: a part stands in it twice."))
    if CONTENTS not in {info.filename for info in infos}:
        raise PackRefused(_("This is no pack: it has no list of contents."))
    return {info.filename: info for info in infos}


def _known(told: Any) -> dict[str, Any]:
    if not isinstance(told, dict) or told.pop("format", "") != FORMAT:
        raise PackRefused(_("This is no pack: its list of contents is none of ours."))
    version = told.pop("format_version", 0)
    if not isinstance(version, int) or version > FORMAT_VERSION:
        raise PackRefused(
            _("This pack was made by a newer release. Update the software first, then take it in.")
        )
    if version != FORMAT_VERSION or "members" not in told:
        raise PackRefused(_("This is no pack: its list of contents is none of ours."))
    return told


def _checked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, digest: object) -> Any:
    body = archive.read(info)
    if hashlib.sha256(body).hexdigest() != digest:
        raise PackRefused(
            _("This pack was altered: “%(name)s” is not what was packed.") % {"name": info.filename}
        )
    return _value(info.filename, body)


def _value(name: str, body: bytes) -> Any:
    """What a member holds. It has one spelling only, so nothing in it can be read in two ways."""
    value = json.loads(body.decode())
    if _written(value) != body:
        raise PackRefused(_("“%(name)s” is not written as a pack is.") % {"name": name})
    return value


def _written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1, sort_keys=True).encode() + b"\n"


def _sealed_by(body: bytes, contents: bytes) -> str:
    """The key whose seal holds for these contents. Raises PackRefused."""
    told = _value(SEAL, body)
    given = [told.get(name, "") for name in ("public_key", "signature")] if isinstance(told, dict) else []
    if (
        not given
        or told.get("algorithm") != "Ed25519"
        or not seal_holds(str(given[0]), str(given[1]), contents)
    ):
        raise PackRefused(
            _("The signature of this pack does not hold: the pack was altered, or signed with another key.")
        )
    return str(given[0])
