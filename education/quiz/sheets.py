"""The attempts of one article as the database keeps them, read in a fixed number of queries, however many there are.

Decides which attempts belong together: those to the wording of a form in a language that readers of the clinic were shown
last. Other wordings are counted and left out, because a changed question is another question. Nobody may choose weeks:
small numbers could be found by subtraction.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from django.db.models import Aggregate, CharField, F, Max, Sum

from education.clinics.models import Clinic
from education.content.models import Article, Question, Severity
from education.quiz.columns import Answers
from education.quiz.models import Attempt, AttemptTotal, Form, Paper
from education.quiz.run import OPTIONS, Item
from education.quiz.samples import LEAST_SHOWN
from education.review.models import Revision

WEEKS_SHOWN = 26
MONTHS = 12
NO_WEEK = (0, 0)

Week: TypeAlias = tuple[int, int]
"""ISO year and week."""
Batch: TypeAlias = tuple[Paper, Week, str]
"""The letters of all attempts at one paper in one week."""
Asked: TypeAlias = tuple[str, str, str, int]
"""Form, language, question and revision."""
Last: TypeAlias = tuple[Week, int, list[int]]
"""When a paper was shown last: week of its attempts, month of its totals, and between equals how new its words are."""


class Joined(Aggregate):
    """All values of a group, one after the other, in any order."""

    function = "GROUP_CONCAT"
    template = "%(function)s(%(expressions)s, '')"
    output_field = CharField()

    def as_postgresql(self, compiler: Any, connection: Any, **named: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **named)


@dataclass(frozen=True)
class Wording:
    """A question as it was shown."""

    language: str
    words: Mapping[str, str]


@dataclass
class Added:
    """A wording in the months that were added up and deleted."""

    people: Counter[str] = field(default_factory=Counter)
    """By option."""
    month: int = 0
    """The latest, counted from the year 0."""


@dataclass
class Sheet:
    """A form in a language: how the wording that was shown last was answered."""

    paper: Paper
    letters: list[str] = field(default_factory=list)
    totals: dict[str, Counter[str]] = field(default_factory=dict)
    """Question → option → people, of the months that were added up and deleted."""
    earlier: int = 0
    """Attempts at another wording, shown before."""

    @property
    def revisions(self) -> dict[str, int]:
        return dict(zip(self.paper.questions, self.paper.revisions, strict=True))

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.letters, self.paper.questions)

    @property
    def people(self) -> int:
        """Attempts that are still kept one by one."""
        return self.answers.people


@dataclass
class WeekCount:
    """All wordings of a form, and all languages with 11 people or more, together."""

    people: int = 0
    missed: int = 0
    """People who answered at least one critical question unsafely."""


@dataclass(frozen=True)
class Sheets:
    items: Mapping[str, Item]
    """Every question of the article, in the order of the full form."""
    wordings: Mapping[int, Wording]
    """By the number of the revision."""
    forms: Mapping[Form, Mapping[str, Sheet]]
    """By form, then by language."""
    weeks: Mapping[Form, Mapping[Week, WeekCount]]
    """The latest weeks in which anybody answered, oldest first."""


def read_sheets(article: Article, clinic: Clinic) -> Sheets:
    """What one clinic's readers answered. Five queries."""
    questions = Question.objects.filter(article=article).order_by("run_position", "pk")
    items = {
        question.key: Item(
            question.key, question.answer, question.ladder, question.severity == Severity.CRITICAL
        )
        for question in questions.only("key", "answer", "ladder", "severity")
    }
    papers = {paper.pk: paper for paper in Paper.objects.all()}
    wordings = _wordings(article, {number for paper in papers.values() for number in paper.revisions})
    papers = {
        number: paper for number, paper in papers.items() if not wordings.keys().isdisjoint(paper.revisions)
    }
    batches = _batches(papers, clinic)
    forms = _sheets(papers, batches, _added(clinic))
    weeks = {form: _weeks([batch for batch in batches if batch[0].form == form], items) for form in Form}
    return Sheets(items, wordings, forms, weeks)


def _wordings(article: Article, numbers: set[int]) -> dict[int, Wording]:
    shown = Revision.objects.filter(unit__article=article, pk__in=numbers)
    return {
        number: Wording(language, words)
        for number, language, words in shown.values_list("pk", "language", "words")
    }


