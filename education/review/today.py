"""What the first page of the staff area tells a person: what waits in each article, and the languages to work in."""

from dataclasses import dataclass

from django.utils import timezone

from education.clinics import access
from education.clinics.models import Clinic, Person
from education.content.models import Article
from education.review.board import DAYS_AHEAD, Pile, board_of
from education.review.workbench import Desk, desks_of
from education.text.languages import SOURCE


@dataclass(frozen=True)
class Today:
    """What waits for one person in one article."""

    article: Article
    pile: Pile
    desks: list[Desk]


def today_of(person: Person, clinic: Clinic | None) -> dict[str, object]:
    languages = clinic.offered if clinic else [SOURCE]
    desks = desks_of(person)
    return {
        "days": DAYS_AHEAD,
        "may_manage": access.may_manage(person, clinic),
        "todays": [
            Today(
                article,
                board_of(article, languages, timezone.localdate()).pile_of(person),
                [desk for desk in desks if desk.article == article],
            )
            for article in Article.objects.order_by("key")
        ],
    }
