"""Starts the server: `python -m sciatica_site.serve`, with the settings from the environment.

In local mode it first makes everything that the pages need, and says where they are. A setting that is wrong costs one
sentence and a non-zero exit. Stopping (Ctrl-C, SIGTERM) lets the requests that were taken finish.
"""

import http.client
import io
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError
from django.db import OperationalError
from django.utils.module_loading import import_string
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from education.text.languages import BY_CODE
from sciatica_site import place
from sciatica_site.logs import is_worth_a_line
from sciatica_site.preparing import MANIFEST, prepare
from sciatica_site.trouble import known_sentence

# The source, a translation, and one written from right to left. All others are one press away on each page.
SHOWN_LANGUAGES = ("en", "es", "ar")
SECONDS_TO_FINISH = 4
SECONDS_TO_ANSWER = 30
STOPS = frozenset({signal.SIGINT, signal.SIGTERM})


def main() -> None:
    # `make run` blocks it while these modules load.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sciatica_site.settings")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that cannot write Arabic shows question marks, and the server starts all the same.
        sys.stdout.reconfigure(errors="replace", line_buffering=True)
    host, port = place.host(), place.port()
    try:
        django.setup()
        if settings.LOCAL:
            place.refuse_strangers(host)
            print("Local mode: this computer only, demo accounts, no HTTPS. Not for patients.")
            _say_password(prepare())
        else:
            _refuse_what_no_browser_can_use()
            # They would be the only lines on stderr that no log collector can read.
            logging.captureWarnings(True)
    except (ImproperlyConfigured, CommandError) as wrong:
        sys.exit(str(wrong))
    except (OSError, OperationalError) as failure:
        sys.exit(_why_not_prepared(failure))
    # Again, for the time that preparing took: two servers can listen on one port without an error.
    place.refuse_taken_port(host, port)
    _serve(host, port)


def _refuse_what_no_browser_can_use() -> None:
    if settings.HTTPS_BY == "server":
        raise ImproperlyConfigured(
            "HTTPS_BY=server is for a WSGI server of your own that has the certificate and serves sciatica_site.wsgi; "
            "with this one put a proxy in front and say HTTPS_BY=proxy."
        )
    if not (Path(settings.STATIC_ROOT) / MANIFEST).exists():
        raise ImproperlyConfigured(
            f"The static files are not in {settings.STATIC_ROOT}: `manage.py collectstatic --no-input` puts them there."
        )


def _say_password(new: str) -> None:
    if new:
        print("\nStaff sign in as author, translator, reviewer or manager.")
        print(f"The password of all four, shown only this once: {new}")


def _serve(host: str, port: int) -> None:
    logging.getLogger("_granian").addFilter(is_worth_a_line)
    server = Server(
        settings.WSGI_APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=settings.SERVER_THREADS,
        # What the proxy in front and browsers without TLS speak.
        http=HTTPModes.http1,
        websockets=False,
        workers_kill_timeout=SECONDS_TO_FINISH,
        log_level=LogLevels.warning,
        log_dictconfig=None if settings.LOCAL else settings.LOGGING,
    )

    def load(_target: str) -> Callable[..., Any]:
        # Runs in the worker, so that a wrong address is never announced and a thread never crosses the fork.
        _bring_stops_to_the_main_thread()
        application: Callable[..., Any] = import_string(settings.WSGI_APPLICATION)
        threading.Thread(target=_announce, args=(host, port), daemon=True).start()
        return application

    _bring_stops_to_the_main_thread()
    server.serve(target_loader=load)
    print("Stopped.")


def _bring_stops_to_the_main_thread() -> None:
    """The system may hand a signal to any thread of a process. Python's main thread, which alone acts on it, then sleeps on,
    and the server is killed when its time is over: seen in one stop of six. So one thread waits for them and wakes it."""
    main_thread = threading.main_thread().ident or 0

    def wake(number: int, frame: FrameType | None) -> None:
        handler = signal.getsignal(signal.SIGTERM)
        if callable(handler):
            handler(number, frame)

    def wait() -> None:
        while True:
            signal.sigwait(STOPS)
            signal.pthread_kill(main_thread, signal.SIGUSR1)

    # Threads that start from here on inherit it.
    signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    signal.signal(signal.SIGUSR1, wake)
    threading.Thread(target=wait, daemon=True, name="stops").start()


def _announce(host: str, port: int) -> None:
    if not _answers(host, port):
        return
    origin = place.origin(host, port)
    if not settings.LOCAL:
        print(f"Serving on {origin}.")
        return
    rows = [(BY_CODE[code].own_name, f"{origin}/{code}/sciatica/") for code in SHOWN_LANGUAGES]
    rows.append(("Staff", f"{origin}/staff/"))
    print(
        "\n".join(["", *(f"  {address}  {name}" for name, address in rows), "", "Ctrl-C stops the server."])
    )


def _answers(host: str, port: int) -> bool:
    """Whether a page came back. Asking makes the first reader's page quick too."""
    end = time.monotonic() + SECONDS_TO_ANSWER
    while time.monotonic() < end:
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS_TO_ANSWER)
        try:
            connection.request("GET", f"/{SHOWN_LANGUAGES[0]}/sciatica/")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return True
        finally:
            connection.close()
    return False


def _why_not_prepared(failure: Exception) -> str:
    return known_sentence(failure) or f"{settings.VAR} could not be prepared: {failure}."


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
