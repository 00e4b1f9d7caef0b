"""Where sentences and words begin and end."""

import pytest

from education.text.sentences import sentences, words


def test_headings_and_list_items_are_sentences_of_their_own() -> None:
    assert sentences("What helps\nMove a little. Rest less\nSleep well") == [
        "What helps",
        "Move a little.",
        "Rest less",
        "Sleep well",
    ]


@pytest.mark.parametrize(
    "one",
    [
        "It takes approx. five weeks.",
        "Signs differ, e.g. numb skin.",
        "New numbness … between your legs.",
        "Dr. Ana sees you.",
        "It costs 1.5 times as much.",
        "Nehmen Sie z. B. Wärme.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(one: str) -> None:
    assert sentences(one) == [one]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Numb? Call now! Do not wait.", 3),
        ("“Call now.” She did.", 2),
        ("¿Le duele? Llame hoy.", 2),
        ("هل تشعر بخدر؟ اتصل الآن. لا تنتظر.", 3),
        ("کیا سُن ہے؟ ابھی کال کریں۔ انتظار نہ کریں۔", 3),
        ("অসাড় লাগছে? এখনই ফোন করুন। দেরি করবেন না।", 3),
        ("发麻吗？现在就打电话。不要等。", 3),
        ("…", 0),
        ("", 0),
    ],
)
def test_sentences_end_in_the_signs_of_each_script(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't wait, call {clinic_phone}.", ["Don't", "wait", "call", "{clinic_phone}"]),
        ("An X-ray in 4–6 weeks", ["An", "X-ray", "in", "4", "6", "weeks"]),
        ("1.5 of 8,000 people", ["1.5", "of", "8,000", "people"]),
        ("দেরি করবেন না", ["দেরি", "করবেন", "না"]),
        ("اتصلوا فورًا", ["اتصلوا", "فورًا"]),
        ("不要等", ["不", "要", "等"]),
        ("做MRI检查", ["做", "MRI", "检", "查"]),
    ],
)
def test_words_of_each_script(text: str, expected: list[str]) -> None:
    assert words(text) == expected
