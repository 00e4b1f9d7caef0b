"""docs/first-hour.md shows pictures that are there and small, and the script that takes them knows each of them."""

import re
from pathlib import Path

from PIL import Image

from sciatica_site import place

DOCS = place.PROJECT / "docs"
HOUR = (DOCS / "first-hour.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"!\[([^\]]*)\]\((images/[\w-]+\.png)\)", HOUR)
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


def test_the_steps_of_hosting_that_it_names_exist() -> None:
    hosting = (DOCS / "hosting.md").read_text(encoding="utf-8")
    for link in re.findall(r"hosting\.md#([\w-]+)", HOUR):
        assert link in {
            re.sub(r"[^\w -]", "", line).lower().replace(" ", "-")
            for line in re.findall(r"^#+ (.*)", hosting, re.MULTILINE)
        }
