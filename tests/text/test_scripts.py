"""In which script a text is written."""

import pytest

from education.text.languages import LANGUAGES
from education.text.scripts import NAMES, share_in


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Pierna", "Latn"),
        ("нога", "Cyrl"),
        ("الساق", "Arab"),
        ("ٹانگ", "Arab"),
        ("পা", "Beng"),
        ("腿", "Hans"),
        ("chân", "Latn"),
    ],
)
def test_a_text_in_one_script_is_wholly_in_it(text: str, script: str) -> None:
    assert share_in(text, script) == 1
    assert share_in(text, "Deva") == 0


def test_only_letters_count() -> None:
    assert share_in("腿 123 …", "Hans") == 1
    assert share_in("abcд", "Latn") == 0.75
    assert share_in("123 …", "Latn") == 0


def test_every_language_of_ours_has_a_script_that_is_known() -> None:
    assert {language.script for language in LANGUAGES} <= NAMES.keys()
