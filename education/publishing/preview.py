"""The page as readers would see it once the words on the desk are signed: for staff, and by a link for a native reader.

The link needs no account. It is signed, opens one language of one article, and ends after fourteen days or when the person
who made it may no longer work in that language. Nothing is stored for it, and it changes nothing.
"""

from datetime import timedelta

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from education.clinics import access
from education.clinics.hosts import clinic_of
from education.clinics.models import Clinic, Person
from education.clinics.working import working_clinic
from education.content.models import Article
from education.publishing.headers import protect
from education.publishing.reading import read_article
from education.publishing.views import page_context
from education.review.workbench import frame, open_desk
from education.text.languages import BY_CODE

SALT = "education.preview"
GOOD_FOR = timedelta(days=14)


@require_safe
def preview(request: HttpRequest, article: str, language: str) -> HttpResponse:
    clinic = working_clinic(request)
    if clinic is None or language not in BY_CODE:
        raise Http404
    return _draft(request, get_object_or_404(Article, key=article), clinic, language)


@require_http_methods(["GET", "HEAD", "POST"])
def link_page(request: HttpRequest, article: str, language: str) -> HttpResponse:
    """For who may write in a language: POST makes a link and shows it."""
    person, found = open_desk(request, article, language)
    if not access.may_write(person, language):
        raise PermissionDenied
    link = ""
    if request.method == "POST":
        token = signing.dumps({"article": found.key, "language": language, "by": person.pk}, salt=SALT)
        link = request.build_absolute_uri(reverse("shared_preview", args=[token]))
    context = frame(
        request, found, language, link=link, days=GOOD_FOR.days, until=timezone.localdate() + GOOD_FOR,
    )  # fmt: skip
    return render(request, "staff/preview_link.html", context)


@csrf_exempt
@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The preview for somebody with a link: 410 once it has ended, 404 if it is none of ours."""
    try:
        claim = signing.loads(token, salt=SALT, max_age=GOOD_FOR)
    except signing.SignatureExpired:
        return _private(_gone(request, 410))
    except signing.BadSignature:
        return _private(_gone(request, 404))
    article, clinic = Article.objects.filter(key=claim["article"]).first(), clinic_of(request)
    maker = Person.objects.filter(pk=claim["by"]).first()
    language = claim["language"]
    if article is None or clinic is None or maker is None or not access.may_write(maker, language):
        return _private(_gone(request, 410))
    return _private(_draft(request, article, clinic, language))


def _draft(request: HttpRequest, article: Article, clinic: Clinic, language: str) -> HttpResponse:
    with translation.override(language):
        reading = read_article(article, clinic, language, preview=True)
        # Bound to its language: the other languages of the menu are public pages, and no draft.
        named = {"preview": True, "menu": [], "alternates": []}
        response = render(request, "public/article.html", page_context(request, reading, "article") | named)
    protect(request, response)
    return response


def _gone(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "public/preview_gone.html", {"days": GOOD_FOR.days}, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Nobody keeps it and no search engine lists it: the address is the key."""
    patch_cache_control(response, no_store=True, private=True)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
