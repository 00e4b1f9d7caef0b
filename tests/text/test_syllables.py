"""Syllables, counted by hand as a careful reader speaks."""

import pytest

from education.text.syllables import syllables

ENGLISH = {
    1: "leg nerve nerves disc discs back bone numb weak pain help pee root scan heal cough weeks move stairs changed walked "
    "worse both one friend eye please breathe tongue lifts don't",
    2: "muscle muscles doctor treatment weakness numbness tingling walking trouble better bladder bowel sudden number needed "
    "started nurses slowly safely steroid patient something people movement couldn't problem asthma science surgeon reflex "
    "spasm centre therefore fluid player being fever knee-cap",
    3: "sciatic medicine injury surgery exercise opioid chaperone vertebra hospital probably tomorrow relaxant area visual "
    "however medical another studying genitals clinician ambulance stenosis happier video",
    4: "sciatica emergency exercises diabetes herniated interpreter inflammation temperature pregabalin operation January "
    "discectomy anatomy",
    5: "examination physiology paracetamol international coordination",
    6: "physiotherapy physiotherapist acetaminophen osteoporosis benzodiazepine",
}
OTHERS = {
    "es": {
        "pierna": 2,
        "nervio": 2,
        "ciática": 3,
        "día": 2,
        "ayuda": 3,
        "hoy": 1,
        "guerra": 2,
        "agüero": 3,
        "ahora": 3,
        "leer": 2,
    },
    "fr": {
        "jambe": 1,
        "jambes": 1,
        "douleur": 2,
        "année": 2,
        "voyage": 2,
        "peuvent": 1,
        "moment": 2,
        "naïf": 2,
        "sciatique": 2,
    },
    "de": {
        "Bein": 1,
        "Nerven": 2,
        "Schmerzen": 2,
        "Familie": 4,
        "Knie": 1,
        "Patient": 3,
        "Operation": 5,
        "neue": 2,
        "beurteilen": 4,
    },
    "it": {"gamba": 2, "nervo": 2, "giorno": 2, "aiuto": 3, "dolore": 3, "sciatica": 3},
    "pt": {"perna": 2, "dia": 2, "história": 3, "não": 1, "ainda": 3, "energia": 4, "saúde": 3, "ciática": 3},
    "ru": {"нога": 2, "нерв": 1, "седалищный": 4, "в": 0},
    "nl": {"been": 1, "pijn": 1, "zenuw": 2, "nieuw": 1, "coördinatie": 5},
    "pl": {"noga": 2, "nerw": 1, "niedowład": 3, "dzisiaj": 2, "autobus": 3, "z": 0},
    "tr": {"bacak": 2, "ağrısı": 3, "siyatik": 3},
}


@pytest.mark.parametrize(
    ("word", "count"), [(word, count) for count, group in ENGLISH.items() for word in group.split()]
)
def test_english_words_have_the_syllables_that_people_speak(word: str, count: int) -> None:
    assert syllables(word, "en") == count


def test_the_english_list_is_long_enough_to_mean_something() -> None:
    assert sum(len(group.split()) for group in ENGLISH.values()) >= 100


@pytest.mark.parametrize(
    ("language", "word", "count"),
    [(language, word, count) for language, group in OTHERS.items() for word, count in group.items()],
)
def test_words_of_other_languages_too(language: str, word: str, count: int) -> None:
    assert syllables(word, language) == count


@pytest.mark.parametrize(("word", "count"), [("MRI", 3), ("CT", 2), ("MRIs", 3), ("NICE", 1)])
def test_short_abbreviations_are_spelled_out_and_longer_capitals_are_read(word: str, count: int) -> None:
    assert syllables(word, "en") == count


def test_digits_count_one_each_and_a_variable_is_a_short_number() -> None:
    assert syllables("30", "en") == 2
    assert syllables("{emergency_number}", "en") == 3


def test_a_language_without_a_counter_is_refused() -> None:
    with pytest.raises(KeyError):
        syllables("tuần", "vi")
