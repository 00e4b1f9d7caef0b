"""Where a run happens: HOST, PORT and the folder VAR, and one sentence for each of them that cannot be used.

Plain standard library, in syntax that an old Python can read: it works before the environment exists. What is served there,
and to whom, is decided in `settings`.
"""

import errno
import ipaddress
import os
import shutil
import socket
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ADDRESS_FAMILY = {4: socket.AF_INET, 6: socket.AF_INET6}
HIGHEST_PORT = 65535


def host() -> str:
    """HOST as an address; `localhost` counts as 127.0.0.1."""
    given = os.environ.get("HOST") or "127.0.0.1"
    address = "127.0.0.1" if given == "localhost" else given
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        raise SystemExit(
            f"HOST must be an address of this computer, such as 127.0.0.1, not {given!r}."
        ) from None


def port() -> int:
    given = os.environ.get("PORT") or "8000"
    if not (given.isascii() and given.isdigit() and 0 < int(given) <= HIGHEST_PORT):
        raise SystemExit(f"PORT must be a whole number from 1 to {HIGHEST_PORT}, not {given!r}.")
    return int(given)


def var() -> Path:
    """The folder for everything that a run writes. A relative VAR counts from the project's folder."""
    return PROJECT / (os.environ.get("VAR") or "var")


def origin(host: str, port: int) -> str:
    """`http://127.0.0.1:8000`, as a browser on this computer wants it."""
    return "http://{}:{}".format("[" + host + "]" if ":" in host else host, port)


def refuse_strangers(host: str) -> None:
    """Local mode has no HTTPS and demo accounts, so nobody but this computer may reach it."""
    if not ipaddress.ip_address(host).is_loopback:
        raise SystemExit(
            f"HOST {host} can be reached by other computers, and local mode is for this one only: use 127.0.0.1."
        )


def refuse_taken_port(host: str, port: int) -> None:
    family = ADDRESS_FAMILY[ipaddress.ip_address(host).version]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port that only lingers in TIME_WAIT after a stop is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refusal:
            raise SystemExit(_why_not_bound(refusal, host, port)) from None


def refuse_unusable_folder(folder: Path, megabytes: int) -> None:
    """Make `folder`, and refuse where it cannot be written or has less than `megabytes` free."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(str(folder)).free // 10**6
    except OSError as refusal:
        raise SystemExit(f"The folder {folder} cannot be used: {refusal.strerror}.") from None
    if not os.access(str(folder), os.W_OK | os.X_OK):
        raise SystemExit(f"The folder {folder} cannot be written by this user.")
    if free < megabytes:
        raise SystemExit(f"The disk is full: {folder} has {free} MB free and {megabytes} MB are needed.")


def _why_not_bound(refusal: OSError, host: str, port: int) -> str:
    if refusal.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is taken by another program: stop that one, or choose another port with PORT=…."
    if refusal.errno == errno.EACCES:
        return f"Port {port} is kept for the system: choose one above 1023 with PORT=…."
    return f"HOST {host} cannot be used on this computer: {refusal.strerror}."
