"""Template tags of the public pages. They print; they decide nothing."""

from collections.abc import Iterable, Sequence

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from education.content.models import Citation
from education.publishing.headers import STYLE
from education.publishing.passages import Entry, Notice, Part, Passage
from education.publishing.printing import (
    citations_of,
    contents_of,
    entry_of,
    lang_of,
    notices_of,
    sign_of,
    sources_of,
    term_of,
)
from education.publishing.reading import Reading
from education.publishing.stylesheet import stylesheet as plain_style
from education.publishing.stylesheet import themed
from education.text.markup import dialled, phone_link

register = template.Library()
register.filter("dials", dialled)


@register.simple_tag(takes_context=True)
def stylesheet(context: Context, more: str = "") -> SafeString:
    """The style in the colours of the clinic whose page it is, with that of `more`, a sheet of its own.

    The request keeps it: the page's header must name its hash.
    """
    reading, request = context.get("reading"), context.get("request")
    css = (
        themed(reading.brand.theme, reading.language.code, more)
        if isinstance(reading, Reading)
        else plain_style()
    )
    if request is not None:
        vars(request)[STYLE] = css
    return mark_safe(f"<style>{css}</style>")  # noqa: S308 - our own file, and colours that `theme` computed


@register.simple_tag(takes_context=True)
def lang(context: Context, words: Passage | None) -> SafeString:
    """The attributes of an element that holds these words, where they are not in the language of the page."""
    return lang_of(words or None, context["code"])


@register.simple_tag
def notices(told: Iterable[Notice] | None) -> SafeString:
    return notices_of(told or ())


@register.simple_tag(takes_context=True)
def entry_words(context: Context, entry: Entry, *, headed: bool = False) -> SafeString:
    return entry_of(entry, context["code"], headed=headed)


@register.simple_tag(takes_context=True)
def sign(context: Context, entry: Entry, *, escalated: bool = False, anchor: bool = False) -> SafeString:
    return sign_of(entry, context["code"], escalated=escalated, anchor=anchor)


@register.simple_tag(takes_context=True)
def term(context: Context, entry: Entry) -> SafeString:
    return term_of(entry, context["code"])


@register.simple_tag(takes_context=True, name="contents_rows")
def contents(context: Context, parts: Sequence[Part]) -> SafeString:
    return contents_of(parts, context["code"])


@register.simple_tag(takes_context=True)
def sources(context: Context, citations: Sequence[Citation], place: str) -> SafeString:
    """How many sources stand behind the part `place`: a link where they have a page (`sources_at`), else a fold."""
    return sources_of(citations, context.get("sources_at") or "", place)


@register.simple_tag
def citation_list(citations: Sequence[Citation]) -> SafeString:
    return citations_of(citations)


@register.filter
def phone(number: str) -> SafeString:
    """A number as a link that a telephone can dial."""
    return phone_link(number)


@register.filter
def tel(number: str) -> str:
    """The address behind such a link."""
    return f"tel:{dialled(number)}"
