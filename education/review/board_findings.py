"""How many findings each text of a board has: what the cache keeps, and some texts checked anew at each look.

Checking a text takes about ten milliseconds, so one request checks a few; those that nobody checked yet are said to be so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from education.content.models import Term
from education.review.board import Board, Cell, Row
from education.review.kept_findings import Name, Tally, Text, keep_tallies, read_tallies, tally_of, terms_name
from education.review.models import Revision
from education.review.wording import Glossary, glossary_from
from education.text.findings import Pair, findings
from education.text.fingerprint import Words
from education.text.languages import SOURCE

TEXTS_A_LOOK = 15
"""So many texts are checked while somebody waits for the board."""
TEXTS_A_PRESS = 300
"""So many for somebody who asked for it: about three seconds."""


@dataclass(frozen=True)
class BoardFindings:
    tallies: Mapping[tuple[str, str], Tally]
    """(unit key, language) → how many; texts without words, and those not checked yet, are missing."""
    unchecked: int
    """Texts with words that were not checked yet."""


class _Place(NamedTuple):
    """A cell with words, and the name of its findings."""

    row: Row
    cell: Cell
    name: Name


def findings_of_board(board: Board, *, at_most: int | None, first: Collection[str] = ()) -> BoardFindings:
    """What is kept of every text, with up to `at_most` others checked now (None: all), those in the languages `first` first.

    Two questions to the cache; one query where a text is checked.
    """
    sheets = read_tallies(board.article, board.languages)
    places = [place for place in _places(board) if place.cell.words.print]
    lacking = [place for place in places if place.name not in sheets.get(place.cell.language, {})]
    lacking.sort(key=lambda place: place.cell.language not in first)
    chosen = lacking[:at_most]
    for place, tally in zip(chosen, _tallies(board, chosen), strict=True):
        sheets.setdefault(place.cell.language, {})[place.name] = tally
    tallies = {
        (row.key, cell.language): sheets[cell.language][name]
        for row, cell, name in places
        if name in sheets.get(cell.language, {})
    }
    _keep(board, places, sheets, {place.cell.language for place in chosen})
    return BoardFindings(tallies, len(lacking) - len(chosen))


def _places(board: Board) -> Iterable[_Place]:
    terms = [row for row in board.rows if row.kind == Term.KIND]
    for column in range(len(board.languages)):
        against = terms_name((row.cells[column].words.print, row.cells[column].source.print) for row in terms)
        for row in board.rows:
            cell = row.cells[column]
            text = Text(row.kind, row.weight, row.calls, cell.words.print, cell.source.print)
            yield _Place(row, cell, text.name(against))


def _tallies(board: Board, chosen: Sequence[_Place]) -> list[Tally]:
    """Checked now."""
    if not chosen:
        return []
    words, glossaries = _read(board, chosen)
    return [
        tally_of(
            findings(
                Pair(
                    SOURCE, cell.language, row.kind, row.weight, words.get(cell.source.revision, {}),
                    words.get(cell.words.revision, {}), glossaries[cell.language], row.calls,
                )
            )
        )
        for row, cell, _name in chosen
    ]  # fmt: skip


def _read(
    board: Board, chosen: Sequence[_Place]
) -> tuple[Mapping[int | None, Words], Mapping[str, Glossary]]:
    """Words by the number of their revision, and the terms of each language. One query."""
    languages = {place.cell.language for place in chosen}
    terms = {
        code: [row.cells[column] for row in board.rows if row.kind == Term.KIND]
        for column, code in enumerate(board.languages)
        if code in languages
    }
    cells = [*(place.cell for place in chosen), *(cell for column in terms.values() for cell in column)]
    numbers = {number for cell in cells for number in (cell.words.revision, cell.source.revision) if number}
    words: dict[int | None, Words] = dict(Revision.objects.filter(pk__in=numbers).values_list("pk", "words"))
    glossaries = {
        code: glossary_from(
            (words.get(cell.source.revision, {}), words.get(cell.words.revision, {})) for cell in column
        )
        for code, column in terms.items()
    }
    return words, glossaries


def _keep(
    board: Board,
    places: Iterable[_Place],
    sheets: Mapping[str, Mapping[Name, Tally]],
    changed: Collection[str],
) -> None:
    """The sheets of the languages in which something was checked, without what no text of the board has any more."""
    if not changed:
        return
    kept: dict[str, dict[Name, Tally]] = {code: {} for code in changed}
    for _row, cell, name in places:
        if cell.language in changed and name in sheets[cell.language]:
            kept[cell.language][name] = sheets[cell.language][name]
    keep_tallies(board.article, kept)
