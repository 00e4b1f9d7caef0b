"""Numbers, units, and telephone numbers that somebody typed."""

import pytest

from education.text.findings import Severity
from education.text.findings.figures import figures, typed_phones
from education.text.findings.vocabulary import vocabulary
from tests.text.pairs import found, pair, sentences_of


class TestFigures:
    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("4–6 weeks", ["4", "6"]),
            ("٤–٦ أسابيع", ["4", "6"]),
            ("৪–৬ সপ্তাহ", ["4", "6"]),
            ("۴ سے ۶ ہفتے", ["4", "6"]),
            ("８，４", ["8", "4"]),
            ("8,000 8.000 8 000 8 000 ٨٬٠٠٠", ["8000"] * 5),
            ("1,00,000", ["100000"]),
            ("1.5 1,5 1.50 ١٫٥", ["1.5"] * 4),
            ("1,234.5 1.234,5", ["1234.5"] * 2),
            ("0.125", ["0.125"]),
            ("½ tablet", ["0.5"]),
            ("L4, S1", ["4", "1"]),
            ("12.05.2026", ["12", "5", "2026"]),
            ("05", ["5"]),
            ("none", []),
        ],
    )
    def test_digits_of_every_script_are_the_same_numbers(self, text: str, values: list[str]) -> None:
        assert [figure.value for figure in figures(text)] == values

    @pytest.mark.parametrize(
        ("language", "text", "unit"),
        [
            ("en", "6 weeks", "week"),
            ("en", "6-week plan", "week"),
            ("en", "5mg", "mg"),
            ("en", "5 minutes", "minute"),
            ("en", "5 mothers", None),
            ("ar", "6 أسابيع", "week"),
            ("zh-hans", "6个月", "month"),
            ("zh-hans", "6周", "week"),
            ("zh-hans", "16周岁", "year"),
            ("ru", "6 недель", "week"),
            ("bn", "৬ সপ্তাহের", "week"),
        ],
    )
    def test_the_unit_stands_right_behind(self, language: str, text: str, unit: str | None) -> None:
        assert figures(text, vocabulary(language))[-1].unit == unit


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            ("es", "Wait 6 weeks.", "Espere 8 semanas."),
            ("ar", "Wait 6 weeks.", "انتظروا ٨ أسابيع."),
            ("zh-hans", "Up to 30 of 100 people", "100人中多达80人"),
            ("bn", "8,000 people", "৮০০ জন"),
            ("de", "1.5 million", "15 Millionen"),
            ("fr", "Wait a few weeks.", "Attendez 3 semaines."),
            ("ru", "Wait 6 weeks.", "Подождите."),
            ("pl", "4–6 weeks", "4–9 tygodni"),
            ("pt", "In two to three months.", "Em 3 a 3 meses."),
            ("fr", "1.5 million people", "1,5 mille personnes"),
        ],
    )
    def test_another_number_blocks_safety_text(self, language: str, source: str, words: str) -> None:
        assert [one.severity for one in found(pair(language, source, words), "numbers")] == [Severity.BLOCKS]

    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            ("es", "two weeks", "2 semanas"),
            ("es", "2 weeks", "dos semanas"),
            ("ar", "2 weeks", "أسبوعين"),
            ("ar", "4–6 weeks", "٤ إلى ٦ أسابيع"),
            ("de", "8,000 people and 1.5 million", "8.000 Menschen und 1,5 Millionen"),
            ("fr", "8,000 people", "8 000 personnes"),
            ("zh-hans", "forty-five people", "45人"),
            ("ru", "6 weeks", "шесть недель"),
            ("pl", "the first 6 weeks", "pierwszych sześciu tygodni"),
            ("vi", "twice in 10 days", "2 lần trong mười ngày"),
            ("ur", "in 24 hours", "چوبیس گھنٹوں میں"),
            ("bn", "half of them", "৫০% জন"),
            ("zh-hans", "In May 2026", "2026年5月"),
            ("zh-hans", "1 to 3 in 100,000 people", "每10万人中1至3人"),
            ("zh-hans", "1.5 million people", "150万人"),
            ("ur", "100,000 people", "1 لاکھ لوگ"),
            ("bn", "100,000 people", "১ লাখ মানুষ"),
            ("ru", "100,000 people", "100 тысяч человек"),
            ("es", "1.5 million people", "1,5 millones de personas"),
        ],
    )
    def test_spelled_out_or_written_by_local_custom_is_the_same(
        self, language: str, source: str, words: str
    ) -> None:
        assert not found(pair(language, source, words), "numbers")

    def test_the_sentence_names_what_is_lost_and_what_is_new(self) -> None:
        assert "− 6, + 8" in sentences_of(pair("es", "Wait 6 weeks.", "Espere 8 semanas."), "numbers")[0]

    def test_numbers_in_links_and_list_numbers_do_not_count(self) -> None:
        source = "1. [Read](https://www.nice.org.uk/guidance/ng59)\n2. Rest"
        assert not found(
            pair("es", source, "- [Lea](https://www.nice.org.uk/guidance/ng59)\n- Descanse"), "numbers"
        )

    def test_it_only_advises_in_ordinary_text(self) -> None:
        ordinary = pair("es", "Wait 6 weeks.", "Espere 8 semanas.", weight="ordinary")
        assert [one.severity for one in found(ordinary, "numbers")] == [Severity.ADVISES]


