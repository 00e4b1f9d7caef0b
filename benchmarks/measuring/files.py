"""The yardstick of the machine: the same bytes as files on disk, served by Nginx with one worker, and with the same headers.

Debian's Nginx packs nothing in brotli, so the packed bytes are a file too, with the header that says so.
"""

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from measuring.database import FOLDER
from measuring.serving import PORTS, Program
from tools import servers

MAIN = """
pid {folder}/nginx.pid;
error_log {folder}/errors.log crit;
daemon off;
worker_processes 1;
{user}
events {{ worker_connections 512; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=100;
    keepalive_requests 100000000;
    server_tokens off;
    types {{ }}
    default_type "text/html; charset=utf-8";
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        {locations}
    }}
}}
"""
OF_ITS_OWN = {"server", "date", "content-length", "content-type", "etag"}


@contextlib.contextmanager
def file_server(pages: Mapping[str, tuple[Mapping[str, str], Path]]) -> Iterator[Program]:
    """`pages`: address → headers, and the file."""
    folder, port = FOLDER / "files", next(PORTS)
    folder.mkdir()
    locations = "".join(_location(path, *page) for path, page in pages.items())
    user = "user root;" if os.geteuid() == 0 else ""
    words = MAIN.format(folder=folder, port=port, user=user, locations=locations)
    (folder / "nginx.conf").write_text(words)
    nginx = servers.program("nginx") or "nginx"
    with Program([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")], port) as program:
        yield program


def _location(path: str, headers: Mapping[str, str], file: Path) -> str:
    added = "".join(
        f'add_header {name} "{value}"; ' for name, value in headers.items() if name.lower() not in OF_ITS_OWN
    )
    return f"location = {path} {{ alias {file}; {added}}}\n"
