"""The staff area: Django's admin as the frame, entered by role, with the pages for words among its addresses."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from education.clinics import access
from education.clinics.models import Person
from education.clinics.working import working_clinic
from education.exchange import views as exchange
from education.exchange.packs import views as packs
from education.exchange.travelling import views as travelling
from education.publishing import preview
from education.quiz import report
from education.review import editions, history, recall, signing, today, unit, workbench
from education.staff import clinics, log, looks, own_language, people, quiz_marks, ready_page
from education.staff.unsaved import keeps_words, signed_in_page


class StaffSite(AdminSite):
    site_header = _("Patient education: staff")
    site_title = _("Staff")
    index_title = _("Words and settings")
    index_template = "staff/index.html"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return isinstance(request.user, Person) and access.may_enter(request.user)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        pages = [
            path("people/", self.admin_view(people.people_page), name="people"),
            path("people/<int:pk>/", self.admin_view(people.person_page), name="person"),
            path("invitation/<str:token>/", people.invitation_page, name="invitation"),
            path("log/", self.admin_view(log.log_page), name="log"),
            path("account/language/", self.admin_view(own_language.own_language_page), name="own_language"),
            path("statistics/<slug:article>/", self.admin_view(report.statistics_page), name="statistics"),
            path(
                "statistics/<slug:article>/csv/",
                self.admin_view(report.statistics_csv),
                name="statistics_csv",
            ),
            path("signed-in/", self.admin_view(signed_in_page), name="signed_in"),
        ]
        return [
            *self._clinic_pages(),
            *self._word_pages(),
            *self._exchange_pages(),
            *pages,
            *super().get_urls(),
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The first page: what waits for this person today, then the tables."""
        person, clinic = request.user, working_clinic(request)
        waiting = today.today_of(person, clinic) if isinstance(person, Person) else {}
        here = clinics.first_page(request, person, clinic) if isinstance(person, Person) and clinic else {}
        return super().index(request, {**waiting, **here, **(extra_context or {})})

    def _word_pages(self) -> list[URLPattern]:
        words = "words/<slug:article>/<slug:language>/"
        return [
            path("words/<slug:article>/", self.admin_view(quiz_marks.board), name="board"),
            path(
                "answers/<slug:article>/",
                self.admin_view(quiz_marks.look_at_answers),
                name="look_at_answers",
            ),
            path(words, self.admin_view(workbench.word_list), name="words"),
            path(f"{words}sign/", keeps_words(self, signing.sign_page, signing.sign_as_typed), name="sign"),
            path(f"{words}preview/", self.admin_view(preview.preview), name="preview"),
            path(f"{words}preview-link/", self.admin_view(preview.link_page), name="preview_link"),
            path(f"{words}editions/", self.admin_view(editions.editions_page), name="editions"),
            path(f"{words}<slug:key>/", keeps_words(self, unit.unit_page, unit.unit_as_typed), name="unit"),
            path(f"{words}<slug:key>/findings/", self.admin_view(unit.findings_page), name="findings"),
            path(
                f"{words}<slug:key>/still-correct/",
                keeps_words(self, unit.still_correct_page, unit.still_correct_as_typed),
                name="still_correct",
            ),
            path(f"{words}<slug:key>/history/", self.admin_view(history.history_page), name="history"),
            path(
                f"{words}<slug:key>/recall/",
                keeps_words(self, recall.recall_page, recall.recall_as_typed),
                name="recall",
            ),
        ]

    def _exchange_pages(self) -> list[URLPattern]:
        return [
            path(
                "new-wording/<slug:article>/", self.admin_view(exchange.new_wording_page), name="new_wording"
            ),
            path(
                "new-wording/<slug:article>/<int:pk>/",
                keeps_words(self, exchange.offer_page, exchange.offer_as_typed),
                name="new_wording_offer",
            ),
            path(
                "translators/<slug:article>/",
                self.admin_view(travelling.translators_page),
                name="translators",
            ),
            path(
                "translators/<slug:article>/returned/",
                self.admin_view(travelling.returned_page),
                name="translators_returned",
            ),
            path(
                "translators/<slug:article>/<slug:language>/<str:name>",
                self.admin_view(travelling.words_file),
                name="translators_file",
            ),
            path("packs/", self.admin_view(packs.packs_page), name="packs"),
            path("packs/<slug:article>/", self.admin_view(packs.pack_file), name="pack_file"),
        ]

    def _clinic_pages(self) -> list[URLPattern]:
        clinic = "clinics/<slug:key>/"
        return [
            path("clinics/", self.admin_view(clinics.clinics_page), name="clinics"),
            path(clinic, keeps_words(self, clinics.clinic_page, clinics.clinic_as_typed), name="clinic"),
            path(f"{clinic}ready/", self.admin_view(ready_page.ready_page), name="ready"),
            path(f"{clinic}look/", self.admin_view(looks.look_page), name="look"),
            path(f"{clinic}look/<slug:language>/", self.admin_view(looks.framed_page), name="framed_look"),
        ]
