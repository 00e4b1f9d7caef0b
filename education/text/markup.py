"""The restricted Markdown of all longer texts: paragraphs, lists, strong words, links and variables. Nothing else passes.

Decides what may be written and how it becomes HTML. Which variables and link targets exist is the caller's knowledge.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import urlsplit

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

KEPT = 4000
"""Texts whose reading is remembered: a page is made of texts that seldom change, and parsing is most of its cost."""
VARIABLES = ("emergency_number", "clinic_phone", "clinic_name")
PHONES = frozenset({"emergency_number", "clinic_phone"})
BREAK_BESIDE_BLOCK = re.compile(r"\n(?=</?(?:p|ul|ol|li)>|\Z)")
VARIABLE = re.compile(r"\{([^{}\n]*)\}")
LINK_TARGET = re.compile(r"\]\(([^()\s]+)\)")

ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "a", "bdi", "br"}
ALLOWED_ATTRIBUTES = {"a": {"href", "class", "rel"}, "bdi": {"dir"}, "ol": {"start"}}
OPENING_TOKENS = {
    "paragraph_open", "bullet_list_open", "ordered_list_open", "list_item_open", "inline",
    "text", "strong_open", "link_open", "softbreak",
}  # fmt: skip

# Emphasis must be on for `**strong**`; what is not allowed is refused by `problems`, not silently dropped.
_parser = MarkdownIt("zero").enable(
    ["paragraph", "list", "emphasis", "link", "balance_pairs", "heading", "fence", "code", "blockquote", "hr", "backticks",
     "image", "autolink", "html_block", "html_inline", "newline", "escape", "lheading"]
)  # fmt: skip
_parser.options["html"] = True


@dataclass(frozen=True)
class Block:
    """One paragraph or list item, as plain words."""

    kind: str
    text: str


def render(source: str, variables: Mapping[str, str], kinds: Mapping[str, str] | None = None) -> SafeString:
    """HTML of a text, with the clinic's variables filled in.

    `kinds` maps link targets (unit keys) to their kind, so that a link to a term gets the class `term`.
    Unknown variables stay as they were written: `problems` refuses them long before a reader could see one.
    """
    known = kinds or {}
    terms = {target for target in LINK_TARGET.findall(source) if known.get(target[1:]) == "term"}
    html = _cleaned(source, frozenset(terms))
    return mark_safe(VARIABLE.sub(lambda match: _filled(match, variables, linked=True), html))  # noqa: S308 - nh3 cleaned it


def render_line(source: str, variables: Mapping[str, str], *, linked: bool = True) -> SafeString:
    """A single line of plain text (a heading, a sign) as HTML: escaped, with variables filled in."""
    return mark_safe(VARIABLE.sub(lambda match: _filled(match, variables, linked=linked), escape(source)))  # noqa: S308


def phone_link(number: str) -> SafeString:
    """A telephone number that a phone can dial, left-to-right in every language."""
    return format_html('<bdi dir="ltr"><a class="phone" href="tel:{}">{}</a></bdi>', dialled(number), number)


def dialled(number: str) -> str:
    """The number as a `tel:` address wants it (RFC 3966): digits and a leading plus.

    The nought in “+44 (0)1632” is for who calls from within the country, and is not dialled after the country's code.
    """
    abroad = number.lstrip().startswith("+")
    return ("+" if abroad else "") + re.sub(r"[^0-9*#]", "", number.replace("(0)", "") if abroad else number)


def variables_in(source: str) -> Counter[str]:
    return Counter(VARIABLE.findall(source))


def links_in(source: str) -> Counter[str]:
    return Counter(_target(token) for token in _links(source))


@lru_cache(KEPT)
def facts_in(source: str) -> Mapping[str, int]:
    """How often each variable and link target stands there, found without parsing: quick enough for whole languages at once."""
    found = Counter(VARIABLE.findall(source)) + Counter(LINK_TARGET.findall(source))
    # Counters compare key by key in Python; pages compare hundreds of these.
    return MappingProxyType(dict(found))


@lru_cache(KEPT)
def blocks_in(source: str) -> tuple[Block, ...]:
    """Paragraphs and list items in reading order, as plain words without markup."""
    blocks, depth = [], 0
    for token in _parser.parse(source):
        depth += {"list_item_open": 1, "list_item_close": -1}.get(token.type, 0)
        if token.type == "inline":
            blocks.append(Block("item" if depth else "paragraph", _plain(token)))
    return tuple(blocks)


def plain(source: str) -> str:
    """The words as a reader hears them: one block a line, no markup."""
    return "\n".join(block.text for block in blocks_in(source))


def problems(source: str, targets: Collection[str] | None = None) -> Iterator[str]:
    """Sentences that say what is not allowed in a text; nothing where all is well.

    `targets` are the unit keys that a `#link` may name; without it links within the article are not checked.
    """
    yield from _character_problems(source)
    yield from _forbidden_markup(source)
    if re.search(r"\[[^\]\n]*\{[^\]\n]*\]\(", source):
        yield _(
            "A variable stands inside a link. Telephone numbers become links by themselves: put it outside."
        )
    for token in _links(source):
        if "title" in token.attrs:
            yield _("A link has a title in quotes. Only words and an address make a link: [words](#key).")
        yield from _link_problem(_target(token), targets)


def line_problems(source: str) -> Iterator[str]:
    """The same for a field that holds one line of plain text."""
    if "\n" in source.strip():
        yield _("This field holds one line only.")
    if re.search(r"[<>]|\*\*|\]\(", source):
        yield _("This field holds plain words only: no markup.")
    yield from _character_problems(source)


def _character_problems(source: str) -> Iterator[str]:
    if "\x00" in source:
        yield _("The text holds a NUL character. Please delete it.")
    for name in variables_in(source):
        if name not in VARIABLES:
            yield _("“{%(name)s}” is not a variable. Known are: %(known)s.") % {
                "name": name,
                "known": ", ".join(f"{{{known}}}" for known in VARIABLES),
            }
    if VARIABLE.sub("", source).count("{") or VARIABLE.sub("", source).count("}"):
        yield _("A curly bracket stands alone. Variables are written {like_this}.")


def _forbidden_markup(source: str) -> Iterator[str]:
    found = {_forbidden(token) for token in _walk(_parser.parse(source))} - {None}
    for what in sorted(str(name) for name in found):
        yield _(
            "%(what)s is not allowed here. Use paragraphs, lists (- or 1.), **strong** and [links](#section)."
        ) % {"what": what}


def _forbidden(token: Token) -> str | None:
    if token.nesting < 0 or token.type in OPENING_TOKENS:
        return None
    names: dict[str, Callable[[], str]] = {
        "heading_open": lambda: _("A heading"),
        "em_open": lambda: _("Slanted text (*one star* or _underscore_)"),
        "html_block": lambda: _("HTML"),
        "html_inline": lambda: _("HTML"),
        "image": lambda: _("An image"),
    }
    return names.get(
        token.type, lambda: _("This markup (%(name)s)") % {"name": token.type.removesuffix("_open")}
    )()


def _link_problem(target: str, targets: Collection[str] | None) -> Iterator[str]:
    if target.startswith("#"):
        if targets is not None and target[1:] not in targets:
            yield _("The link “%(target)s” leads nowhere: no part of this article has that key.") % {
                "target": target
            }
        return
    try:
        address = urlsplit(target)
    except ValueError:
        address = urlsplit("")
    if address.scheme != "https" or not address.netloc:
        yield _("The link “%(target)s” must start with https:// or with # and the key of a part.") % {
            "target": target
        }


@lru_cache(KEPT)
def _cleaned(source: str, terms: frozenset[str]) -> str:
    """HTML in which variables stand as they were written. `terms`: the link targets (`#key`) that are glossary terms."""
    tokens = _parser.parse(source)
    for token in _walk(tokens):
        if token.type == "link_open":
            _dress_link(token, terms)
    html = str(_parser.renderer.render(tokens, _parser.options, {}))
    return nh3.clean(
        # A page has hundreds of these breaks, which no browser shows.
        BREAK_BESIDE_BLOCK.sub("", html),
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"https", "http", "mailto"},
        link_rel=None,
    )


def _dress_link(token: Token, terms: Collection[str]) -> None:
    token.attrs.pop("title", None)
    target = _target(token)
    if not target.startswith("#"):
        token.attrSet("rel", "noopener noreferrer")
    elif target in terms:
        token.attrSet("class", "term")


def _filled(match: re.Match[str], variables: Mapping[str, str], *, linked: bool) -> str:
    name = match[1]
    if name not in variables:
        return match[0]
    if name in PHONES:
        return (
            phone_link(variables[name]) if linked else format_html('<bdi dir="ltr">{}</bdi>', variables[name])
        )
    return format_html("<bdi>{}</bdi>", variables[name])


def _plain(inline: Token) -> str:
    return "".join(
        " " if child.type == "softbreak" else child.content for child in inline.children or ()
    ).strip()


def _links(source: str) -> list[Token]:
    return [token for token in _walk(_parser.parse(source)) if token.type == "link_open"]


def _target(link: Token) -> str:
    return str(link.attrs.get("href", ""))


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
