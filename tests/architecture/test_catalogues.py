"""Every string that a reader can meet is translated in every language that ships, with its placeholders and plural forms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

from education.exchange.shipped import shipped_languages
from education.text.languages import LANGUAGES as LANGUAGE_LIST
from education.text.languages import SOURCE

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_CODE = sorted(
    [*(ROOT / "education" / "publishing").rglob("*.py"), ROOT / "education" / "quiz" / "views.py"]
)
PUBLIC_TEMPLATES = sorted(
    [*(ROOT / "templates" / "public").rglob("*.html"), *(ROOT / "templates").glob("*.html")]
)
MARKED = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
IN_TEMPLATE = re.compile(r"(?:gettext|pgettext|_)\(\s*u?((?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))")
LANGUAGES = [code for code in shipped_languages() if code != SOURCE]


def strings_in_code(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def strings_in_template(path: Path) -> Iterator[str]:
    for found in IN_TEMPLATE.finditer(templatize(path.read_text(encoding="utf-8"))):
        yield ast.literal_eval(found[1])


def public_strings() -> set[str]:
    code = {text for path in PUBLIC_CODE for text in strings_in_code(path)}
    return code | {text for path in PUBLIC_TEMPLATES for text in strings_in_template(path)}


def catalogue(language: str) -> polib.POFile:
    read: polib.POFile = polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))
    return read


def test_there_are_strings_to_check() -> None:
    assert len(public_strings()) > 30
    assert LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_has_every_public_string(self, language: str) -> None:
        translated = {entry.msgid for entry in catalogue(language) if entry.translated()}
        assert public_strings() - translated == set()

    def test_has_nothing_that_nobody_asks_for(self, language: str) -> None:
        names = {each.english_name for each in LANGUAGE_LIST}
        assert {entry.msgid for entry in catalogue(language)} - public_strings() - names == set()

    def test_keeps_placeholders(self, language: str) -> None:
        for entry in catalogue(language):
            wanted = set(re.findall(r"%\(\w+\)s", entry.msgid))
            forms = [set(re.findall(r"%\(\w+\)s", text)) for text in entry.msgstr_plural.values()]
            # Forms for one or two things may say the number in words.
            assert all(form <= wanted for form in forms), entry.msgid
            assert wanted in (forms or [set(re.findall(r"%\(\w+\)s", entry.msgstr))]), entry.msgid

    def test_says_that_a_computer_made_it(self, language: str) -> None:
        assert "computer" in catalogue(language).header.lower()
