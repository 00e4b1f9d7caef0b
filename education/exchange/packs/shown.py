"""A pack's report as the page shows it: one line for each language, in words."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from education.exchange.packs.accepting import Accepted, Left
from education.exchange.packs.pack import Pack
from education.exchange.packs.taking import Taken
from education.text.languages import BY_CODE, Language

WHY_LEFT: Mapping[Left, Promise] = {
    Left.OURS: _("Signed or withdrawn here, and that stays"),
    Left.WORDS: _("Other words lie on the desk here"),
    Left.SOURCE: _("The source words here are not those that the signer saw"),
    Left.SECOND: _("Safety text that only one person had read there"),
    Left.BLOCKED: _("A finding stops the signature"),
}


@dataclass(frozen=True)
class Line:
    """What happened, or would happen, in one language."""

    language: Language
    new: int
    followed: int
    same: int
    waits: int
    signed: int
    """Signatures in the pack."""
    signers: str
    """Whose they are."""
    accepted: Accepted | None
    refused: str

    @property
    def is_open(self) -> bool:
        """Is there a signature to accept, or a withdrawal to follow?"""
        return bool(self.accepted and (self.accepted.texts or self.accepted.withdrawn))

    @property
    def left(self) -> list[tuple[Promise, str]]:
        found = self.accepted.left if self.accepted else {}
        return [(WHY_LEFT[why], ", ".join(keys)) for why, keys in found.items()]


@dataclass(frozen=True)
class Look:
    """A pack and what it did, or would do."""

    pack: Pack
    taken: Taken
    is_done: bool

    @property
    def lines(self) -> list[Line]:
        return lines(self.pack, self.taken)


def lines(pack: Pack, taken: Taken) -> list[Line]:
    """Every language that the pack holds, in the project's order."""
    report = taken.report
    waits = Counter(kept.partition(":")[0] for kept in report.kept)
    return [
        Line(
            BY_CODE[code], report.new.get(code, 0), report.followed.get(code, 0), report.same.get(code, 0), waits[code],
            len(pack.signed[code].approvals) if code in pack.signed else 0, _signers(pack, code),
            taken.accepted.get(code), taken.refused.get(code, ""),
        )
        for code in BY_CODE
        if code in pack.offering.words or code in pack.signed
    ]  # fmt: skip


def _signers(pack: Pack, code: str) -> str:
    editions = pack.signed[code].editions.values() if code in pack.signed else ()
    named = [f"{edition.signer} ({edition.credential})" for edition in editions]
    return ", ".join(dict.fromkeys(named))
