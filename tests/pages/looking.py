"""Public pages in a real browser without a server: the browser asks, Django's test client answers."""

from django.test import Client
from playwright.sync_api import Page, Route

SITE = "http://pages.test"


def look_at(page: Page, path: str, *, width: int = 360, height: int = 640) -> None:
    """Open a public page as a reader's browser gets it, headers and all."""
    page.set_viewport_size({"width": width, "height": height})
    page.route("**/*", _answer)
    page.goto(SITE + path)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")


def _answer(route: Route) -> None:
    path = route.request.url.removeprefix(SITE)
    response = Client(raise_request_exception=False).get(path, headers={"Host": "localhost"})
    route.fulfill(status=response.status_code, headers=dict(response.items()), body=response.content)
