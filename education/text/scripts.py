"""In which script the letters of a text are written, by the names that Unicode gives them."""

import unicodedata
from functools import cache

# ISO 15924 code → how the Unicode names of its letters begin. Simplified and traditional characters share their names.
# More than our languages need today, so that a new language finds its script here.
NAMES: dict[str, str] = {
    "Latn": "LATIN",
    "Cyrl": "CYRILLIC",
    "Arab": "ARABIC",
    "Beng": "BENGALI",
    "Deva": "DEVANAGARI",
    "Armn": "ARMENIAN",
    "Ethi": "ETHIOPIC",
    "Geor": "GEORGIAN",
    "Grek": "GREEK",
    "Gujr": "GUJARATI",
    "Guru": "GURMUKHI",
    "Hebr": "HEBREW",
    "Khmr": "KHMER",
    "Laoo": "LAO",
    "Mlym": "MALAYALAM",
    "Mymr": "MYANMAR",
    "Sinh": "SINHALA",
    "Syrc": "SYRIAC",
    "Taml": "TAMIL",
    "Telu": "TELUGU",
    "Thaa": "THAANA",
    "Thai": "THAI",
    "Hans": "CJK",
    "Hant": "CJK",
}


def share_in(text: str, script: str) -> float:
    """Share (0 to 1) of the letters of a text that belong to the script; 0 where there are no letters."""
    letters = [character for character in text if character.isalpha()]
    return sum(_is_of(letter, script) for letter in letters) / len(letters) if letters else 0.0


@cache
def _is_of(letter: str, script: str) -> bool:
    return unicodedata.name(letter, "").startswith(NAMES[script])
