"""Public pages in a real browser without a server: Django's test client makes the page, the browser shows it."""

from django.test import Client
from playwright.sync_api import Page

from sciatica_site.place import PROJECT

SITE = "https://pages.test"
FONTS = "/static/education/fonts/"
"""A page in Arabic, Urdu or Bengali asks for its font, unless the machine has it."""


def look_at(page: Page, path: str, *, width: int = 360, height: int = 640) -> None:
    """Open a public page as a reader's browser gets it, headers and all. Whatever else it asks for fails."""
    # Made here and not when the browser asks: in there Django would open another connection, which sees no test data.
    response = Client(raise_request_exception=False).get(path, headers={"Host": "localhost"})
    page.set_viewport_size({"width": width, "height": height})
    page.route(
        f"{SITE}{FONTS}*",
        lambda route: route.fulfill(path=PROJECT / "education" / route.request.url.removeprefix(f"{SITE}/")),
    )
    page.route(
        SITE + path,
        lambda route: route.fulfill(
            status=response.status_code, headers=dict(response.items()), body=response.content
        ),
    )
    page.goto(SITE + path)


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
