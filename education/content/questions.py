"""The questions of the quiz, which check whether the warning signs were understood."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from education.content.facts import Answer, Severity
from education.content.kinds import RedFlag, Section
from education.content.unit import Unit


class Question(Unit):
    """A question of the quiz about a person in a story. It is scored by the letter of the option, never by words."""

    KIND = "question"
    FIELDS = (
        "stem", "why", "option_a", "option_b", "option_c", "feedback_a", "feedback_b", "feedback_c", "feedback_d",
    )  # fmt: skip
    REQUIRED = frozenset({"stem", "why", "feedback_a", "feedback_b", "feedback_c", "feedback_d"})
    LINES = frozenset({"stem", "option_a", "option_b", "option_c"})
    IN_ARTICLE = False

    ladder = models.BooleanField(
        _("options are the care levels"),
        default=True,
        help_text=_(
            "A: emergency, B: same day, C: look after yourself. The options then have no words of their own."
        ),
    )
    answer = models.CharField(_("right option"), max_length=1, choices=Answer.choices)
    severity = models.CharField(
        _("severity"), max_length=10, choices=Severity.choices, default=Severity.STANDARD
    )
    run_position = models.PositiveSmallIntegerField(_("place in the quiz"))
    short_position = models.PositiveSmallIntegerField(
        _("place in the short quiz"), null=True, blank=True, help_text=_("Empty: not in the short quiz.")
    )
    signs = models.ManyToManyField(
        RedFlag, blank=True, related_name="questions", verbose_name=_("warning signs")
    )
    taught_in = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("taught in"),
    )

    stem = models.CharField(_("question"), max_length=300, blank=True, default="")
    why = models.TextField(_("why"), blank=True, default="")
    option_a = models.CharField(_("option A"), max_length=200, blank=True, default="")
    option_b = models.CharField(_("option B"), max_length=200, blank=True, default="")
    option_c = models.CharField(_("option C"), max_length=200, blank=True, default="")
    feedback_a = models.TextField(_("feedback to A"), blank=True, default="")
    feedback_b = models.TextField(_("feedback to B"), blank=True, default="")
    feedback_c = models.TextField(_("feedback to C"), blank=True, default="")
    feedback_d = models.TextField(_("feedback to “I am not sure”"), blank=True, default="")

    class Meta:
        verbose_name = _("quiz question")
        verbose_name_plural = _("quiz questions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values), name="question_answer_known"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values), name="question_severity_known"
            ),
        ]
