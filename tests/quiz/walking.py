"""A reader who walks through the quiz over HTTP, page by page, with nothing but links and forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

from django.test import Client

from education.exchange.shipped import SHIPPED, read_release

RUN = re.compile(r'<input type="hidden" name="run" value="([^"]+)">')
OPTION = re.compile(r'<input type="radio" name="option" value="(\w)"')


@dataclass
class Reader:
    language: str = "en"
    client: Client = field(
        default_factory=lambda: Client(raise_request_exception=False, enforce_csrf_checks=True)
    )
    address: str = ""
    html: str = ""
    status: int = 0

    @property
    def quiz(self) -> str:
        return f"/{self.language}/sciatica/quiz/"

    @property
    def run(self) -> str:
        """The token in the address."""
        return parse_qs(urlsplit(self.address).query).get("run", [""])[0]

    @property
    def is_asked(self) -> bool:
        return bool(OPTION.search(self.html))

    @property
    def letters(self) -> str:
        return "".join(OPTION.findall(self.html))

    @property
    def is_done(self) -> bool:
        return "/result/" in self.address

    def start(self, form: str = "full", **more: str) -> "Reader":
        return self.send(self.quiz, {"form": form, **more})

    def open(self, address: str) -> "Reader":
        """Follow a link, and where it leads."""
        self.address = address
        response = self.client.get(address)
        self.status, self.html = response.status_code, response.content.decode()
        return self.open(response["Location"]) if response.status_code == 303 else self

    def send(self, address: str, data: dict[str, str]) -> "Reader":
        response = self.client.post(address, data)
        if response.status_code == 303:
            return self.open(response["Location"])
        self.status, self.html = response.status_code, response.content.decode()
        return self

    def answer(self, letter: str) -> "Reader":
        """Answer as the form on the page would send it."""
        return self.send(f"{self.quiz}question/", {"run": self.hidden, "option": letter})

    def go_on(self) -> "Reader":
        """Press the button under the feedback."""
        return self.open(f"{self.quiz}question/?run={self.hidden}")

    def speak(self, language: str) -> "Reader":
        """Choose another language in the menu of this page."""
        [link] = [
            unescape(each) for each in re.findall(rf'<a href="([^"]+)"[^>]* hreflang="{language}"', self.html)
        ][:1]
        self.language = language
        return self.open(link)

    @property
    def hidden(self) -> str:
        found = RUN.search(self.html)
        assert found, self.html[-2000:]
        return unescape(found[1])


def walk(reader: Reader, letters: Mapping[str, str]) -> int:
    """To the end of the run, by the letter for the words of each question; the number of questions that were asked."""
    asked = 0
    while not reader.is_done:
        assert reader.status == 200
        if reader.is_asked:
            asked += 1
            reader.answer(letter_of(reader, letters))
        else:
            reader.go_on()
    return asked


def letter_of(reader: Reader, letters: Mapping[str, str] | None = None) -> str:
    """The letter for the question on the page; the right one if no others are given."""
    letters = key_of(reader.language) if letters is None else letters
    [letter] = [letter for stem, letter in letters.items() if stem in reader.html]
    return letter


@cache
def key_of(language: str) -> Mapping[str, str]:
    """The words of each shipped question → its right letter. Reading all that ships takes a second."""
    release = read_release(SHIPPED / "sciatica")
    words = release.words[language]
    return {
        words[row["key"]]["stem"].replace("'", "&#x27;"): row["answer"]
        for row in release.structure["questions"]
    }
