"""Fonts that travel with a page, for scripts that many phones draw badly or not at all.

Only a page in the language itself names one, so that a language's name in a menu makes nobody load it; a reader whose device
has the font loads nothing. Other scripts use the device's own fonts: Chinese would be too heavy to send.
"""

from dataclasses import dataclass

from django.templatetags.static import static

ARABIC = "U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"
BENGALI = "U+964-965,U+980-9FE,U+200C-200D,U+20B9,U+25CC"


@dataclass(frozen=True)
class Font:
    family: str
    """As the style sheet and the reader's device name it."""
    file: str
    characters: str
    """Ranges that it is asked for, in CSS notation (`unicode-range`)."""

    @property
    def address(self) -> str:
        return static(f"education/fonts/{self.file}")


FONTS = {
    "ar": Font("Noto Naskh Arabic", "noto-naskh-arabic.woff2", ARABIC),
    "ur": Font("Noto Nastaliq Urdu", "noto-nastaliq-urdu.woff2", ARABIC),
    "bn": Font("Noto Sans Bengali", "noto-sans-bengali.woff2", BENGALI),
}
"""Language code → its font."""


def font_face(language: str) -> str:
    """The `@font-face` rule of a page in this language; empty where the device's own fonts serve well."""
    font = FONTS.get(language)
    if font is None:
        return ""
    return (
        f'@font-face{{font-family:"{font.family}";font-display:swap;'
        f'src:local("{font.family}"),url("{font.address}") format("woff2");unicode-range:{font.characters}}}'
    )
