"""Prints what becomes of readers while 200 clients are slow: with our server alone, and behind Nginx as deploy/nginx.conf says.

    .venv/bin/python benchmarks/slow_clients.py [seconds for each figure, 5 if left out]

Three kinds: clients that send the head of a request byte by byte, those that send a form so, and those that ask for a page and
take it a few bytes at a time. The rate is wrk's; p99 and failures are those of 200 readings a second, each from the moment when
it was due, of which one fails that is not answered within 5 seconds. Ratios are to the same server without slow clients.
"""

import asyncio
import contextlib
import ssl
import sys
import time
from collections.abc import Iterator

from measuring.database import FOLDER, fresh_database, load_words

# isort: split
from measuring import wrk
from measuring.asking import Connection, Probe, paced, percentile
from measuring.machine import heading, stay_with_the_readers
from measuring.serving import PORTS, PROXIED, Program, gather, serving, settled
from measuring.slow import PAGE, Kind, drip_form, drip_head, sip_page, slow_clients
from measuring.work import BROTLI

from education.clinics.demo import open_demo
from education.exchange.shipped import shipped_languages
from tests.deploy.behind import nginx_folder
from tools import servers

CLIENTS = 200
READINGS_A_SECOND, READERS_AT_ONCE, PATIENCE_S = 200, 64, 5.0
SETTLING_S, AT_ONCE_S, LONGEST_RECOVERY_S = 2.0, 0.2, 60
KINDS: dict[str, Kind | None] = {
    "none": None, "head byte by byte": drip_head, "form byte by byte": drip_form, "takes bytes slowly": sip_page,
}  # fmt: skip


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    print(heading(f"{CLIENTS} slow clients, one core", "wrk", "nginx"))
    stay_with_the_readers()
    fresh_database()
    load_words()
    open_demo(shipped_languages())
    gather()
    with serving() as ours:
        settled(ours, PAGE, BROTLI)
        table("our server alone", ours, None, seconds)
        with behind_nginx(ours) as nginx:
            table("behind Nginx", nginx, anybody(), seconds)


def table(name: str, program: Program, tls: ssl.SSLContext | None, seconds: float) -> None:
    print(
        f"\n{name + ', slow clients:':<34}{'a second':>10}{'ratio':>7}{'p99 ms':>9}{'ratio':>7}{'failed':>8}"
    )
    first: tuple[float, float] | None = None
    for kind, slow in KINDS.items():
        rate, probe, failed = asyncio.run(scene(program, slow, tls, seconds))
        p99 = percentile(probe.times, 0.99)
        first = first or (rate, p99)
        columns = f"{rate:>10.0f}{rate / first[0]:>7.2f}{p99:>9.1f}{p99 / first[1]:>7.1f}"
        print(f"{kind:<34}{columns}{failed:>8}", flush=True)


async def scene(
    program: Program, slow: Kind | None, tls: ssl.SSLContext | None, seconds: float
) -> tuple[float, Probe, int]:
    """Requests a second, the readings at set moments, and how many of all requests failed."""
    probe = Probe(PAGE, BROTLI)
    readers = [
        Connection(program.port, longest_wait_s=PATIENCE_S, tls=tls) for _reader in range(READERS_AT_ONCE)
    ]
    async with slow_clients(slow, CLIENTS, program.port, tls):
        await asyncio.sleep(SETTLING_S)
        await paced(probe, readers, READINGS_A_SECOND, seconds)
        rate = await asyncio.to_thread(
            wrk.rate, program.port, PAGE, seconds, PROXIED | BROTLI, scheme="https" if tls else "http"
        )
    for reader in readers:
        reader.close()
    await asyncio.to_thread(recovered, program)
    return rate.a_second, probe, probe.failures + rate.failed


def recovered(program: Program) -> None:
    """Back when it answers at once again, so that one kind of slowness is not counted for the next."""
    end = time.monotonic() + LONGEST_RECOVERY_S
    while time.monotonic() < end:
        began = time.monotonic()
        with contextlib.suppress(OSError):
            program.answer("/readyz")
            if time.monotonic() - began < AT_ONCE_S:
                return


@contextlib.contextmanager
def behind_nginx(ours: Program) -> Iterator[Program]:
    folder, port = FOLDER / "nginx", next(PORTS)
    folder.mkdir()
    nginx_folder(folder, https=port, apps=(ours.port, ours.port), http=next(PORTS))
    command = [servers.program("nginx") or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with Program(command, port) as nginx:
        yield nginx


def anybody() -> ssl.SSLContext:
    """The certificate is one of our own making."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    return trusting


if __name__ == "__main__":
    main()
