"""A run of the quiz as pure state: what is asked, what an answer means, and that no critical question is left behind."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.exchange.shipped import SHIPPED, read_release
from education.quiz.run import (
    NOT_ASKED,
    OPTIONS,
    Item,
    Outcome,
    Run,
    Stage,
    Verdict,
    answered,
    gone_on,
    outcome,
    settled,
)

NUMB = Item("numb", "a", critical=True)
FOOT = Item("foot", "b", critical=True)
MILD = Item("mild", "c")
SCAN = Item("scan", "b", ladder=False)
WAIT = Item("wait", "c", ladder=False, critical=True)
ITEMS = {item.key: item for item in (NUMB, FOOT, MILD, SCAN, WAIT)}


def new(*items: Item) -> Run:
    return Run("run", 0, "sciatica", "full", tuple(item.key for item in items))


def answer(run: Run, letter: str, *, language: str = "en") -> Run:
    return answered(run, ITEMS[run.key], letter, revision=7, language=language)


def step(run: Run, letter: str, *, language: str = "en") -> Run:
    """Answer, and read the feedback."""
    return gone_on(answer(run, letter, language=language))


class TestVerdict:
    @pytest.mark.parametrize(
        ("item", "letter", "verdict"),
        [
            (NUMB, "a", Verdict.RIGHT),
            (NUMB, "b", Verdict.WRONG),
            (NUMB, "c", Verdict.WRONG),
            (NUMB, "d", Verdict.UNSURE),
            (FOOT, "a", Verdict.CAREFUL),
            (FOOT, "c", Verdict.WRONG),
            (MILD, "a", Verdict.CAREFUL),
            (MILD, "b", Verdict.CAREFUL),
            (WAIT, "a", Verdict.WRONG),
            (SCAN, "a", Verdict.WRONG),
        ],
    )
    def test_depends_on_letters_alone(self, item: Item, letter: str, verdict: Verdict) -> None:
        assert item.verdict(letter) == verdict
        assert item.score(letter) == (1 if verdict == Verdict.RIGHT else 0)

    def test_alarm_is_for_unsafe_answers_to_critical_questions_only(self) -> None:
        assert [letter for letter in "abcd" if NUMB.is_unsafe(letter)] == ["b", "c", "d"]
        assert [letter for letter in "abcd" if FOOT.is_unsafe(letter)] == ["c", "d"], (
            "being careful is never alarmed at"
        )
        assert [letter for letter in "abcd" if MILD.is_unsafe(letter)] == []

    def test_nothing_but_the_right_letter_scores(self) -> None:
        assert [NUMB.score(letter) for letter in ("a", "A", "", "d", "-", "е")] == [1, 0, 0, 0, 0, 0]


class TestOrder:
    def test_the_ladder_is_never_mixed(self) -> None:
        assert {NUMB.order(run) for run in ("1", "2", "3", "4")} == {"abcd"}

    def test_others_are_mixed_by_the_run_and_not_by_the_reload(self) -> None:
        orders = {str(run): SCAN.order(str(run)) for run in range(50)}
        assert len(set(orders.values())) == 6
        assert all(SCAN.order(run) == order for run, order in orders.items())

    def test_not_being_sure_comes_last(self) -> None:
        assert {SCAN.order(str(run))[-1] for run in range(50)} == {"d"}


class TestRun:
    def test_shows_the_feedback_before_the_next_question(self) -> None:
        run = answer(new(MILD, SCAN), "c")
        assert (run.stage, run.key, run.place) == (Stage.FEEDBACK, "mild", 1)
        run = gone_on(run)
        assert (run.stage, run.key, run.place) == (Stage.QUESTION, "scan", 2)

    def test_is_over_after_the_last_feedback_if_nothing_was_unsafe(self) -> None:
        assert step(step(new(NUMB, MILD), "a"), "a").stage == Stage.DONE

    @pytest.mark.parametrize("letter", ["b", "c", "d"])
    def test_asks_an_unsafe_answer_again_at_the_end(self, letter: str) -> None:
        run = step(step(new(NUMB, MILD), letter), "c")
        assert (run.stage, run.key, run.repeats) == (Stage.QUESTION, "numb", True)
        assert step(run, "a").stage == Stage.DONE

    def test_asks_until_the_answer_is_safe(self) -> None:
        run = step(new(NUMB), "c")
        for _time in range(5):
            run = step(run, "d")
            assert (run.stage, run.key) == (Stage.QUESTION, "numb")
        assert step(run, "a").stage == Stage.DONE

    def test_asks_nothing_again_that_was_careful_or_not_critical(self) -> None:
        assert step(step(new(FOOT, SCAN), "a"), "a").stage == Stage.DONE

    def test_does_not_score_what_is_asked_again(self) -> None:
        run = step(step(new(NUMB), "c"), "a")
        assert run.attempt == {"numb": "c"}
        assert outcome(run, [NUMB]).missed == ("numb",)

    def test_the_same_answer_twice_is_the_same_state(self) -> None:
        run = new(NUMB, MILD)
        assert answer(run, "b") == answer(run, "b")

    def test_an_answer_while_the_feedback_is_shown_changes_nothing(self) -> None:
        run = answer(new(NUMB), "b")
        assert answer(run, "a") == run

    def test_an_answer_to_another_question_changes_nothing(self) -> None:
        run = new(NUMB, MILD)
        assert answered(run, MILD, "c", revision=1, language="en") == run

    @pytest.mark.parametrize("letter", ["", "e", "ab", "-", "A"])
    def test_an_answer_that_is_no_option_changes_nothing(self, letter: str) -> None:
        assert answer(new(NUMB), letter) == new(NUMB)


class TestAttempt:
    def test_is_there_when_the_run_is_over_and_not_before(self) -> None:
        run = answer(new(MILD), "a")
        assert run.attempt is None
        assert gone_on(run).attempt == {"mild": "a"}
        assert gone_on(run).revisions == (7,)

    def test_is_not_there_if_the_reader_does_not_want_it(self) -> None:
        assert step(replace(new(MILD), counts=False), "c").attempt is None

    def test_is_not_there_if_answers_came_in_two_languages(self) -> None:
        """It would put answers to one language's words among those of another."""
        run = new(MILD, SCAN, FOOT)
        mixed = step(step(step(run, "c"), "b", language="es"), "b")
        assert (mixed.stage, mixed.attempt) == (Stage.DONE, None)
        one = step(step(step(run, "c"), "b"), "b")
        assert one.attempt == {"mild": "c", "scan": "b", "foot": "b"}

    def test_is_not_there_if_a_question_was_left_out(self) -> None:
        run = settled(step(new(MILD, SCAN), "c"), {"mild"})
        assert (run.stage, run.answers, run.attempt) == (Stage.DONE, "c" + NOT_ASKED, None)


