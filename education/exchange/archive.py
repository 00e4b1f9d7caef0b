"""The file that a backup is: a ZIP of one JSON-lines member for each table, and a manifest that holds the digest of each.

Decides what a sound file is. Written beside its target and put in place at once; read in pieces, so that size costs no memory.
"""

import contextlib
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

FORMAT, FORMAT_VERSION = "patient education backup", 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 4 * 1024 * 1024
LONGEST_ROW = 64 * 1024 * 1024
PIECE = 256 * 1024

Row = list[Any]


class BadArchive(Exception):
    """The file cannot be used. `str()` is a sentence on why; nothing was changed."""


@dataclass(frozen=True)
class Member:
    columns: list[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in the file, and of what."""

    made_at: str
    software: str
    database: str
    migrations: Mapping[str, list[str]]
    """app → names of the migrations that were applied"""
    key_print: str
    """Tells whether another SECRET_KEY is the same one; the key cannot be made from it."""
    settings: Mapping[str, str]
    tables: Mapping[str, Member]
    digest: str = field(default="", compare=False)
    """SHA-256 of the manifest as it stands in the file."""

    @property
    def rows(self) -> int:
        return sum(member.rows for member in self.tables.values())


class Writer:
    """Puts tables into a file that is being made."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.tables: dict[str, Member] = {}

    def table(self, name: str, columns: list[str], rows: Iterable[Row]) -> None:
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_member(name), "w", force_zip64=True) as out:
            for row in rows:
                line = (
                    json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
                    + b"\n"
                )
                digest.update(line)
                out.write(line)
                count += 1
        self.tables[name] = Member(columns, count, digest.hexdigest())

    def manifest(self, **facts: Any) -> str:
        """Write the list of contents, last of all; its digest."""
        tables = {name: vars(member) for name, member in self.tables.items()}
        told = {"format": FORMAT, "format_version": FORMAT_VERSION, **facts, "tables": tables}
        body = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()
        self._archive.writestr(MANIFEST, body)
        return hashlib.sha256(body).hexdigest()


@contextlib.contextmanager
def writing(target: Path, *, overwrite: bool) -> Iterator[Writer]:
    """A backup that is being made. Raises BadArchive, OSError."""
    with (
        put_in_place(target, overwrite=overwrite) as out,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        yield Writer(archive)


@contextlib.contextmanager
def put_in_place(target: Path, *, overwrite: bool) -> Iterator[IO[bytes]]:
    """A file that is there whole, readable by its owner only, or not at all. For commands. Raises BadArchive, OSError."""
    _free(target, overwrite=overwrite)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        _free(target, overwrite=overwrite)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class Archive:
    """A sound file, open for reading."""

    def __init__(self, source: Path, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self.source, self._archive, self.manifest = source, archive, manifest

    def rows(self, table: str) -> Iterator[Row]:
        with self._archive.open(_member(table)) as lines:
            for line in _lines(lines):
                yield json.loads(line)


@contextlib.contextmanager
def reading(source: Path) -> Iterator[Archive]:
    """Open a file and check every byte of it. Raises BadArchive."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest = _manifest(archive)
            for name, member in manifest.tables.items():
                _check(archive, name, member)
            yield Archive(source, archive, manifest)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as failure:
        raise BadArchive(_("%(file)s cannot be read: %(why)s.") % _why(source, failure)) from failure
    except (zipfile.BadZipFile, EOFError, OSError, UnicodeDecodeError, ValueError) as failure:
        raise BadArchive(
            _("%(file)s is damaged, cut short or no backup. Nothing was changed.") % {"file": source}
        ) from failure


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError:
        raise BadArchive(_("This is no backup of this software: it has no list of contents.")) from None
    if info.file_size > LARGEST_MANIFEST:
        raise BadArchive(_("This is no backup of this software: its list of contents is too long."))
    body = archive.read(info)
    told = json.loads(body)
    if not isinstance(told, dict) or told.pop("format", "") != FORMAT:
        raise BadArchive(_("This is no backup of this software."))
    if told.pop("format_version", 0) != FORMAT_VERSION:
        raise BadArchive(
            _("This backup was made by a newer release. Update the software first, then restore.")
        )
    try:
        tables = {name: Member(**member) for name, member in told.pop("tables").items()}
        manifest = Manifest(**told, tables=tables, digest=hashlib.sha256(body).hexdigest())
    except (AttributeError, KeyError, TypeError):
        raise BadArchive(_("This backup is damaged: its list of contents cannot be understood.")) from None
    if sorted(archive.namelist()) != sorted([MANIFEST, *map(_member, tables)]):
        raise BadArchive(_("This backup is damaged: it does not hold what its list of contents says."))
    return manifest


def _check(archive: zipfile.ZipFile, name: str, member: Member) -> None:
    digest, rows = hashlib.sha256(), 0
    with archive.open(_member(name)) as body:
        while piece := body.read(PIECE):
            digest.update(piece)
            rows += piece.count(b"\n")
    if (digest.hexdigest(), rows) != (member.sha256, member.rows):
        raise BadArchive(_("This backup is damaged: the table %(table)s was altered.") % {"table": name})


def _lines(body: IO[bytes]) -> Iterator[bytes]:
    buffered = io.BufferedReader(body, PIECE)  # type: ignore[type-var]  # a member reads like a raw file
    while line := buffered.readline(LONGEST_ROW):
        yield line


def _free(target: Path, *, overwrite: bool) -> None:
    if target.is_dir():
        raise BadArchive(_("%(file)s is a folder. Name a file.") % {"file": target})
    if target.exists() and not overwrite:
        there = _("%(file)s is there already. Nothing was written.") % {"file": target}
        raise BadArchive(f"{there} --overwrite replaces it.")


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _why(source: Path, failure: OSError) -> dict[str, object]:
    return {"file": source, "why": failure.strerror}
