"""The headers of public pages: nothing from elsewhere, nothing told to others, the same bytes for everybody."""

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from education.publishing.stylesheet import stylesheet_hash


def protect(response: HttpResponse) -> None:
    """The content security policy of public pages: one inline style, named by its hash, and nothing that runs."""
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {stylesheet_hash()}; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["Referrer-Policy"] = "no-referrer"


def publish(response: HttpResponse) -> None:
    """A page that anybody may keep, if they ask each time whether it still stands; none where it says not to."""
    protect(response)
    if response.status_code == 200 and "no-store" not in response.get("Cache-Control", ""):
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
