"""What a delivery did, or would do: counts by language, and what waits for a person. Decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Report:
    """What a delivery did, by language: how many units are new, followed it or stayed the same; and which were kept."""

    new: dict[str, int] = field(default_factory=dict)
    followed: dict[str, int] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    """“language: key” of words that were changed here."""
    facts_kept: list[str] = field(default_factory=list)
    """Keys of units whose facts wait for a person; empty: the article's own."""
    dropped: list[str] = field(default_factory=list)
    """Keys of units that the publisher offers no more. They stay."""
    unchanged: bool = False
    """This very delivery was the last one."""

    @property
    def waits(self) -> bool:
        """Is there anything for a person to look at?"""
        return bool(self.kept or self.facts_kept or self.dropped)

    def counts(self) -> Iterator[tuple[str, int, int, int]]:
        """Language, and how many texts are new, followed and stayed the same in it."""
        for code in sorted({*self.new, *self.followed, *self.same}):
            yield code, self.new.get(code, 0), self.followed.get(code, 0), self.same.get(code, 0)

    def lines(self, name: str) -> Iterator[str]:
        """The same for a terminal."""
        for code, new, followed, same in self.counts():
            yield f"{name} {code}: {new} new, {followed} renewed, {same} unchanged"
        for kept in self.kept:
            yield f"{name} {kept}: changed here, so our wording was kept"
        for key in self.facts_kept:
            yield f"{name} {key or 'order and sources'}: new facts wait for a person"
        for key in self.dropped:
            yield f"{name} {key}: no longer part of what is offered; it stays here"
