"""A "not" that is gone, left for right, "soon" for "today"."""

import pytest

from education.text.findings import Severity
from tests.text.pairs import found, pair, sentences_of

DO_NOT_WAIT = "Do not wait for more signs."
LEFT_LEG = "New weakness in the left leg."
TODAY = "Get medical help today."


class TestNegation:
    @pytest.mark.parametrize(
        ("language", "kept", "dropped"),
        [
            ("es", "No espere a tener más señales.", "Espere a tener más señales."),
            ("fr", "N'attendez pas d'autres signes.", "Attendez d'autres signes."),
            ("de", "Warten Sie nicht auf weitere Zeichen.", "Warten Sie auf weitere Zeichen."),
            ("pt", "Não espere por mais sinais.", "Espere por mais sinais."),
            ("pl", "Nie czekaj na kolejne objawy.", "Czekaj na kolejne objawy."),
            ("ru", "Не ждите новых признаков.", "Ждите новых признаков."),
            ("ar", "لا تنتظروا علامات أخرى.", "انتظروا علامات أخرى."),
            ("ur", "مزید علامات کا انتظار نہ کریں۔", "مزید علامات کا انتظار کریں۔"),
            ("bn", "আরও লক্ষণের জন্য অপেক্ষা করবেন না।", "আরও লক্ষণের জন্য অপেক্ষা করুন।"),
            ("zh-hans", "不要等待更多症状。", "请等待更多症状。"),
            ("vi", "Đừng chờ thêm dấu hiệu.", "Hãy chờ thêm dấu hiệu."),
        ],
    )
    def test_a_lost_not_blocks_and_a_kept_one_is_silent(self, language: str, kept: str, dropped: str) -> None:
        assert not found(pair(language, DO_NOT_WAIT, kept), "negation")
        assert [one.severity for one in found(pair(language, DO_NOT_WAIT, dropped), "negation")] == [
            Severity.BLOCKS
        ]

    def test_each_sentence_is_looked_at_by_itself(self) -> None:
        source = "Do not drive. Do not wait."
        assert "Espere." in sentences_of(pair("es", source, "No conduzca. Espere."), "negation")[0]

    def test_sentences_in_another_order_are_fine(self) -> None:
        assert not found(pair("es", "Do not drive. Call for help.", "Pida ayuda. No conduzca."), "negation")

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("es", "Evite esperar."),
            ("de", "Vermeiden Sie es, zu warten."),
            ("zh-hans", "避免等待。"),
            ("ar", "تجنبوا الانتظار."),
        ],
    )
    def test_the_same_in_other_words_is_fine(self, language: str, words: str) -> None:
        assert not found(pair(language, "Do not wait.", words), "negation")

    def test_stopping_is_no_denial_of_stopping(self) -> None:
        assert found(
            pair("es", "Never stop this medicine suddenly.", "Deje de tomar de repente esta medicina."),
            "negation",
        )
        assert not found(
            pair("es", "Never stop this medicine suddenly.", "Nunca deje de repente esta medicina."),
            "negation",
        )

    @pytest.mark.parametrize(
        "source", ["No matter what, call.", "It is not only pain.", "Take no more than that."]
    )
    def test_phrases_that_deny_nothing_are_passed_over(self, source: str) -> None:
        assert not found(pair("es", source, "Pase lo que pase, llame."), "negation")


