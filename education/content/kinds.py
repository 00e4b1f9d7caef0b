"""What the page of an article is made of: its sections, its care levels, its warning signs and the words that it explains."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from education.content.facts import Placement, Urgency, is_within_itself
from education.content.unit import Unit


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

    def clean(self) -> None:
        """Refuses what would take words off the page without a notice: a circle of parts, a place that nobody holds or two."""
        super().clean()
        wholes = dict(Section.objects.filter(article_id=self.article_id).values_list("pk", "parent_id"))
        if is_within_itself(self.pk, wholes | {self.pk: self.parent_id}):
            raise ValidationError({"parent": _("“%(key)s” is a part of itself.") % {"key": self.key}})
        others = Section.objects.filter(article_id=self.article_id).exclude(pk=self.pk)
        held = set(Section.objects.filter(pk=self.pk).values_list("placement", flat=True))
        for place in ({self.placement} | held) - {Placement.PART}:
            if others.filter(placement=place).exists() == (self.placement == place):
                raise ValidationError({"placement": _("An article has exactly one section in this place.")})


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
