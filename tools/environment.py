"""Makes .venv from the hashed lock: `python3 -m tools.environment base` (to run) or `dev` (to test as well).

Plain standard library, in syntax that an old Python can read, so that it can say what is wrong. uv installs, because it is
three times as fast; where uv cannot, pip does the same. A stamp for each lock makes the next start quick.
"""

import hashlib
import importlib.util
import subprocess
import sys
from pathlib import Path

from sciatica_site import place

OLDEST_PYTHON, THIS_PYTHON = (3, 11), sys.version_info[:2]
FOLDER = place.PROJECT / ".venv"
PYTHON = FOLDER / "bin" / "python"
LOCKS = place.PROJECT / "requirements"
INSTALLER = LOCKS / "uv.txt"
PIP = [
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "--retries",
    "1",
    "--require-hashes",
    "--requirement",
]
# Without --compile-bytecode every command of the first run costs a second more.
UV = ["pip", "install", "--python", str(PYTHON), "--compile-bytecode", "--require-hashes", "--requirement"]
NEEDED_MEGABYTES = {"base": 400, "dev": 900}
NETWORK_TROUBLE = (
    "name resolution",
    "name or service not known",
    "dns error",
    "failed to establish a new connection",
    "connection refused",
    "connection reset",
    "network is unreachable",
    "error sending request",
    "timed out",
    "proxyerror",
)


def main() -> None:
    ensure(sys.argv[1] if sys.argv[1:] else "base")


def ensure(name: str) -> Path:
    """The Python of an environment that holds the lock `name` (base, dev), made or brought up to date where it must be."""
    refuse_old_python(THIS_PYTHON)
    if not _is_current(name):
        place.refuse_unusable_folder(FOLDER.parent, NEEDED_MEGABYTES[name])
        print("Making the Python environment in .venv: about half a minute, once …", flush=True)
        _make_folder()
        _install(LOCKS / f"{name}.txt")
        # dev.txt holds all of base.txt, with the same pins.
        for held in {"base", name}:
            _stamp(held).write_text(_digest(held))
    return PYTHON


def refuse_old_python(version: "tuple[int, ...]") -> None:
    if version < OLDEST_PYTHON:
        raise SystemExit(
            f"Python {_dotted(OLDEST_PYTHON)} or newer is needed and this is {_dotted(version)}: "
            "install python3.11 and python3.11-venv, or name another with PYTHON=…"
        )


def reason(output: str) -> str:
    """One sentence for what an installer wrote before it failed."""
    said = output.lower()
    if "no space left on device" in said:
        return (
            "The disk is full: the Python environment needs about 400 MB in .venv to run and 900 MB to test."
        )
    if "certificate verify failed" in said or "invalid peer certificate" in said:
        return (
            "The package index shows a certificate that this computer does not trust: behind a proxy that reads TLS, "
            "name its certificate file in PIP_CERT and SSL_CERT_FILE."
        )
    if any(trouble in said for trouble in NETWORK_TROUBLE):
        return "No network: the package index cannot be reached, and the first start needs it. Connect and try again."
    if "hash" in said and "match" in said:
        return "A package is not the one that the lock names, so nothing was installed: " + _last_line(output)
    return "The Python environment could not be made: " + _last_line(output)


def _is_current(name: str) -> bool:
    return PYTHON.exists() and _stamp(name).exists() and _stamp(name).read_text() == _digest(name)


def _stamp(name: str) -> Path:
    return FOLDER / f"holds-{name}"


def _digest(name: str) -> str:
    return hashlib.sha256((LOCKS / f"{name}.txt").read_bytes()).hexdigest()


def _make_folder() -> None:
    if PYTHON.exists() and _run(str(PYTHON), "-m", "pip", "--version").returncode == 0:
        return
    if importlib.util.find_spec("ensurepip") is None:
        raise SystemExit("Python's venv is missing: install the package python3.11-venv.")
    made = _run(sys.executable, "-m", "venv", "--clear", str(FOLDER))
    if made.returncode:
        raise SystemExit(reason(made.stdout))


def _install(lock: Path) -> None:
    fetched = _run(str(PYTHON), *PIP, str(INSTALLER))
    if fetched.returncode and _is_out_of_reach(fetched.stdout):
        raise SystemExit(reason(fetched.stdout))
    if fetched.returncode == 0 and _run(str(FOLDER / "bin" / "uv"), *UV, str(lock)).returncode == 0:
        return
    installed = _run(str(PYTHON), *PIP, str(lock))
    if installed.returncode:
        raise SystemExit(reason(installed.stdout))


def _is_out_of_reach(output: str) -> bool:
    """Whether pip failed before it saw a package: asking for more packages would only wait again."""
    return reason(output).startswith(("No network", "The package index"))


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "the installer said nothing."


def _dotted(version: "tuple[int, ...]") -> str:
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    main()