def _batches(papers: Mapping[int, Paper], clinic: Clinic) -> list[Batch]:
    """In the order of the index, so that the database need not sort a million rows."""
    rows = (
        Attempt.objects.filter(clinic=clinic)
        .order_by("paper", "year", "week")
        .values("paper", "year", "week")
        .annotate(all=Joined("answers"))
    )
    return [
        (papers[row["paper"]], (row["year"], row["week"]), row["all"])
        for row in rows
        if row["paper"] in papers
    ]


def _added(clinic: Clinic) -> dict[Asked, Added]:
    here = AttemptTotal.objects.filter(clinic=clinic).order_by()
    totals = here.values_list("form", "language", "question", "revision", "option")
    added: dict[Asked, Added] = {}
    for form, language, question, revision, option, people, month in totals.annotate(
        people=Sum("count"), last=Max(F("year") * MONTHS + F("month"))
    ):
        one = added.setdefault((form, language, question, revision), Added())
        one.people[option] += people
        one.month = max(one.month, month)
    return added


def _sheets(
    papers: Mapping[int, Paper], batches: Sequence[Batch], added: Mapping[Asked, Added]
) -> dict[Form, dict[str, Sheet]]:
    """By form, then by language: what readers of this clinic were shown last.

    Papers are shared by all clinics, and another may show its readers words that this one does not. After a withdrawal
    older words come back. So the age of the words alone does not tell.
    """
    last = _last_shown(papers, batches, added)
    forms: dict[Form, dict[str, Sheet]] = {form: {} for form in Form}
    for number in sorted(last, key=last.__getitem__):
        paper = papers[number]
        forms[Form(paper.form)][paper.language] = Sheet(paper, totals=_totals(paper, added))
    for paper, _week, letters in batches:
        sheet = forms[Form(paper.form)][paper.language]
        if paper.pk == sheet.paper.pk:
            sheet.letters.append(letters)
        else:
            sheet.earlier += len(letters) // len(paper.questions)
    return forms


def _last_shown(
    papers: Mapping[int, Paper], batches: Sequence[Batch], added: Mapping[Asked, Added]
) -> dict[int, Last]:
    """Of the papers that occur at this clinic. Attempts are always younger than what was added up."""
    weeks: dict[int, Week] = {}
    for paper, week, _letters in batches:
        weeks[paper.pk] = max(week, weeks.get(paper.pk, week))
    last: dict[int, Last] = {}
    for number, paper in papers.items():
        # Papers share most of their wordings: the one that went out of use first tells when the paper did.
        month = min((added[asked].month if asked in added else 0 for asked in _asked(paper)), default=0)
        if number in weeks or month:
            last[number] = weeks.get(number, NO_WEEK), month, sorted(paper.revisions, reverse=True)
    return last


def _totals(paper: Paper, added: Mapping[Asked, Added]) -> dict[str, Counter[str]]:
    """What was added up of the very wordings of a paper."""
    return {asked[2]: added[asked].people for asked in _asked(paper) if asked in added}


def _asked(paper: Paper) -> list[Asked]:
    return [
        (paper.form, paper.language, question, revision)
        for question, revision in zip(paper.questions, paper.revisions, strict=True)
    ]


def _weeks(batches: Sequence[Batch], items: Mapping[str, Item]) -> dict[Week, WeekCount]:
    """Languages with fewer than 11 people are left out: beside the others' figures the sum would tell of them."""
    people: Counter[str] = Counter()
    for paper, _week, letters in batches:
        people[paper.language] += len(letters) // len(paper.questions)
    batches = [batch for batch in batches if people[batch[0].language] >= LEAST_SHOWN]
    latest = sorted({week for _paper, week, _letters in batches})[-WEEKS_SHOWN:]
    counts = {week: WeekCount() for week in latest}
    unsafe = {
        key: "".join(sorted(option for option in OPTIONS if item.is_unsafe(option)))
        for key, item in items.items()
        if item.critical
    }
    for paper, week, letters in batches:
        if week in counts:
            answers = Answers([letters], paper.questions)
            counts[week].people += answers.people
            counts[week].missed += answers.any_of(
                {key: unsafe[key] for key in paper.questions if key in unsafe}
            )
    return counts
