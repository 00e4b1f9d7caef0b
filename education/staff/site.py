"""The staff area: Django's admin as the frame, entered by role, with the pages for words among its addresses."""

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from education.clinics import access
from education.clinics.models import Person
from education.publishing import preview
from education.review import signing, workbench


class StaffSignIn(AdminAuthenticationForm):
    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        if not isinstance(user, Person) or not access.may_enter(user):
            raise ValidationError(
                _("This account has no role here. Ask a clinic manager to give you one."), code="no_role"
            )


class StaffSite(AdminSite):
    site_header = _("Patient education: staff")
    site_title = _("Staff")
    index_title = _("Words and settings")
    index_template = "staff/index.html"
    enable_nav_sidebar = False
    login_form = StaffSignIn

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, Person) and access.may_enter(request.user)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        words = "words/<slug:article>/<slug:language>/"
        pages = [
            path(words, self.admin_view(workbench.word_list), name="words"),
            path(f"{words}sign/", self.admin_view(signing.sign_page), name="sign"),
            path(f"{words}preview/", self.admin_view(preview.preview), name="preview"),
            path(f"{words}<slug:key>/", self.admin_view(workbench.unit_page), name="unit"),
        ]
        return [*pages, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, object]:
        context: dict[str, object] = super().each_context(request)
        person = request.user
        if isinstance(person, Person) and self.has_permission(request):
            context["desks"] = workbench.desks_of(person)
        return context
