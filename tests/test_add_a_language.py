"""docs/add-a-language.md, gone through with a copy of the project and Somali, which Django does not know."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf.locale import LANG_INFO
from modeltranslation.translator import translator

from sciatica_site.place import PROJECT

pytestmark = pytest.mark.own_database

RECIPE = (PROJECT / "docs" / "add-a-language.md").read_text(encoding="utf-8")
STEPS = re.findall(r"^```(text|sh)\n(.*?)^```$", RECIPE, re.DOTALL | re.MULTILINE)
NEEDED = ("education", "locale", "sciatica_site", "templates", "tests")
WORDS, CATALOGUE = "education/shipped/sciatica/so.toml", "locale/so/LC_MESSAGES/django.po"
PICTURES = "docs.phone_pictures"
TRANSLATED = [
    f"{model.__name__}.{field}"
    for model in translator.get_registered_models(abstract=False)
    for field in translator.get_options_for_model(model).all_fields
]
LISTED = "\n)\nBY_CODE"
"""Where the list of languages ends."""


class Copy:
    """A copy of the project with English alone, and its database."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        for name in NEEDED:
            shutil.copytree(PROJECT / name, self.project / name)
        shutil.copy(PROJECT / "manage.py", self.project)
        for file in (self.project / WORDS).parent.glob("*.toml"):
            if file.stem not in ("en", "structure"):
                file.unlink()
        database = f"sqlite:///{folder}/education.sqlite3"
        self.environment = {
            "PATH": os.environ["PATH"], "VAR": str(folder / "var"), "LC_ALL": "C.UTF-8",
            "DATABASE_URL": database, "TEST_DATABASE_URL": database,
        }  # fmt: skip

    def run(self, command: str) -> str:
        """What a command of the recipe prints. Fails as soon as one line of it does."""
        mine = command.replace(".venv/bin/python", f'"{sys.executable}"')
        done = subprocess.run(
            ["sh", "-e", "-c", mine], cwd=self.project, env=self.environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def change(self, file: str, old: str, new: str) -> None:
        text = (self.project / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        (self.project / file).write_text(text.replace(old, new), encoding="utf-8")

    def follow(self) -> None:
        """The recipe from top to bottom; after a step that makes a file, the translator's work on it."""
        for kind, step in STEPS:
            if kind == "text":
                self.change("education/text/languages.py", LISTED, f"\n{step.rstrip()}{LISTED}")
            elif PICTURES not in step:
                self.run(step)
            if WORDS in step:
                translate_words(self.project / WORDS)
            if CATALOGUE in step:
                translate_catalogue(self.project / CATALOGUE)


def translate_words(path: Path) -> None:
    """Each paragraph and list item begins with "Waa"; keys, variables and links stay."""
    lines, is_inside = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if is_inside and line != '"""':
            line = re.sub(r"^(- |\d+\. )?(?=.)", r"\1Waa ", line)
        else:
            line = re.sub(r'^((?!language|maker)\w+ = ")(?!"")', r"\1Waa ", line)
        is_inside ^= line.count('"""') == 1
        lines.append('language = "so"' if line == 'language = "en"' else line)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def translate_catalogue(path: Path) -> None:
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: f"so: {entry.msgid}", 1: f"so: {entry.msgid_plural}"}
        else:
            entry.msgstr = f"so: {entry.msgid}"
    catalogue.save()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    copy = Copy(tmp_path_factory.mktemp("thirteen"))
    copy.follow()
    copy.change("education/staff/middleware.py", '"vi")\n', '"vi", "so")\n')
    return copy


@pytest.fixture(scope="module")
def seen(copy: Copy) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(copy.run(".venv/bin/python -m tests.thirteenth so"))
    return answer


def page(seen: dict[str, Any], path: str) -> str:
    status, html = seen["pages"][path]
    assert status == 200, path
    return str(html)


def test_the_page_names_every_step() -> None:
    commands = " ".join(step for _, step in STEPS)
    order = [
        "Language(",
        "makemigrations education",
        "so.toml",
        "so/LC_MESSAGES",
        "migrate\n",
        "load_words",
        "--check",
    ]
    assert [commands.index(word) for word in order] == sorted(commands.index(word) for word in order)
    assert "`STAFF_LANGUAGES` in `education/staff/middleware.py`" in RECIPE


def test_every_file_that_the_page_names_is_there() -> None:
    named = {*re.findall(r"`((?:education|docs|tests|sciatica_site)/[\w/.-]+)`", RECIPE)}
    there = {name for name in named if not re.search(r"/so[./]", name)}
    assert len(there) > 6
    assert [name for name in there if not (PROJECT / name).exists()] == []


def test_django_knows_no_somali_here() -> None:
    assert "so" not in LANG_INFO


def test_one_migration_comes_and_nothing_is_left_to_migrate(copy: Copy) -> None:
    """That nothing is left was asked by the last command of the recipe."""
    (made,) = (copy.project / "education" / "migrations").glob("*_somali.py")
    operations = re.findall(r"migrations\.(\w+)\(\n", made.read_text(encoding="utf-8"))
    assert operations == ["AddField"] * len(TRANSLATED)


@pytest.mark.parametrize("path", ["/so/", "/so/sciatica/", "/so/sciatica/quiz/"])
def test_readers_find_pages_in_it(seen: dict[str, Any], path: str) -> None:
    assert '<html lang="so" dir="ltr"' in page(seen, path)
    assert "so: Skip to the text" in page(seen, path)


def test_the_article_is_that_of_the_words_file(seen: dict[str, Any]) -> None:
    article = page(seen, "/so/sciatica/")
    assert "Waa Sciatica is pain down the leg that starts at a nerve in the low back." in article
    assert "so: Translated by a computer. so: No clinician has checked this yet." in article


def test_the_menu_of_other_languages_names_it(seen: dict[str, Any]) -> None:
    assert re.search(r'<a [^>]*lang="so"[^>]*>Soomaali</a>', page(seen, "/en/"))


def test_the_staff_area_speaks_it(seen: dict[str, Any]) -> None:
    assert '<html lang="so" dir="ltr"' in page(seen, "/staff/")
    assert "so: Words and settings" in page(seen, "/staff/")
    assert "Waa What is sciatica?" in page(seen, "/staff/words/sciatica/so/")


def test_forms_open_over_its_columns(seen: dict[str, Any]) -> None:
    (section,) = (path for path in seen["pages"] if path.startswith("/staff/education/section/"))
    assert page(seen, section)
    assert "heading_so" in seen["form"]
    assert seen["known"]["name_local"] == "Soomaali"


def test_the_catalogue_asks_for_every_string(copy: Copy) -> None:
    spanish, made = (
        {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(copy.project / name))}
        for name in (CATALOGUE.replace("/so/", "/es/"), CATALOGUE)
    )
    assert spanish <= made
    assert {(None, "May"), (None, "Somali")} <= made - spanish
    assert "Made by a person" in polib.pofile(str(copy.project / CATALOGUE)).header
