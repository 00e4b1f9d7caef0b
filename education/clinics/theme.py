"""Colours of a page from the one or two that a clinic chooses. Pure: `#rrggbb` goes in, colours that can be read come out.

Lightness is changed in OKLCH steps until text is 7:1 or better on every ground that it stands on (WCAG 2.2, 1.4.6), in light
and in dark; the hue stays. What is chosen itself shows in the band under the clinic's name, which nobody has to read.
The four colours of urgency are no part of this: they are the same at every clinic.
OKLab: https://bottosson.github.io/posts/oklab/. Luminance and contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

LEAST = 7.0
STEP = 0.01

INK, QUIET = {"light": "#231e1a", "dark": "#efe8dd"}, {"light": "#50483f", "dark": "#c9bfb2"}
PAPER, WASH = {"light": "#fcf9f4", "dark": "#1b1816"}, {"light": "#f4eee3", "dark": "#282420"}
LINE, ACCENT = {"light": "#d8cebf", "dark": "#4b443c"}, {"light": "#5c2a57", "dark": "#e3c3e6"}
URGENT = {
    "light": ("#8c1313", "#673a00", "#11437a", "#1b4d27"),
    "dark": ("#ffb9ad", "#ffcf7d", "#a9d0fb", "#a9dcb0"),
}
"""Words in the colours of urgency; they stand on the paper too."""
GROUNDS = {
    "light": ("#fdf0ec", "#fff5e0", "#edf4fb", "#eef6ec"),
    "dark": ("#331a17", "#30240f", "#17263a", "#192a1c"),
}
"""What lies under the words of the care cards."""
EMERGENCY = "#9b1414"
TINTED = {
    "light": ((0.975, 0.012), (0.945, 0.020), (0.86, 0.030)),
    "dark": ((0.21, 0.010), (0.26, 0.014), (0.39, 0.020)),
}
"""Lightness and most chroma of paper, wash and line where a clinic tints its paper."""
NEAR_DEGREES, COLOURFUL = 25.0, 0.08


@dataclass(frozen=True)
class Scheme:
    """The colours of one theme of the page that a clinic may change."""

    paper: str
    wash: str
    line: str
    accent: str


@dataclass(frozen=True)
class Adjustment:
    """What had to change, and why: `darker`, `lighter`, `paler` or `dimmer`."""

    theme: str
    token: str
    chosen: str
    used: str
    why: str
    before: float
    """Worst contrast of the colour as it was chosen."""
    after: float


@dataclass(frozen=True)
class Theme:
    light: Scheme
    dark: Scheme
    band: str
    """The colour as it was chosen, for the band under the clinic's name."""
    adjustments: tuple[Adjustment, ...]
    looks_urgent: bool
    """Is the colour so near to the red of emergencies that links could be taken for warnings?"""

    @property
    def pairs(self) -> list[tuple[str, Scheme, str]]:
        """Name, colours and ink of both themes."""
        return [("light", self.light, INK["light"]), ("dark", self.dark, INK["dark"])]


def theme_of(accent: str = "", tint: str = "") -> Theme:
    """The theme for a colour and a colour of the paper; what is not chosen is the house's own."""
    schemes = {name: _scheme(name, accent, tint) for name in ("light", "dark")}
    notes = [note for name, scheme in schemes.items() for note in _notes(name, scheme, accent, tint)]
    return Theme(
        schemes["light"], schemes["dark"], accent or ACCENT["light"], tuple(notes), bool(accent) and _is_near_red(accent)
    )  # fmt: skip


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grounds(name: str, scheme: Scheme) -> tuple[str, ...]:
    """Everything that the accent and the ink stand on in a theme."""
    return (scheme.paper, scheme.wash, *GROUNDS[name])


def _scheme(name: str, accent: str, tint: str) -> Scheme:
    papers = _papers(name, tint) if tint else (PAPER[name], WASH[name], LINE[name])
    plain = Scheme(*papers, ACCENT[name])
    readable = _readable(accent or ACCENT[name], grounds(name, plain), darker=name == "light")
    return Scheme(*papers, readable)


def _papers(name: str, tint: str) -> tuple[str, str, str]:
    """Paper, wash and line in the hue of the tint. Paper gives way until everything that stands on it can be read."""
    _lightness, chroma, hue = _oklch(tint)
    found = [_hex(lightness, min(chroma, most), hue) for lightness, most in TINTED[name]]
    words = {0: (INK[name], QUIET[name], *URGENT[name]), 1: (INK[name], QUIET[name])}
    for place, texts in words.items():
        lightness = TINTED[name][place][0]
        while _worst(found[place], texts) < LEAST and 0 < lightness < 1:
            lightness += STEP if name == "light" else -STEP
            found[place] = _hex(lightness, min(chroma, TINTED[name][place][1]), hue)
    return found[0], found[1], found[2]


def _readable(colour: str, on: Iterable[str], *, darker: bool) -> str:
    """The nearest colour of this hue that can be read on all these grounds."""
    lightness, chroma, hue = _oklch(colour)
    grounds, found = tuple(on), colour
    while _worst(found, grounds) < LEAST and (lightness > 0 if darker else lightness < 1):
        lightness += -STEP if darker else STEP
        found = _hex(lightness, chroma, hue)
    return found


def _worst(colour: str, others: Iterable[str]) -> float:
    return min(contrast(colour, other) for other in others)


def _notes(name: str, scheme: Scheme, accent: str, tint: str) -> Iterable[Adjustment]:
    on = grounds(name, scheme)
    if accent and scheme.accent != accent:
        why = "darker" if name == "light" else "lighter"
        yield Adjustment(
            name, "accent", accent, scheme.accent, why, _worst(accent, on), _worst(scheme.accent, on)
        )
    if tint and scheme.paper != tint:
        words = (INK[name], QUIET[name])
        why = "paler" if name == "light" else "dimmer"
        yield Adjustment(
            name, "paper", tint, scheme.paper, why, _worst(tint, words), _worst(scheme.paper, words)
        )


def _is_near_red(colour: str) -> bool:
    _lightness, chroma, hue = _oklch(colour)
    apart = abs(hue - _oklch(EMERGENCY)[2]) % 360
    return chroma > COLOURFUL and min(apart, 360 - apart) < NEAR_DEGREES


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055


def _oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0–1, chroma 0–0.4, hue in degrees."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The sRGB colour; where a screen has none, the one of less chroma that it has."""
    lightness = min(1.0, max(0.0, lightness))
    while not all(-1e-4 <= part <= 1 + 1e-4 for part in _rgb(lightness, chroma, hue)) and chroma > 0:
        chroma = max(0.0, chroma - 0.004)
    parts = (round(255 * min(1.0, max(0.0, part))) for part in _rgb(lightness, chroma, hue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    red, green, blue = (_gamma(max(0.0, part)) for part in linear)
    return (red, green, blue) if min(linear) >= -1e-4 else (-1.0, green, blue)
