"""All tables of the app, gathered where Django looks for them."""

from education.clinics.models import Clinic, Membership, Person
from education.content.models import Article, CareLevel, Citation, Question, RedFlag, Section, Term, Unit
from education.quiz.models import Attempt, AttemptTotal, CountedRun, Paper
from education.review.models import Approval, Edition, Revision, Submission

__all__ = [
    "Approval", "Article", "Attempt", "AttemptTotal", "CareLevel", "Citation", "Clinic", "CountedRun", "Edition",
    "Membership", "Paper", "Person",
    "Question", "RedFlag", "Revision", "Section", "Submission", "Term", "Unit",
]  # fmt: skip
