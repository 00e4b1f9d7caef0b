"""When two wordings count as the same: the fingerprint of normalised words. Nothing else decides what is out of date."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping

Words = Mapping[str, str]
"""The words of one unit in one language: translatable field → text."""

# Fillers of Korean are letters that nobody sees.
SEEN = re.compile("[^\\W_\u115f\u1160\u3164\uffa0]")


def has_words(text: str) -> bool:
    """Is there anything to read: one letter or digit at least? Signs alone, and characters that nobody sees, are none."""
    return SEEN.search(text) is not None


def normalise(text: str) -> str:
    """Text with one spelling for what a reader cannot tell apart: NFC, LF line ends, no blanks at line ends or around."""
    lines = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def normalised(words: Words) -> dict[str, str]:
    """The words without empty fields, each normalised, fields in alphabetical order."""
    clean = {field: normalise(text) for field, text in sorted(words.items())}
    return {field: text for field, text in clean.items() if text}


def fingerprint(words: Words) -> str:
    """SHA-256 (hex, 64 characters) of the normalised words; the empty string for no words at all."""
    clean = normalised(words)
    if not clean:
        return ""
    return hashlib.sha256(json.dumps(clean, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
