"""Takes one copy of an earlier release to today's code, in a process of its own, and prints as JSON what readers then see.

`python -m tests.releases.upgrade FOLDER …`: migrates the database of DATABASE_URL, then loads the words of each folder, twice.
"""

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command


def main(folders: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sciatica_site.settings"
    django.setup()
    # What the commands say is not the answer.
    with contextlib.redirect_stdout(sys.stderr):
        call_command("migrate", interactive=False, verbosity=0)
        seen = [_seen()]
        for folder in folders:
            call_command("load_words", folder)
            seen.append(_seen())
            call_command("load_words", folder)
            seen.append(_seen())
    print(json.dumps(seen))


def _seen() -> dict[str, Any]:
    """The pages of every language and edition, and how many rows there are of everything that only ever grows."""
    from django.test import Client  # noqa: PLC0415 - Django must be set up first

    from education.exchange.models import Delivery, Offer  # noqa: PLC0415
    from education.exchange.offers import open_offers  # noqa: PLC0415
    from education.review.models import Edition, Revision  # noqa: PLC0415

    editions = Edition.objects.select_related("article").order_by("language", "number")
    paths = [f"/{each.language}/{each.article.key}/editions/{each.number}/" for each in editions]
    paths += sorted({f"/{each.language}/{each.article.key}/" for each in editions})
    client = Client(raise_request_exception=False)
    pages = {path: client.get(path, headers={"host": "localhost"}) for path in paths}
    article = editions[0].article
    return {
        "pages": {path: [page.status_code, page.content.decode()] for path, page in pages.items()},
        "rows": [model._default_manager.count() for model in (Revision, Delivery, Offer)],
        "open": [[item.offer.key, item.offer.language] for item in open_offers(article)],
    }


if __name__ == "__main__":
    main([str(Path(folder).resolve()) for folder in sys.argv[1:]])
