"""Loading shipped words: whole or not at all, twice as good as once, and never over words changed here."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from education.clinics.models import Role
from education.content.models import Article, Citation, RedFlag, Section
from education.exchange.models import Delivery
from education.exchange.report import Report
from education.exchange.shipped import ShippedWordsRefused, load_release, read_release
from education.review.models import Revision
from tests.making import make_person, put

STRUCTURE = """
article = "sciatica"
source_language = "en"
[[citations]]
key = "ng59"
publisher = "NICE"
year = 2020
title = "Low back pain"
address = "https://www.nice.org.uk/guidance/ng59"
[[sections]]
key = "emergency"
weight = "safety"
citations = ["ng59"]
[[sections]]
key = "purpose"
placement = "purpose"
[[red_flags]]
key = "sign-numb"
urgency = "emergency"
section = "emergency"
[[terms]]
key = "term-nerve"
"""
ENGLISH = """
language = "en"
maker = "computer"
[emergency]
heading = "Emergency"
body = "See [nerve](#term-nerve). Call {emergency_number}."
[purpose]
heading = "Education"
[sign-numb]
sign = "Numb skin"
[term-nerve]
name = "nerve"
definition = "A cable."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "structure.toml").write_text(STRUCTURE, encoding="utf-8")
    (tmp_path / "en.toml").write_text(ENGLISH, encoding="utf-8")
    return tmp_path


def rewrite(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def refusals(folder: Path) -> list[str]:
    with pytest.raises(ShippedWordsRefused) as refusal:
        read_release(folder)
    return [str(problem) for problem in refusal.value.problems]


@pytest.mark.django_db
class TestLoad:
    def test_makes_units_with_facts_and_words(self, folder: Path) -> None:
        report = load_release(read_release(folder))

        emergency = Section.objects.get(key="emergency")
        assert emergency.words("en")["heading"] == "Emergency"
        assert emergency.weight == "safety"
        assert list(emergency.citations.all()) == [Citation.objects.get(key="ng59")]
        assert Section.objects.get(key="purpose").weight == "safety", (
            "what stands on every page is safety text"
        )
        assert RedFlag.objects.get().taught_in == emergency
        assert report.new == {"en": 4}
        assert {(made.origin, made.maker, made.by) for made in Revision.objects.all()} == {
            ("shipped", "computer", None)
        }

    def test_changes_nothing_the_second_time(self, folder: Path) -> None:
        load_release(read_release(folder))
        report = load_release(read_release(folder))
        assert report == Report(unchanged=True)
        assert Revision.objects.count() == 4
        assert Delivery.objects.count() == 1

    def test_words_that_nobody_changed_follow_a_release(self, folder: Path) -> None:
        load_release(read_release(folder))
        rewrite(folder, "en.toml", "Numb skin", "Numb or tingling skin")
        report = load_release(read_release(folder))
        assert report.followed == {"en": 1}
        assert RedFlag.objects.get().words("en")["sign"] == "Numb or tingling skin"

    def test_words_changed_here_are_kept_and_named(self, folder: Path) -> None:
        load_release(read_release(folder))
        put(RedFlag.objects.get(), by=make_person("ada", Role.AUTHOR), sign="Our own words")
        rewrite(folder, "en.toml", "Numb skin", "Numb or tingling skin")
        report = load_release(read_release(folder))
        assert report.kept == ["en: sign-numb"]
        assert RedFlag.objects.get().words("en")["sign"] == "Our own words"

    def test_reads_windows_files(self, folder: Path) -> None:
        path = folder / "en.toml"
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
        assert load_release(read_release(folder)).new == {"en": 4}

    def test_the_command_loads_nothing_from_a_folder_with_a_mistake(self, folder: Path) -> None:
        rewrite(folder, "en.toml", "{emergency_number}", "{phone}")
        with pytest.raises(CommandError, match=r"en\.toml: emergency: body: .*\{phone\}"):
            call_command("load_words", str(folder))
        assert not Article.objects.exists()


class TestRefusals:
    def test_a_missing_unit_is_reported_and_not_fatal(self, folder: Path) -> None:
        rewrite(folder, "en.toml", '[sign-numb]\nsign = "Numb skin"\n', "")
        assert [str(problem) for problem in read_release(folder).problems] == [
            "en.toml: sign-numb: no words for this unit yet."
        ]

    @pytest.mark.parametrize(
        ("name", "old", "new", "expected"),
        [
            ("en.toml", "[sign-numb]", "[sign-nub]", "en.toml: sign-nub: no unit has this key."),
            ("en.toml", "sign = ", "sgn = ", "en.toml: sign-numb: unknown field “sgn”."),
            ("en.toml", '"Numb skin"', "7", "en.toml: sign-numb: the field “sign” must be text."),
            ("en.toml", '"Numb skin"', '""', "en.toml: sign-numb: the field “sign” must not be empty."),
            ("en.toml", 'maker = "computer"', "", "en.toml: maker: say who made the words"),
            ("en.toml", 'language = "en"', 'language = "es"', "en.toml: language: “es” is not the known language"),
            ("en.toml", "(#term-nerve)", "(#term-nerv)", "en.toml: emergency: body: The link “#term-nerv” leads nowhere"),
            ("en.toml", "Call {", "Call <b>now</b> {", "en.toml: emergency: body: HTML is not allowed"),
            ("en.toml", "[emergency]", "[emergency", "en.toml: not TOML"),
            ("structure.toml", '["ng59"]', '["ng60"]', "structure.toml: emergency: unknown citation “ng60”."),
            ("structure.toml", 'section = "emergency"', 'section = "x"', "structure.toml: sign-numb: section “x” is no"),
            ("structure.toml", 'key = "term-nerve"', 'key = "purpose"', "structure.toml: purpose: a key is missing"),
        ],
    )  # fmt: skip
    def test_names_file_and_key(self, folder: Path, name: str, old: str, new: str, expected: str) -> None:
        rewrite(folder, name, old, new)
        assert any(sentence.startswith(expected) for sentence in refusals(folder)), refusals(folder)

    def test_a_wrong_encoding(self, folder: Path) -> None:
        (folder / "en.toml").write_bytes(ENGLISH.replace("Numb", "Taubheitsgefühl").encode("latin-1"))
        assert refusals(folder)[0].startswith("en.toml: not UTF-8")

    def test_a_missing_structure(self, folder: Path) -> None:
        (folder / "structure.toml").unlink()
        assert refusals(folder)[0] == "structure.toml: the file is missing."
