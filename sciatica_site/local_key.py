"""The secret key of local mode: random, made once, kept where only this user can read it."""

import os
import secrets
from pathlib import Path


def local_key(folder: Path) -> str:
    """The key in `folder`, made if there is none yet. Sessions outlive a restart, and no two computers share a key."""
    file = folder / "secret-key"
    try:
        # Exclusive, and private from the first byte: two starts at once agree on one key.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return file.read_text()
