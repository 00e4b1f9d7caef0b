"""Whatever a reader does in whatever order: there is a page, the critical rule holds, and a run is counted once at most."""

from http import HTTPStatus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from education.clinics.models import Clinic
from education.content.models import Question
from education.quiz import token
from education.quiz.models import Attempt
from tests.making import make_clinic
from tests.quiz.walking import Reader

MOVES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["answer", "twice"]), st.sampled_from("abcd")),
        st.tuples(st.just("speak"), st.sampled_from(["en", "es", "ar"])),
        st.tuples(st.sampled_from(["on", "reload", "result"]), st.just("")),
        st.tuples(st.sampled_from(["back", "garbage"]), st.text(max_size=20)),
    ),
    max_size=14,
)


@pytest.fixture
def clinic() -> Clinic:
    return make_clinic(show_unsigned=True)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_there_is_always_a_page_and_the_rule_holds(
    moves: list[tuple[str, str]], clinic: Clinic, mild: Question
) -> None:
    Clinic.objects.update(count_answers=True)
    Attempt.objects.all().delete()
    reader = Reader().start()
    pages = [reader.address]
    for move, what in moves:
        make(reader, move, what, pages)
        pages.append(reader.address)
        assert reader.status == HTTPStatus.OK
        state = token.run_of(reader.run, "sciatica")
        assert reader.is_done == (state.stage == "done")
        assert not (reader.is_done and state.again)
    assert Attempt.objects.count() <= 1


def make(reader: Reader, move: str, what: str, pages: list[str]) -> None:
    if move in ("answer", "twice") and reader.is_asked:
        data = {"run": reader.hidden, "option": what}
        if move == "twice":
            reader.client.post(f"{reader.quiz}question/", data)
        reader.send(f"{reader.quiz}question/", data)
    elif move == "on" and not reader.is_asked and not reader.is_done:
        reader.go_on()
    elif move == "speak":
        reader.speak(what)
    elif move == "result":
        reader.open(f"{reader.quiz}result/?run={reader.run}")
    elif move == "back":
        reader.open(pages[len(what) % len(pages)])
    elif move == "garbage":
        answer = reader.client.get(f"{reader.quiz}question/", {"run": what})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
    else:
        reader.open(reader.address)
