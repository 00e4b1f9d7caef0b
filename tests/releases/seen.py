"""Prints as JSON what a copy shows and holds: `python -m tests.releases.seen`, on the database of DATABASE_URL."""

import json
import os
from hashlib import sha256
from typing import Any

import django
from django.apps import apps
from django.db import models


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "sciatica_site.settings"
    django.setup()
    print(json.dumps({"pages": _pages(), "rows": _rows(), "next": _next_number()}))


def _pages() -> dict[str, list[Any]]:
    """Address → status and digest, for every edition, every article page and both quizzes."""
    from django.test import Client  # noqa: PLC0415 - Django must be set up first

    from education.review.models import Edition  # noqa: PLC0415

    editions = Edition.objects.select_related("article")
    paths = {f"/{each.language}/{each.article.key}/editions/{each.number}/" for each in editions}
    paths |= {f"/{each.language}/{each.article.key}/" for each in editions}
    paths |= {f"/{each.language}/{each.article.key}/editions/" for each in editions}
    client = Client(raise_request_exception=False)
    found = {path: client.get(path, headers={"host": "localhost"}) for path in sorted(paths)}
    return {path: [page.status_code, sha256(page.content).hexdigest()] for path, page in found.items()}


def _rows() -> dict[str, int]:
    """How many rows each table of ours holds, but for the notes on backups: the copy has one more than its backup."""
    kinds = apps.get_app_config("education").get_models(include_auto_created=True)
    return {
        model._meta.db_table: models.QuerySet(model).count()
        for model in kinds
        if model._meta.model_name not in ("backup", "staffsession")
    }


def _next_number() -> bool:
    """Can a row still be added after rows that brought their own numbers?"""
    from education.content.models import Article  # noqa: PLC0415

    made = Article.objects.create(key="one-more")
    made.delete()
    return True


if __name__ == "__main__":
    main()
