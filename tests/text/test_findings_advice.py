"""Glossary, length and readability: what advises and never stops a signature."""

import pytest

from education.text.findings import blocking, findings
from tests.text.pairs import found, pair, sentences_of

GLOSSARY = (
    (("nerve", "nerves"), ("nervio", "nervios")),
    (("nerve root", "nerve roots"), ("raíz nerviosa", "raíces nerviosas")),
)
LONG = "The nerve runs from the low back to the foot and carries messages between the brain and the leg."
HARD = "Individuals experiencing progressive neurological deterioration necessitate multidisciplinary evaluation. "


class TestGlossary:
    def test_another_word_than_the_glossary_has_is_pointed_out(self) -> None:
        other = pair("es", "The nerve is sore.", "El cordón está irritado.", glossary=GLOSSARY)
        assert "“nervio”" in sentences_of(other, "glossary")[0]

    @pytest.mark.parametrize(
        "words", ["El nervio está irritado.", "Los nervios están irritados.", "NERVIO irritado."]
    )
    def test_any_form_of_the_word_is_fine(self, words: str) -> None:
        assert not found(pair("es", "The nerve is sore.", words, glossary=GLOSSARY), "glossary")

    def test_the_longer_term_is_not_taken_for_the_shorter(self) -> None:
        assert not found(pair("es", "A nerve root.", "Una raíz nerviosa.", glossary=GLOSSARY), "glossary")
        assert (
            "nerve root"
            in sentences_of(pair("es", "A nerve root.", "Un nervio.", glossary=GLOSSARY), "glossary")[0]
        )

    @pytest.mark.parametrize(
        ("language", "form", "words"),
        [
            ("ru", "нерв", "Корешки нервов раздражены."),
            ("pl", "nerw", "Ucisk nerwów."),
            ("ar", "عصب", "الضغط على العصب"),
            ("zh-hans", "神经", "坐骨神经受压。"),
            ("de", "Bandscheibe", "Die Lendenbandscheibe ist weich."),
        ],
    )
    def test_endings_prefixes_and_compounds_are_fine(self, language: str, form: str, words: str) -> None:
        glossary = ((("nerve",), (form,)),)
        assert not found(pair(language, "The nerve is sore.", words, glossary=glossary), "glossary")

    def test_a_term_without_forms_in_this_language_is_passed_over(self) -> None:
        assert not found(pair("es", "The nerve.", "El cordón.", glossary=((("nerve",), ()),)), "glossary")


class TestLength:
    def test_half_a_translation_is_pointed_out(self) -> None:
        assert found(pair("es", LONG, "El nervio va al pie."), "length")

    def test_far_too_much_is_pointed_out(self) -> None:
        assert found(pair("zh-hans", LONG, "神经从腰部一直通到脚，" * 10), "length")

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            (
                "es",
                "El nervio va de la parte baja de la espalda al pie y lleva mensajes entre el cerebro y la pierna.",
            ),
            ("zh-hans", "神经从腰部一直通到脚，在大脑和腿之间传递信息。"),
            ("ar", "يمتد العصب من أسفل الظهر إلى القدم وينقل الرسائل بين الدماغ والساق."),
        ],
    )
    def test_the_usual_length_of_each_language_is_fine(self, language: str, words: str) -> None:
        assert not found(pair(language, LONG, words), "length")

    def test_short_texts_are_never_odd(self) -> None:
        assert not found(pair("es", "Emergency signs", "Sí"), "length")


class TestReading:
    def test_a_long_sentence_is_pointed_out_in_the_source_too(self) -> None:
        text = "Call " + "again and again " * 9 + "now."
        assert "words: 29" in sentences_of(pair("en", text, text), "long-sentence")[0]
        assert not found(pair("en", "Call now.", "Call now."), "long-sentence")

    def test_chinese_sentences_are_measured_in_characters(self) -> None:
        assert found(pair("zh-hans", LONG, "神经" * 31 + "。"), "long-sentence")
        assert not found(pair("zh-hans", LONG, "神经从腰部一直通到脚。"), "long-sentence")

    def test_hard_text_is_pointed_out_and_easy_text_is_not(self) -> None:
        easy = "The leg is weak. Call the clinic today. " * 6
        assert "≤ 6" in sentences_of(pair("en", HARD * 6, HARD * 6), "readability")[0]
        assert not found(pair("en", easy, easy), "readability")

    def test_a_few_words_are_never_measured(self) -> None:
        assert not found(pair("en", HARD, HARD), "readability")

    def test_a_language_without_a_measure_is_told_once(self) -> None:
        text = "العصب يمتد من أسفل الظهر إلى القدم. " * 8
        words = {"heading": "العصب", "body": text, "action": text}
        assert len(found(pair("ar", words, words), "no-measure")) == 1
        assert not found(pair("es", "Call.", "Llame hoy. " * 30), "no-measure")

    def test_a_short_text_without_a_measure_is_passed_over(self) -> None:
        assert not found(pair("ar", "Call.", "اتصلوا."), "no-measure")


def test_none_of_this_blocks_even_safety_text() -> None:
    bad = pair("es", LONG + " The nerve root is sore.", "Palabras interminables " * 40, glossary=GLOSSARY)
    assert {"glossary", "length", "long-sentence"} <= {finding.id for finding in findings(bad)}
    assert not blocking(findings(bad))
