"""The staff page “Packs”: give an article as a file, look at what a file would do, take it in, and say whom to trust.

It translates HTTP. A file is not kept between looking and taking in: it is chosen again, and must be the same one. Both can
take half a minute, so the page tells how far they are; a file that cannot be used at all is refused before.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.clinics.working import working_clinic
from education.content.models import Article
from education.exchange.long_work import HERE, fault_told, told_page
from education.exchange.models import TrustedPublisher
from education.exchange.packs.file import PackRefused
from education.exchange.packs.forms import PackForm, PublisherForm
from education.exchange.packs.keys import KeyRefused
from education.exchange.packs.making import make_pack
from education.exchange.packs.pack import Pack
from education.exchange.packs.shown import Look
from education.exchange.packs.taking import Taken, take_in
from education.exchange.packs.trust import distrust, trust
from education.review.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def packs_page(request: HttpRequest) -> HttpResponseBase:
    """POST looks at a file (`look`), takes it in (`take`), begins (`trust`) or ends (`distrust`) trust in a publisher."""
    person = _manager(request)
    do = request.POST.get("do", "")
    file = PackForm(request.POST, request.FILES) if do in ("look", "take") else PackForm()
    publisher = PublisherForm(request.POST if do == "trust" else None)
    if do in ACTS and ACTS[do](request, publisher, person):
        return HttpResponseRedirect(f"{request.path}#publishers")
    # Lists: where the database goes away during the work, the page that says so must not ask it.
    context = {
        **admin.site.each_context(request), "title": _("Packs"), "articles": list(Article.objects.order_by("key")),
        "publishers": list(TrustedPublisher.objects.select_related("added_by").order_by("name")),
        "file": file, "publisher_form": publisher,
    }  # fmt: skip
    if file.is_bound and file.is_valid() and file.pack:
        return _looked(request, context, file, file.pack, person)
    return render(request, "staff/packs.html", context)


@require_safe
def pack_file(request: HttpRequest, article: str) -> HttpResponse:
    """The pack of an article, to keep: published by the clinic at which the person works, and not signed."""
    _manager(request)
    found = get_object_or_404(Article, key=article)
    try:
        body = make_pack(found, str(working_clinic(request) or ""))
    except PackRefused as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:packs"))
    response = HttpResponse(body, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.key}.pack"'
    patch_cache_control(response, no_store=True, private=True)
    return response


def _manager(request: HttpRequest) -> Person:
    person = request.user
    if not isinstance(person, Person) or not access.may_exchange(person):
        raise PermissionDenied
    return person


def _looked(
    request: HttpRequest, context: dict[str, Any], form: PackForm, pack: Pack, person: Person
) -> HttpResponseBase:
    """What the file would do; what it did, where it is the very file that the person has looked at.

    The report is the answer itself. Sent twice, the same file does nothing more.
    """
    seen = request.POST.get("seen") == pack.offering.digest + pack.key
    is_done = request.POST.get("do") == "take" and seen
    if request.POST.get("do") == "take" and not seen:
        form.add_error("file", _("This is another file than the one that you looked at. Look at it first."))
    languages = request.POST.getlist("accept") if is_done else list(pack.signed)

    def told(gave: object) -> str:
        look = Look(pack, gave, is_done) if isinstance(gave, Taken) else None
        if isinstance(gave, Exception):
            form.add_error("file", _why_not(request, gave))
        return render_to_string("staff/_packs.html", {**context, "look": look}, request)

    work = partial(take_in, pack, by=person, languages=languages, dry_run=not is_done)
    page = render_to_string("staff/packs.html", {**context, "work": HERE}, request)
    return told_page(page, lambda hears: work(told=hears), told)


def _why_not(request: HttpRequest, failure: Exception) -> list[str]:
    is_refusal = isinstance(failure, PackRefused | Refused | NotAllowed)
    return [str(failure) if is_refusal else fault_told(request, failure), _("Nothing was changed.")]


def _trust(request: HttpRequest, form: BaseForm, person: Person) -> bool:
    if not form.is_valid():
        return False
    given: dict[str, Any] = form.cleaned_data
    try:
        publisher = trust(given["name"], given["public_key"], by=person)
    except KeyRefused as refusal:
        form.add_error("public_key", str(refusal))
    except (PackRefused, Refused) as refusal:
        form.add_error("name", str(refusal))
    else:
        messages.success(request, _("%(name)s is trusted from now on.") % {"name": publisher})
    return form.is_valid()


def _distrust(request: HttpRequest, _form: BaseForm, person: Person) -> bool:
    number = request.POST.get("publisher", "")
    publisher = get_object_or_404(TrustedPublisher, pk=int(number) if number.isdecimal() else 0)
    distrust(publisher, by=person)
    messages.success(
        request, _("%(name)s is no longer trusted. What was accepted before stays.") % {"name": publisher}
    )
    return True


ACTS: dict[str, Callable[[HttpRequest, BaseForm, Person], bool]] = {"trust": _trust, "distrust": _distrust}
