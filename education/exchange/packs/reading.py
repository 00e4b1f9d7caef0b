"""Reads a pack: a sound file, whose parts say what an article can be. Nothing of it is believed before all of it is checked.

Whether it fits what lies here, and whether its publisher is trusted, is decided where it is taken in.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from education.exchange.facts import whole
from education.exchange.offering import OfferedUnit, Offering
from education.exchange.packs.checks import (
    Wrong,
    article_key,
    check_facts,
    check_source,
    check_structure,
    check_words,
)
from education.exchange.packs.file import Members, PackRefused, unpacked
from education.exchange.packs.pack import Pack, PublishersApproval, PublishersEdition, Signed
from education.review.models import Maker, ReadBy
from education.text.fingerprint import fingerprint
from education.text.languages import BY_CODE

LONGEST_NAME = 200
PRINT = re.compile(r"[0-9a-f]{64}")
LIMITS = {"signer": 300, "credential": 120, "translator": 300, "note": 5000}
"""Characters of what an edition says."""


def read_pack(body: bytes) -> Pack:
    """Read the bytes of a pack. Raises PackRefused with one sentence."""
    file = unpacked(body)
    try:
        article, publisher = (_text(file.contents, name, LONGEST_NAME) for name in ("article", "publisher"))
        if publisher != publishers_name(publisher):
            raise Wrong(_("the publisher's name is not written as names are."))
        units, sources = _structure(file.members)
        kinds = {unit.key: unit.kind for unit in units}
        texts = {
            code: _words(file.members[f"words/{code}.json"], kinds) for code in _codes(file.members, "words")
        }
        words = {code: {key: found[1] for key, found in every.items()} for code, every in texts.items()}
        makers = {code: {key: found[0] for key, found in every.items()} for code, every in texts.items()}
        signed = {
            code: _signed(file.members[f"editions/{code}.json"], words.get(code, {}), kinds)
            for code in _codes(file.members, "editions")
        }
        offering = Offering(article_key(article), file.digest, units, words, makers, sources, publisher)
    except (KeyError, TypeError, ValueError, AttributeError) as failure:
        # A part that is missing, or is something else than it should be: the file was made by no release of ours.
        raise PackRefused(
            _("This pack is not written as a pack is: %(what)s.") % {"what": failure}
        ) from failure
    except Wrong as wrong:
        raise PackRefused(_("This pack cannot be taken in: %(what)s") % {"what": wrong}) from wrong
    return Pack(offering, signed, file.key)


def publishers_name(given: str) -> str:
    """A name in its one spelling. Raises PackRefused where there is none."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise PackRefused(
            _("Say who publishes the pack: a name of at most %(longest)s characters.")
            % {"longest": LONGEST_NAME}
        )
    return name


def _codes(members: Members, folder: str) -> list[str]:
    """Languages of the parts in a folder, in the project's order."""
    named = {
        name.partition("/")[2].removesuffix(".json") for name in members if name.startswith(f"{folder}/")
    }
    if unknown := named - set(BY_CODE):
        raise Wrong(
            _("it holds a language that this release does not know: %(code)s. Update the software first.")
            % {"code": ", ".join(sorted(unknown))}
        )
    return [code for code in BY_CODE if code in named]


def _structure(members: Members) -> tuple[tuple[OfferedUnit, ...], dict[str, dict[str, Any]]]:
    structure = members["structure.json"]
    sources = {key: check_source(key, source) for key, source in structure["sources"].items()}
    units = tuple(_unit(row) for row in structure["units"])
    check_structure(units, sources)
    return units, sources


def _unit(row: Mapping[str, Any]) -> OfferedUnit:
    key, kind, facts = row["key"], row["kind"], row["facts"]
    check_facts(key, kind, facts)
    return OfferedUnit(key, kind, whole(kind, facts))


def _words(member: Mapping[str, Any], kinds: Mapping[str, str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Unit key → maker and words."""
    found = {}
    for key, row in member.items():
        check_words(key, row["words"], kinds)
        found[key] = (Maker(row["maker"]).value, row["words"])
    return found


def _signed(
    member: Mapping[str, Any], words: Mapping[str, Mapping[str, str]], kinds: Mapping[str, str]
) -> Signed:
    editions = {edition.number: edition for edition in map(_edition, member["editions"])}
    approvals = tuple(map(_approval, member["approvals"]))
    if len({item.key for item in approvals}) < len(approvals) or len(editions) < len(member["editions"]):
        raise Wrong(_("a signature stands in it twice."))
    for item in approvals:
        signed = words.get(item.key, {})
        if (
            item.key not in kinds
            or item.edition not in editions
            or bool(editions[item.edition].reading) == item.withdrawn
        ):
            raise Wrong(_("“%(key)s”: its signature belongs to nothing in the pack.") % {"key": item.key})
        if (fingerprint(signed) == item.words) == item.withdrawn:
            raise Wrong(_("“%(key)s”: the words are not those that were signed.") % {"key": item.key})
    return Signed(editions, approvals)


def _edition(row: Mapping[str, Any]) -> PublishersEdition:
    said = {
        name: _text(row, name, longest, empty=name not in ("signer", "credential"))
        for name, longest in LIMITS.items()
    }
    reading = ReadBy(row["reading"]).value if row["reading"] else ""
    if bool(said["translator"]) != (reading == ReadBy.TRANSLATOR):
        raise Wrong(_("an edition does not say how it was read."))
    review = row["next_review"]
    return PublishersEdition(
        number=_number(row["number"]), signed_on=date.fromisoformat(row["signed_on"]), reading=reading,
        next_review=date.fromisoformat(review) if review is not None else None, **said,
    )  # fmt: skip


def _approval(row: Mapping[str, Any]) -> PublishersApproval:
    words, source = row["words"], row["source"]
    if not PRINT.fullmatch(words) or not PRINT.fullmatch(source):
        raise ValueError("fingerprint")
    return PublishersApproval(
        key=_text(row, "key", LONGEST_NAME), edition=_number(row["edition"]), words=words, source=source,
        two_people=_of(bool, row["two_people"]), reason=_text(row, "reason", LIMITS["note"], empty=True),
        withdrawn=_of(bool, row["withdrawn"]),
    )  # fmt: skip


def _number(value: Any) -> int:
    number: int = _of(int, value)
    if isinstance(value, bool) or not 0 < number < 2**31:
        raise ValueError("number")
    return number


def _text(row: Mapping[str, Any], name: str, longest: int, *, empty: bool = False) -> str:
    text: str = _of(str, row[name])
    if "\x00" in text or len(text) > longest or not (empty or text.strip()):
        raise Wrong(_("“%(name)s” is empty, too long, or holds what no text may hold.") % {"name": name})
    return text


def _of(kind: Callable[..., Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r:.40}")
    return value
