"""The mail that tells each person, once a day at most, what waits for them and which reviews fall due."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from education.clinics.models import Clinic, Person
from education.content.models import Article
from education.review.board import DAYS_AHEAD, Board, Pile, board_of
from education.text.languages import BY_CODE, SOURCE, Language

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Waiting:
    """What waits for one person in one article: altogether and by language, and the page that lists it."""

    article: Article
    pile: Pile
    languages: list[tuple[Language, Pile]]
    address: str


@dataclass
class Sent:
    """How many people got a mail, had nothing waiting, got theirs earlier today, or could not be reached."""

    mails: int = 0
    idle: int = 0
    earlier: int = 0
    failed: int = 0


def send_digests(today: date, clinics: Iterable[Clinic] = ()) -> Sent:
    """Mail everybody who has work waiting. A mail that fails counts as not sent, and the next run tries again."""
    sent = Sent()
    for clinic in clinics or Clinic.objects.order_by("pk"):
        _send_at(clinic, today, sent)
    return sent


def _send_at(clinic: Clinic, today: date, sent: Sent) -> None:
    """The mails of one clinic, with what waits in its languages. Who works at two gets one mail a day all the same."""
    boards = [board_of(article, clinic.offered, today) for article in Article.objects.order_by("key")]
    for person in _people(clinic):
        waiting = [found for found in (_waiting(board, person) for board in boards) if found.pile.total]
        if not waiting:
            sent.idle += 1
        elif not _claimed(person, today):
            sent.earlier += 1
        elif _mailed(person, clinic, waiting):
            sent.mails += 1
        else:
            Person.objects.filter(pk=person.pk).update(digest_on=person.digest_on)
            sent.failed += 1


def _people(clinic: Clinic) -> QuerySet[Person]:
    """Who has an open account, an address and a role at the clinic."""
    able = Person.objects.filter(is_active=True, memberships__clinic=clinic).exclude(email="")
    able = able.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return able.distinct().order_by("pk").prefetch_related("memberships")


def _waiting(board: Board, person: Person) -> Waiting:
    each = [(BY_CODE[code], board.pile_of(person, {code})) for code in board.languages]
    address = f"{settings.SITE_ADDRESS}{reverse('admin:board', args=[board.article.key])}"
    return Waiting(
        board.article, board.pile_of(person), [(language, pile) for language, pile in each if pile.total], address
    )  # fmt: skip


def _claimed(person: Person, today: date) -> bool:
    """One statement in the database decides, so that two runs at once cannot mail twice."""
    return bool(Person.objects.filter(pk=person.pk).exclude(digest_on=today).update(digest_on=today))


def _mailed(person: Person, clinic: Clinic, waiting: list[Waiting]) -> bool:
    language = person.interface_language or SOURCE
    with translation.override(language):
        words = {"person": person, "clinic": clinic, "waiting": waiting, "days": DAYS_AHEAD}
        total = sum(found.pile.total for found in waiting)
        subject = _("Patient education: %(count)s texts wait for you") % {"count": total}
        body = render_to_string("mail/digest.txt", words)
        # Plain words cannot be marked one by one, so the head of the mail says their language.
        message = EmailMessage(subject, body, None, [person.email], headers={"Content-Language": language})
        try:
            return bool(message.send())
        except OSError as failure:
            logger.warning("digest not sent", extra={"reason": type(failure).__name__, "person": person.pk})
            return False
