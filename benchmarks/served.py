"""Prints how many readers of one article a core serves: our server, ready bytes from the same server, and Nginx with files.

    .venv/bin/python benchmarks/served.py [seconds for each figure, 3 if left out]

All three answer with the same bytes and headers, each on the same one core, with wrk on another. Rounds go from one to the
next, so that what else the machine does meets all; rates are medians, and ratios are medians of each round's ratio. The last
two columns are ratios too, of the processor's time for an answer: other work on the machine hardly moves them. p99 is taken
at half of the rate by readers who ask at set moments, 200 a second, while wrk makes the load.
Aims: 0.85 of ready bytes, 0.65 of Nginx.
"""

import asyncio
import contextlib
import json
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from measuring.database import FOLDER, fresh_database, load_words

# isort: split
from measuring import wrk
from measuring.asking import Connection, Probe, paced, percentile
from measuring.files import file_server
from measuring.machine import heading, stay_with_the_readers
from measuring.serving import PROXIED, Program, gather, serving, settled

from education.clinics.demo import open_demo
from education.exchange.shipped import shipped_languages

ROUNDS = 5
LANGUAGES, ENCODINGS = ("en", "ar"), ("br", "identity")
PROBES_A_SECOND, PROBERS = 200, 16
OURS, READY, FILES = "ours", "ready bytes", "Nginx"
RATIOS = f"{'of ready':>11}{'of Nginx':>11}{'cpu, ready':>11}{'cpu, Nginx':>11}"


class Case(NamedTuple):
    """What is asked of all three, and which tag each of them gave to the page, where the reader has it already."""

    language: str
    encoding: str
    again: bool = False

    def __str__(self) -> str:
        return f"{self.language} {self.kind}"

    @property
    def kind(self) -> str:
        return "304" if self.again else self.encoding

    def asked(self, program: Program, *, of_file: bool) -> tuple[str, dict[str, str]]:
        path, headers = f"/{self.language}/sciatica/", {"Accept-Encoding": self.encoding}
        path += self.kind if of_file else ""
        if self.again:
            headers["If-None-Match"] = program.answer(path, **headers)[1]["etag"]
        return path, PROXIED | headers


CASES = [
    *(Case(language, encoding) for language in LANGUAGES for encoding in ENCODINGS),
    *(Case(language, "br", again=True) for language in LANGUAGES),
]


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    print(heading("One article, one core", "wrk", "nginx"))
    stay_with_the_readers()
    with contestants() as programs:
        same_bytes(programs)
        print(f"{'requests a second':<20}{OURS:>10}{READY:>14}{FILES:>10}{RATIOS}")
        rates = {case: measured(programs, case, seconds) for case in CASES}
        print(f"\n{'p99, half load':<20}{'load':>10}{'ms':>14}")
        for name, program in programs.items():
            half = rates[CASES[0]][name] / 2
            print(f"{name:<20}{half:>10.0f}{p99_at(program, CASES[0], name, half, seconds):>14.2f}")


@contextlib.contextmanager
def contestants() -> Iterator[dict[str, Program]]:
    """All three, with the bytes and headers that the first one gives."""
    fresh_database()
    load_words()
    open_demo(shipped_languages())
    gather()
    with serving() as ours:
        answers = {}
        for case in CASES:
            path, headers = case.asked(ours, of_file=False)
            answers[case] = settled(ours, path, headers)
        files, written = kept(answers)
        with (
            serving("measuring.ready_settings", READY_BYTES=str(written)) as ready,
            file_server(files) as nginx,
        ):
            yield {OURS: ours, READY: ready, FILES: nginx}


def kept(
    answers: Mapping[Case, tuple[int, dict[str, str], bytes]],
) -> tuple[dict[str, tuple[dict[str, str], Path]], Path]:
    """For Nginx: address → headers and file. For the ready bytes: the file with all answers."""
    files, ready = {}, {}
    for case, (status, headers, body) in answers.items():
        file = FOLDER / f"{case.language}.{case.encoding}"
        if not case.again:
            file.write_bytes(body)
        files[f"/{case.language}/sciatica/{case.kind}"] = (headers, file)
        sent = [(name, value) for name, value in headers.items() if name not in ("server", "date")]
        asked = headers["etag"] if case.again else case.encoding
        word = "Not Modified" if case.again else "OK"
        ready[f"/{case.language}/sciatica/ {asked}"] = (f"{status} {word}", sent, str(file) if body else "")
    written = FOLDER / "ready.json"
    written.write_text(json.dumps(ready))
    return files, written


def same_bytes(programs: Mapping[str, Program]) -> None:
    """Nothing is compared that is not the same."""
    for case in CASES:
        found = {}
        for name, program in programs.items():
            path, headers = case.asked(program, of_file=name == FILES)
            status, had, body = program.answer(path, **headers)
            found[name] = (status, had.get("content-encoding"), had["content-security-policy"], body)
        assert found[OURS] == found[READY] == found[FILES], f"{case}: they do not answer alike"


def measured(programs: Mapping[str, Program], case: Case, seconds: float) -> dict[str, float]:
    """The median rate of each, printed with its ratios."""
    rates: dict[str, list[float]] = {name: [] for name in programs}
    answers_of_a_processor: dict[str, list[float]] = {name: [] for name in programs}
    for _round in range(ROUNDS):
        for name, program in programs.items():
            path, headers = case.asked(program, of_file=name == FILES)
            before = program.processor()
            found = wrk.rate(program.port, path, seconds, headers)
            assert not found.failed, (name, found)
            rates[name].append(found.a_second)
            answers_of_a_processor[name].append(found.a_second * seconds / (program.processor() - before))
    medians = {name: statistics.median(each) for name, each in rates.items()}
    columns = f"{medians[OURS]:>10.0f}{medians[READY]:>14.0f}{medians[FILES]:>10.0f}"
    print(f"{case!s:<20}{columns}{ratios(rates)}{ratios(answers_of_a_processor)}", flush=True)
    return medians


def ratios(found: Mapping[str, list[float]]) -> str:
    """Ours of the two yardsticks: the median of the rounds."""
    each = (
        statistics.median(ours / other for ours, other in zip(found[OURS], found[yardstick], strict=True))
        for yardstick in (READY, FILES)
    )
    return "".join(f"{ratio:>11.2f}" for ratio in each)


def p99_at(program: Program, case: Case, name: str, a_second: float, seconds: float) -> float:
    path, headers = case.asked(program, of_file=name == FILES)
    probers = [Connection(program.port) for _prober in range(PROBERS)]
    with ThreadPoolExecutor(1) as aside:
        load = aside.submit(
            wrk.rate, program.port, path, seconds + 2, headers, script=wrk.paced(a_second - PROBES_A_SECOND)
        )
        time.sleep(1)
        probe = Probe(path, headers)
        asyncio.run(paced(probe, probers, PROBES_A_SECOND, seconds))
        assert not load.result().failed + probe.failures
    return percentile(probe.times, 0.99)


if __name__ == "__main__":
    main()
