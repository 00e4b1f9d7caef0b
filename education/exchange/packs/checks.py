"""What the parts of a pack may say: keys, facts, sources and words such as an editor of ours could have made."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from education.content.facts import is_within_itself, must_be_safety
from education.content.keys import key_problem
from education.content.models import KINDS, Article, Citation, Unit, Weight
from education.exchange.facts import LISTS, NAMES, ORDER, PLAIN, SECTIONS, SOURCE_FACTS
from education.exchange.offering import OfferedUnit
from education.review.wording import text_problems

MOST_UNITS = 2000
"""Units, and sources, that a pack may hold."""


class Wrong(Exception):
    """What is wrong, as the rest of a sentence."""


def article_key(key: str) -> str:
    _fits(Article._meta.get_field("key"), key, "article")
    return key


def check_source(key: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a source, if its key and all of them could stand in our table."""
    if key == ORDER or set(facts) != set(SOURCE_FACTS):
        raise Wrong(_("the source “%(key)s” is not whole.") % {"key": key})
    _fits(Citation._meta.get_field("key"), key, key)
    for name in SOURCE_FACTS:
        _fits(Citation._meta.get_field(name), facts[name], key)
    if urlsplit(facts["address"]).scheme not in ("http", "https"):
        raise Wrong(_("the address of the source “%(key)s” is no web page.") % {"key": key})
    return dict(facts)


def check_facts(key: str, kind: str, facts: Mapping[str, Any]) -> None:
    """Every fact of this kind of unit and no other, each of which could stand in our table."""
    if kind not in KINDS or set(facts) != set(NAMES[kind]):
        raise Wrong(
            _("“%(key)s” is of a kind that this release does not know. Update the software first.")
            % {"key": key}
        )
    if reserved := key_problem(key):
        raise Wrong(reserved)
    _fits(Unit.column("key"), key, key)
    for name in set(PLAIN) & set(facts):
        _fits(KINDS[kind].column(name), facts[name], key)
    if not all(_is_list(facts[name]) for name in (*LISTS, "icd10cm") if name in facts):
        raise Wrong(_("“%(key)s”: a list of it is no list of words.") % {"key": key})
    if must_be_safety(kind, facts) and facts["weight"] != Weight.SAFETY:
        raise Wrong(_("“%(key)s” is safety text, and the pack says that it is ordinary.") % {"key": key})


def check_structure(units: Sequence[OfferedUnit], sources: Collection[str]) -> None:
    """Units that hang together: each once, naming only what is there, and no part within itself."""
    kinds = {unit.key: unit.kind for unit in units}
    if not units or len(kinds) < len(units) or max(len(units), len(sources)) > MOST_UNITS:
        raise Wrong(_("it has no texts, too many, or one of them twice."))
    for unit in units:
        for name in SECTIONS:
            if unit.facts.get(name) is not None and kinds.get(unit.facts[name]) != "section":
                raise Wrong(_("“%(key)s” stands in a section that is not there.") % {"key": unit.key})
        if not set(unit.facts["citations"]) <= set(sources):
            raise Wrong(_("“%(key)s” names a source that is not there.") % {"key": unit.key})
        if any(kinds.get(sign) != "red_flag" for sign in unit.facts.get("signs", [])):
            raise Wrong(_("“%(key)s” names a warning sign that is not there.") % {"key": unit.key})
    _no_circle({unit.key: unit.facts.get("parent") for unit in units})
    places = [unit.facts["run_position"] for unit in units if unit.kind == "question"]
    if len(set(places)) < len(places):
        raise Wrong(_("two questions stand at the same place of the quiz."))


def check_words(key: str, words: Mapping[str, Any], kinds: Mapping[str, str]) -> None:
    """Words that could lie on our desk."""
    if key not in kinds:
        raise Wrong(_("“%(key)s” has words and is no text of the article.") % {"key": key})
    kind = KINDS[kinds[key]]
    if (
        not words
        or not set(words) <= set(kind.FIELDS)
        or not all(isinstance(text, str) for text in words.values())
    ):
        raise Wrong(_("“%(key)s” has words where no words stand.") % {"key": key})
    for field, text in words.items():
        for sentence in text_problems(kind, field, text, kinds):
            raise Wrong(f"“{key}”: {sentence}")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and "\x00" not in item for item in value)


def _no_circle(parents: Mapping[str, str | None]) -> None:
    for key in parents:
        if is_within_itself(key, parents):
            raise Wrong(_("“%(key)s” is a part of itself.") % {"key": key})


def _fits(column: Any, value: Any, key: str) -> None:
    """Could the value stand in this column just as it is?"""
    if value is None and column.null:
        return
    try:
        same = column.clean(value, None) == value and type(column.to_python(value)) is type(value)
    except (ValidationError, TypeError, ValueError):
        same = False
    if not same or (isinstance(value, str) and "\x00" in value):
        raise Wrong(
            _("“%(key)s”: “%(name)s” is not as it should be.") % {"key": key[:80], "name": column.name}
        )
