"""What spreadsheets and mail programs do to texts, undone where it is certain; what is only likely is left for a person to see.

Pure. Words that came back as they were sent are never touched: the caller asks only for others.
"""

import re

from education.text.fingerprint import normalise

QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«"}
"""Opening mark → marks that close it, in one language or another."""
MANY_BLANKS = 3
NBSP = "\u00a0"
LIST_MARK = re.compile(rf"^[ {NBSP}]*(?:-|\d+\.)[ {NBSP}]+", re.MULTILINE)


def mended(text: str, source: str) -> str:
    """The text of a translation, normalised, as its translator must have meant it; `source` is the text it translates."""
    text = normalise(text.strip("\ufeff\u200b").replace("_x000D_", ""))
    text = _without_quotes_around(text, source)
    if "\\n" in text and "\\n" not in source and "\n" in source and "\n" not in text:
        text = text.replace("\\r", "").replace("\\n", "\n")
    if " " not in text and text.count(NBSP) >= MANY_BLANKS and NBSP not in source:
        text = text.replace(NBSP, " ")
    # A list is a list only with an ordinary blank behind its mark.
    return normalise(LIST_MARK.sub(lambda found: found[0].replace(NBSP, " "), text))


def _without_quotes_around(text: str, source: str) -> str:
    """Without one pair of quotation marks around the whole, where the source has none around it."""
    if len(text) < 2 or text[-1] not in QUOTES.get(text[0], "") or source[:1] in QUOTES:
        return text
    inside = text[1:-1]
    if text[0] == '"' and '""' in inside and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return text if text[0] in inside or text[-1] in inside else inside
