"""Colours and logo, tried before they go live: real pages in the draft's look, in frames as wide as a phone and as a desk.

The draft lies in the session of the person who tries it, and nowhere else. Only these frames may stand in a page, and only in
one of ours.
"""

import base64
from dataclasses import asdict, dataclass, replace
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from education.clinics.brand import Image, brand_of
from education.clinics.models import Clinic, Person
from education.clinics.pictures import Drawing
from education.clinics.setting_up import set_look
from education.clinics.theme import Theme, theme_of
from education.content.models import Article
from education.publishing.headers import protect
from education.publishing.reading import read_article
from education.publishing.views import page_context
from education.staff.clinic_forms import LookForm
from education.staff.clinics import managed
from education.text.languages import BY_CODE, SOURCE, Language

LOOK = "look"
LONGEST = ("de", "pl", "ru", "fr", "pt", "es", "vi", "bn", "ur")
"""Languages whose words need most room, most of all first."""
WIDTHS = (("phone", 360), ("desk", 1200))


@dataclass(frozen=True)
class Draft:
    """A look that is tried. Pictures as base64, so that a session can hold them."""

    clinic: int
    accent: str
    tint: str
    without_logo: bool = False
    pictures: tuple[dict[str, Any], ...] = ()

    @property
    def drawings(self) -> tuple[Drawing, Drawing] | None:
        if not self.pictures:
            return None
        logo, icon = (Drawing(**facts | {"body": base64.b64decode(facts["body"])}) for facts in self.pictures)
        return logo, icon

    @property
    def address(self) -> str:
        """The logo itself, as an address."""
        return (
            f"data:image/{self.pictures[0]['kind']};base64,{self.pictures[0]['body']}"
            if self.pictures
            else ""
        )

    @property
    def theme(self) -> Theme:
        return theme_of(self.accent, self.tint)


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"frame-src": [SELF], "img-src": [SELF, "data:"]})  # type: ignore[arg-type]  # it passes every argument on
def look_page(request: HttpRequest, key: str) -> HttpResponse:
    """Try a look; POST tries (`try`), makes it live (`live`) or throws the draft away (`drop`)."""
    person, clinic = managed(request, key)
    draft = _draft(request, clinic)
    form = LookForm(initial={"accent": clinic.accent, "tint": clinic.tint} | (asdict(draft) if draft else {}))
    do = request.POST.get("do", "")
    if do == "live" and draft:
        return _live(request, clinic, draft, person)
    if do == "drop":
        request.session.pop(LOOK, None)
        return HttpResponseRedirect(request.path)
    if do == "try":
        form = LookForm(request.POST, request.FILES)
        if _tried(request, clinic, draft, form):
            return HttpResponseRedirect(f"{request.path}#tried")
        draft = _draft(request, clinic)
    languages = _languages(clinic)
    context = {
        **admin.site.each_context(request), "title": _("Colours and logo"), "clinic": clinic, "form": form, "draft": draft,
        "frames": [(language, name, width) for language in languages for name, width in WIDTHS] if draft else [],
        "brand": brand_of(clinic, SOURCE), "kept": bool(draft and draft.pictures and form.errors),
    }  # fmt: skip
    return render(request, "staff/look.html", context)


@require_safe
@xframe_options_sameorigin
def framed_page(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The article in the draft's look, with the words on the desk; to be seen in a frame of `look_page` only."""
    _person, clinic = managed(request, key)
    draft, article = _draft(request, clinic), Article.objects.order_by("pk").first()
    if draft is None or article is None or language not in clinic.offered:
        raise Http404
    with translation.override(language):
        reading = read_article(article, clinic, language, preview=True)
        brand = replace(reading.brand, theme=draft.theme, logo=_logo(clinic, draft, reading.brand.logo))
        context = page_context(request, replace(reading, brand=brand), "article")
        response = render(
            request, "public/article.html", context | {"preview": True, "menu": [], "alternates": []}
        )
    protect(request, response, framed_by="'self'")
    patch_cache_control(response, no_store=True, private=True)
    return response


def _tried(request: HttpRequest, clinic: Clinic, draft: Draft | None, form: LookForm) -> bool:
    """Keep what can be used of the form as the draft: also a good picture beside a colour that is wrong."""
    is_valid = form.is_valid()
    pictures = draft.pictures if draft else ()
    if form.drawings:
        pictures = tuple(asdict(one) | {"body": base64.b64encode(one.body).decode()} for one in form.drawings)
    given, before = form.cleaned_data, draft or Draft(clinic.pk, clinic.accent, clinic.tint)
    if is_valid and given["without_logo"]:
        pictures = ()
    if is_valid or form.drawings:
        kept = Draft(
            clinic.pk, given.get("accent", before.accent), given.get("tint", before.tint),
            bool(given.get("without_logo")), pictures,
        )  # fmt: skip
        request.session[LOOK] = asdict(kept)
    return is_valid


def _live(request: HttpRequest, clinic: Clinic, draft: Draft, person: Person) -> HttpResponse:
    set_look(
        clinic, accent=draft.accent, tint=draft.tint, drawings=draft.drawings, without_logo=draft.without_logo, by=person
    )  # fmt: skip
    request.session.pop(LOOK)
    messages.success(request, _("Readers see the new look now."))
    return HttpResponseRedirect(f"{reverse('admin:clinic', args=[clinic.key])}#look")


def _draft(request: HttpRequest, clinic: Clinic) -> Draft | None:
    kept = request.session.get(LOOK)
    if not isinstance(kept, dict) or kept.get("clinic") != clinic.pk:
        return None
    return Draft(**kept | {"pictures": tuple(kept["pictures"])})


def _logo(clinic: Clinic, draft: Draft, live: Image | None) -> Image | None:
    if draft.drawings:
        logo = draft.drawings[0]
        return Image(draft.address, logo.width, logo.height)
    return None if draft.without_logo else live


def _languages(clinic: Clinic) -> list[Language]:
    """The language with the longest words, and one that is written from right to left, among those that are on."""
    longest = next((code for code in LONGEST if code in clinic.offered), SOURCE)
    leftward = [code for code in clinic.offered if BY_CODE[code].direction == "rtl"]
    return [BY_CODE[code] for code in dict.fromkeys([longest, *leftward[:1]])]
