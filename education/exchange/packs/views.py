"""The staff page “Packs”: give an article as a file, look at what a file would do, take it in, and say whom to trust.

It translates HTTP. A file is not kept between looking and taking in: it is chosen again, and must be the same one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from education.clinics import access
from education.clinics.models import Person
from education.clinics.working import working_clinic
from education.content.models import Article
from education.exchange.models import TrustedPublisher
from education.exchange.packs.file import PackRefused
from education.exchange.packs.forms import PackForm, PublisherForm
from education.exchange.packs.keys import KeyRefused
from education.exchange.packs.making import make_pack
from education.exchange.packs.pack import Pack
from education.exchange.packs.shown import Line, lines
from education.exchange.packs.taking import Taken, take_in
from education.exchange.packs.trust import distrust, trust
from education.review.refusals import Refused


@dataclass(frozen=True)
class Look:
    """A pack and what it did, or would do."""

    pack: Pack
    taken: Taken
    is_done: bool

    @property
    def lines(self) -> list[Line]:
        return lines(self.pack, self.taken)

    @property
    def can_accept(self) -> bool:
        return not self.is_done and any(line.is_open for line in self.lines)


@require_http_methods(["GET", "HEAD", "POST"])
def packs_page(request: HttpRequest) -> HttpResponse:
    """POST looks at a file (`look`), takes it in (`take`), begins (`trust`) or ends (`distrust`) trust in a publisher."""
    person = _manager(request)
    do = request.POST.get("do", "")
    file = PackForm(request.POST, request.FILES) if do in ("look", "take") else PackForm()
    publisher = PublisherForm(request.POST if do == "trust" else None)
    # The report is the answer itself. Sent twice, the same file does nothing more.
    look = _looked(request, file, person) if file.is_bound and file.is_valid() else None
    if do in ACTS and ACTS[do](request, publisher, person):
        return HttpResponseRedirect(f"{request.path}#publishers")
    context = {
        **admin.site.each_context(request), "title": _("Packs"), "articles": Article.objects.order_by("key"), "file": file,
        "look": look, "publisher_form": publisher,
        "publishers": TrustedPublisher.objects.select_related("added_by").order_by("name"),
    }  # fmt: skip
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


def _looked(request: HttpRequest, form: PackForm, person: Person) -> Look | None:
    """What the file would do; what it did, where it is the very file that the person has looked at."""
    pack = form.pack
    if pack is None:
        return None
    seen = request.POST.get("seen") == pack.offering.digest + pack.key
    is_done = request.POST.get("do") == "take" and seen
    if request.POST.get("do") == "take" and not seen:
        form.add_error("file", _("This is another file than the one that you looked at. Look at it first."))
    languages = request.POST.getlist("accept") if is_done else list(pack.signed)
    try:
        taken = take_in(pack, by=person, languages=languages, dry_run=not is_done)
    except (PackRefused, Refused) as refusal:
        form.add_error("file", [str(refusal), _("Nothing was changed.")])
        return None
    return Look(pack, taken, is_done)


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
