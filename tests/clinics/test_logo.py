"""What becomes of a file that is sent as a logo: a small clean picture, or one sentence that says what is wrong."""

import contextlib
import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, PngImagePlugin

from education.clinics.logo import BOX, ICON_SIDE, LogoRefused, draw

SECRET = b"<script>alert('secret')</script>"


def encoded(picture: Image.Image, form: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (900, 300), colour: object = None) -> Image.Image:
    return Image.new(mode, size) if colour is None else Image.new(mode, size, colour)  # type: ignore[arg-type]


def opened(body: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(body))
    picture.load()
    return picture


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A small PNG that says it has this many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def moving(form: str) -> bytes:
    frames = [plain(colour="red"), plain(colour="blue")]
    return encoded(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def grey_16() -> bytes:
    return encoded(Image.new("I;16", (100, 50), 40_000))


@pytest.mark.parametrize(
    "sent",
    [
        encoded(plain(colour="navy")),
        encoded(plain(colour="navy"), "JPEG"),
        encoded(plain(colour="navy"), "WEBP"),
        encoded(plain("CMYK", colour=(10, 200, 0, 30)), "JPEG"),
        encoded(plain("P")),
        encoded(plain("1")),
        encoded(plain("LA", colour=(20, 255))),
        encoded(plain("RGBA", colour=(0, 0, 90, 120))),
        encoded(plain("RGBA", colour=(0, 0, 0, 0))),
        grey_16(),
        encoded(plain(size=(8000, 16))),
    ],
    ids=["png", "jpeg", "webp", "cmyk", "palette", "bits", "grey", "glass", "nothing", "16-bit", "long"],
)
def test_a_picture_is_drawn_anew_in_a_bounded_size(sent: bytes) -> None:
    logo, icon = draw(sent)
    assert (logo.kind, icon.kind) == ("webp", "png")
    drawn = opened(logo.body)
    assert drawn.size == (logo.width, logo.height)
    assert drawn.width <= BOX[0]
    assert drawn.height <= BOX[1]
    assert opened(icon.body).size == (ICON_SIDE, ICON_SIDE)


def test_nothing_but_the_pixels_is_kept() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    polyglots = [
        encoded(plain(colour="navy"), pnginfo=told, exif=exif) + SECRET,
        encoded(plain(colour="navy"), "JPEG", comment=SECRET, exif=exif) + b"PK\x03\x04" + SECRET,
        encoded(plain(colour="navy"), "WEBP", exif=exif, xmp=SECRET),
    ]
    for sent in polyglots:
        assert SECRET in sent
        for drawing in draw(sent):
            assert b"secret" not in drawing.body
            assert not dict(opened(drawing.body).getexif())


def test_a_photograph_that_lies_on_its_side_is_set_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    logo, _icon = draw(encoded(plain(size=(300, 100), colour="navy"), "JPEG", exif=exif))
    assert logo.height > logo.width


def test_a_white_logo_on_nothing_gets_a_dark_ground() -> None:
    white = plain("RGBA", (300, 100), (255, 255, 255, 0))
    white.paste((255, 255, 255, 255), (50, 30, 250, 70))
    dark = plain("RGBA", (300, 100), (0, 0, 0, 0))
    dark.paste((0, 0, 80, 255), (50, 30, 100, 70))
    assert opened(draw(encoded(white))[0].body).convert("RGBA").getpixel((1, 1)) == (27, 24, 22, 255)
    assert opened(draw(encoded(dark))[0].body).mode == "RGB"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (b"", "empty"),
        (b"x" * 1_048_577, "larger than 1 MB"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", "SVG"),
        (b"\x1f\x8b\x08 svgz", "SVG"),
        (b"<html>", "SVG"),
        (b"%PDF-1.7", "broken"),
        (b"GIF89a" + b"\0" * 50, "broken"),
        (encoded(plain(), "GIF"), "broken"),
        (encoded(plain(), "TIFF"), "broken"),
        (encoded(plain(colour="navy"), "BMP"), "broken"),
        (bomb(60_000, 60_000), "far too many pixels"),
        (bomb(5_000, 5_000), "far too many pixels"),
        (bomb(100_000, 16), "far too many pixels"),
        (bomb(3_000, 3_000), "broken"),
        (encoded(plain(size=(15, 300))), "too small"),
        (moving("PNG"), "moves"),
        (moving("WEBP"), "moves"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:12].hex(),
)
def test_what_cannot_be_used_is_refused_in_words(sent: bytes, said: str) -> None:
    with pytest.raises(LogoRefused, match=said):
        draw(sent)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize(
    "damage",
    [
        lambda sent: sent[: len(sent) // 2],
        lambda sent: sent[:30],
        lambda sent: sent[:60] + bytes(40) + sent[100:],
    ],
)
def test_a_broken_file_is_refused_or_drawn_and_never_a_fault(
    form: str, damage: Callable[[bytes], bytes]
) -> None:
    noise = Image.effect_noise((200, 90), 60).convert("RGB")
    with contextlib.suppress(LogoRefused):
        assert draw(damage(encoded(noise, form)))[0].width
