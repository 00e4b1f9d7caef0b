"""Long work behind a page: what the page says while nothing is heard of it."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from django.utils import translation

from education.exchange import long_work
from education.exchange.long_work import HERE, told_page
from education.exchange.progress import Told

PAGE = f"<head>{HERE}<middle>{HERE}<foot>"


def parts(work: Callable[[Told], object]) -> Iterator[str]:
    answer = told_page(PAGE, work, lambda gave: f"[{gave!r} {translation.get_language()}]")
    return (part.decode() for part in answer if isinstance(part, bytes))


def test_work_of_which_nothing_is_heard_keeps_the_connection_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_work, "SECONDS_OF_SILENCE", 0.01)
    waits = Event()
    coming = parts(lambda _told: waits.wait())
    assert next(coming).startswith("<head><p")
    assert next(coming) == next(coming) == "\n"
    waits.set()
    assert "".join(coming).strip().endswith("<middle>[True en]<foot>")


def test_each_step_is_told_once_however_often_the_work_speaks() -> None:
    def work(told: Told) -> None:
        for done in (1, 2, 2, 3, 200, 150):
            told(done, 200)

    page = "".join(parts(work))
    assert page.count("<progress") == 2
    assert "<middle>[None en]<foot>" in page


def test_work_that_had_nothing_to_do_is_done() -> None:
    with translation.override("es"):
        coming = parts(lambda _told: "nothing")
    page = "".join(coming)
    assert 'value="100"' in page
    assert page.endswith("<middle>['nothing' es]<foot>")


def test_a_fault_leaves_the_bar_where_it_was() -> None:
    def work(told: Told) -> None:
        told(1, 2)
        raise KeyError("gone")

    page = "".join(parts(work))
    assert 'value="50"' in page
    assert 'value="100"' not in page
    assert page.endswith("<middle>[KeyError('gone') en]<foot>")
