"""The yardstick of the server itself: the same bytes and headers from a dictionary, in a bare WSGI application.

Served like ours, because `sciatica_site.serve` reads which application to serve from the settings (`ready_settings`).
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

NONE: tuple[str, list[tuple[str, str]], list[bytes]] = ("404 Not Found", [("Content-Length", "0")], [])
# The file with the answers: path and encoding, or tag → [status, headers, file of the body].
ANSWERS = {
    key: (status, [(name, value) for name, value in headers], [Path(body).read_bytes()] if body else [])
    for key, (status, headers, body) in json.loads(Path(os.environ["READY_BYTES"]).read_text()).items()
}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    asked = environ.get("HTTP_IF_NONE_MATCH") or environ.get("HTTP_ACCEPT_ENCODING")
    status, headers, body = ANSWERS.get(f"{environ['PATH_INFO']} {asked}", NONE)
    start_response(status, headers)
    return body
