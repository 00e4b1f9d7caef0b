"""The forms of a page as a browser has them before anybody typed: where they lead, and what stands in their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    """Hidden fields, text fields and boxes, by their names."""
    choices: dict[str, list[str]] = field(default_factory=dict)
    """Radio buttons: the values of each name."""


class Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._box = ""
        self.feed(page)

    def having(self, name: str) -> Form:
        """The first form with a field of this name. Raises AssertionError where there is none."""
        form = next((form for form in self.found if name in form.fields), None)
        assert form, f"no form with {name}"
        return form

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.found and given.get("name"):
            self._take(self.found[-1], tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._box = ""

    def handle_data(self, data: str) -> None:
        if self._box:
            # HTML drops the line break that a box may begin with.
            already = self.found[-1].fields[self._box]
            self.found[-1].fields[self._box] = already + (data if already else data.removeprefix("\n"))

    def _take(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            form.fields[name], self._box = "", name
        elif tag == "input" and kind == "radio":
            form.choices.setdefault(name, []).append(given.get("value", ""))
        elif tag == "input" and kind in ("hidden", "text"):
            form.fields[name] = given.get("value", "")
