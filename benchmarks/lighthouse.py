"""Prints Lighthouse's four scores, of 100 each, for the home, article and quiz pages as a phone gets them, in four scripts.

    .venv/bin/python benchmarks/lighthouse.py
    .venv/bin/python benchmarks/lighthouse.py 3

Lighthouse comes from npm, the browser is Debian's Chromium, and the server runs in local mode on a folder that goes. Below a
score that is not 100 stand the audits that cost it points. With a number, each page is judged so often: the line tells of the
run with the middle score for speed, and the highest stands beside it, because other work on the machine only lowers that one.
"""

import contextlib
import http.client
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measuring import PROJECT

# isort: split
from tools import chromium, servers

LIGHTHOUSE = "lighthouse@12.8.2"
"""The newest that runs on Debian's Node.js, which is 18: from version 13 on it wants 22."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LANGUAGES = ("en", "ar", "ur", "zh-hans")
PAGES = ("", "sciatica/", "sciatica/quiz/")
PROGRAMS = {"node": "nodejs", "npx": "npm"}
"""Program → Debian's package."""
SLOWEST_START_S, SLOWEST_STOP_S = 120, 20
ATTEMPTS = 2
"""On a busy machine it now and then loses the beginning of a page load, and says so."""


def main() -> None:
    _refuse_without_programs()
    rounds = _rounds(sys.argv[1] if sys.argv[1:] else "1")
    print(f"\n== Lighthouse: {LIGHTHOUSE}, mobile, runs of each page: {rounds}")
    heads = (*CATEGORIES, "highest speed", "layout shift")
    print("page".ljust(24) + "".join(head.rjust(16) for head in heads))
    with _serving() as origin:
        for path in (f"/{language}/{page}" for language in LANGUAGES for page in PAGES):
            _tell(path, sorted((judged(origin + path) for _round in range(rounds)), key=_speed))


def judged(address: str) -> dict[str, Any]:
    """Lighthouse's report on one page. Exits with its own words where it gives none."""
    command = [
        "npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox",
    ]  # fmt: skip
    environment = os.environ | {"CHROME_PATH": chromium.find() or ""}
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            report: dict[str, Any] = json.loads(done.stdout)
            return report
    raise SystemExit(f"Lighthouse gave no report on {address}:\n{done.stderr[-2000:]}")


def _rounds(given: str) -> int:
    if given.isascii() and given.isdigit() and int(given) > 0:
        return int(given)
    raise SystemExit(f"How often each page is judged must be a whole number from 1, not {given!r}.")


def _refuse_without_programs() -> None:
    lacking = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    lacking += [] if chromium.find() else ["chromium"]
    if lacking:
        raise SystemExit(f"For Lighthouse, install Debian's {' and '.join(lacking)}.")


@contextlib.contextmanager
def _serving() -> Iterator[str]:
    """The origin of a server with the shipped words and the demo clinic."""
    port = servers.free_port()
    with tempfile.TemporaryDirectory(prefix="sciatica-bench-") as folder, _log(folder).open("wb") as log:
        environment = os.environ | {
            "LOCAL": "yes",
            "VAR": folder,
            "PORT": str(port),
            "HOST": "127.0.0.1",
        }
        command = [sys.executable, "-m", "sciatica_site.serve"]
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            _wait(server, port, folder)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(SLOWEST_STOP_S)


def _wait(server: subprocess.Popen[bytes], port: int, folder: str) -> None:
    """Back when a page came: before that it makes a database and compresses the static files."""
    end = time.monotonic() + SLOWEST_START_S
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"The server did not start:\n{_log(folder).read_text(errors='replace')[-2000:]}")
        time.sleep(0.2)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SLOWEST_START_S)
    with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/en/")
        return connection.getresponse().status == 200
    return False


def _log(folder: str) -> Path:
    return Path(folder) / "bench.log"


def _speed(report: dict[str, Any]) -> int:
    return _score(report, "performance")


def _score(report: dict[str, Any], category: str) -> int:
    return round((report["categories"][category]["score"] or 0) * 100)


def _tell(path: str, slowest_first: list[dict[str, Any]]) -> None:
    report = slowest_first[len(slowest_first) // 2]
    shift = report["audits"]["cumulative-layout-shift"].get("displayValue", "not measured")
    scores = {name: _score(report, name) for name in CATEGORIES}
    cells = (*scores.values(), _speed(slowest_first[-1]), shift)
    print(path.ljust(24) + "".join(f"{cell:>16}" for cell in cells), flush=True)
    for name in (name for name, score in scores.items() if score < 100):
        for audit in _costly(report, name):
            print(f"    {name}: {audit['title']} ({audit['id']}) {audit.get('displayValue', '')}".rstrip())


def _costly(report: dict[str, Any], category: str) -> list[dict[str, Any]]:
    """The audits that cost the category points, those that cost most first."""
    costs = [
        (entry["weight"] * (1 - (audit["score"] or 0)), audit)
        for entry in report["categories"][category]["auditRefs"]
        if (audit := report["audits"][entry["id"]])["scoreDisplayMode"] not in ("notApplicable", "manual")
    ]
    return [audit for cost, audit in sorted(costs, key=lambda pair: pair[0], reverse=True) if cost > 0]


if __name__ == "__main__":
    main()
