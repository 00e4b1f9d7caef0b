"""The headers of public pages: nothing from elsewhere, nothing told to others, the same bytes for everybody."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from education.publishing.stylesheet import stylesheet, stylesheet_hash

STYLE = "style of this page"
"""Under this name a request keeps the style sheet that was printed for it."""


def protect(request: HttpRequest, response: HttpResponse, *, framed_by: str = "'none'") -> None:
    """The content security policy of public pages: one inline style, named by its hash, and nothing that runs.

    What does not run asks for nothing, so `connect-src` gives no page anything. It lets a tool that looks at a page from inside
    the browser read this site's robots.txt: without it, Lighthouse takes that file for broken.
    """
    style = stylesheet_hash(vars(request).get(STYLE) or stylesheet())
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {style}; img-src 'self' data:; font-src 'self'; "
        f"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {framed_by}"
    )
    response.headers["Referrer-Policy"] = "no-referrer"


def publish(request: HttpRequest, response: HttpResponse) -> None:
    """A page that anybody may keep, if they ask each time whether it still stands; what says otherwise itself is right."""
    protect(request, response)
    if response.status_code == 200 and not response.has_header("Cache-Control"):
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
