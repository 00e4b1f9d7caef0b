"""The nouns of the article: units of words, each with facts that hold in every language.

A unit is the smallest thing that is translated and signed as a whole. Its facts (weight, urgency, place) are the same in
all languages; its words lie in one set of columns for each language, which are the *desk* of the editors.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from education.text.fingerprint import fingerprint
from education.text.languages import BY_CODE

key_help = _("Lower-case letters, digits and dashes. It is also the anchor on the page, so it never changes.")


class Weight(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary")
    SAFETY = "safety", _("safety")


class Urgency(models.TextChoices):
    """The fixed ladder of care levels, from the most urgent down."""

    EMERGENCY = "emergency", _("emergency")
    SAME_DAY = "same_day", _("same day")
    SOON = "soon", _("soon")
    SELF_CARE = "self_care", _("look after yourself")


class Severity(models.TextChoices):
    """What a wrong answer to a question of the quiz could cost."""

    CRITICAL = "critical", _("critical: a wrong answer is put right at once and asked again")
    IMPORTANT = "important", _("important")
    STANDARD = "standard", _("standard")


class Answer(models.TextChoices):
    """Options by their letter. The fourth, “I am not sure”, is never right and has no words of its own."""

    A = "a", "A"
    B = "b", "B"
    C = "c", "C"


class Placement(models.TextChoices):
    TITLE = "title", _("title and introduction")
    GLANCE = "glance", _("at a glance")
    STRIP = "strip", _("emergency strip on every page")
    PURPOSE = "purpose", _("education, not diagnosis: on every page")
    PART = "part", _("part of the article")
    SIGNS = "signs", _("part of the article under which the warning signs stand")


class Article(models.Model):
    key = models.SlugField(_("key"), unique=True, help_text=key_help)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.key


class Citation(models.Model):
    """A source that a clinical statement rests on. Titles stay in the language of the source."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="citations", verbose_name=_("article")
    )
    key = models.SlugField(_("key"))
    publisher = models.CharField(_("publisher"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=300)
    address = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["publisher", "year"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_citation_a_key")]

    def __str__(self) -> str:
        return f"{self.publisher} {self.year or ''}".strip()


class Unit(models.Model):
    """One thing to translate and to sign. Sections, warning signs, care levels, terms and quiz questions are units."""

    KIND: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Translatable fields, in the order in which people read and write them."""
    REQUIRED: ClassVar[frozenset[str]] = frozenset()
    LINES: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold one line of plain words; all others hold the restricted Markdown."""

    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="units", verbose_name=_("article")
    )
    key = models.SlugField(_("key"), max_length=60, help_text=key_help)
    kind = models.CharField(_("kind"), max_length=20, editable=False)
    position = models.PositiveIntegerField(
        _("position"), default=0, help_text=_("Reading order within the article.")
    )
    weight = models.CharField(
        _("weight"),
        max_length=10,
        choices=Weight.choices,
        default=Weight.ORDINARY,
        help_text=_(
            "Safety: two people are needed for each change, and stricter rules hold for what readers see."
        ),
    )
    citations = models.ManyToManyField(Citation, blank=True, related_name="units", verbose_name=_("sources"))

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "key"], name="one_unit_a_key")]

    def __str__(self) -> str:
        return self.key

    @property
    def child(self) -> "Unit":
        """This unit as what it is; read together with its words where it came through `whole_units`."""
        if type(self) is not Unit:
            return self
        whole: Unit = getattr(self, KINDS[self.kind]._meta.model_name or "")
        return whole

    def words(self, language: str) -> dict[str, str]:
        """The desk words of one language, every translatable field, empty where nothing is written."""
        column = BY_CODE[language].column
        return {field: getattr(self, f"{field}_{column}") or "" for field in self.FIELDS}

    def print_of(self, language: str) -> str:
        """Fingerprint of the desk words of one language."""
        return fingerprint(self.words(language))

    @classmethod
    def column(cls, name: str) -> "models.Field[Any, Any]":
        """The column behind a translatable field: its name, its help and its length hold for every language."""
        found = cls._meta.get_field(name)
        assert isinstance(found, models.Field)  # noqa: S101 - FIELDS names no relations
        return found

    @property
    def kind_label(self) -> str:
        return str(KINDS[self.kind]._meta.verbose_name)

    @property
    def is_safety(self) -> bool:
        return self.weight == Weight.SAFETY

    @property
    def is_core(self) -> bool:
        """Must a language have this unit before readers are offered the article? The quiz is not part of it."""
        return self.is_safety and self.kind in ARTICLE_KINDS


