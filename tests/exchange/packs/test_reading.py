"""What stands in a pack is believed only where an editor here could have made it: one changed fact, one refusal."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from education.content.models import KINDS
from education.exchange.facts import whole
from education.exchange.packs.file import PackRefused, packed
from education.exchange.packs.pack import Pack
from education.exchange.packs.reading import read_pack
from education.text.fingerprint import fingerprint, has_words

TOLD = {"article": "sciatica", "publisher": "A health trust"}
SOURCE = {"publisher": "NICE", "year": 2020, "title": "Pain", "address": "https://example.org/a"}
WORDS = {"heading": "Causes"}
PRINT = fingerprint(WORDS)
UNITS: dict[str, tuple[str, dict[str, Any]]] = {
    "causes": ("section", {"citations": ["ng59"]}),
    "part": ("section", {"parent": "causes"}),
    "sign-numb": ("red_flag", {"weight": "safety", "urgency": "emergency", "taught_in": "causes"}),
    "q-numb": ("question", {"answer": "a", "run_position": 1, "signs": ["sign-numb"]}),
    "q-walk": ("question", {"answer": "b", "run_position": 2}),
}
SOUND: dict[str, Any] = {
    "structure.json": {
        "sources": {"ng59": SOURCE},
        "units": [
            {"key": key, "kind": kind, "facts": whole(kind, facts)} for key, (kind, facts) in UNITS.items()
        ],
    },
    "words/en.json": {"causes": {"maker": "person", "words": WORDS}},
    "editions/en.json": {
        "editions": [
            {
                "number": 3,
                "signer": "Rosa",
                "credential": "Consultant",
                "note": "",
                "signed_on": "2026-05-03",
                "next_review": None,
                "reading": "self",
                "translator": "",
            }
        ],
        "approvals": [
            {
                "key": "causes",
                "edition": 3,
                "words": PRINT,
                "source": PRINT,
                "two_people": True,
                "reason": "",
                "withdrawn": False,
            }
        ],
    },
}
Change = Callable[[dict[str, Any]], object]


def read(members: dict[str, Any], **told: str) -> Pack:
    return read_pack(packed(TOLD | told, members))


def facts(number: int, **new: Any) -> Change:
    return lambda members: members["structure.json"]["units"][number]["facts"].update(new)


def words(**new: Any) -> Change:
    return lambda members: members["words/en.json"]["causes"]["words"].update(new)


def edition(**new: Any) -> Change:
    return lambda members: members["editions/en.json"]["editions"][0].update(new)


def approval(**new: Any) -> Change:
    return lambda members: members["editions/en.json"]["approvals"][0].update(new)


def unit(number: int, **new: Any) -> Change:
    return lambda members: members["structure.json"]["units"][number].update(new)


def source(**new: Any) -> Change:
    return lambda members: members["structure.json"]["sources"]["ng59"].update(new)


def twice(members: dict[str, Any]) -> None:
    members["editions/en.json"]["approvals"] *= 2


REFUSED: dict[str, tuple[Change, str]] = {
    "a script for an address": (
        source(address="javascript:alert(1)"),
        "address|“address” is not as it should be",
    ),
    "a file for an address": (source(address="ftp://example.org/a"), "no web page"),
    "a year that is a word": (source(year="2020"), "“year” is not as it should be"),
    "a source that says too much": (source(more=1), "is not whole"),
    "an urgency that nobody knows": (facts(2, urgency="never"), "“urgency” is not as it should be"),
    "a weight that is a list": (facts(2, weight=["safety"]), "“weight” is not as it should be"),
    "a sign that is not safety text": (facts(2, weight="ordinary"), "the pack says that it is ordinary"),
    "a fact too many": (facts(0, colour="red"), "a kind that this release does not know"),
    "a kind that nobody knows": (unit(0, kind="poem"), "a kind that this release does not know"),
    "a key with a blank": (unit(3, key="q numb"), "“key” is not as it should be"),
    "a key that is an address": (unit(3, key="quiz"), "cannot be the key of a text"),
    "a unit twice": (unit(4, key="q-numb"), "one of them twice"),
    "a section that is a sign": (facts(2, taught_in="sign-numb"), "a section that is not there"),
    "a part of itself": (facts(0, parent="part"), "is a part of itself"),
    "a source that is not there": (facts(0, citations=["x"]), "names a source that is not there"),
    "a sign that is not there": (facts(3, signs=["causes"]), "names a warning sign that is not there"),
    "two questions at one place": (facts(4, run_position=1), "same place of the quiz"),
    "codes with a NUL": (facts(0, icd10cm=["M54\x00"]), "no list of words"),
    "codes that are no list": (facts(0, icd10cm={"a": 1}), "no list of words"),
    "words of nothing": (
        lambda members: members["words/en.json"].update(x=members["words/en.json"]["causes"]),
        "no text of the",
    ),
    "a field that is none": (words(poem="x"), "words where no words stand"),
    "words that are a number": (words(heading=7), "words where no words stand"),
    "a script in the words": (words(body="<script>alert(1)</script>"), "“causes”: "),
    "a telephone number's variable misspelt": (words(body="Call {emergency}."), "is not a variable"),
    "a NUL in the words": (words(heading="a\x00b"), "NUL"),
    "a maker that is neither": (
        lambda members: members["words/en.json"]["causes"].update(maker="cat"),
        "not written as a pack is",
    ),
    "a language that nobody knows": (
        lambda members: members.update({"words/tlh.json": {}}),
        "does not know: tlh",
    ),
    "an edition without a signer": (edition(signer=" "), "“signer” is empty"),
    "an edition without a credential": (edition(credential=""), "“credential” is empty"),
    "an edition read with nobody": (edition(reading="translator"), "does not say how it was read"),
    "an edition of no day": (edition(signed_on="yesterday"), "not written as a pack is"),
    "a number that is none": (edition(number=True), "not written as a pack is"),
    "a signature under other words": (approval(words="0" * 64), "not those that were signed"),
    "a signature in no edition": (approval(edition=4), "belongs to nothing"),
    "a signature twice": (twice, "stands in it twice"),
    "words withdrawn and offered": (approval(withdrawn=True), "belongs to nothing|not those"),
    "two people who are a word": (approval(two_people="yes"), "not written as a pack is"),
    "no structure": (lambda members: members.pop("structure.json"), "not written as a pack is"),
    "a structure that is a list": (
        lambda members: members.update({"structure.json": []}),
        "not written as a pack is",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_one_wrong_thing_refuses_the_pack_in_a_sentence(case: str) -> None:
    change, sentence = REFUSED[case]
    members = copy.deepcopy(SOUND)
    assert read(members).signed["en"].editions[3].signer == "Rosa", "without the change it is read"
    change(members)
    with pytest.raises(PackRefused, match=sentence):
        read(members)


@pytest.mark.parametrize(
    "name", ["", "  ", "A  trust", " A trust", "A\u0000trust", "A\u202etrust", "x" * 201]
)
def test_a_publisher_has_one_spelling_of_the_name(name: str) -> None:
    assert read(SOUND, publisher="A trust").publisher == "A trust"
    with pytest.raises(PackRefused):
        read(SOUND, publisher=name)


ANY = st.characters(exclude_categories=["Cs"])
"""Every character of Unicode."""
MARKUP = "{}[]<>*_`#!&\\~|+-.)=:"
PLAIN = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=MARKUP), min_size=1, max_size=60
).filter(lambda text: has_words(text) or not text.strip())
"""Words that no part of the markup could be made of, so that nothing in them is refused. Signs alone are no words."""


@settings(max_examples=60)
@given(heading=PLAIN, body=PLAIN)
def test_words_in_any_script_come_out_as_they_went_in(heading: str, body: str) -> None:
    said = {"heading": heading, "body": body}
    members = copy.deepcopy(SOUND) | {"words/ar.json": {"causes": {"maker": "computer", "words": said}}}
    offering = read(members).offering
    assert offering.words["ar"]["causes"] == said
    assert offering.makers["ar"]["causes"] == "computer"


@settings(max_examples=60)
@given(said=st.dictionaries(st.sampled_from(KINDS["section"].FIELDS), st.text(ANY, max_size=30), min_size=1))
def test_whatever_stands_there_is_taken_as_it_is_or_refused(said: dict[str, str]) -> None:
    members = copy.deepcopy(SOUND) | {"words/ar.json": {"causes": {"maker": "computer", "words": said}}}
    try:
        found = read(members).offering.words["ar"]["causes"]
    except PackRefused:
        return
    assert found == said
