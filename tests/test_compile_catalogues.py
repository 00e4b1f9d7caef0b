"""`manage.py compile_catalogues` gives Django the words of a .po file, and says where a file is broken."""

import gettext
import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

"""
SIGNS = """\
msgid "%(count)s sign"
msgid_plural "%(count)s signs"
msgstr[0] "%(count)s objaw"
msgstr[1] "%(count)s objawy"
msgstr[2] "%(count)s objawów"

"""
UNSURE = """\
#, fuzzy
msgid "Emergency"
msgstr "Emerytura"

"""


@pytest.fixture
def po(tmp_path: Path, settings: Settings) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    file = tmp_path / "pl" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEADER + SIGNS + UNSURE, encoding="utf-8")
    return file


def words(po: Path) -> gettext.GNUTranslations:
    with po.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_gives_each_plural_form(po: Path) -> None:
    call_command("compile_catalogues", verbosity=0)

    forms = [words(po).ngettext("%(count)s sign", "%(count)s signs", count) for count in (1, 3, 12)]
    assert forms == ["%(count)s objaw", "%(count)s objawy", "%(count)s objawów"]


def test_leaves_out_words_that_nobody_is_sure_of(po: Path) -> None:
    call_command("compile_catalogues", verbosity=0)

    assert words(po).gettext("Emergency") == "Emergency"


@pytest.mark.parametrize("seconds", [60, -60])
def test_follows_a_file_that_changed_whether_it_is_newer_or_older(po: Path, seconds: int) -> None:
    call_command("compile_catalogues", verbosity=0)
    made = po.stat().st_mtime
    po.write_text(HEADER + SIGNS.replace("objawów", "oznak"), encoding="utf-8")
    os.utime(po, (made + seconds, made + seconds))

    call_command("compile_catalogues", verbosity=0)

    assert words(po).ngettext("%(count)s sign", "%(count)s signs", 5) == "%(count)s oznak"


def test_does_nothing_where_nothing_changed(po: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("compile_catalogues")
    call_command("compile_catalogues")

    first, again = capsys.readouterr().out.splitlines()
    assert first == "1 of 1 message catalogues compiled."
    assert again == "0 of 1 message catalogues compiled."


@pytest.mark.parametrize(
    "broken",
    [b'msgid "Emergency"\nnonsense\n', HEADER.encode() + 'msgid "Señal"\nmsgstr "x"\n'.encode("latin-1")],
)
def test_names_the_file_that_is_broken_and_keeps_the_words_it_had(po: Path, broken: bytes) -> None:
    call_command("compile_catalogues", verbosity=0)
    po.write_bytes(broken)
    os.utime(po, (1, 1))

    with pytest.raises(CommandError, match=r"django\.po cannot be compiled"):
        call_command("compile_catalogues", verbosity=0)
    assert words(po).gettext("Emergency") == "Emergency"
    assert sorted(file.name for file in po.parent.iterdir()) == ["django.mo", "django.po"]
