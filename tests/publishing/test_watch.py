"""Who keeps the version of the content asks for it rarely, waits for nobody who hangs, and forgets nothing that it was told."""

import threading
import time
from datetime import date

import pytest

from education.publishing import moment
from education.publishing.moment import Version, Watch

DAY = date(2026, 1, 1)


class Database:
    """What stands for the database: its version, whether it answers, and how often it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.version: Version | None = version(1)
        self.fault: Exception | None = None
        self.times, self.answers = 0, threading.Event()
        self.answers.set()
        monkeypatch.setattr(moment, "_version", self.ask)

    def ask(self) -> Version | None:
        self.times += 1
        assert self.answers.wait(20)
        if self.fault:
            raise self.fault
        return self.version


def version(number: int) -> Version:
    return DAY, ((number,),)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Database:
    return Database(monkeypatch)


class TestWatch:
    def test_asks_once_in_an_interval_however_many_read(self, asked: Database) -> None:
        watch = Watch(interval=3600, patience=10)
        readers = [threading.Thread(target=watch.moment) for _each in range(20)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        assert (asked.times, watch.moment().version) == (1, version(1))

    def test_one_that_hangs_is_not_asked_again_until_it_answers(self, asked: Database) -> None:
        watch = Watch(interval=0, patience=0.01)
        asked.answers.clear()
        assert [watch.moment().away for _time in range(5)] == [True] * 5
        assert asked.times == 1
        asked.answers.set()
        while watch.moment().away:
            time.sleep(0.01)
        assert (asked.times, watch.now.version) == (1, version(1))

    def test_what_was_kept_for_a_version_goes_with_it_and_not_before(self, asked: Database) -> None:
        watch = Watch(interval=0, patience=10)
        first = watch.moment()
        assert watch.moment().answers is first.answers
        asked.version = version(2)
        assert watch.moment().answers is not first.answers
        asked.version = None
        away = watch.moment()
        assert (away.version, away.away) == (version(2), True)

    def test_who_read_the_version_tells_it_at_once(self, asked: Database) -> None:
        watch = Watch(interval=3600, patience=10)
        until = watch.moment().until
        watch.learn(version(2), time.monotonic())
        assert (watch.now.version, watch.now.until) == (version(2), until)

    def test_who_read_it_before_the_last_question_tells_nothing_new(self, asked: Database) -> None:
        """A page that took long to make must not bring the version of then back."""
        watch = Watch(interval=3600, patience=10)
        began = time.monotonic()
        asked.version = version(2)
        watch.moment()
        watch.learn(version(1), began)
        assert watch.now.version == version(2)

    def test_an_unforeseen_failure_is_not_kept(self, asked: Database) -> None:
        watch = Watch(interval=0, patience=10)
        asked.fault = ValueError("unforeseen")
        with pytest.raises(ValueError, match="unforeseen"):
            watch.moment()
        asked.fault = None
        assert watch.moment().version == version(1)
