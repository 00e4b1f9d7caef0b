"""Staff pages in a real browser without a server: Django's test client makes the page, the finders give its static files."""

import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route

from education.clinics.models import Person

SITE = "http://staff.test"


def look_at(page: Page, path: str, person: Person | None, *, width: int = 1280, height: int = 900) -> None:
    """Open a staff page as this person, or as a stranger."""
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    look_with(page, path, client, width=width, height=height)


def look_with(page: Page, path: str, client: Client, *, width: int = 1280, height: int = 900) -> None:
    """Open a staff page with what this client has done before."""
    # Made here and not when the browser asks: in there Django would open another connection, which sees no test data.
    show(page, path, client.get(path, headers={"Host": "localhost"}), width=width, height=height)


def show(page: Page, path: str, response: Any, *, width: int = 1280, height: int = 900) -> None:
    """Look at an answer that the test client got already: to a form that was sent."""
    page.set_viewport_size({"width": width, "height": height})
    page.route(f"{SITE}/static/**", _give_static)
    page.route(
        SITE + path,
        lambda route: route.fulfill(
            status=response.status_code, headers=dict(response.items()), body=response.content
        ),
    )
    page.goto(SITE + path)


def _give_static(route: Route) -> None:
    found = finders.find(urlsplit(route.request.url).path.removeprefix("/static/"))
    if not isinstance(found, str):
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    route.fulfill(body=Path(found).read_bytes(), content_type=kind)
