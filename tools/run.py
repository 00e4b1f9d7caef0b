"""What `make run` does before there is an environment: refuse what cannot work, make the environment, hand over to the server.

Local mode only: loopback, demo accounts, no HTTPS.
"""

import os
import signal

from sciatica_site import place
from tools import environment

ROOM_MEGABYTES = 100


def main() -> None:
    environment.refuse_old_python(environment.THIS_PYTHON)
    host, port, var = place.host(), place.port(), place.var()
    place.refuse_strangers(host)
    place.refuse_taken_port(host, port)
    place.refuse_unusable_folder(var, ROOM_MEGABYTES)
    python = environment.ensure("base")
    os.environ["LOCAL"] = "1"
    # The server takes this process's place, so signals reach it. A Ctrl-C while it loads waits until it can answer calmly.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.execv(str(python), [str(python), "-m", "sciatica_site.serve"])


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
