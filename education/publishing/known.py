"""What was read of one version of the content, for as long as that version counts: steps of the quiz, pages that were not found
and the pages of one article in many languages rest on the same readings, and go on while the database is away.

Only behind the store of pages, which knows which version counts. Without it everything is read anew.
"""

from collections.abc import Callable, Hashable
from contextlib import nullcontext
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from education.clinics.hosts import HELD, asked_host, clinic_of
from education.clinics.models import Clinic
from education.content.models import Article
from education.publishing.moment import MOMENT, TOLD, Moment, snapshot
from education.publishing.reading import Reading, read_shelf
from education.publishing.shelf import shelf_of
from education.publishing.stock import Stock, live_languages, stock_of

Read = TypeVar("Read")

LARGEST = 300_000
"""Bytes of a reading, the largest of what is kept; a stock with readings in six languages takes 1.7 MB."""


def known(request: HttpRequest, name: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives. It is asked once for each name and version of the content, unless it finds nothing (None).

    The store looks at the version before anything of a request is read, so nothing older is ever kept under it. Where the page
    itself is of a version (`OneMoment`), only what is of the same version will do.
    """
    moment = _moment(request)
    if moment is None:
        return read()
    kept: Read | None = moment.known.pop(name, None)
    if kept is not None:
        moment.known[name] = kept
        return kept
    with nullcontext() if connection.in_atomic_block else snapshot():
        found = read()
    if found is not None:
        moment.known[name] = found
        _keep_to(settings.PAGE_STORE_BYTES // 2 // LARGEST, moment.known)
    return found


def clinic_here(request: HttpRequest) -> Clinic | None:
    """`clinic_of` for this request."""
    return known(request, _named(request), lambda: clinic_of(request))


def hold_clinic(request: HttpRequest) -> None:
    """Spare the request the query for its clinic, where it is known."""
    moment = _moment(request)
    clinic = moment.known.get(_named(request)) if moment else None
    if clinic:
        vars(request)[HELD] = clinic


def article_here(request: HttpRequest, key: str = "") -> Article | None:
    """The article of this key, else the first one."""
    asked = Article.objects.filter(key=key) if key else Article.objects.order_by("pk")
    return known(request, ("article", key), asked.first)


def live_here(request: HttpRequest, article: Article, clinic: Clinic) -> tuple[str, ...]:
    """`live_languages` for this request."""
    return known(request, ("live", article.pk, clinic.pk), lambda: live_languages(article, clinic))


def reading_of(
    request: HttpRequest, article: Article, clinic: Clinic, language: str, *, quiz: bool = False
) -> Reading:
    """`read_article` for this request."""
    place = (article.pk, clinic.pk, quiz)

    def stock() -> Stock:
        return stock_of(article, clinic, quiz=quiz)

    def reading() -> Reading:
        return read_shelf(shelf_of(known(request, ("stock", *place), stock), language))

    return known(request, ("reading", *place, language), reading)


def _keep_to(most: int, things: dict[Hashable, Any]) -> None:
    """Half as much memory as pages have; what was used last stays."""
    # In one step, as another thread may be keeping something.
    for name in list(things)[:-most]:
        things.pop(name, None)


def _moment(request: HttpRequest) -> Moment | None:
    moment: Moment | None = request.META.get(MOMENT)
    told = request.META.get(TOLD)
    return None if moment is None or (told and told[0] != moment.version) else moment


def _named(request: HttpRequest) -> Hashable:
    return "clinic", asked_host(request)[0]
