"""What the answers to the quiz say on the board: to whom, how urgently, and that nothing more is told than elsewhere."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from education.clinics.models import Clinic, Person, Role
from education.content.models import Article
from education.quiz.signals import Flag, Sign
from education.review.marks import Urgency
from education.review.models import Revision
from education.staff.quiz_marks import urgency_of
from tests.making import make_person
from tests.quiz.attempting import make_quiz
from tests.quiz.test_statistics import misunderstood

BOARD = "/staff/words/sciatica/"


def flag(*, at_once: bool, early: bool) -> Flag:
    return Flag(Sign.HARDER, at_once=at_once, early=early)


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([flag(at_once=True, early=False)], Urgency.NOW),
        ([flag(at_once=False, early=False)], Urgency.LOOK),
        ([flag(at_once=True, early=True)], Urgency.EARLY),
        ([flag(at_once=True, early=True), flag(at_once=False, early=False)], Urgency.LOOK),
    ],
)
def test_few_readers_raise_no_alarm(flags: list[Flag], expected: Urgency) -> None:
    assert urgency_of(flags) is expected


@pytest.mark.django_db
class TestBoard:
    @pytest.fixture(autouse=True)
    def quiz(self) -> tuple[Clinic, Article]:
        cache.clear()
        return make_quiz()

    def body(self, person: Person, query: str = "") -> str:
        client = Client()
        client.force_login(person)
        return client.get(BOARD + query, follow=True).content.decode()

    def test_shows_wording_option_figures_and_the_way_to_the_statistics(
        self, quiz: tuple[Clinic, Article]
    ) -> None:
        misunderstood(quiz[0])
        before = Revision.objects.count()
        html = self.body(make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0]))
        told = html[html.index('id="marks"') : html.index('id="texts"')]
        assert '<strong class="at-once">' in told
        assert 'lang="es" dir="ltr">quiz-pee in es?' in told
        assert "Option b in es" in told
        assert "right in the source language" in told
        assert 'href="/staff/statistics/sciatica/"' in told
        assert 'href="/staff/words/sciatica/es/quiz-pee/"' in told
        assert 'href="es/quiz-pee/">draft <em class="now">quiz: look now</em>' in html
        assert Revision.objects.count() == before

    def test_of_few_readers_is_an_early_signal(self, quiz: tuple[Clinic, Article]) -> None:
        misunderstood(quiz[0], focal=80)
        html = self.body(make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0]))
        assert "<em>quiz: early signal</em>" in html
        assert "look-at-once" not in html

    def test_can_be_filtered(self, quiz: tuple[Clinic, Article]) -> None:
        misunderstood(quiz[0])
        html = self.body(make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0]), "?marked=on")
        lines = html[html.index('class="board"') :]
        assert "quiz-pee" in lines
        assert "quiz-scan" not in lines

    def test_is_not_shown_to_who_may_not_see_the_statistics(self, quiz: tuple[Clinic, Article]) -> None:
        misunderstood(quiz[0])
        assert 'id="marks"' not in self.body(make_person("tom", Role.TRANSLATOR, ["es"], clinic=quiz[0]))

    def test_is_not_shown_where_answers_are_not_counted(self, quiz: tuple[Clinic, Article]) -> None:
        misunderstood(quiz[0])
        Clinic.objects.update(count_answers=False)
        rosa = make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0])
        assert 'id="marks"' not in self.body(rosa)

    def test_costs_a_look_of_its_own_every_ten_minutes_and_no_page_many_queries(
        self, quiz: tuple[Clinic, Article]
    ) -> None:
        misunderstood(quiz[0])
        client = Client()
        client.force_login(make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0]))
        client.get("/staff/")  # the session is noted as in use
        asked, address = [], BOARD + "?marked=on"
        for _step in range(3):
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            asked.append(len(queries))
            address = response.get("Location", address)
        assert response.status_code == 200
        assert response.request["QUERY_STRING"] == "marked=on"
        assert max(asked) <= 12
        assert client.get(BOARD).status_code == 200, "kept for the next look"

    @override_settings(CACHES={"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}})
    def test_is_shown_even_where_nothing_can_be_kept(self, quiz: tuple[Clinic, Article]) -> None:
        misunderstood(quiz[0])
        assert 'id="marks"' in self.body(make_person("rosa", Role.REVIEWER, ["es"], clinic=quiz[0]))

    def test_is_looked_up_only_by_who_may_see_the_statistics(self, quiz: tuple[Clinic, Article]) -> None:
        for name, role, status in (("tom", Role.TRANSLATOR, 403), ("rosa", Role.REVIEWER, 302)):
            client = Client()
            client.force_login(make_person(name, role, ["es"], clinic=quiz[0]))
            assert client.get("/staff/answers/sciatica/").status_code == status
