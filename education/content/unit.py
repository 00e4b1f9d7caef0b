"""What every unit has, whatever its kind: a key, a place, a weight, sources, and a desk of words in each language."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from education.content.articles import Article, Citation, key_help
from education.content.facts import Weight, must_be_safety
from education.content.keys import key_problem
from education.text.fingerprint import fingerprint
from education.text.languages import BY_CODE


class Unit(models.Model):
    """One thing to translate and to sign. Sections, warning signs, care levels, terms and quiz questions are units."""

    KIND: ClassVar[str] = ""
    FIELDS: ClassVar[tuple[str, ...]] = ()
    """Translatable fields, in the order in which people read and write them."""
    REQUIRED: ClassVar[frozenset[str]] = frozenset()
    LINES: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold one line of plain words; all others hold the restricted Markdown."""
    IN_ARTICLE: ClassVar[bool] = True
    """Does it stand on the page of the article, and so in its safety core? The quiz has pages of its own."""
    of_kind: ClassVar[dict[str, type["Unit"]]] = {}
    """Every child by its KIND, filled as the children are defined."""

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

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        Unit.of_kind[cls.KIND] = cls

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        """Refuses a new unit whose page could not be reached under its key, and an ordinary weight for what never is."""
        if self._state.adding and (problem := key_problem(self.key)):
            raise ValidationError({"key": problem})
        if self.weight != Weight.SAFETY and must_be_safety(self.KIND, vars(self)):
            raise ValidationError({"weight": _("This is always safety text.")})

    @property
    def child(self) -> "Unit":
        """This unit as what it is; read together with its words where it came through `whole_units`."""
        if type(self) is not Unit:
            return self
        whole: Unit = getattr(self, Unit.of_kind[self.kind]._meta.model_name or "")
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
        return str(Unit.of_kind[self.kind]._meta.verbose_name)

    @property
    def is_safety(self) -> bool:
        return self.weight == Weight.SAFETY

    @property
    def is_core(self) -> bool:
        """Must a language have this unit before readers are offered the article? The quiz is not part of it."""
        return self.is_safety and Unit.of_kind[self.kind].IN_ARTICLE
