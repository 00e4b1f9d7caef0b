"""Text on its ground, computed from the tokens of the style sheet: 7:1 or better in both themes (WCAG 2.2, 1.4.6)."""

import re

import pytest

from education.publishing.stylesheet import stylesheet

LEVELS = (".emergency", ".same_day", ".soon", ".self_care")
DARK = "@media screen and (prefers-color-scheme:dark){"
LEAST = 7.0

Tokens = dict[str, dict[str, str]]


def tokens(css: str) -> Tokens:
    """Selector → token → colour, as `#rrggbb`."""
    found: Tokens = {}
    for selector, body in re.findall(r"([:.][\w-]+)\{([^{}]*)\}", css):
        for name, colour in re.findall(r"(--[a-z]+):\s*#([0-9a-f]{3,6})\b", body):
            found.setdefault(selector, {})[name] = (
                colour if len(colour) == 6 else "".join(2 * one for one in colour)
            )
    return found


def themes() -> dict[str, Tokens]:
    css = stylesheet()
    start = css.index(DARK) + len(DARK)
    light, dark = tokens(css[: start - len(DARK)]), tokens(css[start : css.index("}}", start) + 1])
    return {"light": light, "dark": {name: light[name] | dark.get(name, {}) for name in light}}


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, of an sRGB colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guideline_says() -> None:
    assert round(contrast("000000", "ffffff"), 2) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["--paper", "--wash"])
@pytest.mark.parametrize("text", ["--ink", "--quiet", "--accent"])
def test_words_on_paper(theme: str, ground: str, text: str) -> None:
    page = themes()[theme][":root"]
    assert contrast(page[text], page[ground]) >= LEAST


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("level", LEVELS)
def test_words_on_care_cards(theme: str, level: str) -> None:
    page, card = themes()[theme][":root"], themes()[theme][level]
    assert contrast(card["--on"], card["--fill"]) >= LEAST
    assert contrast(card["--level"], page["--paper"]) >= LEAST
    for text in ("--ink", "--quiet", "--accent"):
        assert contrast(page[text], card["--ground"]) >= LEAST


def test_the_four_levels_are_four_colours_and_none_is_the_clinics() -> None:
    for theme in themes().values():
        colours = [theme[level]["--level"] for level in LEVELS]
        assert len({*colours, theme[":root"]["--accent"]}) == 5