class TestSides:
    @pytest.mark.parametrize(
        ("language", "same", "swapped"),
        [
            ("es", "Debilidad nueva en la pierna izquierda.", "Debilidad nueva en la pierna derecha."),
            ("de", "Neue Schwäche im linken Bein.", "Neue Schwäche im rechten Bein."),
            ("ar", "ضعف جديد في الساق اليسرى.", "ضعف جديد في الساق اليمنى."),
            ("ur", "بائیں ٹانگ میں نئی کمزوری۔", "دائیں ٹانگ میں نئی کمزوری۔"),
            ("bn", "বাম পায়ে নতুন দুর্বলতা।", "ডান পায়ে নতুন দুর্বলতা।"),
            ("zh-hans", "左腿新出现无力。", "右腿新出现无力。"),
            ("vi", "Chân trái mới bị yếu.", "Chân phải mới bị yếu."),
            ("pl", "Nowe osłabienie lewej nogi.", "Nowe osłabienie prawej nogi."),
            ("ru", "Новая слабость в левой ноге.", "Новая слабость в правой ноге."),
        ],
    )
    def test_the_other_side_is_found_and_the_same_is_silent(
        self, language: str, same: str, swapped: str
    ) -> None:
        assert not found(pair(language, LEFT_LEG, same), "sides")
        assert "left" in sentences_of(pair(language, LEFT_LEG, swapped), "sides")[0]

    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            (
                "es",
                "Get help right away: left leg pain.",
                "Busque ayuda de inmediato: dolor en la pierna izquierda.",
            ),
            ("es", "You have a right to an interpreter.", "Usted tiene derecho a un intérprete."),
            ("zh-hans", "Pain left untreated for about 6 weeks.", "疼痛6周左右未治疗。"),
            ("vi", "You must rest the left leg.", "Bạn phải để chân trái nghỉ."),
            ("fr", "Lie on the left side, not the right side.", "Allongez-vous à gauche, pas à droite."),
        ],
    )
    def test_words_that_only_look_like_sides_are_passed_over(
        self, language: str, source: str, words: str
    ) -> None:
        assert not found(pair(language, source, words), "sides")


class TestUrgency:
    @pytest.mark.parametrize(
        ("language", "same", "swapped"),
        [
            ("es", "Busque ayuda médica hoy mismo.", "Busque ayuda médica pronto."),
            ("fr", "Demandez une aide médicale aujourd'hui.", "Demandez bientôt une aide médicale."),
            ("de", "Holen Sie sich heute ärztliche Hilfe.", "Holen Sie sich bald ärztliche Hilfe."),
            ("ar", "اطلبوا المساعدة الطبية اليوم.", "اطلبوا المساعدة الطبية قريبًا."),
            ("ur", "آج ہی طبی مدد لیں۔", "جلد ہی طبی مدد لیں۔"),
            ("bn", "আজই চিকিৎসা সহায়তা নিন।", "শীঘ্রই চিকিৎসা সহায়তা নিন।"),
            ("zh-hans", "今天就去就医。", "近期去就医。"),
            ("vi", "Hãy đi khám ngay hôm nay.", "Hãy sớm đi khám."),
            ("pl", "Zgłoś się dzisiaj po pomoc medyczną.", "Zgłoś się wkrótce po pomoc medyczną."),
        ],
    )
    def test_another_urgency_is_found_and_the_same_is_silent(
        self, language: str, same: str, swapped: str
    ) -> None:
        assert not found(pair(language, TODAY, same), "urgency")
        assert "“today”" in sentences_of(pair(language, TODAY, swapped), "urgency")[0]

    @pytest.mark.parametrize(
        ("language", "source", "words"),
        [
            ("es", "Get emergency help now.", "Busque ayuda inmediatamente: es una emergencia."),
            ("de", "Get help as soon as you can.", "Holen Sie so bald wie möglich Hilfe."),
            ("ar", "Three times a day.", "ثلاث مرات في اليوم."),
            ("es", "Call now.", "Llame al número."),
        ],
    )
    def test_the_same_rank_and_set_phrases_are_fine(self, language: str, source: str, words: str) -> None:
        assert not found(pair(language, source, words), "urgency")

    def test_of_two_urgencies_both_must_stay(self) -> None:
        source = "For help today or soon, call {clinic_phone}."
        assert found(pair("es", source, "Para ayuda pronto o pronto, llame al {clinic_phone}."), "urgency")
        assert not found(pair("es", source, "Para ayuda hoy o pronto, llame al {clinic_phone}."), "urgency")

    def test_urgency_that_is_gone_is_pointed_out_and_never_blocks(self) -> None:
        lost = found(pair("es", TODAY, "Busque ayuda médica."), "urgency-lost")
        assert [one.severity for one in lost] == [Severity.ADVISES]
        assert not found(pair("es", TODAY, "Busque ayuda médica hoy."), "urgency-lost")


@pytest.mark.parametrize("check", ["negation", "sides", "urgency"])
def test_a_contradiction_only_advises_in_ordinary_text(check: str) -> None:
    source = "Do not wait: see to the left leg today."
    ordinary = pair("es", source, "Espere: la pierna derecha, pronto.", weight="ordinary")
    assert [one.severity for one in found(ordinary, check)] == [Severity.ADVISES]
