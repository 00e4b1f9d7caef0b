"""What people do on the site, one request after the other as their browsers send them: read, take the quiz, save a draft.

Each `step` asks once and remembers where it stands. An answer that is not what it must be is an AssertionError.
"""

import random
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import brotli

from measuring.asking import Answer, Connection
from measuring.forms import Form, Forms
from measuring.serving import HOST

BROTLI = {"Accept-Encoding": "br"}
CSRF = "c" * 32
SENT_ON = (302, 303)


class Reader:
    """Reads one page of these, by chance."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.pages = pages

    async def step(self, connection: Connection) -> None:
        path = random.choice(self.pages)
        answer = await connection.ask(path, BROTLI)
        assert answer.status == 200, (answer.status, path)


class QuizTaker:
    """Takes the quiz to its end, in any of these languages and any form, with answers by chance; then once more."""

    path: str
    form: Mapping[str, str] | None

    def __init__(self, languages: Sequence[str]) -> None:
        self.languages, self.finished = languages, 0
        self.path, self.form = self._start, None

    async def step(self, connection: Connection) -> None:
        answer = await connection.ask(self.path, BROTLI, self.form)
        if answer.status in SENT_ON:
            self.path, self.form = answer.headers["location"], None
        elif self.path.partition("?")[0].endswith("/result/"):
            _page(answer, self.path)
            self.finished += 1
            self.path = self._start
        else:
            self._answer(Forms(_page(answer, self.path)))

    @property
    def _start(self) -> str:
        return f"/{random.choice(self.languages)}/sciatica/quiz/"

    def _answer(self, forms: Forms) -> None:
        if self.path.endswith("/quiz/"):
            self.form = {"form": random.choice(("short", "full"))}
            return
        form = forms.having("run")
        chosen = {name: random.choice(values) for name, values in form.choices.items()}
        self.path, self.form = _sent(form, form.fields | chosen)


class Author:
    """Opens one text in the workbench and saves a new draft of it, again and again, signed in as this session."""

    def __init__(self, session: str, path: str) -> None:
        self.path, self.saved = path, 0
        self.headers = BROTLI | {
            "Cookie": f"sessionid={session}; csrftoken={CSRF}",
            "Referer": f"https://{HOST}{path}",
        }
        self.form: dict[str, str] | None = None

    async def step(self, connection: Connection) -> None:
        answer = await connection.ask(self.path, self.headers, self.form)
        if self.form is not None:
            assert answer.status in SENT_ON, (answer.status, self.path, _words(answer)[:500])
            self.saved, self.form = self.saved + 1, None
            return
        fields = Forms(_page(answer, self.path)).having("seen").fields
        self.form = fields | {"body": f"{fields['body'].partition(' Draft ')[0]} Draft {random.random()}."}


def _sent(form: Form, fields: dict[str, str]) -> tuple[str, dict[str, str] | None]:
    """Address and body of what the browser sends."""
    if form.method == "post":
        return form.action, fields
    return f"{form.action}?{urlencode(fields)}", None


def _page(answer: Answer, path: str) -> str:
    assert answer.status == 200, (answer.status, path, _words(answer)[:500])
    return _words(answer)


def _words(answer: Answer) -> str:
    packed = answer.headers.get("content-encoding") == "br"
    return (brotli.decompress(answer.body) if packed else answer.body).decode()
