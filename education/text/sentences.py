"""Where sentences and words begin and end in running text of any language.

Takes plain text, one block (heading, paragraph, list item) a line, as `markup.plain` gives it. Decides nothing about
how hard a text is to read.
"""

import re
import unicodedata


def _marks() -> str:
    """Vowel signs and vowel points, as ranges for a pattern: no letters to `re`, yet they belong to their word."""
    codes = [code for code in range(0x300, 0x1100) if unicodedata.category(chr(code)).startswith("M")]
    starts = [code for code in codes if code - 1 not in codes]
    ends = [code for code in codes if code + 1 not in codes]
    joiners = "\u200c\u200d"
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True)) + joiners


MARKS = _marks()
HAN = "\u3400-\u4dbf\u4e00-\u9fff"

# A variable is one word; so are "don't", "X-ray", "8,000" and "1.5".
WORD = re.compile(
    rf"\{{\w+\}}|[^\W_{HAN}](?:[^\W{HAN}]|[{MARKS}])*(?:['’.,‐‑-][^\W{HAN}](?:[^\W{HAN}]|[{MARKS}])*)*|[{HAN}]"
)

END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s|$)|[。！？]+[\"'”’」』）]*")
NEXT = re.compile(r"\s*(\S)")
ABBREVIATION = re.compile(
    r"(?<!\w)(?:e\.\s?g|i\.\s?e|z\.\s?B|d\.\s?h|u\.\s?a|p\.\s?ej|p\.\s?ex|m\.\s?in|т\.\s?е|т\.\s?д|т\.\s?п"
    r"|Dr|Mr|Mrs|Ms|Prof|vs|bzw|ca|np|tzw|Sra?|Dra?)\.",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """Sentences in reading order. A line break always ends one, so headings and list items count as sentences."""
    found = [sentence for line in text.split("\n") for sentence in _sentences_of_line(line)]
    return [sentence for sentence in found if WORD.search(sentence)]


def words(text: str) -> list[str]:
    """Words in reading order; a Chinese character counts as a word, a variable such as `{clinic_phone}` too."""
    return [match[0] for match in WORD.finditer(unicodedata.normalize("NFC", text))]


def letters(word: str) -> int:
    """Number of letters; digits and signs do not count."""
    return sum(character.isalpha() for character in word)


def _sentences_of_line(line: str) -> list[str]:
    # Dots of abbreviations are hidden under a sign of the same length, so that positions stay.
    masked = ABBREVIATION.sub(lambda match: match[0].replace(".", "·"), line)
    ends = [match.end() for match in END.finditer(masked) if not _runs_on(masked, match.end())]
    starts = [0, *ends]
    return [line[start:end].strip() for start, end in zip(starts, [*ends, len(line)], strict=True)]


def _runs_on(line: str, end: int) -> bool:
    """Whether the sentence goes on after a full stop: "approx. five", "numb … and weak"."""
    following = NEXT.match(line, end)
    return bool(following and following[1].islower())
