"""The article, and the sources that its statements rest on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

key_help = _("Lower-case letters, digits and dashes. It is also the anchor on the page, so it never changes.")


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
