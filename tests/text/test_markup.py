"""What may be written, how it becomes HTML, and that nothing else ever does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from education.text.markup import (
    Block,
    blocks_in,
    dialled,
    facts_in,
    line_problems,
    links_in,
    phone_link,
    plain,
    problems,
    render,
    render_line,
    variables_in,
)

CLINIC = {"emergency_number": "112", "clinic_phone": "+44 1632 960 123", "clinic_name": "A & B <Clinic>"}


class TestRender:
    def test_paragraphs_lists_strong_words_and_links(self) -> None:
        html = render(
            "One **strong** word.\n\n- first\n- [second](#emergency)\n\n1. [away](https://example.org/a)", {}
        )
        assert "<p>One <strong>strong</strong> word.</p>" in html
        assert "<ul><li>first</li>" in html
        assert '<a href="#emergency"' in html
        assert 'rel="noopener noreferrer"' in html

    def test_a_link_to_a_term_is_marked(self) -> None:
        assert 'class="term"' in render("[disc](#term-disc)", {}, {"term-disc": "term"})
        assert "class" not in render("[disc](#emergency)", {}, {"emergency": "section"})

    def test_numbers_become_telephone_links_that_stay_left_to_right(self) -> None:
        expected = '<bdi dir="ltr"><a class="phone" href="tel:+441632960123">+44 1632 960 123</a></bdi>'
        assert expected in render("Call {clinic_phone}.", CLINIC)
        assert phone_link("112") in render("**Call {emergency_number}.**", CLINIC)

    def test_the_name_of_a_clinic_cannot_bring_markup(self) -> None:
        assert render("{clinic_name}", CLINIC) == "<p><bdi>A &amp; B &lt;Clinic&gt;</bdi></p>"

    def test_a_line_is_escaped_and_links_only_where_asked(self) -> None:
        assert (
            render_line("a < b, call {emergency_number}", CLINIC, linked=False)
            == 'a &lt; b, call <bdi dir="ltr">112</bdi>'
        )
        assert "tel:112" in render_line("{emergency_number}", CLINIC)

    @pytest.mark.parametrize(
        "hostile",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](data:text/html,<script>)",
            '[x](https://example.org "onmouseover=alert(1)")',
            "<style>body{display:none}</style>",
            "[x](https://example.org/{clinic_phone})",
            "&#60;script&#62;",
            "<a href='#' style='position:fixed'>x</a>",
        ],
    )
    def test_hostile_text_is_harmless_whoever_wrote_it(self, hostile: str) -> None:
        html = render(hostile, CLINIC).lower()
        for danger in (
            "<script",
            "<img",
            "<style",
            "onerror=",
            "style=",
            'href="javascript',
            'href="data',
            'title="',
        ):
            assert danger not in html

    @given(st.text())
    def test_any_text_gives_only_allowed_tags(self, text: str) -> None:
        html = render(text, CLINIC)
        opened = [part.split(">")[0].split(" ")[0].strip("/") for part in html.split("<")[1:]]
        assert set(opened) <= {"p", "ul", "ol", "li", "strong", "a", "bdi", "br"}


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Call {phone}.", "“{phone}” is not a variable"),
            ("A { alone", "A curly bracket stands alone"),
            ("# Heading", "A heading is not allowed"),
            ("Heading\n---", "A heading is not allowed"),
            ("*slanted*", "Slanted text"),
            ("<b>bold</b>", "HTML is not allowed"),
            ("![x](https://example.org/x.png)", "An image is not allowed"),
            ("> quoted", "This markup (blockquote)"),
            ("`code`", "This markup (code_inline)"),
            ("***", "This markup (hr)"),
            ("[x](#nowhere)", "leads nowhere"),
            ("[x](http://example.org)", "must start with https://"),
            ("[x](mailto:a@example.org)", "must start with https://"),
            ("[call {clinic_phone}](https://example.org)", "A variable stands inside a link"),
            ('[x](https://example.org "title")', "A link has a title"),
            ("a\x00b", "NUL"),
        ],
    )
    def test_say_what_is_not_allowed(self, text: str, expected: str) -> None:
        found = list(problems(text, {"emergency"}))
        assert any(expected in sentence for sentence in found), found

    @pytest.mark.parametrize(
        "text",
        [
            "Plain.",
            "**Strong.** See [signs](#emergency).",
            "- a\n- b",
            "1. a\n2. b",
            "2 - 3 = -1; 5 * 3; snake_case_word",
            "{emergency_number}",
        ],
    )
    def test_say_nothing_where_all_is_well(self, text: str) -> None:
        assert list(problems(text, {"emergency"})) == []

    @pytest.mark.parametrize("text", ["two\nlines", "<b>x</b>", "**x**", "[x](#y)", "{phone}"])
    def test_a_line_holds_plain_words_only(self, text: str) -> None:
        assert list(line_problems(text))

    @pytest.mark.parametrize("text", ["Plain - 3–5 (ok). *", "Call {emergency_number} now.", "# 5 [a]"])
    def test_a_plain_line_is_fine(self, text: str) -> None:
        assert list(line_problems(text)) == []


def test_blocks_variables_links_and_plain_words() -> None:
    text = "See [the **disc**](#term-disc), call {clinic_phone}.\n\n- one\n- two\n  more"
    assert list(blocks_in(text)) == [
        Block("paragraph", "See the disc, call {clinic_phone}."),
        Block("item", "one"),
        Block("item", "two more"),
    ]
    assert plain(text).splitlines() == ["See the disc, call {clinic_phone}.", "one", "two more"]
    assert variables_in(text) == {"clinic_phone": 1}
    assert links_in(text) == {"#term-disc": 1}
    assert facts_in(text) == {"clinic_phone": 1, "#term-disc": 1}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("112", "112"),
        ("+44 (0)1632 960-123", "+441632960123"),
        ("(01632) 960-123", "01632960123"),
        (" 01632.960.123 ", "01632960123"),
    ],
)
def test_a_number_is_dialled_without_its_blanks(number: str, expected: str) -> None:
    assert dialled(number) == expected
