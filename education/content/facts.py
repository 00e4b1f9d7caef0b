"""What can be said of a unit in every language alike: how much depends on it, how soon to act, where it stands."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Part = TypeVar("Part", str, int)

ALWAYS_SAFETY = {"care_level", "red_flag"}
SAFETY_PLACES = {"strip", "purpose"}


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


def must_be_safety(kind: str, facts: Mapping[str, Any]) -> bool:
    """Is this safety text whatever anybody says?"""
    return (
        kind in ALWAYS_SAFETY
        or facts.get("placement") in SAFETY_PLACES
        or facts.get("severity") == Severity.CRITICAL
    )


def is_within_itself(part: Part, wholes: Mapping[Part, Part | None]) -> bool:
    """Is something a part of itself, or of what is? `wholes`: part → what it is part of."""
    above, seen = wholes.get(part), {part}
    while above is not None:
        if above in seen:
            return True
        seen.add(above)
        above = wholes.get(above)
    return False
