"""Any sequence of writing, asking, signing, withdrawing and undoing gives the states of a reference model of a few lines."""

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from education.clinics.models import Role
from education.review.actions import submit, withdraw
from education.review.refusals import NothingToSign
from tests.making import make_article, make_person, make_section, put, sign_now, standing_of

WORDS = st.sampled_from(["", "one", "two", "three"])
LANGUAGE = st.sampled_from(["en", "es"])


class Reference:
    """What should be true, told as simply as it can be: the latest signature, and the requests made since."""

    def __init__(self) -> None:
        self.desk = {"en": "", "es": ""}
        self.signed: dict[str, tuple[str, str, bool] | None] = {"en": None, "es": None}
        self.asked: dict[str, set[tuple[str, str]]] = {"en": set(), "es": set()}

    def source(self, language: str) -> str:
        if language == "en":
            return self.desk["en"]
        latest = self.signed["en"]
        return self.desk["en"] if latest is None else "" if latest[2] else latest[0]

    def state(self, language: str) -> str:
        desk, source, latest = self.desk[language], self.source(language), self.signed[language]
        if not desk:
            return "missing"
        if latest == (desk, source, False):
            return "signed"
        if (desk, source) in self.asked[language]:
            return "awaiting"
        if latest and latest[0] == desk:
            return "withdrawn" if latest[2] else "outdated"
        return "draft"

    def answer(self, language: str, words: str, source: str, *, withdrawn: bool) -> None:
        self.signed[language] = (words, source, withdrawn)
        self.asked[language] = set()


class Sequences(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.model = Reference()
        self.section = make_section(make_article())
        self.reviewer = make_person("rosa", Role.REVIEWER, ["en", "es"])
        self.history: dict[str, list[str]] = {"en": [], "es": []}

    @rule(language=LANGUAGE, words=WORDS)
    def write(self, language: str, words: str) -> None:
        self.history[language].append(self.model.desk[language])
        put(self.section, language, by=self.reviewer, heading=words)
        self.model.desk[language] = words

    @rule(language=LANGUAGE)
    def undo(self, language: str) -> None:
        if self.history[language]:
            words = self.history[language].pop()
            put(self.section, language, by=self.reviewer, heading=words)
            self.model.desk[language] = words

    @rule(language=LANGUAGE)
    def ask(self, language: str) -> None:
        refused = self.model.state(language) in ("missing", "signed")
        try:
            submit(
                self.section, language, by=self.reviewer, seen=standing_of(self.section, language).desk_print
            )
        except NothingToSign:
            assert refused
            return
        assert not refused
        self.model.asked[language].add((self.model.desk[language], self.model.source(language)))

    @rule(language=LANGUAGE)
    def sign(self, language: str) -> None:
        source = self.model.source(language)
        refused = self.model.state(language) in ("missing", "signed") or not source
        try:
            sign_now(self.section, language=language, by=self.reviewer)
        except NothingToSign:
            assert refused
            return
        assert not refused
        self.model.answer(language, self.model.desk[language], source, withdrawn=False)

    @rule(language=LANGUAGE)
    def withdraw(self, language: str) -> None:
        latest = self.model.signed[language]
        try:
            withdraw(self.section.article, language, [self.section.key], by=self.reviewer, reason="Wrong")
        except NothingToSign:
            assert latest is None or latest[2]
            return
        assert latest is not None
        assert not latest[2]
        self.model.answer(language, latest[0], latest[1], withdrawn=True)

    def teardown(self) -> None:
        """Each sequence begins with an empty database."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @invariant()
    def the_states_agree(self) -> None:
        for language in ("en", "es"):
            assert standing_of(self.section, language).state == self.model.state(language), language


@pytest.mark.django_db
def test_random_sequences_agree_with_the_reference() -> None:
    run_state_machine_as_test(
        Sequences, settings=settings(max_examples=60, stateful_step_count=15, deadline=None)
    )