class TestSettled:
    def test_changes_nothing_while_all_words_are_there(self) -> None:
        run = answer(new(NUMB, MILD), "c")
        assert settled(run, ITEMS) == run

    def test_passes_over_a_question_whose_words_are_gone(self) -> None:
        assert settled(new(NUMB, MILD), {"mild"}).key == "mild"

    def test_passes_over_feedback_and_repetition_whose_words_are_gone(self) -> None:
        assert settled(answer(new(NUMB, MILD), "c"), {"mild"}).key == "mild"
        assert settled(step(new(NUMB), "c"), {"mild"}).stage == Stage.DONE


class TestOutcome:
    def test_puts_a_missed_critical_sign_first_and_careful_answers_apart(self) -> None:
        run = new(NUMB, FOOT, MILD, SCAN)
        for letter in ("b", "a", "c", "d"):
            run = step(run, letter)
        found = outcome(run, list(ITEMS.values()))
        assert found == Outcome(missed=("numb",), unclear=("foot", "scan"), known=("mild",))


@given(
    st.permutations(list(ITEMS)),
    st.lists(st.tuples(st.sampled_from("abcdx-"), st.sampled_from(["en", "ar"])), max_size=60),
)
def test_whatever_is_answered_no_run_ends_over_an_open_critical_question(
    plan: list[str], letters: list[tuple[str, str]]
) -> None:
    run = new(*(ITEMS[key] for key in plan))
    open_now: set[str] = set()
    first: dict[str, str] = {}
    for letter, language in letters:
        if run.stage == Stage.DONE:
            break
        key = run.key
        if letter in OPTIONS:
            first.setdefault(key, letter)
            (open_now.add if ITEMS[key].is_unsafe(letter) else open_now.discard)(key)
        run = step(run, letter, language=language)
        assert set(run.again) == open_now
        assert run.first_answers == first
    assert (run.stage == Stage.DONE) == (len(first) == len(plan) and not open_now)
    if run.stage == Stage.DONE:
        found = outcome(run, list(ITEMS.values()))
        assert {*found.missed, *found.unclear, *found.known} == set(plan)
        assert set(found.missed) == {key for key, letter in first.items() if ITEMS[key].is_unsafe(letter)}


def test_the_shipped_questions_score_the_same_in_all_languages() -> None:
    """Every option of every question, in every language that ships: the letter decides, and the feedback agrees with it."""
    release = read_release(SHIPPED / "sciatica")
    rows = {row["key"]: row for row in release.structure["questions"]}
    assert len(rows) == 18
    for language, words in release.words.items():
        [yes] = {opening(words[key][f"feedback_{row['answer']}"]) for key, row in rows.items()}
        for key, row in rows.items():
            item = Item(key, row["answer"], row["ladder"], row["severity"] == "critical")
            for letter in "abcd":
                is_yes = opening(words[key][f"feedback_{letter}"]) == yes
                assert item.score(letter) == int(is_yes), (language, key, letter)
            assert ("option_a" in words[key]) is not item.ladder, (language, key)


def opening(feedback: str) -> str:
    """The first sentence: “Yes.”, in whatever language."""
    return re.split(r"[.,!。،۔।]", feedback)[0]


def test_the_shipped_quiz_follows_its_plan() -> None:
    release = read_release(SHIPPED / "sciatica")
    rows = release.structure["questions"]
    signs = {row["key"]: row["urgency"] for row in release.structure["red_flags"]}
    assert [row["run_position"] for row in rows] == list(range(1, 19))
    assert sorted(row["short_position"] for row in rows if "short_position" in row) == list(range(1, 9))
    assert {"critical", "important", "standard"} == {row["severity"] for row in rows}
    [every] = [row["signs"] for row in rows if row["key"] == "quiz-how-many-signs"]
    assert set(every) == {key for key, urgency in signs.items() if urgency == "emergency"}
    rungs = {"a": "emergency", "b": "same_day", "c": "self_care"}
    for row in rows:
        if row["ladder"]:
            assert rungs[row["answer"]] in {signs[sign] for sign in row["signs"]}, row["key"]


def test_a_run_can_travel_as_plain_values() -> None:
    run = step(new(NUMB, MILD), "c")
    assert json.loads(json.dumps([run.plan, run.again, run.shown])) == [["numb", "mild"], ["numb"], None]
