"""All tables of the app, gathered where Django looks for them."""

from education.clinics.backups import Backup
from education.clinics.hosts import ClinicHost
from education.clinics.models import Clinic, Membership, Person
from education.clinics.pictures import Picture
from education.clinics.sessions import StaffSession
from education.content.models import Article, CareLevel, Citation, Question, RedFlag, Section, Term, Unit
from education.exchange.models import Decision, Delivery, Offer, TrustedPublisher
from education.quiz.models import Attempt, AttemptTotal, CountingSecret, Paper
from education.review.models import Approval, Edition, Revision, Submission

__all__ = [
    "Approval", "Article", "Attempt", "AttemptTotal", "Backup", "CareLevel", "Citation", "Clinic", "ClinicHost",
    "CountingSecret", "Decision", "Delivery",
    "Edition",
    "Membership", "Offer", "Paper", "Person", "Picture",
    "Question", "RedFlag", "Revision", "Section", "StaffSession", "Submission", "Term",
    "TrustedPublisher", "Unit",
]  # fmt: skip
