"""How the cells of a board look. A template takes a second to print 12,000 cells one by one, so each look is printed once."""

from collections.abc import Collection
from typing import NamedTuple

from django.template.loader import render_to_string

from education.review.board_filter import Look
from education.review.kept_findings import Tally
from education.review.marks import Urgency
from education.review.states import State


class Face(NamedTuple):
    state: State
    review: str
    tally: Tally | None
    is_unchecked: bool
    urgency: Urgency | None
    is_open: bool


class Faces(dict[Face, str]):
    """Looks that were printed, each with a mark for the address. `open_here`: languages whose cells are links."""

    ADDRESS = "\x00"

    def __init__(self, open_here: Collection[str]) -> None:
        super().__init__()
        self.open_here = frozenset(open_here)

    def __missing__(self, face: Face) -> str:
        named = {**face._asdict(), "address": self.ADDRESS}
        self[face] = render_to_string("staff/_cell.html", named).strip()
        return self[face]

    def cell(self, look: Look | None, key: str) -> str:
        """Empty where the filter leaves it out."""
        if look is None:
            return "<td>"
        cell, mark = look.cell, look.mark
        is_open = cell.language in self.open_here
        face = Face(
            cell.state, cell.review, look.tally, look.is_unchecked, mark.urgency if mark else None, is_open
        )
        return self[face].replace(self.ADDRESS, f"{cell.language}/{key}/")
