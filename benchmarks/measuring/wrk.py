"""wrk as the readers: as many requests as are answered, from a core of their own. It keeps no steady rate; `asking` does."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from measuring.database import FOLDER
from measuring.machine import READERS, on_core
from measuring.serving import PROXIED

CONNECTIONS = 32
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
# All requests are made before the first one is sent. One place in the list after the other, from a place by chance.
SPREAD = """
local made = {}
for line in io.lines("%s") do
  local host, path = line:match("(%%S+) (%%S+)")
  local headers = { %s }
  headers["Host"] = host
  made[#made + 1] = wrk.format("GET", path, headers)
end
math.randomseed(os.time())
request = function() return made[math.random(#made)] end
"""
PACED = "delay = function() return math.random(0, %d) end\n"


class Rate(NamedTuple):
    a_second: float
    p99_ms: float
    requests: int
    refused: int
    """Answers that were neither 2xx nor 3xx."""
    broken: int
    """Connections that failed, and answers that took longer than 10 seconds."""

    @property
    def failed(self) -> int:
        return self.refused + self.broken


def rate(
    port: int,
    path: str,
    seconds: float,
    headers: Mapping[str, str] = PROXIED,
    *,
    connections: int = CONNECTIONS,
    script: str = "",
    scheme: str = "http",
) -> Rate:
    """What is answered a second. `script`: Lua, as wrk reads it."""
    command = [
        "wrk",
        "--threads=1",
        f"--connections={connections}",
        f"--duration={seconds:.0f}s",
        "--latency",
        "--timeout=10s",
    ]
    if script:
        place = FOLDER / "wrk.lua"
        place.write_text(script)
        command += ["--script", str(place)]
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    command += [f"{scheme}://127.0.0.1:{port}{path}"]
    done = subprocess.run(
        on_core(READERS, *command), capture_output=True, text=True, check=True, timeout=seconds + 60
    )
    return _read(done.stdout)


def spread(pages: Sequence[tuple[str, str]], headers: Mapping[str, str]) -> str:
    """A script that asks for one of these (host, path) by chance, each time."""
    place = Path(FOLDER) / "wrk.pages"
    place.write_text("".join(f"{host} {path}\n" for host, path in pages))
    sent = ", ".join(f"[{json.dumps(name)}] = {json.dumps(value)}" for name, value in headers.items())
    return SPREAD % (place, sent)


def paced(a_second: float, connections: int = CONNECTIONS) -> str:
    """A script that waits before each request, so that about that many are sent a second."""
    return PACED % round(2000 * connections / a_second)


def _read(said: str) -> Rate:
    found = re.search(r"Requests/sec:\s*([0-9.]+)", said)
    slow = re.search(r"99%\s+([0-9.]+)(us|ms|s|m)\b", said)
    whole = re.search(r"(\d+) requests in", said)
    assert found, said
    assert slow, said
    assert whole, said
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    return Rate(
        float(found[1]), float(slow[1]) * UNITS[slow[2]], int(whole[1]),
        int(refused[1]) if refused else 0, sum(map(int, broken.groups())) if broken else 0,
    )  # fmt: skip
