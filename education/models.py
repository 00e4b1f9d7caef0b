"""All tables of the app, gathered where Django looks for them."""

from education.clinics.models import Clinic, Membership, Person
from education.content.models import Article, CareLevel, Citation, RedFlag, Section, Term, Unit
from education.review.models import Approval, Edition, Revision, Submission

__all__ = [
    "Approval", "Article", "CareLevel", "Citation", "Clinic", "Edition", "Membership", "Person",
    "RedFlag", "Revision", "Section", "Submission", "Term", "Unit",
]  # fmt: skip
