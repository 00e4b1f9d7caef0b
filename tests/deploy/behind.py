"""Nginx as `deploy/nginx.conf` says, on ports and in folders of a test, with a certificate that nobody trusts."""

import datetime
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sciatica_site import place
from tools import servers

HOST = "education.example.org"
MAIN = """
pid {folder}/nginx.pid;
error_log {folder}/main.log warn;
daemon off;
worker_processes 1;
{user}
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/education.conf;
}}
"""


def nginx_folder(folder: Path, *, https: int, apps: Sequence[int], http: int = 8080) -> Path:
    """Everything that `nginx -c nginx.conf` needs, in this folder. Only places and ports differ from the file in `deploy/`."""
    _certificate(folder)
    (folder / "away.html").write_bytes((place.PROJECT / "deploy" / "away.html").read_bytes())
    words = (place.PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen [::]:80;": "",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{https} ssl http2;",
        "listen [::]:443 ssl http2;": "",
        "/etc/ssl/education": str(folder),
        "/etc/nginx/education": str(folder),
        "/var/cache/nginx/education": f"{folder}/cache",
        "/var/log/nginx": str(folder),
        "127.0.0.1:8001": f"127.0.0.1:{apps[0]}",
        "127.0.0.1:8002": f"127.0.0.1:{apps[1]}",
    }.items():
        assert old in words, old
        words = words.replace(old, new)
    (folder / "education.conf").write_text(words, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return folder


def start_nginx(folder: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [servers.program("nginx") or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    )


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
