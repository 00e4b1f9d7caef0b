"""Whether there are words at all, and whether they are in the language that they claim."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import blocks
from education.text.findings.pair import REQUIRED, Check, Finding, Pair, Stakes
from education.text.findings.vocabulary import folded, vocabulary
from education.text.languages import BY_CODE
from education.text.markup import VARIABLE, variables_in
from education.text.scripts import share_in
from education.text.sentences import letters, words

SHORT_SAME_WORDS = 3
SHORT_SAME_LETTERS = 12
"""Below these, equal words may be right: "MRI", "Normal", "Hotel Continental"."""

# A translation may hold names in Latin letters; a text left in the source language has hardly a letter of its own. A Chinese
# character stands for a whole word, so that fewer of them are a fair share.
LEAST_LETTERS = 8
LEAST_SHARE = 0.3
LEAST_SHARE_OF_CHARACTERS = 0.1
LEAST_TELLING_LETTERS = 5


class EmptyField(Check):
    id = "empty"
    stakes = Stakes.ALWAYS
    of_source = True
    sentence = _("This field is empty. Please write it.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        required = REQUIRED.get(pair.kind, frozenset())
        for field in dict.fromkeys((*pair.fields, *sorted(required))):
            wanted = field in required or pair.source.get(field, "").strip()
            if wanted and field not in pair.written:
                yield self.finding(pair, field)


class NoEmergencyNumber(Check):
    id = "emergency-number"
    stakes = Stakes.ALWAYS
    of_source = True
    sentence = _("Readers need the number to call here. Please write {variable}.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        if pair.calls in pair.written and "emergency_number" not in variables_in(pair.words[pair.calls]):
            yield self.finding(pair, pair.calls, variable="{emergency_number}")


class SameAsSource(Check):
    id = "same-as-source"
    stakes = Stakes.SAFETY
    sentence = _("“{passage}” is still in the source language. Please translate it.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.shared:
            known = {folded(block.text) for block in blocks(field, pair.source[field])}
            for block in blocks(field, pair.words[field]):
                if folded(block.text) in known and _is_long(block.text):
                    yield self.finding(pair, field, passage=block.text[:60])
                    break


class WrongScript(Check):
    id = "script"
    stakes = Stakes.SAFETY
    sentence = _("“{passage}” is not written in the letters of this language. Please write it in {language}.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.written:
            for block in blocks(field, pair.words[field]):
                if _is_foreign(block.text, pair.language):
                    yield self.finding(
                        pair, field, passage=block.text[:60], language=BY_CODE[pair.language].own_name
                    )
                    break


def _is_long(text: str) -> bool:
    found = words(VARIABLE.sub("", text))
    return len(found) >= SHORT_SAME_WORDS and sum(map(letters, found)) >= SHORT_SAME_LETTERS


def _is_foreign(text: str, language: str) -> bool:
    if language not in BY_CODE:
        return False
    # Abbreviations such as MRI stand in Latin capitals in any script.
    told = " ".join(word for word in words(VARIABLE.sub("", text)) if not (word.isupper() and word.isascii()))
    script = BY_CODE[language].script
    least = LEAST_SHARE_OF_CHARACTERS if script == "Hans" else LEAST_SHARE
    if letters(told) >= LEAST_LETTERS and share_in(told, script) < least:
        return True
    return _has_letters_of_another(told, language)


def _has_letters_of_another(text: str, language: str) -> bool:
    """Urdu is not Arabic, and traditional Chinese is not simplified, although the script is called the same."""
    known = vocabulary(language)
    if known is None:
        return False
    other = sum(letter in known.other_letters for letter in text)
    return other >= LEAST_TELLING_LETTERS and other > sum(letter in known.own_letters for letter in text)
