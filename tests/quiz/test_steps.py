"""The steps of a quiz over HTTP: every state is a page, none is a trap, and no way leads around a missed critical sign."""

import re
import time

import pytest
from django.db import connection
from django.test import Client

from education.clinics.models import Clinic, Role
from education.content.models import Article, CareLevel, Question, RedFlag
from education.quiz import token
from education.quiz.models import Attempt
from education.review.actions import withdraw
from tests.making import make_article, make_clinic, make_person, put, sign_now
from tests.quiz.conftest import WORDS, make_question
from tests.quiz.walking import Reader


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic(show_unsigned=True)


@pytest.mark.django_db
@pytest.mark.usefixtures("clinic", "mild")
class TestRun:
    def test_no_address_leads_around_a_critical_question(self) -> None:
        reader = Reader().start().answer("b")
        for page in ("result", "slip"):
            around = Reader().open(f"{reader.quiz}{page}/?run={reader.run}")
            assert "/question/" in around.address
            assert "I understand" in around.html
        reader.go_on().answer("c").go_on()
        assert "Once more" in reader.html
        assert not Reader().open(f"{reader.quiz}result/?run={reader.run}").is_done
        assert reader.answer("a").go_on().is_done
        assert "Learn these signs again" in reader.html

    def test_being_sent_twice_an_answer_leads_to_one_place(self) -> None:
        reader = Reader().start()
        data = {"run": reader.hidden, "option": "b"}
        places = {reader.client.post(f"{reader.quiz}question/", data)["Location"] for _time in range(3)}
        assert len(places) == 1

    def test_an_answer_sent_from_a_page_that_asks_nothing_leads_to_where_the_run_is(self) -> None:
        reader = Reader().start().answer("b")
        before = reader.address
        assert reader.send(f"{reader.quiz}question/", {"run": reader.run, "option": "a"}).address == before

    def test_no_choice_is_asked_for_in_words(self) -> None:
        reader = Reader().start()
        reader.send(f"{reader.quiz}question/", {"run": reader.hidden})
        assert reader.status == 400
        assert "Choose one answer first." in reader.html
        assert reader.is_asked

    def test_a_switch_of_language_keeps_answers_and_place(self) -> None:
        reader = Reader("en").start().answer("a").go_on()
        reader.speak("ar")
        assert 'lang="ar" dir="rtl"' in reader.html
        assert "السؤال 2 من 2" in reader.html
        reader.answer("c").go_on()
        assert reader.is_done
        assert reader.speak("es").is_done
        assert 'class="missed' not in reader.html

    def test_a_switch_of_language_keeps_an_open_alert(self) -> None:
        reader = Reader("en").start().answer("d").speak("es")
        assert 'role="alert"' in reader.html
        assert reader.go_on().answer("c").go_on().is_asked

    def test_an_earlier_page_can_be_gone_back_to(self) -> None:
        reader = Reader().start()
        first = reader.address
        reader.answer("a").go_on()
        assert Reader().open(first).is_asked

    def test_a_finished_run_shows_its_result_whatever_page_is_asked_for(self) -> None:
        reader = Reader().start().answer("a").go_on().answer("c").go_on()
        assert Reader().open(f"{reader.quiz}question/?run={reader.run}").is_done

    def test_the_result_has_no_number_that_could_hide_a_miss(self) -> None:
        reader = Reader().start().answer("c").go_on().answer("c").go_on().answer("a").go_on()
        main = reader.html[reader.html.index("<main") : reader.html.index("</main>")]
        assert main.index("Learn these signs again") < main.index("You know these")
        assert f"/en/sciatica/#{RedFlag.objects.get().key}" in main
        assert not re.search(r"\d+ ?(?:/|of|%)", re.sub(r"<[^>]+>", "", main))

    def test_a_sign_to_learn_again_is_not_among_those_known(self, article: Article, numb: Question) -> None:
        again = Question.objects.get(key="quiz-mild")
        again.signs.set(numb.signs.all())
        reader = Reader().start().answer("c").go_on().answer("c").go_on().answer("a").go_on()
        assert "You know these" not in reader.html

    def test_the_slip_has_both_languages_and_no_name(self) -> None:
        reader = Reader("ar").start().answer("c").go_on().answer("c").go_on().answer("a").go_on()
        slip = Reader("ar").open(reader.address.replace("/result/", "/slip/")).html
        main = slip[slip.index("<main") : slip.index("</main>")]
        for words in ("خدر", "Numb skin", "Go over these signs again first", "emergency en", "emergency ar"):
            assert words in main
        assert reader.run not in slip[slip.index("imprint") :]

    def test_the_slip_in_the_clinics_own_language_stands_alone(self) -> None:
        reader = Reader("en").start().answer("a").go_on().answer("c").go_on()
        slip = reader.open(reader.address.replace("/result/", "/slip/")).html
        assert slip.count("Numb skin") - Reader().open("/en/sciatica/quiz/").html.count("Numb skin") == 1

    def test_options_stand_in_the_same_order_at_each_reload(self) -> None:
        reader = Reader().start().answer("a").go_on()
        assert len({Reader().open(reader.address).letters for _time in range(4)}) == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("clinic", "mild")
