"""docs/first-hour.md shows pictures that are there and small, and the script that takes them knows each of them.

Its commands, and those of the two guides that go on from there, are ones that a shell and the next step take.
"""

import re
import subprocess
import textwrap
from pathlib import Path

import pytest
from PIL import Image

from sciatica_site import place

DOCS = place.PROJECT / "docs"
HOUR = (DOCS / "first-hour.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[([^\]]*)\]\((images/[\w-]+\.png)\)", HOUR)
GUIDES = ("first-hour.md", "hosting.md", "upgrading.md")
MOST, LARGEST_BYTES = 12, 60_000


def test_each_picture_is_there_is_small_and_is_told_in_words() -> None:
    assert 0 < len(SHOWN) <= MOST
    for words, name in SHOWN:
        assert len(words) > 20, name
        assert (DOCS / name).stat().st_size <= LARGEST_BYTES, name
        with Image.open(DOCS / name) as picture:
            assert picture.format == "PNG"


def test_no_picture_lies_there_unused() -> None:
    assert {Path(name).name for _, name in SHOWN} == {file.name for file in (DOCS / "images").iterdir()}


def test_the_script_takes_each_picture() -> None:
    script = (DOCS / "pictures.py").read_text(encoding="utf-8")
    assert {name for name in (Path(path).stem for _, path in SHOWN) if f'"{name}"' not in script} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_the_headings_that_it_points_to_exist(name: str) -> None:
    for file, heading in re.findall(r"\]\(([\w-]*\.md)?#([\w-]+)\)", read(name)):
        assert heading in headings(file or name), (file, heading)


@pytest.mark.parametrize("name", GUIDES)
def test_a_shell_understands_each_block_of_commands(name: str) -> None:
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```$", read(name), re.MULTILINE | re.DOTALL)
    for block in [*blocks, *re.findall(r"(?:^    \S.*\n)+", read(name), re.MULTILINE)]:
        done = subprocess.run(
            ["sh", "-n"], input=textwrap.dedent(block), text=True, capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), block


@pytest.mark.parametrize("name", GUIDES)
def test_no_command_writes_a_second_backup_under_the_name_of_the_first(name: str) -> None:
    """The second is refused, and rightly. Only the first hour makes one that is made once."""
    made = re.findall(r'manage\.py backup "?([^"\s]+|[^"]+)"?', read(name))
    assert [file for file in made if "$(date" not in file and file != "first.backup"] == []


def test_bringing_the_first_backup_to_a_server_replaces_the_words_that_it_has() -> None:
    """hosting.md has loaded them there, so `restore` alone is refused."""
    server = HOUR[HOUR.index("## The second half") :]
    assert re.findall(r"manage\.py restore.*", server) == ["manage.py restore --replace first.backup"]
    assert "manage.py load_words" in read("hosting.md")
    assert (
        server.index("systemctl stop") < server.index("manage.py restore") < server.index("systemctl start")
    )


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def headings(name: str) -> set[str]:
    """As GitHub makes addresses of them."""
    return {
        re.sub(r"[^\w -]", "", line).lower().replace(" ", "-")
        for line in re.findall(r"^#+ (.*)", read(name), re.MULTILINE)
    }
