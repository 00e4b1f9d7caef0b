"""The file of a pack: the same content is the same file, and whatever was done to it is refused in one sentence."""

import base64
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from education.exchange.packs import file
from education.exchange.packs.file import PackRefused, packed, unpacked
from education.exchange.packs.keys import public_key

TOLD = {"article": "sciatica", "publisher": "A health trust"}
MEMBERS: dict[str, Any] = {"structure.json": {"units": ["ä", "الألم"]}, "words/es.json": {"causes": "x"}}
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
Parts = dict[str, bytes]


def parts(body: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: list[tuple[str, bytes]], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body, how)
    return out.getvalue()


def without_change(members: Parts) -> bytes:
    return zipped(list(members.items()))


def changed(name: str, old: bytes, new: bytes) -> Callable[[Parts], bytes]:
    return lambda members: without_change(members | {name: members[name].replace(old, new)})


def with_contents(change: Callable[[dict[str, Any]], object]) -> Callable[[Parts], bytes]:
    def altered(members: Parts) -> bytes:
        told = json.loads(members["pack.json"])
        change(told)
        return without_change(members | {"pack.json": file._written(told)})

    return altered


@pytest.mark.parametrize("key", [None, KEY])
def test_a_pack_comes_out_as_it_went_in_and_twice_is_the_same_file(key: Ed25519PrivateKey | None) -> None:
    body = packed(TOLD, MEMBERS, key)
    assert body == packed(dict(reversed(TOLD.items())), dict(reversed(MEMBERS.items())), key)
    found = unpacked(body)
    assert (found.contents, found.members) == (TOLD, MEMBERS)
    assert found.key == (public_key(KEY) if key else "")
    assert found.digest == unpacked(packed(TOLD, MEMBERS)).digest, "a seal is no other content"
    assert unpacked(without_change(parts(body))) == found, (
        "the way of making these refusals refuses nothing by itself"
    )


REFUSED: dict[str, tuple[Callable[[Parts], bytes], str]] = {
    "nothing at all": (lambda _members: b"", "damaged, cut short, or no pack"),
    "some other file": (lambda _members: b"%PDF-1.7 " * 90, "damaged, cut short, or no pack"),
    "cut short": (lambda members: without_change(members)[:-40], "damaged, cut short, or no pack"),
    "too large": (lambda _members: bytes(file.LARGEST + 1), "too large for a pack: at most 20 MB"),
    "no list of contents": (
        lambda members: zipped([("structure.json", members["structure.json"])]),
        "no list of contents",
    ),
    "another kind of file": (with_contents(lambda told: told.update(format="x")), "none of ours"),
    "a newer format": (with_contents(lambda told: told.update(format_version=2)), "made by a newer release"),
    "words that were altered": (
        changed("words/es.json", b"x", b"y"),
        "“words/es.json” is not what was packed",
    ),
    "a part that was taken out": (
        lambda members: without_change(
            {name: body for name, body in members.items() if name != "words/es.json"}
        ),
        "does not hold what its list",
    ),
    "a part that was put in": (
        lambda members: without_change(members | {"words/ar.json": b"{}\n"}),
        "does not hold what its list",
    ),
    "a part twice": (
        lambda members: zipped([*members.items(), ("words/es.json", members["words/es.json"])]),
        "stands in it twice",
    ),
    "a way out of the folder": (
        lambda members: zipped([*members.items(), ("../../etc/cron.d/x", b"x")]),
        "“../../etc/cron.d/x” is the name of no part",
    ),
    "an absolute path": (
        lambda members: zipped([*members.items(), ("/etc/x.json", b"x")]),
        "is the name of no part",
    ),
    "a name with a NUL": (
        lambda members: without_change(members).replace(b"words/es.json", b"words/es\0json"),
        "no part",
    ),
    "a bomb": (
        lambda members: zipped([*members.items(), ("words/ar.json", bytes(10**7))], zipfile.ZIP_DEFLATED),
        "packed again",
    ),
    "a larger bomb": (
        lambda members: zipped(
            [*members.items(), ("words/ar.json", bytes(10**9 // 40))], zipfile.ZIP_DEFLATED
        ),
        "more than any pack",
    ),
    "far too many parts": (
        lambda _members: zipped([(f"words/{number}.json", b"") for number in range(300)]),
        "more than any pack",
    ),
    "JSON in another spelling": (
        changed("pack.json", b'"article": ', b'"article":'),
        "not written as a pack is",
    ),
    "JSON without a bottom": (
        lambda members: without_change(members | {"pack.json": b"[" * 100_000}),
        "damaged",
    ),
    "half a letter": (lambda members: without_change(members | {"pack.json": b'"\\ud800"\n'}), "damaged"),
    "a seal over something else": (
        with_contents(lambda told: told.update(publisher="Another")),
        "signature of this pack does not hold",
    ),
    "another's key": (
        lambda members: changed("signature.json", public_key(KEY).encode(), base64.b64encode(bytes(32)))(
            members
        ),
        "signature of this pack does not hold",
    ),
    "a seal of another make": (
        changed("signature.json", b"Ed25519", b"RSA"),
        "signature of this pack does not hold",
    ),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_a_sentence(case: str) -> None:
    alter, sentence = REFUSED[case]
    body = alter(parts(packed(TOLD, MEMBERS, KEY)))
    with pytest.raises(PackRefused, match=sentence):
        unpacked(body)


def test_no_altered_byte_is_ever_taken_for_what_was_packed() -> None:
    body = packed(TOLD, MEMBERS, KEY)
    sound, refused = unpacked(body), 0
    for place in range(len(body)):
        try:
            found = unpacked(body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :])
        except PackRefused:
            refused += 1
        else:
            # A seal can be lost, as by leaving it out: then the pack is one that nobody signed.
            assert replace(found, key=found.key or sound.key) == sound, (
                f"byte {place} changed what the pack says"
            )
    assert refused > len(body) // 2, "the rest are times and flags of a ZIP, which say nothing"
