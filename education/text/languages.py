"""The languages that the project can hold, with what a page must know of each: its own name, direction and script.

This list decides which language columns exist. Which of them a clinic shows is the clinic's choice and lies in the database.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, pgettext


@dataclass(frozen=True)
class Language:
    code: str
    own_name: str
    english_name: str
    script: str
    """The script of running text, by its ISO 15924 code."""

    @property
    def direction(self) -> str:
        return "rtl" if self.script in RIGHT_TO_LEFT else "ltr"

    @property
    def name(self) -> str:
        """Its name in the language that the page speaks; Django brings those of the languages that it knows."""
        return gettext(self.english_name)

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.script in WITHOUT_BLANKS else " "

    @property
    def column(self) -> str:
        """The ending of this language's columns: `heading_zh_hans`."""
        return self.code.replace("-", "_")


RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})
"""Scripts that are written from right to left, by their ISO 15924 codes."""
WITHOUT_BLANKS = frozenset({"Hans", "Hant"})
"""Scripts whose full stop brings its own room."""

SOURCE = "en"
LANGUAGES = (
    Language("en", "English", "English", "Latn"),
    Language("es", "Español", "Spanish", "Latn"),
    Language("fr", "Français", "French", "Latn"),
    Language("de", "Deutsch", "German", "Latn"),
    Language("pt", "Português", "Portuguese", "Latn"),
    Language("pl", "Polski", "Polish", "Latn"),
    Language("ru", "Русский", "Russian", "Cyrl"),
    Language("ar", "العربية", "Arabic", "Arab"),
    Language("ur", "اردو", "Urdu", "Arab"),
    Language("bn", "বাংলা", "Bengali", "Beng"),
    Language("zh-hans", "简体中文", "Simplified Chinese", "Hans"),
    Language("vi", "Tiếng Việt", "Vietnamese", "Latn"),
)
BY_CODE = {language.code: language for language in LANGUAGES}

# What browsers send for languages whose script or name differs from our code.
ALIASES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-my": "zh-hans"}

RANGE = re.compile(
    r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?\Z"
)
LONGEST_HEADER = 500


def django_languages() -> list[tuple[str, str]]:
    return [(language.code, language.english_name) for language in LANGUAGES]


def unknown_to_django(known: Container[str]) -> dict[str, dict[str, object]]:
    """What Django says of languages (its `LANG_INFO`), for those of ours of which it says nothing, such as Somali."""
    return {
        language.code: {
            "bidi": language.direction == "rtl",
            "code": language.code,
            "name": language.english_name,
            "name_local": language.own_name,
        }
        for language in LANGUAGES
        if language.code not in known
    }


def names_of(codes: Iterable[str]) -> str:
    """The languages by name, in a row, in the language that the page speaks."""
    return pgettext("list", ", ").join(BY_CODE[code].name for code in codes)


def negotiate(header: str, offered: Sequence[str]) -> str:
    """The offered language that a reader prefers by an Accept-Language header (RFC 9110 §12.5.4), else the first offered."""
    for wanted in _by_preference(header[:LONGEST_HEADER]):
        match = nearest(wanted, offered)
        if match:
            return match
    return offered[0]


def nearest(tag: str, offered: Iterable[str]) -> str | None:
    """The offered language for a tag such as `es-MX` or `zh-CN`; none where only the script differs (`zh-TW`)."""
    choices = set(offered)
    tag = tag.lower()
    tag = ALIASES.get(tag, tag)
    if tag.startswith("zh-") and tag != "zh-hans" and not tag.startswith("zh-hans-"):
        return None
    while tag:
        if tag in choices:
            return tag
        tag = tag.rpartition("-")[0]
    return None


def _by_preference(header: str) -> list[str]:
    weighed = []
    for place, part in enumerate(header.split(",")):
        match = RANGE.match(part)
        weight = float(match[2] or 1) if match else 0.0
        if match and match[1] != "*" and 0 < weight <= 1:
            weighed.append((-weight, place, match[1]))
    return [tag for _, _, tag in sorted(weighed)]
