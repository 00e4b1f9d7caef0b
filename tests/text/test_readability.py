"""Readability on texts counted by hand: words, syllables, sentences and the resulting scores."""

import math

import pytest

from education.text.formulas import LIX
from education.text.readability import NO_MEASURE, Readability, grade, measure

SCIATICA = "Sciatica is pain in one leg. Most people feel better in two months."


def score(text: str, language: str, name: str) -> float:
    return next(one.value for one in measure(text, language).scores if one.name == name)


def rounded(value: float) -> object:
    """To two decimals."""
    return pytest.approx(value, abs=0.005)


class TestEnglish:
    # The cat sat on the mat (6) · It was warm (3): 9 words of one syllable, 2 sentences.
    # Words a sentence 9/2 = 4.5, syllables a word 9/9 = 1.
    SHORT = "The cat sat on the mat. It was warm."

    # Sci-at-i-ca is pain in one leg (6 words, 9 syllables) · Most peo-ple feel bet-ter in two months (7 words, 9 syllables):
    # 13 words, 18 syllables, 2 sentences. Words a sentence 6.5, syllables a word 18/13.

    def test_reading_ease(self) -> None:
        assert score(self.SHORT, "en", "Flesch reading ease") == rounded(
            117.667
        )  # 206.835 − 1.015·4.5 − 84.6·1
        assert score(SCIATICA, "en", "Flesch reading ease") == rounded(
            83.099
        )  # 206.835 − 1.015·6.5 − 84.6·18/13

    def test_grade(self) -> None:
        assert score(self.SHORT, "en", "Flesch-Kincaid grade") == rounded(-2.035)  # 0.39·4.5 + 11.8·1 − 15.59
        assert grade(SCIATICA) == rounded(3.283)  # 0.39·6.5 + 11.8·18/13 − 15.59

    def test_headings_and_list_items_count_as_sentences(self) -> None:
        # What helps (2) · Move a lit-tle (3) · Rest less (2): 7 words, 8 syllables, 3 sentences.
        found = measure("What helps\nMove a little\nRest less", "en")
        assert (found.words, found.sentences) == (7, 3)
        assert found.words_per_sentence == rounded(2.333)
        assert found.scores[0].value == rounded(-1.194)  # 0.39·7/3 + 11.8·8/7 − 15.59

    def test_smog_needs_thirty_sentences(self) -> None:
        # Sci-at-i-ca hurts: one word of three and more syllables in each of 30 sentences.
        assert score("Sciatica hurts. " * 30, "en", "SMOG") == rounded(8.842)  # 1.043·√30 + 3.1291
        # In every second sentence only: 15 such words in 30 sentences.
        assert score("Sciatica hurts. It hurts. " * 15, "en", "SMOG") == rounded(7.169)  # 1.043·√15 + 3.1291
        assert "SMOG" not in {one.name for one in measure("Sciatica hurts. " * 29, "en").scores}

    def test_a_text_is_judged_by_all_its_targets(self) -> None:
        easy = measure(SCIATICA, "en")
        assert [(one.goal, one.meets) for one in easy.scores] == [("≤ 6", True), ("≥ 80", True)]
        assert easy.meets is True

        hard = measure(
            "Individuals experiencing neurological deterioration necessitate immediate evaluation.", "en"
        )
        assert [one.meets for one in hard.scores] == [False, False]
        assert hard.meets is False

    def test_a_grade_without_words_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no words"):
            grade("…")


class TestSpanish:
    # Me due-le la pier-na (4 words, 6 syllables) · Hoy no ca-mi-no (3, 5): 7 words, 11 syllables, 2 sentences.
    SHORT = "Me duele la pierna. Hoy no camino."
    # La ciá-ti-ca es un do-lor que ba-ja por la pier-na: 10 words, 15 syllables, 1 sentence.
    LONG = "La ciática es un dolor que baja por la pierna."

    def test_szigriszt(self) -> None:
        assert score(self.SHORT, "es", "Szigriszt (INFLESZ)") == rounded(105.435)  # 206.835 − 62.3·11/7 − 3.5
        assert score(self.LONG, "es", "Szigriszt (INFLESZ)") == rounded(103.385)  # 206.835 − 62.3·1.5 − 10

    def test_fernandez_huerta_is_shown_and_never_judged(self) -> None:
        assert score(self.SHORT, "es", "Fernández Huerta") == rounded(108.984)  # 206.84 − 60·11/7 − 1.02·3.5
        assert score(self.LONG, "es", "Fernández Huerta") == rounded(106.64)  # 206.84 − 60·1.5 − 1.02·10
        shown = measure(self.LONG, "es").scores[1]
        assert (shown.target, shown.meets, shown.goal) == (None, None, "")


