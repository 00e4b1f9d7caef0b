"""Any colour that a clinic may choose gives pages that can be read, in light and in dark."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from education.clinics.theme import (
    ACCENT,
    EMERGENCY,
    INK,
    PAPER,
    QUIET,
    URGENT,
    Scheme,
    Theme,
    contrast,
    grounds,
    theme_of,
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
WORDS, CONTROLS = 7.0, 3.0


def schemes(theme: Theme) -> dict[str, Scheme]:
    return {"light": theme.light, "dark": theme.dark}


@given(accent=COLOURS, tint=COLOURS | st.just(""))
@example(accent="#ffffcc", tint="#ffff00")
@example(accent="#000000", tint="#000000")
@example(accent="#ffffff", tint="#ffffff")
@example(accent="#39ff14", tint="#ff00ff")
@example(accent="#808080", tint="#808080")
def test_words_are_seven_to_one_and_controls_three_to_one_whatever_is_chosen(accent: str, tint: str) -> None:
    for name, scheme in schemes(theme_of(accent, tint)).items():
        for ground in grounds(name, scheme):
            assert contrast(scheme.accent, ground) >= WORDS
            assert contrast(INK[name], ground) >= WORDS
        for text in (QUIET[name], *URGENT[name]):
            assert contrast(text, scheme.paper) >= WORDS
        assert contrast(QUIET[name], scheme.wash) >= WORDS
        # A filled button has the paper's colour for its words; its edge stands on paper, wash or a card.
        assert min(contrast(scheme.accent, ground) for ground in grounds(name, scheme)) >= CONTROLS


@given(accent=COLOURS)
def test_what_is_adjusted_is_said_and_what_is_not_is_used_as_it_is(accent: str) -> None:
    theme = theme_of(accent)
    told = {note.theme: note for note in theme.adjustments}
    for name, scheme in schemes(theme).items():
        assert (name in told) == (scheme.accent != accent)
        if name in told:
            assert (told[name].chosen, told[name].used) == (accent, scheme.accent)
            assert told[name].before < WORDS <= told[name].after


def test_nothing_chosen_is_the_house_s_own_and_nothing_is_adjusted() -> None:
    theme = theme_of()
    assert theme.adjustments == ()
    assert {name: (one.paper, one.accent) for name, one in schemes(theme).items()} == {
        name: (PAPER[name], ACCENT[name]) for name in PAPER
    }


def test_a_colour_keeps_its_hue() -> None:
    light = theme_of("#ffe680").light.accent
    red, green, blue = (int(light[place : place + 2], 16) for place in (1, 3, 5))
    assert red > blue
    assert green > blue


@pytest.mark.parametrize("accent", [EMERGENCY, "#ff0000", "#c8102e"])
def test_a_red_like_that_of_emergencies_is_said(accent: str) -> None:
    assert theme_of(accent).looks_urgent


@pytest.mark.parametrize("accent", ["#005eb8", "#39ff14", "#000000", "#ffcdd2", "#8a5a00", ""])
def test_other_colours_are_not_taken_for_it(accent: str) -> None:
    assert not theme_of(accent).looks_urgent


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48)]
)
def test_contrast_is_computed_as_the_guideline_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast(one, other), 2) == ratio
