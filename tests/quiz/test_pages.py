"""The quiz that ships, over HTTP: whole in every language and scored alike."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from education.exchange.shipped import SHIPPED, read_release, shipped_languages
from tests.quiz.walking import Reader, key_of, letter_of, walk

LANGUAGES = shipped_languages()
START = [f"/{code}/sciatica/quiz/" for code in LANGUAGES]


@pytest.mark.django_db
@pytest.mark.usefixtures("shipped")
class TestShippedQuiz:
    @pytest.mark.parametrize("path", START)
    def test_is_linked_from_the_article_and_the_first_page(self, client: Client, path: str) -> None:
        assert client.get(path).status_code == 200
        for page in (path.removesuffix("quiz/"), path.removesuffix("sciatica/quiz/")):
            assert f'href="{path}"' in client.get(page).content.decode()

    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize(("form", "number"), [("full", 18), ("short", 8)])
    def test_is_walked_through_without_a_mistake(self, language: str, form: str, number: int) -> None:
        reader = Reader(language).start(form)
        assert walk(reader, key_of(language)) == number
        assert 'class="missed' not in reader.html
        assert not reader.client.cookies

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_asks_every_missed_critical_question_again(self, language: str) -> None:
        reader = Reader(language).start("short")
        unsure = dict.fromkeys(key_of(language), "d")
        for _question in range(8):
            reader.answer(letter_of(reader, unsure)).go_on()
        assert not reader.is_done
        assert walk(reader, key_of(language)) == 7, "all but the one that is not critical"
        assert reader.html.count('<li class="lesson') >= 8

    @pytest.mark.parametrize("language", ["en", "ar"])
    def test_scores_the_same_in_every_language(self, language: str) -> None:
        """Each option of each question over HTTP: the panel is an alert for exactly the same letters.

        All languages are scored in `test_run`, without pages.
        """
        right = {row["key"]: row for row in read_release(SHIPPED / "sciatica").structure["questions"]}
        reader = Reader(language).start("full")
        seen = []
        for row in right.values():
            data, alerts = {"run": reader.hidden}, ""
            assert set(reader.letters) == set("abcd")
            assert reader.letters[-1] == "d"
            for letter in "abcd":
                reader.send(f"{reader.quiz}question/", data | {"option": letter})
                alerts += letter if 'role="alert"' in reader.html else ""
            seen.append((row["key"], alerts))
            reader.send(f"{reader.quiz}question/", data | {"option": row["answer"]}).go_on()
        unsafe = {"a": "bcd", "b": "cd", "c": "d"}
        assert seen == [
            (row["key"], "" if row["severity"] != "critical" else unsafe[row["answer"]] if row["ladder"]
             else "abcd".replace(row["answer"], ""))
            for row in right.values()
        ]  # fmt: skip

    @pytest.mark.parametrize("path", START)
    def test_keeps_nothing_and_asks_nobody(self, path: str) -> None:
        reader = Reader(path.split("/")[1]).start("short")
        begun = [
            reader.client.get(reader.address), reader.client.get(f"{path}result/"),
            reader.client.post(f"{path}question/", {"run": reader.run, "option": "b"}), reader.client.post(path),
        ]  # fmt: skip
        assert {response["Cache-Control"] for response in begun} == {"no-store"}
        start = reader.client.get(path)
        assert start["Cache-Control"].startswith("public"), "the same for everybody"
        for response in (start, *begun):
            assert not response.cookies
            assert response["Content-Security-Policy"].startswith("default-src 'none'")
            assert "Cookie" not in response.get("Vary", "")
            html = response.content.decode()
            assert "<script" not in html
            assert " style=" not in html
            assert response.status_code == 303 or 'href="tel:112"' in html

    @pytest.mark.parametrize("path", START)
    def test_is_found_by_its_first_page_in_every_language(self, client: Client, path: str) -> None:
        head = client.get(path).content.decode().split("</head>")[0]
        site = "http://testserver"
        assert 'name="robots"' not in head
        assert re.findall(r'<link rel="canonical" href="([^"]+)">', head) == [site + path]
        alternates = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', head)
        assert sorted(alternates) == sorted((code, f"{site}/{code}/sciatica/quiz/") for code in LANGUAGES)
        [description] = re.findall(r'<meta name="description" content="([^"]+)">', head)
        told_in_english = description.startswith("Short stories about other people")
        assert told_in_english == path.startswith("/en/")

    def test_no_page_of_a_run_is_found(self) -> None:
        reader = Reader().start("short")
        lost = reader.client.get(f"{reader.quiz}result/")
        question = reader.html
        walk(reader, key_of("en"))
        for html in (question, lost.content.decode(), reader.html):
            assert '<meta name="robots" content="noindex">' in html
            assert 'rel="canonical"' not in html

    def test_the_number_of_queries_does_not_grow_with_the_run(self) -> None:
        reader = Reader("ar").start("full")
        counts = set()
        for letter in "abcabc":
            with CaptureQueriesContext(connection) as queries:
                reader.client.get(reader.address)
            counts.add(len(queries))
            reader.answer(letter).go_on()
        assert len(counts) == 1
        assert counts.pop() <= 14

    def test_an_alert_says_action_reason_number_and_button_in_this_order(self) -> None:
        html = Reader().start("short").answer("b").html
        panel = html[html.index('role="alert"') :]
        order = [
            "Get emergency help now", "That is too slow", 'href="tel:112"', "stop the quiz and get help", "I understand",
        ]  # fmt: skip
        assert [panel.count(words) > 0 for words in order] == [True] * 5
        assert sorted(order, key=panel.index) == order
        assert "autofocus" in html

    def test_where_the_same_day_is_enough_the_clinic_stands_first_and_the_ambulance_is_for_emergencies(
        self,
    ) -> None:
        reader = Reader().start("short")
        while "slaps the floor" not in reader.html:
            reader.answer(letter_of(reader)).go_on()
        panel = reader.answer("c").html.partition('role="alert"')[2]
        order = [
            "Get medical help today",
            "Call the clinic",
            "If this is an emergency, call",
            'href="tel:112"',
            "I understand",
        ]
        assert sorted(order, key=panel.index) == order
        assert 'class="call" href="tel:112"' not in panel

        while not reader.is_done:
            reader = reader.answer(letter_of(reader)) if reader.is_asked else reader.go_on()
        missed = reader.html.partition('class="missed same_day"')[2].partition("</section>")[0]
        assert "Call the clinic" in missed
        assert 'class="call" href="tel:112"' not in missed

    def test_nobody_knows_a_sign_that_is_to_be_learnt_again(self) -> None:
        """Numb between the legs is asked about twice: one wrong answer is enough."""
        reader = Reader().start("short").answer("c")
        while not reader.is_done:
            reader = reader.answer(letter_of(reader)) if reader.is_asked else reader.go_on()
        missed, known = (
            set(
                re.findall(
                    r'href="[^"]*(#sign-[^"]+)"',
                    reader.html.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0],
                )
            )
            for title in ("Learn these signs again", "You know these")
        )
        assert "#sign-numb-between-legs" in missed
        assert known
        assert not missed & known

    def test_the_action_is_said_after_a_right_answer_too_and_without_alarm(self) -> None:
        html = Reader().start("short").answer("a").html
        assert "Get emergency help now" in html[html.index('id="told"') :]
        assert 'role="alert"' not in html

    @pytest.mark.parametrize(("language", "said"), [("en", r"You chose: \S"), ("zh-hans", r"您选了：\S")])
    def test_a_colon_that_brings_its_own_blank_gets_no_other(self, language: str, said: str) -> None:
        assert re.search(said, Reader(language).start("short").answer("c").html)