def test_french_by_kandel_and_moles() -> None:
    # La jambe est faible (4 words, 4 syllables: mute e) · Vous a-vez mal (3, 4): 7 words, 8 syllables, 2 sentences.
    assert score("La jambe est faible. Vous avez mal.", "fr", "Kandel-Moles") == rounded(
        119.333
    )  # 207 − 1.015·3.5 − 73.6·8/7
    # La dou-leur passe sou-vent en trois mois: 7 words, 9 syllables, 1 sentence.
    assert score("La douleur passe souvent en trois mois.", "fr", "Kandel-Moles") == rounded(
        105.266
    )  # 207 − 1.015·7 − 73.6·9/7


class TestGerman:
    # Das Bein ist schwach (4) · Der Nerv tut weh (4): 8 words of one syllable, 2 sentences; more than six letters: schwach.
    SHORT = "Das Bein ist schwach. Der Nerv tut weh."
    # Neu-e Schwä-che muss der Arzt noch heu-te un-ter-su-chen: 8 words, 14 syllables, 1 sentence; of one syllable: muss, der,
    # Arzt, noch; of three and more: untersuchen; of more than six letters: Schwäche, untersuchen.
    LONG = "Neue Schwäche muss der Arzt noch heute untersuchen."

    def test_amstad(self) -> None:
        assert score(self.SHORT, "de", "Amstad") == rounded(117.5)  # 180 − 4 − 58.5·1
        assert score(self.LONG, "de", "Amstad") == rounded(69.625)  # 180 − 8 − 58.5·14/8

    def test_wiener(self) -> None:
        name = "Wiener Sachtextformel 1"
        # 0.1935·0 + 0.1672·4 + 0.1297·12.5 − 0.0327·100 − 0.875
        assert score(self.SHORT, "de", name) == rounded(-1.855)
        # 0.1935·12.5 + 0.1672·8 + 0.1297·25 − 0.0327·50 − 0.875
        assert score(self.LONG, "de", name) == rounded(4.489)


class TestItalian:
    # La gam-ba è de-bo-le (4 words, 14 letters, 7 syllables) · Il do-lo-re pas-sa (3, 13, 6): 7 words, 27 letters, 13
    # syllables, 2 sentences.
    SHORT = "La gamba è debole. Il dolore passa."
    # Il ner-vo por-ta i se-gna-li dal cer-vel-lo al-la gam-ba: 9 words, 40 letters, 17 syllables, 1 sentence.
    LONG = "Il nervo porta i segnali dal cervello alla gamba."

    def test_gulpease(self) -> None:
        assert score(self.SHORT, "it", "Gulpease") == rounded(136.143)  # 89 + (300·2 − 10·27)/7
        assert score(self.LONG, "it", "Gulpease") == rounded(77.889)  # 89 + (300·1 − 10·40)/9

    def test_flesch_vacca(self) -> None:
        assert score(self.SHORT, "it", "Flesch-Vacca") == rounded(101.021)  # 217 − 1.3·3.5 − 60·13/7
        assert score(self.LONG, "it", "Flesch-Vacca") == rounded(91.967)  # 217 − 1.3·9 − 60·17/9


def test_portuguese_by_martins() -> None:
    # A per-na dói (3 words, 4 syllables) · Ho-je não an-do (3, 5): 6 words, 9 syllables, 2 sentences.
    assert score("A perna dói. Hoje não ando.", "pt", "Martins") == rounded(
        118.89
    )  # 248.835 − 1.015·3 − 84.6·1.5
    # A ma-io-ri-a das pes-so-as me-lho-ra em pou-cas se-ma-nas: 8 words, 18 syllables, 1 sentence.
    long = "A maioria das pessoas melhora em poucas semanas."
    assert score(long, "pt", "Martins") == rounded(50.365)  # 248.835 − 1.015·8 − 84.6·2.25


def test_russian_by_oborneva() -> None:
    # Но-га бо-лит (2 words, 4 syllables) · И-ди-те к вра-чу (3, 5: к has none): 5 words, 9 syllables, 2 sentences.
    assert score("Нога болит. Идите к врачу.", "ru", "Oborneva") == rounded(
        95.405
    )  # 206.835 − 1.3·2.5 − 60.1·1.8
    # Боль в но-ге час-то про-хо-дит за три ме-ся-ца: 8 words, 13 syllables, 1 sentence.
    long = "Боль в ноге часто проходит за три месяца."
    assert score(long, "ru", "Oborneva") == rounded(98.773)  # 206.835 − 1.3·8 − 60.1·13/8


