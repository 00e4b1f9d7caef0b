"""Numbers in running text, in the digits of any script, with the unit that stands right behind them.

Reads numbers; what may differ between two languages is decided by the checks.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from education.text.findings.vocabulary import Vocabulary, folded

GAPS = " \u00a0\u202f"
MARKS = ".,٫٬'" + GAPS
NUMBER = re.compile(rf"\d{{1,3}}(?:[{GAPS}]\d{{3}})+(?!\d)|\d+(?:[.,٫٬']\d+)*|[¼½¾]")
SPLIT = re.compile(f"[{re.escape(MARKS)}]")

PHONE = re.compile(r"(?<![\d.,/])[+(]?\d[\d\s().–/-]{5,40}\d(?![\d%])")
DATE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}")
YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
RANGES = re.compile(r"\d{1,3}[-–]\d{1,3}(?:\s+\d{1,3}[-–]\d{1,3})*")
ROUND = re.compile(r"\d{1,3}(?:[\s.]000)+")
LEAST_PHONE_DIGITS = 7

# Numbers that mean "ambulance" and hardly ever an amount.
EMERGENCY_NUMBERS = frozenset({"000", "112", "911", "999"})
# "9-1-1", "1 1 2", "9.9.9"; what keeps characters apart and is not seen goes first.
SPACED = re.compile(rf"(?<!\d)(?<!\d[{GAPS}.·‐‑‒–—−-])(\d)( ?[.·‐‑‒–—−-] ?|[{GAPS}])(\d)\2(\d)(?!\2?\d)")
KEYCAP = "\ufe0f\u20e3"
# "100–112", "112%": a part of a range, or an amount.
PART_BEFORE = re.compile(r"\d\s?[-–]\Z")
PART_BEHIND = re.compile(r"%|[-–]\d")
SHORT_NUMBER = re.compile(r"\d{3,6}\Z")
YEAR = re.compile(r"(?:19|20)\d\d")
CALL_REACH = 24
"""How many characters before a short number the word "call" may stand."""


@dataclass(frozen=True)
class Figure:
    """One number, written in ASCII digits without separators of thousands, and with a point for decimals."""

    value: str
    unit: str | None = None


def figures(text: str, known: Vocabulary | None = None) -> list[Figure]:
    """The numbers of a text in reading order; with a vocabulary also their units, and "8 thousand" as 8000."""
    text = folded(text)
    found = []
    for match in NUMBER.finditer(text):
        *others, last = _values(match[0])
        factor, end = known.multiplier_at(text, match.end()) if known else (1, match.end())
        unit = known.unit_at(text, end) if known else None
        found += [Figure(value) for value in others] + [Figure(_times(last, factor), unit)]
    return found


def spelled_figures(text: str, known: Vocabulary) -> list[Figure]:
    """Numbers written as words, from two to twelve, that have a unit right behind them: "three months"."""
    text = folded(text)
    found = []
    for number in map(str, range(2, 13)):
        for match in known.numbers[number].finditer(text):
            unit = known.unit_at(text, match.end()) if match["word"] else None
            found += [Figure(number, unit)] if unit else []
    return found


def typed_phones(text: str, known: Vocabulary | None = None) -> list[str]:
    """What looks like a telephone number: seven digits and more, 112 and the like, or a short number after "call"."""
    text = SPACED.sub(
        _closed_up, "".join(_ascii(character) for character in folded(text) if _is_seen(character))
    )
    found = [match[0].strip() for match in PHONE.finditer(text) if _is_phone(match[0].strip())]
    rest = PHONE.sub(lambda match: " " if _is_phone(match[0].strip()) else match[0], text)
    return found + [match[0] for match in NUMBER.finditer(rest) if _is_short_phone(match, rest, known)]


def _values(token: str) -> list[str]:
    """ "8,000" → 8000; "1.5" and "1,5" → 1.5; "1,234.5" → 1234.5; what is no single number falls into its parts."""
    if not token[0].isdecimal():
        return [f"{unicodedata.numeric(token):g}"]
    parts = SPLIT.split("".join(_ascii(character) for character in token))
    if len(parts) == 1:
        return [_trimmed(parts[0])]
    if _are_thousands(parts):
        return [_trimmed("".join(parts))]
    if len(parts) == 2:
        return [_decimal(*parts)]
    signs = [character for character in token if character in MARKS]
    if _are_thousands(parts[:-1]) and signs[-1] != signs[0]:
        return [_decimal("".join(parts[:-1]), parts[-1])]
    return [_trimmed(part) for part in parts]


def _are_thousands(parts: list[str]) -> bool:
    """Groups of three, or as in South Asia groups of two before the last three ("1,00,000")."""
    first, *middle, last = parts
    return (
        bool(int(first))
        and len(first) <= 3
        and len(last) == 3
        and all(len(part) in (2, 3) for part in middle)
    )


def _decimal(whole: str, fraction: str) -> str:
    fraction = fraction.rstrip("0")
    return f"{_trimmed(whole)}.{fraction}" if fraction else _trimmed(whole)


def _times(number: str, factor: int) -> str:
    return number if factor == 1 else f"{(Decimal(number) * factor).normalize():f}"


def _trimmed(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _ascii(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _is_seen(character: str) -> bool:
    return character not in KEYCAP and unicodedata.category(character) != "Cf"


def _closed_up(match: re.Match[str]) -> str:
    number = match[1] + match[3] + match[4]
    return number if number in EMERGENCY_NUMBERS else match[0]


def _is_phone(text: str) -> bool:
    if sum(character.isdigit() for character in text) < LEAST_PHONE_DIGITS:
        return False
    return not any(shape.fullmatch(text) for shape in (DATE, YEARS, RANGES, ROUND))


def _is_short_phone(match: re.Match[str], text: str, known: Vocabulary | None) -> bool:
    if not SHORT_NUMBER.match(match[0]) or (known and known.unit_at(text, match.end())):
        return False
    if match[0] in EMERGENCY_NUMBERS:
        return not (
            PART_BEFORE.search(text[max(0, match.start() - 3) : match.start()])
            or PART_BEHIND.match(text, match.end())
        )
    joined = text[match.end() : match.end() + 1] in ("%", "-", "–") or text[: match.start()].endswith(
        ("-", "–")
    )
    before = text[max(0, match.start() - CALL_REACH) : match.start()]
    before = re.split(r"[.!?;:。！？؟।۔]", before)[-1]
    return not joined and bool(known and known.says("call", before)) and not YEAR.fullmatch(match[0])
