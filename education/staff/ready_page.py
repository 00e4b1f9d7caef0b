"""The first-run checklist as a page: what is done, and what is missing with the way to it."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from education.staff.clinics import managed
from education.staff.readiness import readiness


@require_safe
def ready_page(request: HttpRequest, key: str) -> HttpResponse:
    _person, clinic = managed(request, key)
    lines = readiness(clinic, request)
    context = {
        **admin.site.each_context(request), "title": _("Ready to open?"), "clinic": clinic, "lines": lines,
        "lacking": sum(not line.is_done for line in lines),
    }  # fmt: skip
    return render(request, "staff/ready.html", context)