def test_dutch_by_douma() -> None:
    # Het been is zwak (4 words, 4 syllables) · Bel van-daag (2, 3): 6 words, 7 syllables, 2 sentences.
    assert score("Het been is zwak. Bel vandaag.", "nl", "Douma") == rounded(
        114.212
    )  # 206.835 − 0.93·3 − 77·7/6
    # De ze-nuw loopt van de rug naar de voet: 9 words, 10 syllables, 1 sentence.
    assert score("De zenuw loopt van de rug naar de voet.", "nl", "Douma") == rounded(
        112.909
    )  # 206.835 − 0.93·9 − 77·10/9


def test_polish_by_pisarek() -> None:
    # 5 words, 2 sentences, no word of four syllables.
    assert score("Boli mnie noga. Dzwonię dzisiaj.", "pl", "Pisarek") == rounded(1.833)  # 2.5/3 + 0/3 + 1
    # 5 words, 1 sentence; of four syllables: o-sła-bie-nie, one in five.
    assert score("Osłabienie nogi wymaga szybkiego badania.", "pl", "Pisarek") == rounded(
        9.333
    )  # 5/3 + 20/3 + 1


def test_turkish_by_atesman() -> None:
    # Ba-cak za-yıf (2 words, 4 syllables) · Bu-gün a-ra-yın (2, 5): 4 words, 9 syllables, 2 sentences.
    assert score("Bacak zayıf. Bugün arayın.", "tr", "Ateşman") == rounded(
        103.211
    )  # 198.825 − 40.175·2.25 − 2.61·2
    # Si-nir bel-den a-ya-ğa ka-dar i-ner: 5 words, 11 syllables, 1 sentence.
    assert score("Sinir belden ayağa kadar iner.", "tr", "Ateşman") == rounded(
        97.39
    )  # 198.825 − 40.175·2.2 − 2.61·5


def test_other_languages_of_letters_by_lix() -> None:
    # Romanian: 5 words, 2 sentences; more than six letters: Durerea.
    assert score("Nervul este iritat. Durerea trece.", "ro", "LIX") == rounded(22.5)  # 2.5 + 100·1/5
    # Swedish: 5 words, 1 sentence; more than six letters: Smärtan, strålar.
    assert score("Smärtan strålar ner i benet.", "sv", "LIX") == rounded(45)  # 5 + 100·2/5
    # Ukrainian: 2 words, 1 sentence, none of more than six letters.
    assert score("Нерв болить.", "uk", "LIX") == rounded(2)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "اتصلوا الآن. لا تنتظروا."),
        ("ur", "ابھی کال کریں۔ انتظار نہ کریں۔"),
        ("bn", "এখনই ফোন করুন। দেরি করবেন না।"),
        ("vi", "Hãy gọi ngay. Đừng chờ."),
        ("zh-hans", "现在就打电话。不要等。"),
        ("hi", "अभी फ़ोन करें।"),
        ("ko", "지금 전화하세요."),
    ],
)
def test_a_language_without_a_measure_says_so_and_says_why(language: str, text: str) -> None:
    found = measure(text, language)
    assert found.scores == ()
    assert found.meets is None
    assert str(found.reason)
    assert found.words_per_sentence > 0


def test_no_language_is_both_measured_and_refused() -> None:
    from_letters = measure("Nervul este iritat.", "ro")
    assert [one.name for one in from_letters.scores] == [LIX[0].name]
    assert from_letters.reason is None
    assert not NO_MEASURE.keys() & {"en", "es", "fr", "de", "it", "pt", "ru", "nl", "pl", "tr"}


def test_chinese_shows_characters_a_sentence() -> None:
    # 现在就打电话 (6) · 不要等 (3): 9 characters, 2 sentences.
    assert measure("现在就打电话。不要等。", "zh-hans").characters_per_sentence == rounded(4.5)
    assert measure("Call now.", "en").characters_per_sentence is None


@pytest.mark.parametrize("language", ["en", "es", "de", "ar", "zh-hans", "xx"])
def test_an_empty_text_has_no_score_and_no_crash(language: str) -> None:
    found: Readability = measure(" \n …", language)
    assert (found.words, found.sentences, found.scores) == (0, 0, ())
    assert str(found.reason) == "There are no words to measure."
    assert math.isfinite(found.words_per_sentence)
