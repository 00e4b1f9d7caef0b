"""A PostgreSQL and a Redis for the tests: `python3 -m tools.databases COMMAND …` starts both, runs COMMAND, stops both.

They lie in a temporary folder, listen on free ports of this computer only, and end with the command, also after a failure or
Ctrl-C. COMMAND finds them by TEST_DATABASE_URL and TEST_CACHE_URL. Plain standard library.
"""

import os
import signal
import subprocess
import sys
from types import FrameType

from tools import servers


def main() -> None:
    if lacking := servers.missing("postgresql-15", "redis-server"):
        raise SystemExit(
            f"Install Debian's {' and '.join(lacking)}: the tests on PostgreSQL and Redis need them."
        )
    signal.signal(signal.SIGTERM, _end)
    # A shell that starts this in the background has told it to ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with servers.folder() as place, servers.Postgres(place) as database, servers.Redis(place) as cache:
        found = {"TEST_DATABASE_URL": database.url, "TEST_CACHE_URL": cache.url}
        done = subprocess.run(sys.argv[1:], env={**os.environ, **found}, check=False)
    sys.exit(done.returncode)


def _end(number: int, _frame: "FrameType | None") -> None:
    """A TERM ends the databases too."""
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
