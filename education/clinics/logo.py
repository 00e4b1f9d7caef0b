"""A clinic's logo from a file that somebody sent: checked, decoded by Pillow, and drawn anew in our own size and format.

Nothing of the file itself is kept: no metadata, no comment, nothing that stands before or behind the picture. What moves, what
is no picture, what is broken or far too large is refused in words.
"""

import io
import struct
import zlib

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from education.clinics.pictures import Drawing

MOST_BYTES = 1024 * 1024
MOST_PIXELS, LONGEST_SIDE, SHORTEST_SIDE = 16_000_000, 8000, 16
BOX = (480, 120)
"""Three times what a phone shows, so that it is sharp there and on paper."""
ICON_SIDE = 64
FORMATS = ("PNG", "JPEG", "WEBP")
PLATE, PALE, INVISIBLE = (27, 24, 22), 215, 32
"""A logo that is nearly white on nothing would be lost on white paper: it gets a dark ground."""
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
    MemoryError,
)


class LogoRefused(Exception):
    """The file is no picture that can be used. The message says why, and what to do."""


def draw(sent: bytes) -> tuple[Drawing, Drawing]:
    """The logo (WebP, at most 480 × 120 pixels) and the icon (PNG, 64 × 64) of a file. Raises LogoRefused."""
    _refuse_by_look(sent)
    try:
        # Opening reads the size only; nothing is unpacked before it is known to be small enough.
        with Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
            _refuse_by_size(opened)
            picture = _flat(opened)
    except Image.DecompressionBombError:
        raise LogoRefused(_too_many()) from None
    except BROKEN:
        raise LogoRefused(
            _(
                "The file is broken, or no PNG, JPEG or WebP picture. Open it in a picture program and save it anew."
            )
        ) from None
    # Edges of nothing at all would make the logo small.
    cut = picture.crop(picture.getchannel("A").getbbox() or (0, 0, *picture.size))
    return _logo(_on_plate(cut) if _is_lost_on_paper(picture) else cut), _icon(cut)


def _refuse_by_look(sent: bytes) -> None:
    if not sent:
        raise LogoRefused(_("The file is empty."))
    if len(sent) > MOST_BYTES:
        raise LogoRefused(_("The file is larger than 1 MB. Make the picture smaller and send it again."))
    start = sent[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").lower()
    if start.startswith(b"<") or sent[:2] == b"\x1f\x8b":
        raise LogoRefused(
            _(
                "SVG pictures are not taken, because they can hold programs. Save the logo as PNG and send that."
            )
        )


def _refuse_by_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS or max(width, height) > LONGEST_SIDE:
        raise LogoRefused(_too_many())
    if min(width, height) < SHORTEST_SIDE:
        raise LogoRefused(_("The picture is too small: it needs at least 16 pixels on each side."))
    if getattr(picture, "n_frames", 1) > 1:
        raise LogoRefused(
            _("The picture moves, and nothing moves on these pages. Send one that stands still.")
        )


def _too_many() -> str:
    return _("The picture has far too many pixels. 1000 pixels on its longer side are plenty.")


def _flat(picture: Image.Image) -> Image.Image:
    """The pixels as RGBA, upright: CMYK, palettes, greys and 16 bits become what every screen shows."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return ImageOps.exif_transpose(picture).convert("RGBA")


def _logo(picture: Image.Image) -> Drawing:
    drawn = picture.copy()
    drawn.thumbnail(BOX, Image.Resampling.LANCZOS)
    return _smaller(
        _encoded(drawn, "WEBP", lossless=True, method=6), _encoded(drawn, "WEBP", quality=82, method=6)
    )


def _icon(picture: Image.Image) -> Drawing:
    small = ImageOps.contain(picture, (ICON_SIDE, ICON_SIDE), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (ICON_SIDE, ICON_SIDE))
    square.paste(small, ((ICON_SIDE - small.width) // 2, (ICON_SIDE - small.height) // 2))
    return _encoded(square, "PNG", optimize=True)


def _is_lost_on_paper(picture: Image.Image) -> bool:
    """Is there transparency around nothing but pale colours?"""
    alpha = picture.getchannel("A")
    if not any(alpha.histogram()[: INVISIBLE + 1]):
        return False
    shown = alpha.point(lambda value: 255 if value > INVISIBLE else 0)
    counts = picture.convert("RGB").convert("L").histogram(shown)
    total = sum(counts)
    return total > 0 and sum(counts[PALE:]) > 0.9 * total


def _on_plate(picture: Image.Image) -> Image.Image:
    edge = max(4, picture.height // 6)
    plate = Image.new("RGBA", (picture.width + 2 * edge, picture.height + 2 * edge), (*PLATE, 255))
    plate.alpha_composite(picture, (edge, edge))
    return plate


def _encoded(picture: Image.Image, form: str, **how: object) -> Drawing:
    # A new picture: Pillow carries an old one's metadata along.
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    if not any(clean.getchannel("A").histogram()[:-1]):
        clean = clean.convert("RGB")
    out = io.BytesIO()
    clean.save(out, form, **how)
    return Drawing(out.getvalue(), form.lower(), *picture.size)


def _smaller(exact: Drawing, rough: Drawing) -> Drawing:
    """Lines and letters are smaller and sharper without loss, photographs with it."""
    return rough if len(rough.body) * 2 < len(exact.body) else exact
