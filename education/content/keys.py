"""Keys that no unit may take, because a page below the article has the word already. A test holds the list to the routes."""

from django.utils.translation import gettext as _

RESERVED = frozenset({"editions", "preview", "preview-link", "quiz", "sign", "sources"})


def key_problem(key: str) -> str:
    """A sentence on why no unit may have this key; empty where one may."""
    if key not in RESERVED:
        return ""
    return _("“%(key)s” cannot be the key of a text: a page of the article has this word in its address.") % {
        "key": key
    }
