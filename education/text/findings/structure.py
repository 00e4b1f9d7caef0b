"""What is not words: markup, variables, links, and the number of paragraphs and list items."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from django.utils.translation import gettext_lazy as _

from education.text.findings.alignment import blocks
from education.text.findings.pair import LINES, Check, Finding, Pair, Stakes
from education.text.markup import line_problems, links_in, problems, variables_in


class Markup(Check):
    """Passes on what `markup` refuses, in its own sentences."""

    id = "markup"
    stakes = Stakes.ALWAYS
    of_source = True

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.written:
            refused = line_problems if field in LINES else problems
            for problem in refused(pair.words[field]):
                yield Finding(self.id, self.severity(pair), field, problem)


class VariablesDiffer(Check):
    id = "variables"
    stakes = Stakes.ALWAYS
    sentence = _("The variables differ from the source: {difference}. Please use the same ones, as often.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.shared:
            source, here = variables_in(pair.source[field]), variables_in(pair.words[field])
            if source != here:
                yield self.finding(pair, field, difference=_difference(source, here, "{%s}"))


class LinksDiffer(Check):
    id = "links"
    stakes = Stakes.SAFETY
    sentence = _("The links differ from the source: {difference}. Please link the same targets, as often.")

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.shared:
            if field in LINES:
                continue
            source, here = links_in(pair.source[field]), links_in(pair.words[field])
            if source != here:
                yield self.finding(pair, field, difference=_difference(source, here, "%s"))


class BlocksDiffer(Check):
    id = "blocks"
    stakes = Stakes.SAFETY
    sentence = _(
        "Paragraphs: {source_paragraphs} in the source, {paragraphs} here. List items: {source_items} in the source, "
        "{items} here. Please make them equal, so that nothing is lost."
    )

    def find(self, pair: Pair) -> Iterator[Finding]:
        for field in pair.shared:
            source = Counter(block.kind for block in blocks(field, pair.source[field]))
            here = Counter(block.kind for block in blocks(field, pair.words[field]))
            if source != here:
                yield self.finding(
                    pair,
                    field,
                    source_paragraphs=source["paragraph"],
                    source_items=source["item"],
                    paragraphs=here["paragraph"],
                    items=here["item"],
                )


def _difference(source: Counter[str], here: Counter[str], form: str) -> str:
    """Signs that need no translation: "− {clinic_phone}, + {clinic_name}"."""
    lost = (f"− {form % name}" for name in sorted((source - here).elements()))
    added = (f"+ {form % name}" for name in sorted((here - source).elements()))
    return ", ".join(chain(lost, added))
