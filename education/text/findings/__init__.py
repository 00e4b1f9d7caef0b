"""What is wrong, or looks wrong, with the words of one unit: the findings that editors and reviewers see.

Each check is a small class in its own topic's file; this list is the order in which people read them. Whether findings
stop a signature is said by their severity; stopping it is the work of `review`.
"""

from collections.abc import Iterable

from education.text.findings.glossary import TermNotUsed
from education.text.findings.length import HardToRead, LengthOdd, LongSentence, NoMeasure
from education.text.findings.meaning import NegationDropped, SidesSwapped, UrgencyLost, UrgencySwapped
from education.text.findings.numbers import NumbersDiffer, NumberWords, TypedPhone, UnitsDiffer
from education.text.findings.pair import Check, Finding, Pair, Severity
from education.text.findings.presence import EmptyField, NoEmergencyNumber, SameAsSource, WrongScript
from education.text.findings.structure import BlocksDiffer, LinksDiffer, Markup, VariablesDiffer

__all__ = ["CHECKS", "Finding", "Pair", "Severity", "blocking", "blocking_findings", "findings"]

CHECKS: tuple[Check, ...] = (
    EmptyField(),
    Markup(),
    NoEmergencyNumber(),
    VariablesDiffer(),
    TypedPhone(),
    NumbersDiffer(),
    UnitsDiffer(),
    UrgencySwapped(),
    NegationDropped(),
    SidesSwapped(),
    BlocksDiffer(),
    LinksDiffer(),
    WrongScript(),
    SameAsSource(),
    UrgencyLost(),
    NumberWords(),
    TermNotUsed(),
    LengthOdd(),
    LongSentence(),
    HardToRead(),
    NoMeasure(),
)


def findings(pair: Pair) -> list[Finding]:
    """Everything found in one unit: what blocks first, then in the order of the checks.

    For the source language itself only the checks run that need no second text.
    """
    found = [finding for check in _checks(pair) for finding in check.find(pair)]
    return sorted(found, key=lambda finding: finding.severity is not Severity.BLOCKS)


def blocking_findings(pair: Pair) -> list[Finding]:
    """Those among them that stop a signature. What can only advise here is not looked for: that would be most of the time."""
    return [finding for check in _checks(pair) if check.can_block(pair) for finding in check.find(pair)]


def blocking(found: Iterable[Finding]) -> list[Finding]:
    """Those that stop a signature."""
    return [finding for finding in found if finding.severity is Severity.BLOCKS]


def _checks(pair: Pair) -> list[Check]:
    return [check for check in CHECKS if check.of_source or not pair.is_source]
