"""Is a clinic's copy ready to be opened to patients? Computed from what is there, each time; nothing of it is stored.

Each line names one thing, whether it is done, and the page on which it is done. `manage.py ready` prints the same lines.
"""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from education.clinics.backups import FRESH_FOR, newest_backup
from education.clinics.models import Clinic, Membership, Person, Role
from education.clinics.second_factor import FACTORS
from education.content.models import ARTICLE_KINDS, Article, Unit, Weight
from education.review.core import signings
from education.text.languages import names_of


@dataclass(frozen=True)
class Line:
    key: str
    is_done: bool
    what: str
    """The thing, in a few words."""
    lacking: str = ""
    """What is missing, in a sentence."""
    address: str = ""
    """Path of the page on which it is done; none where only an operator can."""


def readiness(clinic: Clinic, request: HttpRequest | None = None) -> list[Line]:
    """Every line in the order in which a new manager goes through them. `request`: how it came in is looked at too."""
    clinic_page = reverse("admin:clinic", args=[clinic.key])
    return [
        _brand(clinic), _numbers(clinic, clinic_page), _languages(clinic, clinic_page), _reviewers(clinic),
        *_cores(clinic), _https(request), _second_factors(clinic), _backups(),
    ]  # fmt: skip


def _brand(clinic: Clinic) -> Line:
    done = bool(clinic.accent or clinic.logo_id)
    address = reverse("admin:look", args=[clinic.key])
    return Line("brand", done, _("Colour or logo"), _("Choose a colour or send a logo."), address)


def _numbers(clinic: Clinic, page: str) -> Line:
    lacking = _("Dial or look up each number, then confirm them.")
    if clinic.confirmed and not clinic.numbers_confirmed:
        lacking = _("A number was changed since they were confirmed. Confirm them again.")
    return Line(
        "numbers", clinic.numbers_confirmed, _("Telephone numbers confirmed"), lacking, f"{page}#confirm"
    )


def _languages(clinic: Clinic, page: str) -> Line:
    return Line(
        "languages", bool(clinic.languages), _("Languages chosen"), _("Switch on the languages of your patients."),
        f"{page}#languages",
    )  # fmt: skip


def _reviewers(clinic: Clinic) -> Line:
    """Somebody invited for each language; an account that is ended does not count."""
    held = Membership.objects.filter(clinic=clinic, role=Role.REVIEWER, person__is_active=True)
    covered = {code for codes in held.values_list("languages", flat=True) for code in codes}
    missing = [code for code in clinic.offered if code not in covered]
    return Line(
        "reviewers", not missing, _("A reviewer for each language"),
        _("Nobody is invited to review: %(languages)s.") % {"languages": names_of(missing)}, reverse("admin:people"),
    )  # fmt: skip


def _cores(clinic: Clinic) -> list[Line]:
    """For each article, whether its safety texts are signed in each language: one line, so that the list stays short."""
    lines = []
    for article in Article.objects.order_by("key"):
        core = Unit.objects.filter(article=article, weight=Weight.SAFETY, kind__in=ARTICLE_KINDS)
        found = signings(article, list(core.values_list("pk", flat=True)))
        missing = [code for code in clinic.offered if not found.live(code)]
        what = _("Safety texts of “%(article)s” signed in each language") % {"article": article.key}
        lacking = _("Not signed yet: %(languages)s.") % {"languages": names_of(missing)}
        lines.append(Line("signed", not missing, what, lacking, reverse("admin:board", args=[article.key])))
    return lines


def _https(request: HttpRequest | None) -> Line:
    done = settings.SECURE_SSL_REDIRECT and (request is None or request.is_secure())
    lacking = _("This server runs in local mode. Ask its operator to set it up with HTTPS.")
    return Line("https", done, _("HTTPS"), lacking)


def _second_factors(clinic: Clinic) -> Line:
    """Every account that can sign in, the operators' too; whoever is only invited sets one up when joining."""
    here = Q(memberships__clinic=clinic) | Q(is_superuser=True)
    people = Person.objects.filter(here, is_active=True).distinct()
    people = people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    without = people.exclude(pk__in=Authenticator.objects.filter(type__in=FACTORS).values("user"))
    names = ", ".join(str(person) for person in without.order_by("pk"))
    lacking = _("No second factor yet: %(people)s.") % {"people": names}
    return Line(
        "second-factor", not names, _("A second factor for each account"), lacking, reverse("admin:people")
    )


def _backups() -> Line:
    newest = newest_backup()
    lacking = _("No backup was made yet. Ask the operator to run “manage.py backup” each night.")
    if newest:
        day = timezone.localtime(newest).date()
        lacking = _("The newest backup is of %(day)s, more than 7 days ago.") % {"day": day}
    return Line(
        "backup",
        bool(newest and timezone.now() - newest <= FRESH_FOR),
        _("Backup of the last 7 days"),
        lacking,
    )