class TestTokens:
    def refused(self, run: str, language: str = "en") -> int:
        reader = Reader(language)
        seen = set()
        for page in ("question", "result", "slip"):
            reader.open(f"{reader.quiz}{page}/?run={run}")
            seen.add(reader.status)
            assert f'href="{reader.quiz}"' in reader.html, "the way to start again"
        reader.send(f"{reader.quiz}question/", {"run": run, "option": "a"})
        [status] = seen | {reader.status}
        return status

    @pytest.mark.parametrize("run", ["", "x", "%00", "a:b:c", ".eJx", ".%F0%9F%98%80:x", "x" * 9000, "é:1"])
    def test_what_is_none_is_refused_in_words(self, run: str) -> None:
        assert self.refused(run) == 400

    def test_an_altered_one_is_refused(self) -> None:
        run = Reader().start().run
        assert Reader().open(f"/en/sciatica/quiz/question/?run={run}").status == 200
        assert self.refused(run[:-1] + ("A" if run[-1] != "A" else "B")) == 400
        assert self.refused(run[1:]) == 400

    def test_one_of_another_article_is_refused(self) -> None:
        make_article("neck-pain")
        run = token.token_of(token.begin("neck-pain", "full", ["quiz-numb"], counts=True))
        assert self.refused(run) == 400

    def test_one_of_yesterday_is_refused_and_one_of_today_is_not(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = Reader().start()
        now = time.time()
        monkeypatch.setattr(time, "time", lambda: now + 23.9 * 3600)
        assert Reader().open(run.address).status == 200
        monkeypatch.setattr(time, "time", lambda: now + 24.1 * 3600)
        assert self.refused(run.run) == 410

    def test_one_whose_plan_is_gone_ends_in_a_page(self) -> None:
        run = token.token_of(token.begin("sciatica", "full", ["quiz-gone"], counts=True))
        assert Reader().open(f"/en/sciatica/quiz/question/?run={run}").status == 200

    @pytest.mark.parametrize("method", ["put", "delete", "patch", "options"])
    def test_other_methods_are_refused_in_words(self, method: str) -> None:
        response = getattr(Client(), method)("/en/sciatica/quiz/question/")
        assert response.status_code == 405
        assert b"<h1" in response.content

    def test_a_quiz_that_is_not_there_is_not_found(self) -> None:
        for path in (
            "/fr/sciatica/quiz/",
            "/xx/sciatica/quiz/",
            "/en/nothing/quiz/",
            "/en/sciatica/quiz/none/",
        ):
            assert Client().get(path).status_code == 404


@pytest.mark.django_db
@pytest.mark.usefixtures("mild")
class TestCounting:
    @pytest.fixture(autouse=True)
    def counting(self, clinic: Clinic) -> None:
        Clinic.objects.update(count_answers=True)

    def finish(self, reader: Reader) -> Reader:
        return reader.answer("b").go_on().answer("c").go_on().answer("a").go_on()

    def test_counts_the_first_answers_of_a_finished_run_once(self, numb: Question, mild: Question) -> None:
        reader = self.finish(Reader("es").start("short"))
        for _time in range(3):
            assert "Sus respuestas se han contado" in reader.open(reader.address).html
        [attempt] = Attempt.objects.select_related("paper")
        assert (attempt.answers, attempt.paper.form, attempt.paper.language) == ("bc", "short", "es")
        assert attempt.paper.questions == ["quiz-numb", "quiz-mild"]
        newest = [unit.revisions.filter(language="es").latest("pk").pk for unit in (numb, mild)]
        assert attempt.paper.revisions == newest

    def test_counts_nothing_before_the_end(self) -> None:
        Reader().start().answer("b").go_on().answer("c").go_on()
        assert not Attempt.objects.exists()

    def test_counts_nothing_where_the_clinic_does_not(self) -> None:
        Clinic.objects.update(count_answers=False)
        reader = self.finish(Reader().start())
        assert reader.is_done
        assert "Your answers were counted" not in reader.html
        assert not Attempt.objects.exists()
        assert "counts the answers" not in Reader().open("/en/sciatica/quiz/").html

    def test_says_that_it_counts_and_lets_the_reader_say_no(self) -> None:
        assert "counts the answers" in Reader().open("/en/sciatica/quiz/").html
        assert self.finish(Reader().start(uncounted="on")).is_done
        assert not Attempt.objects.exists()

    def test_two_runs_are_two(self) -> None:
        for _time in range(2):
            self.finish(Reader().start())
        assert Attempt.objects.count() == 2

    def test_a_refusal_to_count_costs_nobody_the_result(self) -> None:
        reader = Reader().start()
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE education_attempt RENAME TO education_gone")
        assert self.finish(reader).is_done
        assert reader.status == 200
        assert "Your answers were counted" not in reader.html


@pytest.mark.django_db
class TestPublicRule:
    def test_a_critical_question_without_a_translation_is_asked_in_the_source_language_with_notice(
        self, clinic: Clinic, sign: RedFlag, article: Article
    ) -> None:
        question = make_question(article, sign=sign)
        put(question, by=None, **WORDS)
        html = Reader("es").start().html
        assert f'<span lang="en" dir="ltr">{WORDS["stem"]}</span>' in html
        assert "Todavía no está disponible en español" in html
        assert "emergency es" in html, "the ladder is translated all the same"

        put(question, "es", by=None, **dict.fromkeys(WORDS, "Palabras."))
        html = Reader("es").start().html
        assert "Palabras." in html
        assert "Todavía no está disponible" not in html

    def test_unsigned_words_are_never_shown_where_the_clinic_does_not_allow_them(
        self, clinic: Clinic, numb: Question, sign: RedFlag, levels: list[CareLevel]
    ) -> None:
        Clinic.objects.update(show_unsigned=False)
        reviewer = make_person("rosa", Role.REVIEWER, ["en"], clinic=clinic)
        author = make_person("ada", Role.AUTHOR, clinic=clinic)
        sign_now(*levels, sign, by=reviewer, asked_by=author)
        assert Client().get("/en/sciatica/").status_code == 200, "the quiz is no part of the safety core"
        assert Client().get("/en/sciatica/quiz/").status_code == 404
        assert "/quiz/" not in Client().get("/en/").content.decode()

        sign_now(numb, by=reviewer, asked_by=author)
        assert "Ana is numb" in Reader().start().html
        assert "/quiz/" in Client().get("/en/").content.decode()

    def test_a_question_that_is_withdrawn_during_a_run_is_passed_over(
        self, clinic: Clinic, numb: Question, mild: Question, sign: RedFlag, levels: list[CareLevel]
    ) -> None:
        reviewer = make_person("rosa", Role.REVIEWER, ["en"], clinic=clinic)
        author = make_person("ada", Role.AUTHOR, clinic=clinic)
        sign_now(*levels, sign, numb, by=reviewer, asked_by=author)
        reader = Reader().start()
        withdraw(numb.article, "en", [numb.key], by=reviewer, reason="Wrong.")
        assert "Bed." in reader.open(reader.address).html
        assert reader.answer("c").go_on().is_done
