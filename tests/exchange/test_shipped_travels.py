"""Every shipped text in every shipped language goes out as PO and as XLIFF, and comes back as the same words."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from education.content.models import Article
from education.exchange.shipped import SHIPPED, load_release, read_release, shipped_languages
from education.exchange.travelling.judging import Outcome, judge
from education.exchange.travelling.leaving import parcel_of
from education.exchange.travelling.mending import mended
from education.exchange.travelling.reading import read
from tests.exchange.agency import WRITERS
from tools import servers


@pytest.fixture(scope="module")
def article(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Article]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_release(read_release(SHIPPED / "sciatica"))
        yield Article.objects.get()
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("language", [code for code in shipped_languages() if code != "en"])
def test_every_text_comes_back_as_it_left(article: Article, tmp_path: Path, language: str) -> None:
    parcel = parcel_of(article, language)
    assert len({entry.id.split("/")[1] for entry in parcel.entries}) == article.units.count()
    for name, written in WRITERS.items():
        file = written(parcel)
        verdicts = judge(article, language, read(file), {})
        assert {verdict.outcome for verdict in verdicts} == {Outcome.SAME}, name
    assert [entry.id for entry in parcel.entries if mended(entry.target, entry.source) != entry.target] == []


@pytest.mark.django_db
def test_msgfmt_has_nothing_to_say_about_any_language(article: Article, tmp_path: Path) -> None:
    if servers.missing("gettext"):
        pytest.skip("this machine has no gettext: `make servers` brings it")
    for language in (code for code in shipped_languages() if code != "en"):
        file = tmp_path / f"{language}.po"
        file.write_bytes(WRITERS["po"](parcel_of(article, language)))
        told = subprocess.run(
            ["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False
        )
        assert (told.returncode, told.stderr) == (0, ""), language
