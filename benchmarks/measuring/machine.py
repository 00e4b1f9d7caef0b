"""Where a benchmark ran, and which processor cores it gives to whom."""

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

import django

from tools import servers

CORES = sorted(os.sched_getaffinity(0))
SERVER, READERS = CORES[0], CORES[-1]
"""The core of the server, and that of those who ask it. With one core only they share it, and the heading says so."""
BUSY = 0.5
"""Load of the last minute from which a figure is worth little."""


def heading(title: str, *programs: str) -> str:
    """`programs`: Debian's, whose versions count. Exits with a sentence where one of them is not installed."""
    lacking = [name for name in programs if servers.program(name) is None]
    if lacking:
        raise SystemExit(
            f"{title}: there is no {' and no '.join(lacking)} here; `make servers` installs what is missing."
        )
    granian = importlib.metadata.version("granian")
    told = [f"Python {platform.python_version()}", f"Django {django.__version__}", f"granian {granian}"]
    told += [_version(name) for name in programs]
    load = os.getloadavg()[0]
    busy = f" BUSY: load {load:.1f} before it began; read the ratios only." if load > BUSY else ""
    return f"\n== {title}\n{_processor()}, {len(CORES)} cores; {', '.join(told)}.{busy}"


def on_core(core: int, *command: str) -> list[str]:
    """The command, held on one core."""
    return ["taskset", "--cpu-list", str(core), *command]


def stay_with_the_readers() -> None:
    """Hold this process, and what it starts, on the core of those who ask."""
    os.sched_setaffinity(0, {READERS})


def _processor() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.machine()


def _version(name: str) -> str:
    flag = "-v" if name in ("nginx", "wrk") else "--version"
    done = subprocess.run([servers.program(name) or name, flag], capture_output=True, text=True, check=False)
    words = f"{done.stdout} {done.stderr}".replace("/", " ").replace("v=", "").split()
    return f"{name} {next((word for word in words if word[0].isdigit()), '')}"
