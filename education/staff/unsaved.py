"""What somebody typed outlives the sign-in: a page that carries it over, and pages that show it again without doing anything.

Decides what happens to a form that is sent while nobody is signed in, or with the token of an earlier sign-in. Nothing is
stored: the words travel in the answer itself, and come back in the next request. How people sign in is not decided here.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from education.text.languages import BY_CODE

OWN_PAGES = ("same-origin", "none")
"""What `Sec-Fetch-Site` says of forms of ours (Fetch Metadata, W3C)."""
View = Callable[..., HttpResponse]
CARRIED = "carried"
NOT_CARRIED = frozenset({"csrfmiddlewaretoken", CARRIED})
NOT_TYPED = frozenset(
    {
        "seen", "writer", "words", "source", "key", "submit", "check", "choose", "reading", "recall", "language",
        "do", "edit", "keep", "take", "country", "show_unsigned", "count_answers", "sure",
    }
)  # fmt: skip
NOT_TYPED_BEGINNINGS = ("words-", "source-", "seen_", "on_", "place_")


def keeps_words(site: AdminSite, act: View, as_typed: View) -> View:
    """A page of the site whose forms hold words: `act` does what they ask, `as_typed` shows them again and changes nothing.

    Without a sign-in the words come back on a page that carries them. After it, or with a token that an earlier sign-in
    gave, they stand in their form again, not saved. `as_typed` needs no token, because it changes nothing. What another site
    made the browser send is never shown as the person's own words: it is refused as everywhere.
    """
    acting, showing = site.admin_view(act), site.admin_view(csrf_exempt(as_typed))

    @csrf_exempt  # `acting` has the check inside, where a refusal still knows the words
    def kept(request: HttpRequest, **address: str) -> HttpResponse:
        if request.method != "POST" or _is_from_elsewhere(request):
            return acting(request, **address)
        if not site.has_permission(request):
            return _carried(site, request, address.get("language", ""))
        if CARRIED in request.POST or _token_is_old(request):
            return showing(request, **address)
        return acting(request, **address)

    return kept


@require_safe
def signed_in_page(request: HttpRequest) -> HttpResponse:
    """Where a sign-in in a second tab ends: the words wait in the first."""
    context = {**admin.site.each_context(request), "title": _("You are signed in")}
    return render(request, "staff/signed_in.html", context)


def _carried(site: AdminSite, request: HttpRequest, language: str) -> HttpResponse:
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in NOT_CARRIED for value in values
    ]
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?next={reverse('admin:signed_in')}"
    context = {
        **site.each_context(request), "title": _("Your sign-in has ended"), "fields": fields, "sign_in": sign_in,
        "carried": CARRIED, "words": [value for name, value in fields if _is_typed(name, value)],
        "language": BY_CODE.get(language),
    }  # fmt: skip
    response = render(request, "staff/carried.html", context, status=403)
    add_never_cache_headers(response)
    return response


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Was the form sent from a page that is not this site's? Browsers say so; older ones name the page's origin at least."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in OWN_PAGES
    return "Origin" in request.headers and not _TokenCheck(_never).knows_origin(request)


def _is_typed(name: str, value: str) -> bool:
    """Something that a person wrote, and no print, tick or key."""
    return bool(value.strip()) and name not in NOT_TYPED and not name.startswith(NOT_TYPED_BEGINNINGS)


def _token_is_old(request: HttpRequest) -> bool:
    return _TokenCheck(_never).process_view(request, _never, (), {}) is not None


class _TokenCheck(CsrfViewMiddleware):
    """Django's check, which tells the reason in place of answering with a page of its own."""

    def knows_origin(self, request: HttpRequest) -> bool:
        """Is the page that the request names as its origin this site's, or one that the operator trusts?"""
        return bool(self._origin_verified(request))  # type: ignore[attr-defined]  # Django has it, its stubs do not

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("the check of a token calls no view")