class Section(Unit):
    KIND = "section"
    FIELDS = ("heading", "key_message", "body", "action")
    REQUIRED = frozenset({"heading"})
    LINES = frozenset({"heading"})

    placement = models.CharField(
        _("placement"), max_length=10, choices=Placement.choices, default=Placement.PART
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
    )
    icd10cm = models.JSONField(
        _("ICD-10-CM codes"), default=list, blank=True, help_text=_("For clinicians; never shown to readers.")
    )
    schema_type = models.CharField(_("schema.org type"), max_length=40, blank=True)

    heading = models.CharField(_("heading"), max_length=200, blank=True, default="")
    key_message = models.TextField(
        _("key message"), blank=True, default="", help_text=_("One strong sentence.")
    )
    body = models.TextField(_("text"), blank=True, default="")
    action = models.TextField(_("what you can do"), blank=True, default="")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class CareLevel(Unit):
    """One rung of the ladder: how soon to get help, and what to do."""

    KIND = "care_level"
    FIELDS = ("name", "action")
    REQUIRED = frozenset({"name", "action"})
    LINES = frozenset({"name"})

    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)

    name = models.CharField(_("name"), max_length=120, blank=True, default="")
    action = models.TextField(_("what to do"), blank=True, default="")

    class Meta:
        verbose_name = _("care level")
        verbose_name_plural = _("care levels")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(urgency__in=Urgency.values), name="care_level_urgency_known"
            )
        ]


class RedFlag(Unit):
    """A warning sign. Its urgency is a fact of the article, never of a language."""

    KIND = "red_flag"
    FIELDS = ("sign", "detail", "escalation")
    REQUIRED = frozenset({"sign"})
    LINES = frozenset({"sign"})

    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices)
    escalates_to = models.CharField(
        _("becomes"),
        max_length=10,
        choices=Urgency.choices,
        blank=True,
        default="",
        help_text=_("The higher urgency in the circumstances that the words under “then an emergency” name."),
    )
    taught_in = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="red_flags",
        verbose_name=_("taught in"),
    )

    sign = models.CharField(_("sign"), max_length=300, blank=True, default="")
    detail = models.TextField(_("detail"), blank=True, default="")
    escalation = models.TextField(_("then an emergency"), blank=True, default="")

    class Meta:
        verbose_name = _("warning sign")
        verbose_name_plural = _("warning signs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(urgency__in=Urgency.values), name="red_flag_urgency_known"
            )
        ]


class Term(Unit):
    """A word that the article explains."""

    KIND = "term"
    FIELDS = ("name", "definition", "forms")
    REQUIRED = frozenset({"name", "definition"})
    LINES = frozenset({"name", "forms"})

    name = models.CharField(_("term"), max_length=80, blank=True, default="")
    definition = models.TextField(_("plain meaning"), blank=True, default="")
    forms = models.CharField(
        _("forms"),
        max_length=300,
        blank=True,
        default="",
        help_text=_("The forms in which the term may stand, with commas."),
    )

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")


class Question(Unit):
    """A question of the quiz about a person in a story. It is scored by the letter of the option, never by words."""

    KIND = "question"
    FIELDS = (
        "stem", "why", "option_a", "option_b", "option_c", "feedback_a", "feedback_b", "feedback_c", "feedback_d",
    )  # fmt: skip
    REQUIRED = frozenset({"stem", "why", "feedback_a", "feedback_b", "feedback_c", "feedback_d"})
    LINES = frozenset({"stem", "option_a", "option_b", "option_c"})

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


ARTICLE_KINDS: Mapping[str, type[Unit]] = {kind.KIND: kind for kind in (Section, CareLevel, RedFlag, Term)}
"""What the article is made of: these units stand on its page and in its safety core."""
KINDS: Mapping[str, type[Unit]] = {**ARTICLE_KINDS, Question.KIND: Question}
