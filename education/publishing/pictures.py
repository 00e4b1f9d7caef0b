"""A clinic's pictures over HTTP. The address holds the digest of the bytes, so whoever has them need never ask again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from education.clinics.pictures import Picture


@csrf_exempt
@require_safe
def picture(request: HttpRequest, digest: str, kind: str) -> HttpResponse:
    found = Picture.objects.filter(digest=digest, kind=kind).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.body), content_type=f"image/{found.kind}")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
