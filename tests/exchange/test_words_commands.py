"""`manage.py export_words` and `import_words`: what they write and say, and that a dry run does nothing."""

import errno
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from education.content.models import Article, Section
from education.exchange.travelling.reading import read
from education.review.models import Revision
from tests.making import make_article, make_section, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def causes() -> Section:
    section = make_section(make_article(), "causes")
    put(section, heading="What causes it?")
    return section


def told(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def exported(tmp_path: Path, name: str = "es.po") -> Path:
    file = tmp_path / name
    told("export_words", "sciatica", "es", str(file))
    return file


def translated(tmp_path: Path, name: str = "es.po") -> Path:
    """The file as a translator sends it back: the one empty target is filled."""
    file = exported(tmp_path, name)
    head, empty, tail = file.read_text(encoding="utf-8").rpartition(
        'msgstr ""' if name.endswith(".po") else '" />'
    )
    filled = 'msgstr "¿Qué la causa?"' if name.endswith(".po") else '">¿Qué la causa?</target>'
    assert empty
    file.write_text(head + filled + tail, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["es.po", "es.xlf", "es.xliff"])
def test_words_go_out_and_come_in(tmp_path: Path, causes: Section, name: str) -> None:
    file = translated(tmp_path, name)
    assert file.read_bytes().startswith(b"<?xml" if ".xl" in name else b"# Words")
    before = Revision.objects.count()
    assert "1 new" in told("import_words", str(file), "--dry-run")
    assert Revision.objects.count() == before
    said = told("import_words", str(file), "--agency", "Example Translations")
    assert "0 refused, 0 not translated yet, 1 new, 0 changed, 0 the same: done" in said
    newest = Revision.objects.latest("pk")
    assert (newest.language, newest.imported_by, newest.by) == ("es", "Example Translations", None)
    assert "1 the same" in told("import_words", str(file))
    assert Revision.objects.count() == before + 1


def test_the_format_and_the_states_can_be_chosen(tmp_path: Path, causes: Section) -> None:
    put(make_section(causes.article, "signs"), heading="Signs")
    put(causes, "es", heading="Causas")
    file = tmp_path / "words"
    told("export_words", "sciatica", "es", str(file), "--format", "xliff", "--only", "missing,outdated")
    assert [entry.source for entry in read(file.read_bytes()).entries] == ["Signs"]


def test_a_report_shows_both_wordings(tmp_path: Path, causes: Section) -> None:
    file = translated(tmp_path)
    put(causes, "es", heading="Mientras tanto")
    said = told("import_words", str(file))
    assert "heading, here: Mientras tanto" in said
    assert "heading, file: ¿Qué la causa?" in said


def test_a_dry_run_says_what_the_checks_find(tmp_path: Path, causes: Section) -> None:
    said = told("import_words", str(translated(tmp_path)), "--dry-run")
    assert "Findings: 0. To be mended before signing: 0." in said
    put(causes, heading="What causes it? 2 things")
    said = told("import_words", str(translated(tmp_path, "es.xlf")), "--dry-run")
    assert "causes: Please look: heading: " in said
    assert "1 new" in said


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["export_words", "nothing", "es", "{folder}/a.po"], "There is no article “nothing”"),
        (["export_words", "sciatica", "es", "{folder}/es.po"], "is there already.* --overwrite replaces it"),
        (["export_words", "sciatica", "es", "{folder}"], "is a folder. Name a file.$"),
        (["export_words", "sciatica", "es", "{folder}/no/a.po"], "cannot be written"),
        (["export_words", "sciatica", "es", "{folder}/a.po", "--only", "lost"], "Known states: missing"),
        (["import_words", "{folder}/none.po"], "cannot be read"),
        (["import_words", "{folder}/broken.po"], "Nothing was taken in .* no PO file"),
        (["import_words", "{folder}/other.po"], "do not name one article"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, causes: Section, command: list[str], said: str) -> None:
    text = exported(tmp_path).read_text(encoding="utf-8")
    (tmp_path / "broken.po").write_text("Dear Sir or Madam", encoding="utf-8")
    (tmp_path / "other.po").write_text(text.replace("sciatica/", "other/"), encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        told(*(part.format(folder=tmp_path) for part in command))
    assert Article.objects.count() == 1
    assert told("export_words", "sciatica", "es", str(tmp_path / "es.po"), "--overwrite")


def test_a_full_disk_leaves_no_half_file_in_the_way_of_the_next_run(
    tmp_path: Path, causes: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(CommandError, match=r"es\.po cannot be written: No space left on device"):
            exported(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert exported(tmp_path).stat().st_size
