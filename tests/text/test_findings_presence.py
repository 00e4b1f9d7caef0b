"""Empty fields, words left in the source language, words in the wrong letters."""

from dataclasses import replace

import pytest

from education.content.models import KINDS
from education.text.findings import Finding, Severity
from education.text.findings.pair import LINES, REQUIRED
from tests.text.pairs import found, pair, sentences_of


class TestEmpty:
    def test_a_required_field_must_hold_words_whatever_the_weight(self) -> None:
        empty = pair(
            "es", {"name": "nerve"}, {"name": "", "definition": "Un cable."}, kind="term", weight="ordinary"
        )
        assert [(one.field, one.severity) for one in found(empty, "empty")] == [("name", Severity.BLOCKS)]

    def test_blanks_are_no_words(self) -> None:
        assert found(pair("es", {"heading": "Signs"}, {"heading": " \n"}), "empty")

    def test_what_the_source_says_must_be_said(self) -> None:
        assert [one.field for one in found(pair("es", "Call.", {"heading": "MRI", "body": ""}), "empty")] == [
            "body"
        ]

    def test_what_the_source_leaves_out_may_be_left_out(self) -> None:
        assert not found(
            pair("es", {"heading": "Signs", "action": ""}, {"heading": "Señales", "action": ""}), "empty"
        )

    def test_the_forms_of_a_term_are_no_prose(self) -> None:
        source = {"name": "disc", "definition": "A cushion.", "forms": "disc, discs"}
        assert not found(
            pair("zh-hans", source, {"name": "椎间盘", "definition": "软垫。", "forms": ""}, kind="term"),
            "empty",
        )

    def test_the_source_itself_must_be_whole(self) -> None:
        words = {"name": "Emergency", "action": ""}
        assert [one.field for one in found(pair("en", words, words, kind="care_level"), "empty")] == [
            "action"
        ]

    def test_an_untranslated_unit_says_nothing_else(self) -> None:
        untranslated = pair("es", "Wait 6 weeks. Do not drive.", {"heading": "", "body": ""})
        assert {finding.id for finding in found(untranslated, "empty")} == {"empty"}
        assert not found(untranslated, "numbers")

    def test_required_fields_and_lines_are_those_of_the_models(self) -> None:
        assert {name: kind.REQUIRED for name, kind in KINDS.items()} == REQUIRED
        assert frozenset().union(*(kind.LINES for kind in KINDS.values())) == LINES

    @pytest.mark.parametrize("blank", ["\u2060", "\u200b", "\u3164", "\u2800", "."])
    def test_what_nobody_can_read_is_no_words(self, blank: str) -> None:
        assert found(pair("es", {"heading": "Signs"}, {"heading": blank}), "empty")
        assert found(pair("en", {"heading": blank}, {"heading": blank}), "empty")


class TestNoEmergencyNumber:
    def calling(self, language: str, heading: str, calls: str = "heading") -> list[Finding]:
        source = heading if language == "en" else "Weak legs? Call {emergency_number}."
        one = pair(language, {"heading": source}, {"heading": heading}, weight="ordinary")
        return found(replace(one, calls=calls), "emergency-number")

    @pytest.mark.parametrize("language", ["en", "es"])
    @pytest.mark.parametrize("text", ["Call 9-1-1 now.", "Call now.", "Call {clinic_phone}."])
    def test_it_must_stand_where_readers_are_told_to_call(self, language: str, text: str) -> None:
        assert [one.severity for one in self.calling(language, text)] == [Severity.BLOCKS]

    def test_it_stands_there(self) -> None:
        assert not self.calling("en", "Weak legs? Call {emergency_number}.")
        assert not self.calling("es", "¿Piernas débiles? Llame al {emergency_number}.")

    def test_elsewhere_nobody_asks_for_it(self) -> None:
        assert not self.calling("en", "Call now.", calls="")


class TestSameAsSource:
    ENGLISH = "Call {clinic_phone} and say that it must be today."

    def test_a_sentence_left_in_english_is_found(self) -> None:
        assert (
            "Call {clinic_phone}" in sentences_of(pair("es", self.ENGLISH, self.ENGLISH), "same-as-source")[0]
        )

    def test_one_list_item_left_in_english_is_found(self) -> None:
        source = "- numb skin between the legs\n- weak legs"
        assert found(pair("fr", source, "- numb skin between the legs\n- jambes faibles"), "same-as-source")

    @pytest.mark.parametrize("text", ["MRI", "{clinic_name}", "CT, MRI, EMG", "Normal", "**MRI**"])
    def test_short_equal_words_may_be_right(self, text: str) -> None:
        assert not found(pair("es", text, text), "same-as-source")

    def test_a_translation_is_not_the_source(self) -> None:
        translated = "Llame al {clinic_phone} y diga que tiene que ser hoy mismo."
        assert not found(pair("es", self.ENGLISH, translated), "same-as-source")

    def test_it_only_advises_in_ordinary_text(self) -> None:
        ordinary = found(pair("es", self.ENGLISH, self.ENGLISH, weight="ordinary"), "same-as-source")
        assert [one.severity for one in ordinary] == [Severity.ADVISES]


class TestScript:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("ar", "Call for help today, please."),
            ("ru", "Pozvonite segodnya v kliniku."),
            ("zh-hans", "Jintian qing da dianhua."),
            ("bn", "আজ\n\nPlease call for help today."),
            ("es", "Звоните сегодня в клинику."),
            ("ur", "اتصلوا بالعيادة اليوم إذا كانت الساق ضعيفة أو كانت القدم لا تتحرك إلى الأعلى"),
            ("ar", "اگر ٹانگ کمزور ہے تو آج ہی کلینک کو فون کریں اور معالج سے ملیں"),
            ("zh-hans", "請現在就打電話，不要等，醫生會幫您檢查腿的無力。"),
        ],
    )
    def test_other_letters_are_found(self, language: str, words: str) -> None:
        assert found(pair(language, "Call for help today.", words), "script")

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("ar", "الرنين المغناطيسي (MRI) وتخطيط العضلات (EMG)"),
            ("ar", "MRI أو CT"),
            ("ru", "Снимок МРТ (MRI) делают не всем."),
            ("zh-hans", "医生可能会做MRI或CT检查。"),
            ("ur", "اگر ٹانگ کمزور ہے تو آج ہی {clinic_name} کو فون کریں۔"),
            ("bn", "আজই {clinic_phone} নম্বরে ফোন করুন।"),
            ("vi", "Hãy gọi ngay hôm nay."),
            ("de", "{clinic_name}"),
        ],
    )
    def test_names_and_abbreviations_in_latin_letters_are_fine(self, language: str, words: str) -> None:
        assert not found(pair(language, "Some words.", words), "script")
