"""Where every unit of an article stands in one language: its words, its source, what was signed and what was asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from education.content.models import KINDS, Article, Term, Unit
from education.content.readers import units_of
from education.review.models import Approval, Edition, Revision, Submission
from education.review.newest import newest_of
from education.review.states import Request, Signature, State, current_source, state
from education.text.fingerprint import Words, fingerprint, normalised
from education.text.languages import BY_CODE, SOURCE, Language


@dataclass(frozen=True)
class Heading:
    language: Language
    text: str


@dataclass(frozen=True)
class Standing:
    """One unit in one language, on the desk and on the shelf, beside its source."""

    unit: Unit
    language: str
    desk: Words
    approval: Approval | None
    """The newest approval in this language: the shelf."""
    source_desk: Words
    source_approval: Approval | None
    requests: tuple[Submission, ...] = ()

    @cached_property
    def desk_print(self) -> str:
        return fingerprint(self.desk)

    @cached_property
    def source_print(self) -> str:
        """Print of the source words that these words are held against; in the source language, their own."""
        if self.language == SOURCE:
            return self.desk_print
        return current_source(fingerprint(self.source_desk), signature_of(self.source_approval))

    @property
    def source_words(self) -> Words:
        """The source words that a translator works from: the signed ones, or the desk while none are."""
        if self.source_approval and not self.source_approval.withdrawn:
            words: Words = self.source_approval.revision.words
            return words
        return {} if self.source_approval else normalised(self.source_desk)

    @property
    def signed_words(self) -> Words:
        """The words on the shelf, nothing where none are signed or they are withdrawn."""
        if self.approval is None or self.approval.withdrawn:
            return {}
        words: Words = self.approval.revision.words
        return words

    @property
    def is_source(self) -> bool:
        return self.language == SOURCE

    @property
    def is_kept(self) -> bool:
        """Do the signed words still lie on the desk, while the source is no longer what their signer saw?"""
        if self.approval is None or self.approval.withdrawn or not self.source_print:
            return False
        return self.approval.revision.fingerprint == self.desk_print and self.source_moved

    @property
    def is_a_publishers(self) -> bool:
        """Are the words signed by a publisher's reviewer alone, so that somebody here may sign them in the own name?"""
        return (
            self.state == State.SIGNED and self.approval is not None and bool(self.approval.edition.publisher)
        )

    @property
    def source_moved(self) -> bool:
        """Was anything signed here against other source words than today's?"""
        if self.approval is None or self.language == SOURCE:
            return False
        return self.approval.source_fingerprint != self.source_print

    @property
    def heading(self) -> Heading:
        """What people call the unit: its first line in this language, else in the source, else its key."""
        first = self.unit.FIELDS[0]
        if self.desk.get(first):
            return Heading(BY_CODE[self.language], self.desk[first])
        return Heading(BY_CODE[SOURCE], self.source_heading)

    @property
    def source_heading(self) -> str:
        return self.source_desk.get(self.unit.FIELDS[0]) or self.unit.key

    @cached_property
    def state(self) -> State:
        asked = [
            Request(ask.revision.fingerprint, ask.source_fingerprint, ask.after_edition)
            for ask in self.requests
        ]
        return state(self.desk_print, self.source_print, signature_of(self.approval), asked)


def signature_of(approval: Approval | None) -> Signature | None:
    if approval is None:
        return None
    return Signature(
        approval.revision.fingerprint,
        approval.source_fingerprint,
        approval.edition.number,
        approval.withdrawn,
    )


def standings(article: Article, language: str) -> list[Standing]:
    """Every unit in reading order: seven queries, whatever the number of units."""
    return _standings(article, language, units_of(article, {language, SOURCE}), None)


def standing_of(unit: Unit, language: str) -> Standing:
    """One unit as it is now: three queries."""
    units = units_of(unit.article, {language, SOURCE}, {unit.kind: KINDS[unit.kind]}, keys=[unit.key])
    return _standings(unit.article, language, units, [unit.pk])[0]


