"""How many syllables an English word has: rules that respell a word by its sound, and a list of words that break them.

The list holds everyday and medical words that a text on backs, nerves and care is likely to use.
"""

import re

VOWELS = re.compile(r"[aeiouy]+")
SUFFIX = r"(?:ly|ful|fully|less|ness|ment|ments)$"
FIRST_HALF = r"some|there|where|here|home|house|life|like|side|base|frame|guide|safe|wide|fore|time|name|use|care|fire|state"

# Spelling → sound, applied in this order. A dot parts two vowels that are spoken apart.
RESPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (rf"^({FIRST_HALF})(?<=e)(?=[^aeiouy]{{1,2}}[aeiouy])(?!rs|r$|ly$)", r"\1'"),  # some|body, care|ful
        (r"e'", ""),
        (r"^every", "evry"),
        (r"some$", "sum"),  # awe|some
        (r"ically$", "icly"),
        (
            rf"(?<=[aeiouy][^aeiouylr])e(?={SUFFIX})|(?<=[^aeiouy][^aeiouylr])e(?={SUFFIX})",
            "",
        ),  # move|ment, large|ly
        (rf"(?<=[aeiouy][lr])e(?={SUFFIX})", ""),  # sole|ly
        (r"(?<=[qg])u(?=e[sd]?$)", ""),  # techniqu|e, tongu|e
        (r"(?<=[sxzcg])es$|(?<=[sc]h)es$", "is"),  # nurs|es
        (r"(?<=[td])ed$", "id"),  # start|ed
        (r"(?<=[^aeiouylr])[lr]e[sd]?$", "il"),  # mus|cle, cen|tre
        (r"(?<=[aeiou][^aeiou])ea(?=s?$)", "e.a"),  # i|de|a
        (r"(?<=[^aeiouy])e[sd]?$", ""),  # nerv|e, nerv|es, call|ed
        (r"(?<=[aeiou]y)ed$", "d"),  # stay|ed
        (r"(?<!^sc)(?<=[ctsg])i(?=ou|on|a[nl]|en[tc]|a$)", ""),  # spe|cial, pa|tient, ac|tion
        (
            r"(?<=x)i(?=ou)|(?<=[aeiou][nv])i(?=ons?$|ors?$)|(?<=ll)i(?=on|a[nr])|(?<=r)i(?=ag)",
            "",
        ),  # opin|ion, mar|riage
        (r"(?<!fr)i(?=a|o|u(?!se)|e[nt]|e(?:r|rs|st)$)", "i."),  # me|di|um, ear|li|er
        (r"(?<=[aeou])y(?=[aeiou])", "y."),  # play|er
        (r"(?<=[^aeiou])y(?=[aio])", "y."),  # stud|y|ing
        (r"(?<=[eoiu])(?=ing)", "."),  # be|ing
        (r"(?<=[^gq])u(?=a|o|e[ln])|(?<=[^gqs])u(?=i[dn](?!e))", "u."),  # u|su|al, flu|id
        (r"(?<=cr)ea(?=t(?!ur))|ea(?=ct|lit)", "e.a"),  # cre|ate, re|act
        (r"e(?=o(?![un]))", "e."),  # vi|de|o
        (r"o(?=e[mt])", "o."),  # po|em
        (r"(?<=[aeiouy])sm(?=s?$)|thm", "sim"),  # spa|sm, rhy|thm
    )
)


def english(word: str) -> int:
    """Syllables of one English word in lower case, at least 1."""
    word = word.replace("’", "'")
    if word.endswith("n't"):
        return CONTRACTIONS.get(word) or english(word[:-3]) + 1
    bare = re.sub(r"'(?:s|m|d|ll|re|ve)?$", "", word)
    return sum(_of_part(part) for part in re.split(r"[-‐‑']", bare) if part)


def _of_part(word: str) -> int:
    known = EXCEPTIONS.get(word) or (EXCEPTIONS.get(word[:-1]) if word.endswith("s") else None)
    return known or max(1, len(VOWELS.findall(_sounded(word))))


def _sounded(word: str) -> str:
    for pattern, sound in RESPELLINGS:
        word = pattern.sub(sound, word)
    return word


CONTRACTIONS = {"can't": 1, "don't": 1, "won't": 1, "aren't": 1, "weren't": 1}
EXCEPTIONS: dict[str, int] = {
    word: count
    for count, group in {
        1: "ease eye friend please tier tire tongue",
        2: "angel asthma awesome being business chaos cushion evening eyelid facebook giant maybe mr mrs naked people premier "
        "quiet ruin science seldom soldier somehow triage wicked",
        3: "absolute area behavior behaviour diamond diarrhea diarrhoea element elsewhere entire equina forever idea influence "
        "museum nuclear realise realize recipe reinforce relaxant suicide theater theatre usual visual visualise visualize "
        "wherever whoever",
        4: "coordinate diabetes entirely familiar initiative laboratory myelogram nevertheless reassurance sciatica",
        5: "complementary coordination paracetamol",
        6: "acetaminophen benzodiazepine osteoporosis physiotherapist physiotherapy",
    }.items()
    for word in group.split()
}
