"""Every string that a reader can meet is translated in every language that ships, and every string of the staff area in
the languages that the staff area speaks; each with its placeholders and plural forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
import django
import polib
import pytest
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from education.exchange.shipped import shipped_languages
from education.staff.middleware import STAFF_LANGUAGES
from education.text.languages import LANGUAGES as LANGUAGE_LIST
from education.text.languages import SOURCE

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_CODE = sorted(
    [*(ROOT / "education" / "publishing").rglob("*.py"), ROOT / "education" / "quiz" / "views.py"]
)
PUBLIC_TEMPLATES = sorted(
    [*(ROOT / "templates" / "public").rglob("*.html"), *(ROOT / "templates").glob("*.html")]
)
CODE = sorted(path for name in ("education", "sciatica_site") for path in (ROOT / name).rglob("*.py"))
TEMPLATES = sorted(path for ending in ("html", "txt") for path in (ROOT / "templates").rglob(f"*.{ending}"))
THEIR_FOLDERS = [
    *(
        Path(django.__file__).parent / name
        for name in ("contrib/admin", "contrib/auth", "contrib/contenttypes")
    ),
    *(Path(django.__file__).parent / name for name in ("core", "db/models", "forms", "utils", "views")),
    *(Path(allauth.__file__).parent / name for name in ("account", "mfa")),
]
"""What of Django and allauth the staff area shows: its forms, its dates, its refusals."""
THEIR_CODE = sorted(
    path
    for folder in THEIR_FOLDERS
    for path in folder.rglob("*.py")
    if not {"tests", "migrations", "management"} & set(path.parts)
)
THEIR_TEMPLATES = sorted(THEIR_FOLDERS[0].rglob("*.html"))
TOO_SHORT = ("", "This password is too short. It must contain at least %d character.")
"""Django builds its name at run time."""
MARKED = {"_", *(f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy", "_noop"))}
QUOTED = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(n?p?)(?:gettext|_)\(\s*{QUOTED}(?:\s*,\s*{QUOTED})?")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
LANGUAGES = [code for code in shipped_languages() if code != SOURCE]

Marked = tuple[str, str]
"""The context of a string, empty for most, and the string."""


def strings_in_code(path: Path) -> Iterator[Marked]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        given = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if called in MARKED and given and isinstance(given[0], str):
            yield (given[0], str(given[1])) if called.startswith(("p", "np")) else ("", given[0])


def strings_in_template(path: Path) -> Iterator[Marked]:
    for kind, first, second in IN_TEMPLATE.findall(templatize(path.read_text(encoding="utf-8"))):
        first = ast.literal_eval(first)
        yield (first, ast.literal_eval(second)) if "p" in kind else ("", first)


def strings(code: list[Path], templates: list[Path]) -> set[Marked]:
    return {text for path in code for text in strings_in_code(path)} | {
        text for path in templates for text in strings_in_template(path)
    }


PUBLIC = strings(PUBLIC_CODE, PUBLIC_TEMPLATES)
ALL = strings(CODE, TEMPLATES)
THEIRS = strings(THEIR_CODE, THEIR_TEMPLATES) | {TOO_SHORT}


def catalogue(language: str) -> polib.POFile:
    folder = ROOT / "locale" / to_locale(language) / "LC_MESSAGES"
    read: polib.POFile = polib.pofile(str(folder / "django.po"))
    return read


def marked(entry: polib.POEntry) -> Marked:
    return entry.msgctxt or "", entry.msgid


def spoken_by_them(language: str) -> set[Marked]:
    """What the catalogues of Django and allauth say in a language."""
    roots = (Path(django.__file__).parent, Path(allauth.__file__).parent)
    name = f"locale/{to_locale(language)}/LC_MESSAGES/django.po"
    found = [path for root in roots for path in root.rglob(name)]
    return {marked(entry) for path in found for entry in polib.pofile(str(path)) if entry.translated()}


def test_there_are_strings_to_check() -> None:
    assert len(PUBLIC) > 30
    assert len(ALL) > 900
    assert PUBLIC < ALL
    assert ("edition", "withdrawn") in ALL
    assert LANGUAGES


def test_no_string_hides_behind_another_name_for_gettext() -> None:
    """`makemessages` and this file find strings by the name of the function that is called."""
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                renamed = {name.asname for name in node.names if "gettext" in name.name and name.asname}
                assert renamed <= {"_"}, path


def test_the_staff_area_speaks_only_languages_that_ship() -> None:
    assert set(STAFF_LANGUAGES) <= {SOURCE, *LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_has_every_string_that_can_be_met_in_it(self, language: str) -> None:
        translated = {marked(entry) for entry in catalogue(language) if entry.translated()}
        assert (ALL if language in STAFF_LANGUAGES else PUBLIC) - translated == set()
        if language in STAFF_LANGUAGES:
            assert THEIRS - translated - spoken_by_them(language) == set()

    def test_has_nothing_that_nobody_asks_for(self, language: str) -> None:
        names = {("", each.english_name) for each in LANGUAGE_LIST}
        assert {marked(entry) for entry in catalogue(language)} - ALL - names - THEIRS == set()

    def test_says_nothing_twice(self, language: str) -> None:
        said = [marked(entry) for entry in catalogue(language)]
        assert len(said) == len(set(said))

    def test_keeps_placeholders(self, language: str) -> None:
        for entry in catalogue(language):
            wanted = set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural))
            forms = [set(PLACEHOLDER.findall(text)) for text in entry.msgstr_plural.values()]
            # Forms for one or two things may say the number in words.
            assert all(form <= wanted for form in forms), entry.msgid
            assert wanted in (forms or [set(PLACEHOLDER.findall(entry.msgstr))]), entry.msgid

    def test_has_every_plural_form(self, language: str) -> None:
        read = catalogue(language)
        found = re.search(r"nplurals=(\d)", read.metadata["Plural-Forms"])
        assert found
        for entry in read:
            if entry.msgid_plural:
                assert len([text for text in entry.msgstr_plural.values() if text]) == int(found[1]), (
                    entry.msgid
                )

    def test_says_who_made_it(self, language: str) -> None:
        assert re.search(r"Made by a (computer|person)\b", catalogue(language).header)
