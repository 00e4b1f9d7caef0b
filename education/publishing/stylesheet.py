"""The style of the public pages, small enough to stand inside each of them: no second request before a reader sees words.

A page brings only what it needs: `public` is in each of them, `quiz` in those of the quiz, `around` in all others but the
article, and of the scripts only its own.

The content security policy names it by its hash, so that the same bytes serve everybody. A clinic's colours take the place of
the house's own in it, token by token; no other line of it depends on a clinic. A language that brings a font adds its rule.
"""

import base64
import hashlib
import re
from functools import cache, lru_cache
from pathlib import Path

from education.clinics.theme import Theme
from education.publishing.fonts import font_face

DARK = re.compile(r"@media screen and \(prefers-color-scheme: ?dark\)")
TOKENS = ("paper", "wash", "line", "accent")
SHORTER = (
    (r"(?s)/\*.*?\*/", ""),
    (r"\s+", " "),
    (r" ?([{};,>~]) ?", r"\1"),
    (r": ", ":"),
    (r";}", "}"),
    (r"(?<![\d.])0\.(?=\d)", "."),
)
"""What browsers read as well without: comments, blanks, last semicolons, noughts before a point."""
ANOTHER = re.compile(r"(?:html)?\[lang=\"([a-z-]+)\"\]\{[^}]*\}|[^{}]*:lang\(([a-z-]+)\)\{[^}]*\}")
"""A rule for the script of one language."""
FOLDER = Path(__file__).resolve().parent.parent / "static" / "education"


@cache
def stylesheet(more: str = "") -> str:
    """The style sheet without comments and needless blanks, in the house's own colours; with that of `more`, if any."""
    names = [name for name in ("public", more) if name]
    css = "".join((FOLDER / f"{name}.css").read_text(encoding="utf-8") for name in names)
    for written, short in SHORTER:
        css = re.sub(written, short, css)
    return css.strip()


@lru_cache(maxsize=256)
def themed(theme: Theme, language: str, more: str = "") -> str:
    """The style sheet in a clinic's colours, with the font of the page's language and no rule for another one's script."""
    css = ANOTHER.sub(lambda rule: rule[0] if language in rule.groups() else "", stylesheet(more))
    light, dark = DARK.split(css, maxsplit=1)
    for token in TOKENS:
        light = _with(light, token, getattr(theme.light, token))
        dark = _with(dark, token, getattr(theme.dark, token))
    return f"{font_face(language)}{_with(light, 'band', theme.band)}{DARK.findall(css)[0]}{dark}"


@lru_cache(maxsize=256)
def stylesheet_hash(css: str) -> str:
    """The source expression for `style-src` (CSP level 2)."""
    digest = hashlib.sha256(css.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _with(css: str, token: str, colour: str) -> str:
    """The first place that gives the token a colour is that of the page itself."""
    return re.sub(rf"--{token}: ?#[0-9a-f]{{6}}", f"--{token}:{colour}", css, count=1)
