"""One line for the board: how much new wording from the project waits. It prints; it decides nothing."""

from django import template

from education.content.models import Article
from education.exchange.offers import open_offers

register = template.Library()


@register.simple_tag
def new_wording_count(article: Article) -> int:
    """How many offers wait for a person. One query where none does."""
    return len(open_offers(article))
