"""How many syllables a word has, for each language that has a readability formula built on syllables.

Rules of spelling, not a dictionary: good to a few per cent over running text, which is what the formulas need. English
spelling says least about sound, so it has a file of its own.
"""

import re
import unicodedata
from collections.abc import Callable

from education.text.english_syllables import english

VARIABLE_SYLLABLES = 3
"""What a clinic's variable counts for: a short number read aloud, such as "nine one one"."""

VOWELLESS = frozenset({"ru", "pl"})
"""Languages with words of one consonant (в, к, z), which are spoken together with the next word."""

# "MRI", "CT", "EMG": spelled out letter by letter. Longer runs of capitals are words ("NICE", "STOP").
INITIALS = re.compile(r"(?:[^\W\d_]){2,3}s?\Z")


def syllables(word: str, language: str) -> int:
    """Syllables of one word: a digit counts as one, a letter of an abbreviation too.

    At least 1, save for the Russian and Polish prepositions without a vowel. KeyError for a language without a counter.
    """
    if word.startswith("{"):
        return VARIABLE_SYLLABLES
    digits = sum(character.isdigit() for character in word)
    if digits:
        return digits
    if INITIALS.match(word) and word.rstrip("s").isupper():
        return len(word.rstrip("s"))
    counted = COUNTERS[language](unicodedata.normalize("NFC", word).lower())
    return counted if language in VOWELLESS else max(1, counted)


def spanish(word: str) -> int:
    word = re.sub(r"(?<=q)u|(?<=g)u(?=[eiéí])", "", word)
    return _romance(re.sub(r"y(?![aeiouáéíóúü])", "i", word), strong="aeoáéóíú", weak="iuü")


def portuguese(word: str) -> int:
    """A final -ia, -io, -ua parts in two where no accent stands before it: di-a, but his-tó-ria."""
    word = re.sub(r"(?<=q)u(?=[eiéêí])|(?<=g)u(?=[eiéêí])", "", word)
    word = re.sub(r"ão|ãe|õe", "ã", word)
    word = re.sub(r"(?<=[aou])i(?=nh|nd|[mrzl]$)", "í", word)
    word = re.sub(r"^([^áéíóúâêôãõ]*)([iu])(?=[ao]s?$)", r"\1\2.", word)
    return _romance(word, strong="aeoáéóâêôãõàíú", weak="iuü")


def italian(word: str) -> int:
    word = re.sub(r"(?<=[aeou])i(?=[aeou])", "j", word)
    word = re.sub(r"(?<=[cg])i(?=[aouàòù])|(?<=q)u", "", word)
    return _romance(word, strong="aeoàèéòóìíùú", weak="iu")


def french(word: str) -> int:
    """Spoken syllables: vowel groups without the mute endings -e, -es and the -ent of verbs."""
    word = word.replace("œ", "e").replace("æ", "e")
    word = re.sub(r"(?<=[qg])u(?=[eiéèêy])", "", word)
    word = re.sub(r"(?<=[aou])y(?=[aeiouéèê])|é(?=[aoiu])|[aeou](?=[ïë])|[aou](?=é)", r"\g<0>.", word)
    count = len(re.findall(r"[aeiouyàâäéèêëîïôöùûü]+", word))
    mute = re.search(r"[^aeiouyàâäéèêëîïôöùûü.]es?$", word) or word.endswith(MUTE_ENT)
    return count - 1 if mute and count > 1 else count


def german(word: str) -> int:
    """Diphthongs and doubled vowels are one syllable, every other vowel is one."""
    word = re.sub(r"(?<=q)u", "", word)
    word = re.sub(r"^([bg]e)(?=ur|un|imp|inh|irr|ehr|end)", r"\1.", word)
    word = re.sub(r"i(?=on|en$)(?<![hw]i)|(?<=[tl])i(?=ent)|(?<=mil|ter|lin)i(?=e)|e(?=um)", r"\g<0>.", word)
    return len(re.findall(r"aa|ee|oo|ie|ei|ai|au|äu|eu|ey|ay|[aeiouyäöüéèà]", word))


def dutch(word: str) -> int:
    """Vowel pairs and triplets are one syllable; a diaeresis begins a new one."""
    return len(re.findall(r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|ou|au|[aeiouyäëïöüéè]", word))


def polish(word: str) -> int:
    """Each vowel is a syllable, save an i that only softens before another vowel, and au, eu."""
    return len(re.findall(r"au|eu|[aąeęioóuy]", re.sub(r"i(?=[aąeęoóuy])", "", word)))


def russian(word: str) -> int:
    return len(re.findall(r"[аеёиоуыэюя]", word))


def turkish(word: str) -> int:
    return len(re.findall(r"[aeıioöuüâîû]", word))


def _romance(word: str, *, strong: str, weak: str) -> int:
    """Each strong vowel is a syllable of its own and takes the weak ones beside it; weak ones alone make one together."""
    groups = re.findall(f"[{strong}{weak}]+", word)
    return sum(max(1, sum(vowel in strong for vowel in group)) for group in groups)


# -ent sounds in nouns, adverbs and adjectives (moment, souvent), and is mute in verbs of the third person plural.
MUTE_ENT = (
    "aident", "arrivent", "causent", "cessent", "disent", "doivent", "donnent", "durent", "entrent", "existent", "guident",
    "issent", "marchent", "montrent", "parlent", "passent", "pensent", "peuvent", "prennent", "reposent", "restent",
    "savent", "sentent", "servent", "suivent", "tiennent", "touchent", "trouvent", "utilisent", "viennent", "vivent",
)  # fmt: skip

COUNTERS: dict[str, Callable[[str], int]] = {
    "en": english, "es": spanish, "fr": french, "de": german, "it": italian, "pt": portuguese,
    "ru": russian, "nl": dutch, "pl": polish, "tr": turkish,
}  # fmt: skip
