"""The style of the public pages, small enough to stand inside each of them: no second request before a reader sees words.

The content security policy names it by its hash, so that the same bytes serve everybody.
"""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

SOURCE_FILE = Path(__file__).resolve().parent.parent / "static" / "education" / "public.css"


@cache
def stylesheet() -> str:
    """The style sheet without comments and needless blanks."""
    css = re.sub(r"/\*.*?\*/", "", SOURCE_FILE.read_text(encoding="utf-8"), flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r" ?([{};,]) ?", r"\1", css).replace(";}", "}").strip()


@cache
def stylesheet_hash() -> str:
    """The source expression for `style-src` (CSP level 2)."""
    digest = hashlib.sha256(stylesheet().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
