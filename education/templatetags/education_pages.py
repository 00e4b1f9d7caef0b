"""Template tags of the public pages. They print; they decide nothing."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from education.publishing.stylesheet import stylesheet as css
from education.text.markup import dialled, phone_link

register = template.Library()


@register.simple_tag
def stylesheet() -> SafeString:
    return mark_safe(f"<style>{css()}</style>")  # noqa: S308 - our own file


@register.filter
def phone(number: str) -> SafeString:
    """A number as a link that a telephone can dial."""
    return phone_link(number)


@register.filter
def tel(number: str) -> str:
    """The address behind such a link."""
    return f"tel:{dialled(number)}"
