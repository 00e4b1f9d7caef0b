"""Three-way merge: what was offered last (base), what is offered now (theirs), and what is here (ours).

Decides whether an offer may follow by itself, and what of it is new. Never mixes two wordings by itself: a unit is signed as a
whole, so it is taken over as a whole or a person decides. Pure: values in, values out.
"""

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum
from typing import Any

from education.text.fingerprint import Words


class Outcome(StrEnum):
    NOTHING = "nothing"
    """Nothing new is offered; whatever is here stays."""
    SAME = "same"
    """What is offered is here already."""
    FOLLOW = "follow"
    """Nobody changed it here: it may be taken over without asking."""
    ASK = "ask"
    """Both sides changed it: a person decides."""


def outcome(base: str, theirs: str, ours: str) -> Outcome:
    """What becomes of one unit in one language, by the prints of its three wordings; empty: none."""
    if theirs == ours:
        return Outcome.SAME
    if theirs == base:
        return Outcome.NOTHING
    return Outcome.FOLLOW if ours == base else Outcome.ASK


def facts_outcome(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> Outcome:
    """The same for facts, each of which stands for itself. An unknown base (None) follows nothing."""
    new = news(base, theirs, ours)
    if not new:
        return Outcome.SAME if not news(None, theirs, ours) else Outcome.NOTHING
    clean = base is not None and all(name in base and ours.get(name) == base[name] for name in new)
    return Outcome.FOLLOW if clean else Outcome.ASK


def news(
    base: Mapping[str, Any] | None, theirs: Mapping[str, Any], ours: Mapping[str, Any]
) -> dict[str, Any]:
    """The facts that were changed by them and are not so here yet."""
    return {
        name: value
        for name, value in theirs.items()
        if ours.get(name) != value and (base is None or name not in base or base[name] != value)
    }


def suggestion(base: Words, theirs: Words, ours: Words) -> dict[str, str]:
    """Words to start from when a person joins two wordings: field by field ours where we changed it, else theirs."""
    fields = dict.fromkeys([*base, *theirs, *ours])
    return {
        name: (theirs if ours.get(name, "") == base.get(name, "") else ours).get(name, "") for name in fields
    }


def woven(order: Sequence[str], other: Sequence[str]) -> list[str]:
    """One order as it is, with what only the other holds put in behind its neighbour there."""
    result, known = list(order), set(order)
    place = 0
    for key in other:
        if key in known:
            place = result.index(key) + 1
        else:
            result.insert(place, key)
            place += 1
    return result


def common(order: Sequence[str], *others: Collection[str]) -> list[str]:
    """The order without what one of the others lacks."""
    return [key for key in order if all(key in other for other in others)]
