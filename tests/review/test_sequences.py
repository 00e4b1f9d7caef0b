"""Any sequence of the verbs, by people who may sign and who may not, gives the states of a reference model of a few lines."""

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from education.clinics.models import Person, Role
from education.review.actions import submit, withdraw
from education.review.models import Revision
from education.review.refusals import NothingToRestore, NothingToSign
from education.review.renewals import restore, still_correct
from tests.making import make_article, make_person, make_section, put, shown, sign_now, standing_of

WORDS = st.sampled_from(["", "one", "two", "three"])
LANGUAGE = st.sampled_from(["en", "es"])
WHO = st.sampled_from(["reviewer", "writer"])


class Reference:
    """What should be true, told simply: the latest signature, the requests since, and what was ever signed."""

    def __init__(self) -> None:
        self.desk = {"en": "", "es": ""}
        self.signed: dict[str, tuple[str, str, bool] | None] = {"en": None, "es": None}
        self.asked: dict[str, set[tuple[str, str]]] = {"en": set(), "es": set()}
        self.ever: dict[tuple[str, str], tuple[str, bool]] = {}
        """(language, words) → source and withdrawal of their newest signature."""

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

    def kept(self, language: str) -> bool:
        """Signed words on the desk, beside a source that is another one now."""
        latest, source = self.signed[language], self.source(language)
        return bool(
            latest and source and not latest[2] and latest[0] == self.desk[language] and latest[1] != source
        )

    def answer(self, language: str, words: str, source: str, *, withdrawn: bool) -> None:
        self.signed[language] = (words, source, withdrawn)
        self.ever[language, words] = (source, withdrawn)
        self.asked[language] = set()


class Sequences(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.model = Reference()
        self.section = make_section(make_article())
        self.reviewer = make_person("rosa", Role.REVIEWER, ["en", "es"])
        author, translator = make_person("ada", Role.AUTHOR), make_person("tariq", Role.TRANSLATOR, ["es"])
        self.writers = {"en": author, "es": translator}
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

    @rule(language=LANGUAGE)
    def still_correct(self, language: str) -> None:
        kept, source = self.model.kept(language), self.model.source(language)
        here = shown(self.section, language=language)[0]
        try:
            still_correct(self.section, language, here, by=self.reviewer, reason="Same.")
        except NothingToSign:
            assert not kept
            return
        assert kept
        self.model.answer(language, self.model.desk[language], source, withdrawn=False)

    @rule(language=LANGUAGE, words=WORDS, who=WHO)
    def restore(self, language: str, words: str, who: str) -> None:
        old = Revision.objects.filter(language=language, words={"heading": words} if words else {}).first()
        if old is None:
            return
        by: Person = self.reviewer if who == "reviewer" else self.writers[language]
        try:
            done = restore(old, by=by, seen=standing_of(self.section, language).desk_print)
        except NothingToRestore:
            assert words == self.model.desk[language]
            return
        assert words != self.model.desk[language]
        self.model.desk[language] = words
        source = self.model.source(language)
        signed_before = bool(words) and self.model.ever.get((language, words)) == (source, False)
        again = signed_before and who == "reviewer" and self.model.state(language) != "signed"
        assert (done.before is not None, done.edition is not None) == (signed_before, again)
        if again:
            self.model.answer(language, words, source, withdrawn=False)

    def teardown(self) -> None:
        """Each sequence begins with an empty database."""
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @invariant()
    def the_states_agree(self) -> None:
        for language in ("en", "es"):
            standing, latest = standing_of(self.section, language), self.model.signed[language]
            assert standing.state == self.model.state(language), language
            on_shelf = "" if latest is None or latest[2] else latest[0]
            assert standing.signed_words.get("heading", "") == on_shelf, language


@pytest.mark.django_db
def test_random_sequences_agree_with_the_reference() -> None:
    run_state_machine_as_test(
        Sequences, settings=settings(max_examples=25, stateful_step_count=15, deadline=None)
    )
