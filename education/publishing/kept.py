"""Public pages that are kept ready: each in the encodings that were asked for, and all of them within a bound.

Decides what of an answer may be kept (what says that it is public, sets no cookie and varies on the encoding alone), and which
page goes first when room is short. Whether a page still stands, and who gets it, is for `store`.
"""

import hashlib
import threading
import time
from typing import NamedTuple

from education.publishing.encoding import is_worth_packing, packed, unpacked
from education.publishing.moment import Version

Headers = list[tuple[str, str]]
Name = tuple[str, str, str]
"""Scheme, host and path."""

OF_THE_BODY = {"content-type", "content-length", "content-encoding"}
BESIDE = 4096
"""Bytes that a page takes beside its bodies: its name, its headers, and the objects that hold them."""
AFTERWARDS = 0.95
"""Share of the room that is in use after pages had to go, so that they go some at a time."""


class Given(NamedTuple):
    """An answer of the application, whole."""

    status: str
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def plain(self) -> bytes:
        """The body in no encoding."""
        return unpacked(self.body, self.header("content-encoding"))

    @property
    def may_be_kept(self) -> bool:
        control = {part.strip() for part in self.header("cache-control").split(",")}
        return (
            self.status.startswith("200 ")
            and "public" in control
            and control.isdisjoint({"no-store", "private"})
            and not self.header("set-cookie")
            and self.header("vary").lower() in ("", "accept-encoding")
        )


class Page:
    """One public page, its bytes, and the version of the content that it is of."""

    def __init__(self, given: Given, version: Version) -> None:
        self.version, self.used, self.uses, self.pressed = version, time.monotonic(), 0, False
        plain = given.plain
        self.type, self.headers = given.header("content-type"), _kept_headers(given)
        self.packs = is_worth_packing(self.type, len(plain))
        # Only as it was asked for: packed pages take a quarter of the room, and nearly every browser asks for those.
        self.bodies = {given.header("content-encoding"): given.body}
        self.etag = _etag(plain)

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return BESIDE + sum(map(len, list(self.bodies.values())))

    def is_still(self, given: Given) -> bool:
        """Does this answer say what the page says?"""
        return _etag(given.plain) == self.etag and _kept_headers(given) == self.headers

    def have(self, encoding: str, *, small: bool = False) -> None:
        """Have the body in this encoding too (none: an empty name), or have it smaller. Who keeps the page weighs it anew."""
        encoded, body = next(iter(self.bodies.items()))
        plain = unpacked(body, encoded)
        self.bodies[encoding] = packed(plain, encoding, small=small) if encoding else plain


class Pages:
    """Pages by name, of `most` bytes together: those that nobody has read for longest go first."""

    def __init__(self, most: int) -> None:
        self.most, self.held = most, 0
        self._lock = threading.Lock()
        self._kept: dict[Name, tuple[Page, int]] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, name: Name) -> Page | None:
        return self._kept.get(name, (None, 0))[0]

    def keep(self, name: Name, page: Page | None) -> bool:
        """Put the page in its place as big as it is now, or leave the place empty. Did others have to go?"""
        with self._lock:
            self._drop(name)
            if page:
                self._kept[name] = page, page.size
                self.held += page.size
            return self._made_room()

    def _made_room(self) -> bool:
        if self.held <= self.most:
            return False
        for name in sorted(self._kept, key=lambda name: self._kept[name][0].used):
            self._drop(name)
            if self.held <= self.most * AFTERWARDS:
                break
        return True

    def _drop(self, name: Name) -> None:
        self.held -= self._kept.pop(name, (None, 0))[1]


def _etag(plain: bytes) -> str:
    # Weak, for it is one for all encodings (RFC 9110 §8.8.1).
    return f'W/"{hashlib.sha256(plain).hexdigest()[:24]}"'


def _kept_headers(given: Given) -> Headers:
    return [(key, value) for key, value in given.headers if key.lower() not in OF_THE_BODY]
