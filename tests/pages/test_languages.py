"""Every public page in every language that ships: its own words, in its own letters; other words only where they are marked."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser

import polib
import pytest
from django.test import Client
from django.utils.translation import ngettext, override, to_locale

from education.exchange.shipped import SHIPPED, read_release, shipped_languages
from education.text.languages import BY_CODE, SOURCE
from education.text.scripts import share_in
from sciatica_site.place import PROJECT
from tests.quiz.walking import Reader, key_of, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

LANGUAGES = shipped_languages()
UNSPOKEN = {"script", "style", "symbol"}
VOID = {"br", "hr", "img", "input", "link", "meta", "use", "path", "wbr", "source"}
SPOKEN = {"alt", "aria-label", "placeholder", "title"}
MOST_OF_IT = 0.6
"""Share of a text's letters that are of its language's script: names such as MRI stay as they are."""
CLINIC = "Riverside Clinic"
ADDRESS = re.compile(r"https?:\S+")
LETTERS_THAT_TELL = 12
WORDS_THAT_TELL = 3
LETTERS_OF_ANY_LANGUAGE = 3
"""So short a word may be one of several languages: "to" is Polish too."""

PLURAL_FORMS = {
    "es": "101111", "fr": "001111", "de": "101111", "pt": "101111", "pl": "201222", "ru": "201222", "ar": "012345",
    "ur": "101111", "bn": "101111", "zh-hans": "000000", "vi": "000000",
}  # fmt: skip
"""Which form 0, 1, 2, 5, 11 and 100 take, by the grammar of each language. French alone treats nothing like one."""
NUMBERS = (0, 1, 2, 5, 11, 100)


def at(path: str) -> Callable[[str], str]:
    return lambda language: Client().get(f"/{language}/{path}").content.decode()


def question(language: str) -> str:
    return Reader(language).start("short").html


def feedback(language: str) -> str:
    return Reader(language).start("short").answer("c").html


def finished(language: str) -> Reader:
    reader = Reader(language).start("short")
    walk(reader, key_of(language))
    return reader


def result(language: str) -> str:
    return finished(language).html


def slip(language: str) -> str:
    reader = finished(language)
    return reader.open(f"{reader.quiz}slip/?run={reader.run}").html


PAGES = {
    "first page": at(""),
    "article": at("sciatica/"),
    "sources": at("sciatica/sources/"),
    "editions": at("sciatica/editions/"),
    "quiz": at("sciatica/quiz/"),
    "question": question,
    "feedback": feedback,
    "result": result,
    "slip": slip,
    "nothing here": at("nothing-here/"),
}


class Texts(HTMLParser):
    """Each text of a page, those in attributes too, with the language that the page says it is in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.directions: list[tuple[str, str | None]] = []
        self.headings = 0
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        language = given.get("lang") or self._open[-1][1]
        self.headings += tag == "h1"
        if "lang" in given:
            self.directions.append((language, given.get("dir")))
        self.found += [(language, given[name] or "") for name in SPOKEN & given.keys()]
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing is spoken by what closes itself."""

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self._open[-1]
        if tag not in UNSPOKEN and data.strip():
            self.found.append((language, re.sub(r"\s+", " ", data).strip()))


@cache
def english_sentences() -> frozenset[str]:
    """What the source says, line by line and sentence by sentence, as far as it can be told from a name."""
    words = read_release(SHIPPED / "sciatica").words[SOURCE]
    parts = (
        part
        for unit in words.values()
        for text in unit.values()
        for part in re.split(r"\n|(?<=[.?!]) ", text)
    )
    return frozenset(part.strip(" -*") for part in parts if len(part.split()) > WORDS_THAT_TELL)


def catalogue(language: str) -> polib.POFile:
    read: polib.POFile = polib.pofile(
        str(PROJECT / "locale" / to_locale(language) / "LC_MESSAGES" / "django.po")
    )
    return read


@cache
def english_of_interface(language: str) -> frozenset[str]:
    """Strings of the interface that this language says in other words."""
    said = {entry.msgid for entry in catalogue(language) if entry.msgstr and entry.msgstr != entry.msgid}
    return frozenset(each for each in said if len(each) > LETTERS_OF_ANY_LANGUAGE)


def strangers(language: str, texts: Iterator[str]) -> list[str]:
    """Texts that say they are in a language and are not."""
    english = english_sentences() | english_of_interface(language)
    script = BY_CODE[language].script
    wrong = []
    for text in texts:
        letters = ADDRESS.sub("", text.replace(CLINIC, ""))
        is_told = sum(map(str.isalpha, letters)) >= LETTERS_THAT_TELL
        if text in english or (is_told and share_in(letters, script) < MOST_OF_IT):
            wrong.append(text)
    return wrong


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_its_own_words_and_marks_all_others(language: str, name: str) -> None:
    texts = Texts(PAGES[name](language))
    assert texts.headings == 1
    assert texts.directions[0] == (language, BY_CODE[language].direction)
    for code, direction in texts.directions:
        assert direction == BY_CODE[code].direction, code
    assert {code for code, _text in texts.found} <= {*LANGUAGES}
    if language != SOURCE:
        for code in {code for code, _text in texts.found} - {SOURCE}:
            assert strangers(code, (text for of, text in texts.found if of == code)) == []


def test_a_stranger_is_noticed() -> None:
    assert strangers("fr", iter(["Language", "Langue"])) == ["Language"]
    assert strangers("ar", iter(["Skip to the text of this page", "انتقل إلى النص"])) == [
        "Skip to the text of this page"
    ]


@pytest.mark.parametrize("language", PLURAL_FORMS)
def test_a_number_takes_the_form_that_the_grammar_asks_for(language: str) -> None:
    entries = [entry for entry in catalogue(language) if entry.msgid_plural and not entry.msgctxt]
    assert entries
    with override(language):
        for entry in entries:
            said = [ngettext(entry.msgid, entry.msgid_plural, number) for number in NUMBERS]
            assert said == [entry.msgstr_plural[int(form)] for form in PLURAL_FORMS[language]]