class TestUnits:
    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            ("es", "Wait 6 weeks.", "Espere 6 días."),
            ("ar", "Wait 6 weeks.", "انتظروا 6 أيام."),
            ("zh-hans", "5 mg", "5克"),
            ("ru", "5 mg", "5 г"),
            ("fr", "two to three months", "deux à trois semaines"),
            ("vi", "24 hours", "24 ngày"),
        ],
    )
    def test_another_unit_is_found(self, language: str, source: str, words: str) -> None:
        assert found(pair(language, source, words), "units")

    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            ("es", "Wait 4–6 weeks.", "Espere de 4 a 6 semanas."),
            ("ar", "two weeks", "أسبوعين"),
            ("zh-hans", "over 16 years", "16周岁以上"),
            ("ru", "16 years", "16 лет"),
            ("bn", "3 times a day for 2 weeks", "দিনে 3 বার, 2 সপ্তাহ"),
            ("de", "a 6-week course", "ein 6-wöchiger Kurs"),
            ("pl", "5 milligrams", "5 mg"),
        ],
    )
    def test_the_same_unit_in_local_words_is_fine(self, language: str, source: str, words: str) -> None:
        assert not found(pair(language, source, words), "units")


class TestNumberWords:
    def test_another_number_word_is_pointed_out_and_never_blocks(self) -> None:
        changed = pair("es", "Most heal in three months.", "La mayoría sana en cinco meses.")
        assert [one.severity for one in found(changed, "number-words")] == [Severity.ADVISES]

    @pytest.mark.parametrize(
        ("language", "words"),
        [("es", "en tres meses"), ("ar", "خلال ٣ أشهر"), ("zh-hans", "三个月内"), ("ru", "за три месяца")],
    )
    def test_the_same_number_in_words_or_digits_is_fine(self, language: str, words: str) -> None:
        assert not found(pair(language, "in three months", words), "number-words")

    def test_the_parts_of_a_longer_number_are_left_alone(self) -> None:
        assert not found(pair("es", "in twenty-four hours", "en 24 horas"), "number-words")


class TestTypedPhones:
    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "Call 911 now."),
            ("en", "Phone +44 20 7946 0018."),
            ("en", "Ring (020) 7946-0018."),
            ("en", "Dial 111 for advice."),
            ("es", "Llame al 112."),
            ("fr", "Appelez le 01 23 45 67 89."),
            ("ar", "اتصلوا بالرقم ٩٩٩ الآن."),
            ("ur", "۱۱۲۲ پر کال کریں، کال 1122"),
            ("zh-hans", "请拨打120。"),
            ("bn", "৯৯৯ নম্বরে ফোন করুন।"),
            ("ru", "Звоните 103 или 112."),
            ("en", "Call 9-1-1/9-9-9."),
            ("en", "Both legs weak? Call 9-1-1 now."),
            ("en", "Call 1 1 2."),
            ("en", "Call 9.9.9 4 times."),
            ("en", "Call 9 – 1 – 1."),
            ("en", "Get help: 999-now."),
            ("en", "Call 911/112."),
            ("en", "1\u206012 helps."),
            ("en", "9\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3 helps."),
            ("ar", "اتصلوا ٩-٩-٩ الآن."),
        ],
    )
    def test_a_typed_number_is_found(self, language: str, text: str) -> None:
        assert typed_phones(text, vocabulary(language))

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "Call {emergency_number} within 24 hours."),
            ("en", "About 1 to 3 in 100,000 people, 390 of them in 2016–2020."),
            ("en", "Call us if it is no better in 4–6 weeks."),
            ("en", "On 12.05.2026, 30–50 of 100 people."),
            ("en", "Call the clinic by 2026."),
            ("fr", "Environ 1 000 000 de personnes, dont 8 000 en un an."),
            ("de", "8.000.000 Menschen"),
            ("es", "A cerca de 100 000 personas."),
            ("zh-hans", "约有100人。"),
            ("en", "Wait 4 to 6 weeks, or 60 to 80 days."),
            ("en", "Between 100–112 of 999% and 911-950."),
            ("en", "Scores of 9, 1, 1 and 1-2-3, 4 1 1 2, 1.1.2.3."),
            ("en", "On 1.1.2026 or 9/1/1."),
            ("ar", "يصيب ذلك نحو 3 من كل 100,000 شخص."),
        ],
    )
    def test_other_numbers_are_not_taken_for_one(self, language: str, text: str) -> None:
        assert not typed_phones(text, vocabulary(language))

    def test_the_source_is_looked_at_too(self) -> None:
        typed = pair("en", "Call 911 now.", "Call 911 now.")
        assert "“911”" in sentences_of(typed, "typed-phone")[0]
        assert [one.severity for one in found(typed, "typed-phone")] == [Severity.BLOCKS]
