"""Fonts that travel with a page, for scripts that many phones draw badly or not at all.

Only a page in the language itself names one, so that a language's name in a menu makes nobody load it; a reader whose device
has the font loads nothing. Other scripts use the device's own fonts: Chinese would be too heavy to send.

No word may jump when a font arrives, least of all under somebody who reads what to do. Measured in Chromium at 360 px on Slow
4G (150 ms, 1.6 Mbit/s) with an empty cache: words stand after 0.4 to 0.7 s, Naskh and Bengali come after 0.7 to 1 s and
Nastaliq after 1.3 s. Arabic and Bengali in the device's own letters are what their readers see everywhere, so what comes late
is kept for the next page (`optional`): with `swap` the layout shifted by 0.03 to 0.13 and the whole article was laid out twice.
Urdu in Naskh letters is read with effort, so Nastaliq takes their place when it comes (`swap`). Until then a font
that sets lines as long stands in: shift 0 on article, home and quiz at 360 px and at most 0.04 from 320 to 412 px, in nearly
every place 0. Only a device with neither of the two that stand in may see up to 0.03 at 360 px.

Nothing is preloaded: the style stands in the page, so that the font is asked for just 0.03 s later than it could be, and a
device that has the font would load it for nothing.
"""

from dataclasses import dataclass

from django.templatetags.static import static

ARABIC = "U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC"
BENGALI = "U+964-965,U+980-9FE,U+200C-200D,U+20B9,U+25CC"


@dataclass(frozen=True)
class Font:
    family: str
    """As the style sheet names it."""
    file: str
    characters: str
    """Ranges that it is asked for, in CSS notation (`unicode-range`)."""
    display: str = "optional"
    """What happens when it comes late (`font-display`)."""
    until_then: tuple[tuple[str, int], ...] = ()
    """Families on many devices, the likeliest last, and the size in percent at which one sets lines as long (`size-adjust`)."""

    @property
    def address(self) -> str:
        return static(f"education/fonts/{self.file}")


FONTS = {
    "ar": Font("Noto Naskh Arabic", "noto-naskh-arabic.woff2", ARABIC),
    "ur": Font(
        "Noto Nastaliq Urdu",
        "noto-nastaliq-urdu.woff2",
        ARABIC,
        "swap",
        (("DejaVu Sans", 86), ("Noto Naskh Arabic", 99)),
    ),
    "bn": Font("Noto Sans Bengali", "noto-sans-bengali.woff2", BENGALI),
}
"""Language code → its font."""
STAND_IN = "Stand-in"
"""The style sheet names this family after that of a font which something stands in for."""


def font_face(language: str) -> str:
    """The `@font-face` rules of a page in this language; empty where the device's own fonts serve well."""
    font = FONTS.get(language)
    if font is None:
        return ""
    faces = [
        f'font-family:"{STAND_IN}";size-adjust:{percent}%;src:{_on_the_device(family)}'
        for family, percent in font.until_then
    ]
    sources = f'{_on_the_device(font.family)},url("{font.address}") format("woff2")'
    faces.append(f'font-family:"{font.family}";font-display:{font.display};src:{sources}')
    return "".join(f"@font-face{{{face};unicode-range:{font.characters}}}" for face in faces)


def _on_the_device(family: str) -> str:
    """Every name that the font may have there: browsers find it by its full or its PostScript name, never by its family's.

    Noto's fonts of today are called `Noto Naskh Arabic Regular` and `NotoNaskhArabic-Regular`, those of older phones
    `Noto Naskh Arabic` and `NotoNaskhArabic`.
    """
    joined = family.replace(" ", "")
    return ",".join(f'local("{name}")' for name in (family, f"{family} Regular", joined, f"{joined}-Regular"))
