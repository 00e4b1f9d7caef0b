"""Template tags of the public pages. They print; they decide nothing."""

from functools import lru_cache

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from education.content.models import Citation
from education.publishing.headers import STYLE
from education.publishing.reading import Reading
from education.publishing.stylesheet import stylesheet as plain_style
from education.publishing.stylesheet import themed
from education.text.markup import dialled, phone_link

register = template.Library()


@register.simple_tag(takes_context=True)
def stylesheet(context: Context) -> SafeString:
    """The style in the colours of the clinic whose page it is. The request keeps it: the page's header must name its hash."""
    reading, request = context.get("reading"), context.get("request")
    css = (
        themed(reading.brand.theme, reading.language.code) if isinstance(reading, Reading) else plain_style()
    )
    if request is not None:
        vars(request)[STYLE] = css
    return mark_safe(f"<style>{css}</style>")  # noqa: S308 - our own file, and colours that `theme` computed


@register.filter
def source_line(citation: Citation) -> SafeString:
    """Publisher, year and linked title of a source, put together once: most stand in several lists of a page."""
    return _source_line(citation.publisher, citation.year, citation.address, citation.title)


@lru_cache(1000)
def _source_line(publisher: str, year: int | None, address: str, title: str) -> SafeString:
    by = f"{publisher}, {year}" if year else publisher
    return format_html('<li>{}. <a href="{}">{}</a></li>', by, address, title)


@register.filter
def phone(number: str) -> SafeString:
    """A number as a link that a telephone can dial."""
    return phone_link(number)


@register.filter
def tel(number: str) -> str:
    """The address behind such a link."""
    return f"tel:{dialled(number)}"
