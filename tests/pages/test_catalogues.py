"""The interface words of the public pages: whole in every language that ships with one, with the same blanks to fill."""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

PROJECT = Path(settings.BASE)
CATALOGUES = sorted((PROJECT / "locale").glob("*/LC_MESSAGES/django.po"))
CALL = re.compile(
    r"""\b_?(?:gettext|ngettext)?\(\s*u?(?P<quote>['"])(?P<words>(?:\\.|(?!(?P=quote)).)+)(?P=quote)"""
)
BLANK = re.compile(r"%\((\w+)\)s")
PLURAL_FORMS = {"es": 2, "ar": 6}


def said() -> Iterator[str]:
    """Every string that a public template or `education/publishing` asks a catalogue for; previews are for staff."""
    for template in (PROJECT / "templates").glob("**/*.html"):
        if template.parent.name != "staff":
            yield from (
                match["words"].replace("\\'", "'")
                for match in CALL.finditer(templatize(template.read_text()))
            )
    for module in (PROJECT / "education" / "publishing").glob("*.py"):
        if module.stem != "preview":
            yield from re.findall(r'\b_\("([^"]+)"\)', module.read_text())


def catalogue(path: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(path)) if not entry.obsolete}


def language(path: Path) -> str:
    return path.parent.parent.name


def test_there_are_words_to_look_for() -> None:
    assert {"Close", "What you can do", "No clinician has checked this yet.", "%(number)s source"} <= set(
        said()
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_every_word_of_the_public_pages_is_translated(path: Path) -> None:
    entries = catalogue(path)
    lacking = {words for words in said() if words not in entries or not entries[words].translated()}
    assert lacking == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_translations_have_the_same_blanks(path: Path) -> None:
    for entry in catalogue(path).values():
        assert not entry.msgstr or sorted(BLANK.findall(entry.msgstr)) == sorted(
            BLANK.findall(entry.msgid)
        ), entry.msgid


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_counted_words_have_every_form_of_their_language(path: Path) -> None:
    counted = [entry for entry in catalogue(path).values() if entry.msgid_plural]
    assert counted
    for entry in counted:
        assert len(entry.msgstr_plural) == PLURAL_FORMS[language(path)]
        assert all(entry.msgstr_plural.values())


@pytest.mark.parametrize("path", CATALOGUES, ids=language)
def test_a_catalogue_says_who_made_it(path: Path) -> None:
    assert "Made by a computer" in polib.pofile(str(path)).header
