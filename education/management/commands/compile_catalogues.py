"""`manage.py compile_catalogues`: the .mo files that Django reads, from the .po files that people edit."""

import os
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile the message catalogues that have changed. Needs no gettext on the machine."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        catalogues = [
            po for folder in settings.LOCALE_PATHS for po in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))
        ]
        stale = [po for po in catalogues if _is_stale(po)]
        for po in stale:
            compile_catalogue(po)
        if options["verbosity"]:
            self.stdout.write(f"{len(stale)} of {len(catalogues)} message catalogues compiled.")


def compile_catalogue(po: Path) -> None:
    """Write the .mo beside `po`. Fuzzy and empty entries are left out, so the source words show for them."""
    mo = po.with_suffix(".mo")
    draft = mo.with_suffix(f".{os.getpid()}.draft")
    try:
        polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(draft))
    except (OSError, UnicodeDecodeError) as failure:
        draft.unlink(missing_ok=True)
        raise CommandError(f"{po} cannot be compiled: {failure}") from failure
    # The same time on both says which .po this .mo came from, whether later ones are newer or (a checkout) older.
    os.utime(draft, ns=(po.stat().st_mtime_ns, po.stat().st_mtime_ns))
    draft.replace(mo)


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns != po.stat().st_mtime_ns
