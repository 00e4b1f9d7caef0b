"""The three commands: a key that only its owner reads, a pack out, a pack in; and what they refuse, in a sentence."""

import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from education.content.models import Article
from education.exchange.packs.keys import KeyRefused, make_key, read_key
from education.exchange.packs.reading import read_pack
from tests.exchange.packs.house import House, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return make_house()


def test_a_key_is_for_its_owner_and_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "key"
    call_command("make_pack_key", file)
    key = capsys.readouterr().out.strip()
    assert (len(key), stat.S_IMODE(file.stat().st_mode)) == (44, 0o600)
    before = file.read_bytes()
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("make_pack_key", file)
    assert file.read_bytes() == before


@pytest.mark.parametrize("holds", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_signs_nothing(tmp_path: Path, holds: bytes) -> None:
    (tmp_path / "other").write_bytes(holds)
    make_key(tmp_path / "key")
    assert read_key(tmp_path / "key")
    for name in ("other", "nowhere"):
        with pytest.raises(KeyRefused):
            read_key(tmp_path / name)


def test_a_pack_goes_out_and_comes_in(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, file = make_key(tmp_path / "key"), tmp_path / "a.pack"
    call_command("export_pack", "sciatica", file, "--sign-with", tmp_path / "key", "--publisher", "A trust")
    pack = read_pack(file.read_bytes())
    assert (pack.publisher, pack.key) == ("A trust", key)
    house.put_aside()
    call_command("import_pack", file, "--dry-run")
    assert "sciatica en: 4 new, 0 renewed, 0 unchanged" in capsys.readouterr().out
    assert not Article.objects.filter(key="sciatica").exists()
    call_command("import_pack", file)
    assert Article.objects.filter(key="sciatica").exists()
    call_command("import_pack", file)
    assert "nothing new since this pack was taken in" in capsys.readouterr().out


def test_the_first_clinic_publishes_where_nobody_is_named(house: House, tmp_path: Path) -> None:
    call_command("export_pack", "sciatica", tmp_path / "a.pack")
    pack = read_pack((tmp_path / "a.pack").read_bytes())
    assert (pack.publisher, pack.key) == ("Riverside Clinic", "")


def test_refusals_leave_nothing_behind(house: House, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("mine")
    for arguments, sentence in (
        (("export_pack", "poems", tmp_path / "a"), "There is no article “poems”. There are: sciatica."),
        (("export_pack", "sciatica", tmp_path / "there"), "is there already"),
        (("export_pack", "sciatica", tmp_path / "a", "--sign-with", tmp_path / "there"), "holds no key"),
        (("import_pack", tmp_path / "there"), "damaged, cut short, or no pack. Nothing was changed."),
        (("import_pack", tmp_path / "nowhere"), "cannot be read"),
        (("import_pack", tmp_path), "cannot be read"),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command(*arguments)
    assert {path.name for path in tmp_path.iterdir()} == {"there"}
    assert (tmp_path / "there").read_text() == "mine"