def standings_beside_terms(
    article: Article, language: str, keys: Collection[str], kinds: Mapping[str, type[Unit]] = KINDS
) -> list[Standing]:
    """The units with these keys, of these kinds, and every term of the article, which their words are held against."""
    languages = {language, SOURCE}
    others = {name: kind for name, kind in kinds.items() if kind is not Term}
    units = [
        *units_of(article, languages, others, keys=keys),
        *units_of(article, languages, {Term.KIND: Term}),
    ]
    return _standings(article, language, units, [unit.pk for unit in units])


def _standings(
    article: Article, language: str, units: Sequence[Unit], only: Collection[int] | None
) -> list[Standing]:
    """`only`: ids of the units, where they are not the whole article."""
    shelf = newest_approvals(article, {language, SOURCE}, only=only)
    asked = _requests(article, language, only)
    return [
        Standing(
            unit, language, unit.words(language), shelf.get((unit.pk, language)), unit.words(SOURCE),
            shelf.get((unit.pk, SOURCE)), tuple(asked.get(unit.pk, ())),
        )
        for unit in units
    ]  # fmt: skip


def _requests(article: Article, language: str, only: Collection[int] | None) -> dict[int, list[Submission]]:
    found = Submission.objects.filter(revision__unit__article=article, revision__language=language)
    if only is not None:
        found = found.filter(revision__unit__in=only)
    asked: dict[int, list[Submission]] = {}
    for submission in found.select_related("revision", "by"):
        asked.setdefault(submission.revision.unit_id, []).append(submission)
    return asked


def newest_approvals(
    article: Article,
    languages: Collection[str],
    up_to: int | None = None,
    *,
    only: Iterable[int] | None = None,
) -> dict[tuple[int, str], Approval]:
    """(unit id, language) → newest approval, with its revision and edition; `only` names units. One query."""
    found = last_approvals(article, languages, up_to, only=only).select_related("revision__by", "edition")
    return {(approval.unit_id, approval.edition.language): approval for approval in found}


def last_approvals(
    article: Article,
    languages: Collection[str],
    up_to: int | None = None,
    *,
    only: Iterable[int] | None = None,
) -> "QuerySet[Approval]":
    """The newest approval of each unit in each of the languages; `up_to` stops at an edition number.

    Approvals are appended in the order of editions, so the last one appended is the newest.
    """
    appended = Approval.objects.filter(edition__article=article, edition__language__in=languages)
    if only is not None:
        appended = appended.filter(unit__in=only)
    if up_to is not None:
        appended = appended.filter(edition__number__lte=up_to)
    return newest_of(appended, "unit", "edition__language")


def newest_revisions(
    article: Article, languages: Collection[str], *, only: Iterable[int] | None = None
) -> dict[tuple[int, str], Revision]:
    """(unit id, language) → the revision that lies on the desk; `only` names units. One query."""
    appended = Revision.objects.filter(unit__article=article, language__in=languages)
    if only is not None:
        appended = appended.filter(unit__in=only)
    found = newest_of(appended, "unit", "language").select_related("by")
    return {(revision.unit_id, revision.language): revision for revision in found}


def newest_revision(unit: Unit, language: str) -> Revision | None:
    return Revision.objects.filter(unit=unit, language=language).order_by("-pk").first()


def newest_signature(unit: Unit, language: str, words: str) -> Approval | None:
    """The newest approval, or withdrawal, of the words with this print."""
    found = Approval.objects.filter(unit=unit, edition__language=language, revision__fingerprint=words)
    return found.select_related("edition", "revision").order_by("-pk").first()


def sources_seen(standings: Collection[Standing]) -> dict[int, Words]:
    """Unit id → the source words that the newest signer saw, where the source is another one today. One query."""
    moved = {
        item.unit.pk: item.approval.source_fingerprint
        for item in standings
        if item.approval and item.source_moved
    }
    if not moved:
        return {}
    seen = Revision.objects.filter(language=SOURCE, unit__in=moved, fingerprint__in=set(moved.values()))
    return {
        revision.unit_id: revision.words
        for revision in seen
        if moved[revision.unit_id] == revision.fingerprint
    }


def newest_edition(article: Article, language: str) -> Edition | None:
    return Edition.objects.filter(article=article, language=language).order_by("-number").first()
