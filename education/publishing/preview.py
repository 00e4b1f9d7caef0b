"""The page as readers would see it once the words on the desk are signed. For staff only, and marked as such."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.http import require_safe

from education.clinics.models import Clinic
from education.content.models import Article
from education.publishing.headers import protect
from education.publishing.reading import read_article
from education.publishing.views import page_context
from education.text.languages import BY_CODE


@require_safe
def preview(request: HttpRequest, article: str, language: str) -> HttpResponse:
    clinic = Clinic.objects.current()
    if clinic is None or language not in BY_CODE:
        raise Http404
    found = get_object_or_404(Article, key=article)
    with translation.override(language):
        reading = read_article(found, clinic, language, preview=True)
        context = page_context(request, reading, "article") | {"preview": True}
        response = render(request, "public/article.html", context)
    protect(response)
    return response
