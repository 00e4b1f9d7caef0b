"""Two people at once, over two real connections: one wins, the other is told why, and nothing is lost or counted twice.

The first holds its transaction open until the second has begun; whichever way the threads then run, the outcome is one.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import TypeVar

import pytest
from django.db import connection, transaction

from education.clinics.models import Person, Role
from education.content.models import Article, Section
from education.exchange.shipped import SHIPPED, load_release, read_release
from education.review.actions import sign, submit, withdraw, write
from education.review.models import Approval, Edition, Revision, Submission
from education.review.refusals import NothingToSign, Refused, WordsMoved
from education.review.renewals import restore
from tests.making import make_article, make_person, make_section, put, shown, sign_now, standing_of

pytestmark = pytest.mark.django_db(transaction=True)

Made = TypeVar("Made")
SLOWEST_S = 60


@pytest.fixture
def others() -> Iterator[ThreadPoolExecutor]:
    """Threads for other people, each with a connection of its own."""
    with ThreadPoolExecutor(max_workers=6) as pool:
        yield pool


@pytest.fixture
def second_reviewer() -> Person:
    return make_person("ravi", Role.REVIEWER, ["en", "es"])


def alone(verb: Callable[[], Made]) -> Made:
    """In this thread's own connection, which ends with it: the tests' database is dropped later."""
    try:
        return verb()
    finally:
        connection.close()


def collide(
    others: ThreadPoolExecutor, first: Callable[[], object], second: Callable[[], Made]
) -> Future[Made]:
    """`first` is done and not yet committed when `second` begins. What became of the second."""
    begun = Event()

    def begin() -> Made:
        begun.set()
        return second()

    with transaction.atomic():
        first()
        later = others.submit(alone, begin)
        assert begun.wait(SLOWEST_S)
    later.exception(SLOWEST_S)
    return later


def numbers() -> list[int]:
    return list(Edition.objects.order_by("pk").values_list("number", flat=True))


def test_of_two_who_write_the_same_words_anew_one_is_told_and_keeps_the_own_text(
    section: Section, author: Person, others: ThreadPoolExecutor
) -> None:
    seen = put(section, by=author, heading="Pain").fingerprint
    refused = collide(
        others,
        lambda: write(section, "en", {"heading": "Leg pain"}, by=author, seen=seen),
        lambda: write(section, "en", {"heading": "Back pain"}, by=author, seen=seen),
    )

    with pytest.raises(WordsMoved) as refusal:
        refused.result()
    assert refusal.value.ours["heading"] == "Back pain"
    assert refusal.value.theirs["heading"] == "Leg pain"
    assert standing_of(section).desk["heading"] == "Leg pain"
    assert [each.words["heading"] for each in Revision.objects.order_by("pk")] == ["Pain", "Leg pain"]


def test_of_two_who_sign_the_same_words_one_signs(
    section: Section, author: Person, reviewer: Person, second_reviewer: Person, others: ThreadPoolExecutor
) -> None:
    put(section, by=author, heading="Pain")
    words = shown(section)
    refused = collide(
        others,
        lambda: sign(section.article, "en", words, by=reviewer),
        lambda: sign(section.article, "en", words, by=second_reviewer),
    )

    with pytest.raises(NothingToSign):
        refused.result()
    assert numbers() == [1]
    assert Approval.objects.count() == 1


def test_whoever_signs_words_that_are_being_written_signs_nothing_unread(
    section: Section, author: Person, reviewer: Person, others: ThreadPoolExecutor
) -> None:
    seen = put(section, by=author, heading="Pain").fingerprint
    words = shown(section)
    refused = collide(
        others,
        lambda: write(section, "en", {"heading": "Leg pain"}, by=author, seen=seen),
        lambda: sign(section.article, "en", words, by=reviewer),
    )

    with pytest.raises(WordsMoved):
        refused.result()
    assert numbers() == []


def test_whoever_writes_while_the_words_are_signed_writes_after_the_signature(
    section: Section, author: Person, reviewer: Person, others: ThreadPoolExecutor
) -> None:
    seen = put(section, by=author, heading="Pain").fingerprint
    words = shown(section)
    written = collide(
        others,
        lambda: sign(section.article, "en", words, by=reviewer),
        lambda: write(section, "en", {"heading": "Leg pain"}, by=author, seen=seen),
    )

    assert written.result().words["heading"] == "Leg pain"
    assert standing_of(section).signed_words["heading"] == "Pain"


def test_of_two_who_withdraw_one_withdraws(
    section: Section, author: Person, reviewer: Person, second_reviewer: Person, others: ThreadPoolExecutor
) -> None:
    put(section, by=author, heading="Pain")
    sign_now(section, by=reviewer)
    refused = collide(
        others,
        lambda: withdraw(section.article, "en", [section.key], by=reviewer, reason="wrong"),
        lambda: withdraw(section.article, "en", [section.key], by=second_reviewer, reason="wrong too"),
    )

    with pytest.raises(NothingToSign):
        refused.result()
    assert numbers() == [1, 2]


def test_who_asks_for_a_signature_while_it_is_given_is_told(
    section: Section, author: Person, reviewer: Person, others: ThreadPoolExecutor
) -> None:
    seen = put(section, by=author, heading="Pain").fingerprint
    words = shown(section)
    refused = collide(
        others,
        lambda: sign(section.article, "en", words, by=reviewer),
        lambda: submit(section, "en", by=author, seen=seen),
    )

    with pytest.raises(NothingToSign):
        refused.result()
    assert Submission.objects.count() == 0


def test_asking_twice_at_once_is_one_request(
    section: Section, author: Person, others: ThreadPoolExecutor
) -> None:
    seen = put(section, by=author, heading="Pain").fingerprint
    again = collide(
        others,
        lambda: submit(section, "en", by=author, seen=seen),
        lambda: submit(section, "en", by=author, seen=seen),
    )

    assert Submission.objects.get() == again.result()


def test_restoring_and_signing_at_once_loses_neither(
    section: Section, author: Person, reviewer: Person, second_reviewer: Person, others: ThreadPoolExecutor
) -> None:
    old = put(section, by=author, heading="Pain")
    sign_now(section, by=reviewer)
    new = put(section, by=author, heading="Leg pain")
    words = shown(section)
    refused = collide(
        others,
        lambda: restore(old, by=reviewer, seen=new.fingerprint),
        lambda: sign(section.article, "en", words, by=second_reviewer),
    )

    with pytest.raises(WordsMoved):
        refused.result()
    assert standing_of(section).desk["heading"] == "Pain"
    assert [each.words["heading"] for each in Revision.objects.order_by("pk")] == ["Pain", "Leg pain", "Pain"]


def test_many_who_sign_at_once_get_numbers_without_gap_or_duplicate(
    author: Person, reviewer: Person, second_reviewer: Person, others: ThreadPoolExecutor
) -> None:
    article = make_article()
    sections = [make_section(article, f"section-{place}") for place in range(6)]
    for each in sections:
        put(each, by=author, heading=each.key)
    together = Barrier(len(sections))

    def sign_one(unit: Section) -> int:
        words = shown(unit)
        # Outside a transaction: nobody waits while holding anything.
        together.wait(SLOWEST_S)
        return sign(article, "en", words, by=reviewer if unit.position % 2 else second_reviewer).number

    signed = list(others.map(lambda unit: alone(lambda: sign_one(unit)), sections, timeout=SLOWEST_S))

    assert sorted(signed) == numbers() == [1, 2, 3, 4, 5, 6]
    assert all(standing_of(each).signed_words["heading"] == each.key for each in sections)


def test_loading_a_release_while_somebody_signs_ends_well_for_both(
    reviewer: Person, others: ThreadPoolExecutor
) -> None:
    release = read_release(SHIPPED / "sciatica")
    load_release(release)
    article = Article.objects.get()
    ordinary = [
        unit for unit in Section.objects.filter(article=article).order_by("-pk") if not unit.is_safety
    ][:3]
    for unit in ordinary:
        put(unit, by=reviewer, **{**unit.words("en"), "heading": "Changed here"})
    words = [item for unit in ordinary for item in shown(unit)]
    signed = collide(others, lambda: load_release(release), lambda: sign(article, "en", words, by=reviewer))

    assert isinstance(signed.exception(), Refused | None)
    assert len(numbers()) == (0 if signed.exception() else 1)
