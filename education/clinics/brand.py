"""What a public page prints of a clinic in one language: name, logo, colours, hours, address. Numbers stay on the clinic.

Every field is optional but the name, and none of them can hide or repaint what keeps people safe: the templates decide where
these words stand, and the colours of urgency come from the style sheet alone.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from education.clinics.models import Clinic
from education.clinics.pictures import Picture
from education.clinics.theme import Theme, theme_of
from education.text.languages import BY_CODE

WIDE = 2.2


@dataclass(frozen=True)
class Said:
    """Words of the clinic, and the language that they are in: not always the page's."""

    text: str
    lang: str

    @property
    def dir(self) -> str:
        return BY_CODE[self.lang].direction

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Image:
    """A picture by its address, which may hold the picture itself, and its size in pixels."""

    address: str
    width: int
    height: int

    @property
    def is_wordmark(self) -> bool:
        """Is it so wide that the name must be in it? Then the name does not stand beside it once more."""
        return self.width >= WIDE * self.height


@dataclass(frozen=True)
class Brand:
    name: Said
    hours: Said
    address: str
    theme: Theme
    logo: Image | None = None
    icon: str = ""
    """Address of the icon in the browser's tab."""


def brand_of(clinic: Clinic, code: str) -> Brand:
    return Brand(
        name=Said(*clinic.spoken("name", code)),
        hours=Said(*clinic.spoken("hours", code)),
        address=clinic.address,
        theme=_theme(clinic.accent, clinic.tint),
        logo=_image(clinic.logo) if clinic.logo else None,
        icon=picture_address(clinic.icon_id, "png") if clinic.icon_id else "",
    )


def picture_address(digest: str, kind: str) -> str:
    return reverse("picture", args=[digest, kind])


def _image(logo: Picture) -> Image:
    return Image(picture_address(logo.digest, logo.kind), logo.width, logo.height)


@lru_cache(maxsize=256)
def _theme(accent: str, tint: str) -> Theme:
    return theme_of(accent, tint)
