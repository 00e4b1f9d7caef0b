"""Markup, variables, links, paragraphs and list items."""

from education.text.findings import Severity, blocking, findings
from tests.text.pairs import found, pair, sentences_of


class TestMarkup:
    def test_a_heading_inside_a_text_blocks_even_in_ordinary_text(self) -> None:
        assert [
            one.severity for one in found(pair("es", "Signs", "# Señales", weight="ordinary"), "markup")
        ] == [Severity.BLOCKS]

    def test_the_source_is_looked_at_too(self) -> None:
        assert found(pair("en", "<b>Call</b>", "<b>Call</b>"), "markup")

    def test_a_field_of_one_line_holds_no_markup(self) -> None:
        assert found(pair("es", {"heading": "Signs"}, {"heading": "**Señales**"}), "markup")

    def test_what_is_allowed_is_not_found(self) -> None:
        text = "**Strong** and [linked](#term-disc).\n\n- one {clinic_phone}\n- two\n\n1. first"
        assert not found(pair("en", text, text), "markup")


class TestVariables:
    SOURCE = "Call {clinic_phone} or {emergency_number}."

    def test_one_lost_blocks_even_in_ordinary_text(self) -> None:
        lost = pair("ar", self.SOURCE, "اتصلوا بالرقم {clinic_phone}.", weight="ordinary")
        assert [one.severity for one in found(lost, "variables")] == [Severity.BLOCKS]
        assert "− {emergency_number}" in sentences_of(lost, "variables")[0]

    def test_one_taken_for_another_is_named(self) -> None:
        swapped = pair("zh-hans", self.SOURCE, "拨打 {clinic_phone} 或 {clinic_phone}。")
        assert "− {emergency_number}, + {clinic_phone}" in sentences_of(swapped, "variables")[0]

    def test_another_order_is_fine(self) -> None:
        assert not found(
            pair("ur", self.SOURCE, "{emergency_number} یا {clinic_phone} پر کال کریں۔"), "variables"
        )

    def test_a_heading_counts_too(self) -> None:
        assert found(
            pair("es", {"heading": "Call {emergency_number}"}, {"heading": "Llame al 112"}), "variables"
        )


class TestLinks:
    SOURCE = "A [disc](#term-disc) is soft. [More](https://www.nhs.uk/conditions/sciatica/)."

    def test_a_lost_link_is_named(self) -> None:
        lost = pair("pl", self.SOURCE, "Dysk jest miękki. [Więcej](https://www.nhs.uk/conditions/sciatica/).")
        assert "− #term-disc" in sentences_of(lost, "links")[0]

    def test_a_changed_target_is_named(self) -> None:
        changed = "قرص [لين](#term-nerve). [المزيد](https://www.nhs.uk/conditions/sciatica/)."
        assert "− #term-disc, + #term-nerve" in sentences_of(pair("ar", self.SOURCE, changed), "links")[0]

    def test_the_same_targets_in_another_order_are_fine(self) -> None:
        translated = "[更多](https://www.nhs.uk/conditions/sciatica/)。[椎间盘](#term-disc)是软的。"
        assert not found(pair("zh-hans", self.SOURCE, translated), "links")

    def test_it_blocks_only_in_safety_text(self) -> None:
        lost = "Dysk jest miękki."
        assert not blocking(found(pair("pl", self.SOURCE, lost, weight="ordinary"), "links"))
        assert blocking(found(pair("pl", self.SOURCE, lost), "links"))


class TestBlocks:
    SOURCE = "Signs are:\n\n- numb skin\n- weak legs\n- fever"

    def test_a_lost_item_is_counted(self) -> None:
        (sentence,) = sentences_of(pair("ru", self.SOURCE, "Признаки:\n\n- онемение\n- слабость"), "blocks")
        assert "List items: 3 in the source, 2 here" in sentence

    def test_two_items_run_together_are_counted(self) -> None:
        assert found(pair("bn", self.SOURCE, "লক্ষণ:\n\n- অসাড় চামড়া\n- দুর্বল পা ও জ্বর"), "blocks")

    def test_a_lost_paragraph_is_counted(self) -> None:
        assert found(pair("zh-hans", "现在。\n\n第二段。", "一段。"), "blocks")

    def test_numbers_for_bullets_are_fine(self) -> None:
        assert not found(pair("vi", self.SOURCE, "Dấu hiệu:\n\n1. tê da\n2. yếu chân\n3. sốt"), "blocks")

    def test_line_breaks_inside_a_paragraph_are_fine(self) -> None:
        assert not found(pair("de", "One line.", "Eine\nZeile."), "blocks")


def test_the_source_is_not_compared_with_itself() -> None:
    words = {"heading": "Call {clinic_phone}", "body": "- one [disc](#term-disc)\n- 2"}
    assert not findings(pair("en", words, words))
