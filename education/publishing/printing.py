"""How one unit looks in HTML: its words, what must be said of them, and the source words beside them.

A page holds hundreds of such pieces, too small for templates: those took most of a page's time for them. All larger things are
templates. Nothing is decided here, and everything that is not HTML of `text.markup` already is escaped.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from html import escape

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from education.content.models import Citation
from education.publishing.passages import Entry, Notice, Part, Passage

NOTHING = SafeString("")
LANG = ' lang="{}" dir="{}"'
BREAK = re.compile(
    r"\n+(?=</?(?:[dou]l|d[dt]|h[1-6]|li|p|div|section|details|summary|nav|header|main|footer|head|body|title|link|meta|svg|symbol)\b)"
)
"""Line breaks before what stands on a line of its own anyway: more than a thousand of them on a page."""
CLOSED_ANYWAY = re.compile(
    r"</li>(?=<li|</[ou]l>)|</p>(?=<(?:p|[dou]l|div|section|h[1-6])\b|</(?:div|li|section|dd)>)"
)
"""End tags that HTML allows to leave out, because what follows ends the element too (HTML standard, 13.1.2.4)."""
NOTICE = '<p class="notice {}"><svg aria-hidden="true"><use href="#i-notice"/></svg><span>{}</span></p>'
BESIDE = '<div class="pair"><div{}>{}</div><div class="beside" lang="{}" dir="{}">{}</div></div>'
ACTION = '<div class="do"><p class="own">{}</p>{}</div>'
TERM = (
    '<div id="{0}"><dt{1}>{2}</dt><dd><div{1}>{3}</div>{4}<a class="close" href="#closed">{5}</a></dd></div>'
)
ROW = '<li><a{} href="#{}"{}><span>{}</span> {}</a></li>'
CHILD = SafeString(' class="child"')
FOLD = (
    '<details class="sources"><summary>{}<svg aria-hidden="true"><use href="#i-open"/></svg></summary>'
    "{}</details>"
)


def _filled(form: str, *values: object) -> SafeString:
    """Django's `format_html` for plain values. Its way around lazy ones takes most of its time, a thousand times on a page."""
    safe = [value if isinstance(value, SafeString) else escape(str(value)) for value in values]
    return SafeString(form.format(*safe))


def _joined(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))


def lang_of(words: Passage | None, page: str) -> SafeString:
    """The attributes of an element that holds these words, where they are not in the language of the page."""
    return NOTHING if words is None or words.lang == page else _filled(LANG, words.lang, words.dir)


def notices_of(notices: Iterable[Notice]) -> SafeString:
    return _joined(_filled(NOTICE, notice.kind, notice.sentence) for notice in notices)


def entry_of(entry: Entry, page: str, *, headed: bool = False) -> SafeString:
    """Key message, text and what to do; `headed`: the source words beside them bring their heading."""

    def beside(words: Passage) -> SafeString:
        heading = words.html.get("heading") if headed else None
        bold = _filled("<p><b>{}</b></p>", heading) if heading else NOTHING
        return _filled('<p class="own">{}</p>{}{}', words.language.own_name, bold, _words(words, page))

    return notices_of(entry.notices) + _pair(entry, page, lambda words: _words(words, page), beside)


def sign_of(entry: Entry, page: str, *, escalated: bool = False, anchor: bool = False) -> SafeString:
    """A warning sign in a list; `escalated`: with the circumstances that make it more urgent in place of its own words."""
    if entry.main is None:
        return NOTHING

    def words_of(words: Passage) -> SafeString:
        html = words.html
        if escalated:
            return _filled('<div class="own">{}</div>', html.get("escalation", NOTHING))
        return _filled("<b>{}</b>{}", html.get("sign", NOTHING), html.get("detail", NOTHING))

    named = _filled(' id="{}"', entry.key) if anchor and not escalated else NOTHING
    shown = _pair(entry, page, words_of, words_of)
    return _filled("<li{}>{}{}</li>", named, notices_of(entry.notices), shown)


def term_of(entry: Entry, page: str) -> SafeString:
    """A word of the glossary and what it means, with the way back to where the reader was."""
    words = entry.main
    if words is None:
        return NOTHING
    name, meaning = (words.html.get(field, NOTHING) for field in ("name", "definition"))
    return _filled(
        TERM, entry.key, lang_of(words, page), name, meaning, notices_of(entry.notices), _("Close")
    )


def contents_of(parts: Iterable[Part], page: str, kind: SafeString = NOTHING) -> SafeString:
    """The rows of the table of contents, with those of sub-sections after their own."""
    rows = NOTHING
    for part in parts:
        rows += _contents_row(part, page, kind) + contents_of(part.children, page, CHILD)
    return rows


def sources_of(citations: Sequence[Citation], at: str, place: str) -> SafeString:
    """How many sources stand behind a part: a link to them on the page `at`, else a fold that holds them."""
    if not citations:
        return NOTHING
    told = ngettext("%(number)s source", "%(number)s sources", len(citations)) % {"number": len(citations)}
    if at:
        return _filled('<p class="sources"><a href="{}#{}">{}</a></p>', at, place, told)
    return _filled(FOLD, told, citations_of(citations))


def citations_of(citations: Iterable[Citation]) -> SafeString:
    """Publisher, year and linked title of each; they are in English."""
    rows = _joined(_source(found.publisher, found.year, found.address, found.title) for found in citations)
    return _filled('<ul lang="en" dir="ltr">{}</ul>', rows)


@lru_cache(1000)
def _source(publisher: str, year: int | None, address: str, title: str) -> SafeString:
    by = f"{publisher}, {year}" if year else publisher
    return _filled('<li>{}. <a href="{}">{}</a></li>', by, address, title)


def _contents_row(part: Part, page: str, kind: SafeString) -> SafeString:
    words = part.entry.main
    if words is None:
        return NOTHING
    heading = words.html.get("heading", NOTHING)
    return _filled(ROW, kind, part.entry.key, lang_of(words, page), part.number, heading)


def _pair(
    entry: Entry, page: str, print_main: Callable[[Passage], SafeString], print_beside: Callable[[Passage], SafeString]
) -> SafeString:  # fmt: skip
    """The words, and where there are any the source words beside them."""
    main, beside = entry.main, entry.beside
    if main is None:
        return NOTHING
    shown, lang = print_main(main), lang_of(main, page)
    if beside is not None:
        return _filled(BESIDE, lang, shown, beside.lang, beside.dir, print_beside(beside))
    return _filled("<div{}>{}</div>", lang, shown) if lang else shown


def _words(words: Passage, page: str) -> SafeString:
    key, body, action = (words.html.get(name, NOTHING) for name in ("key_message", "body", "action"))
    if key:
        key = _filled('<div class="key">{}</div>', key)
    if action:
        action = _filled(ACTION, _what_to_do(words.lang, page), action)
    return key + body + action


def _what_to_do(language: str, page: str) -> str:
    if language == page:
        return _("What you can do")
    with translation.override(language):
        return _("What you can do")


def close_up(html: str) -> str:
    """The page without what no browser shows and slow networks carry: breaks between lines of its templates, end tags of
    paragraphs and rows that end anyway."""
    return CLOSED_ANYWAY.sub("", BREAK.sub("", html))
