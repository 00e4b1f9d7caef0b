"""The staff area: Django's admin as the frame, entered by role, with the pages for words among its addresses."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from education.clinics import access
from education.clinics.models import Person
from education.publishing import preview
from education.quiz import report
from education.review import board_page, editions, history, recall, signing, unit, workbench
from education.staff import log, people


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
            path("people/", self.admin_view(people.people_page), name="people"),
            path("people/<int:pk>/", self.admin_view(people.person_page), name="person"),
            path("invitation/<str:token>/", people.invitation_page, name="invitation"),
            path("log/", self.admin_view(log.log_page), name="log"),
            path("statistics/<slug:article>/", self.admin_view(report.statistics_page), name="statistics"),
            path(
                "statistics/<slug:article>/csv/",
                self.admin_view(report.statistics_csv),
                name="statistics_csv",
            ),
            path("words/<slug:article>/", self.admin_view(board_page.board_page), name="board"),
            path(words, self.admin_view(workbench.word_list), name="words"),
            path(f"{words}sign/", self.admin_view(signing.sign_page), name="sign"),
            path(f"{words}preview/", self.admin_view(preview.preview), name="preview"),
            path(f"{words}preview-link/", self.admin_view(preview.link_page), name="preview_link"),
            path(f"{words}editions/", self.admin_view(editions.editions_page), name="editions"),
            path(f"{words}<slug:key>/", self.admin_view(unit.unit_page), name="unit"),
            path(
                f"{words}<slug:key>/still-correct/",
                self.admin_view(unit.still_correct_page),
                name="still_correct",
            ),
            path(f"{words}<slug:key>/history/", self.admin_view(history.history_page), name="history"),
            path(f"{words}<slug:key>/recall/", self.admin_view(recall.recall_page), name="recall"),
        ]
        return [*pages, *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page: what waits for this person today, then the tables."""
        person = request.user
        today = board_page.today_of(person) if isinstance(person, Person) else {}
        statistics = isinstance(person, Person) and access.may_see_statistics(person)
        return super().index(request, {**today, "may_see_statistics": statistics, **(extra_context or {})})
