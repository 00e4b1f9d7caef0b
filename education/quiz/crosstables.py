"""Small counts hidden in a table of two directions with all its totals, such as weeks × languages.

Decides which cells are hidden together. Two hidden cells in each row are not enough: an attacker adds and subtracts rows and
columns. So each hidden cell is tried as he would: how far can it move, while other hidden cells make up for it and
everything shown stays as it is? The table with its totals is a network (rows and columns are nodes, cells are arcs), and
the answer is a flow. Cox 1980, Journal of the American Statistical Association 75:377; Kelly, Golden and Assad 1992, Networks
22:397. Not the fewest cells that would do, but few; every hidden cell is known within `least` people at best.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeAlias

from education.quiz.samples import LEAST_SHOWN

Cell: TypeAlias = tuple[int, int]
Step: TypeAlias = tuple[Cell, int]
"""A cell, and whether it grows (1) or shrinks (−1)."""
WITHOUT_END = 10**12


@dataclass(frozen=True)
class ShownTable:
    """Counts by row; None is hidden."""

    cells: tuple[tuple[int | None, ...], ...]
    row_totals: tuple[int | None, ...]
    column_totals: tuple[int | None, ...]
    total: int | None


def shown_table(counts: Sequence[Sequence[int]], least: int = LEAST_SHOWN) -> ShownTable:
    """Counts with their totals: every count and total from 1 to `least` − 1 hidden, and others with them.

    0 is shown. All is hidden where all together are fewer than `least`. ValueError: a negative count, rows of unequal length.
    """
    if any(count < 0 for row in counts for count in row):
        raise ValueError("a table has a negative count")
    rows = [[*row, sum(row)] for row in counts]
    totals = [sum(column) for column in zip(*rows, strict=True)] or [0]
    hidden = _hidden(_Network([*rows, totals]), least)
    shown = [
        tuple(None if (i, j) in hidden else value for j, value in enumerate(row))
        for i, row in enumerate([*rows, totals])
    ]
    return ShownTable(
        cells=tuple(row[:-1] for row in shown[:-1]),
        row_totals=tuple(row[-1] for row in shown[:-1]),
        column_totals=shown[-1][:-1],
        total=shown[-1][-1],
    )


class _Network:
    """A table with its totals. Row i is the node i, column j the node −j − 1, and each cell with somebody an arc."""

    def __init__(self, rows: list[list[int]]) -> None:
        self.value = {(i, j): value for i, row in enumerate(rows) for j, value in enumerate(row)}
        self.total = self.value[len(rows) - 1, len(rows[0]) - 1]
        self.some = {cell for cell, value in self.value.items() if value}
        # Totals of rows and of columns stand on the other side of the sum.
        self.sign = {
            (i, j): -1 if (i == len(rows) - 1) != (j == len(rows[0]) - 1) else 1 for i, j in self.value
        }
        self.arcs: dict[int, list[Cell]] = {}
        for i, j in sorted(self.some):
            self.arcs.setdefault(i, []).append((i, j))
            self.arcs.setdefault(~j, []).append((i, j))


def _hidden(network: _Network, least: int) -> set[Cell]:
    if 0 < network.total < least:
        return {*network.value}
    hidden = {cell for cell in network.some if network.value[cell] < least}
    waiting = sorted(hidden)
    while waiting:
        more = _needed(network, waiting.pop(), hidden, least)
        hidden |= more
        waiting += sorted(more)
    return hidden


def _needed(network: _Network, cell: Cell, hidden: set[Cell], least: int) -> set[Cell]:
    """What must be hidden as well, so that a hidden cell is known within `least` people at best."""
    up = _Moves(network, cell, 1, hidden, hidden).furthest(least)
    if up >= least or up + _Moves(network, cell, -1, hidden, hidden).furthest(least) >= least:
        return set()
    moves = _Moves(network, cell, 1, network.some, hidden)
    moves.furthest(least)
    return {used for used, moved in moves.moved.items() if moved} - hidden


class _Moves:
    """How one cell of a table can grow (`way` 1) or shrink (−1) while others of the `movable` cells make up for it.

    Rows and columns with their totals must still add up, and no cell that has somebody comes down to nobody.
    """

    def __init__(self, network: _Network, cell: Cell, way: int, movable: set[Cell], free: set[Cell]) -> None:
        self.network, self.cell, self.way, self.movable, self.free = network, cell, way, movable, free
        self.moved: Counter[Cell] = Counter()

    def furthest(self, enough: int) -> int:
        """How many people the cell can move, `enough` at most; `moved` then says how the others did."""
        limit = min(enough, self._room(self.cell, self.way))
        reached = 0
        while reached < limit and (steps := self._cheapest()):
            by = min(limit - reached, *(self._room(cell, way) for cell, way in steps))
            for cell, way in steps:
                self.moved[cell] += by * way
            reached += by
        return reached

    def _cheapest(self) -> list[Step]:
        """The way round from the cell's row to its column that hides fewest people (Dijkstra); empty if there is none."""
        start, goal = self.cell[0], ~self.cell[1]
        best = {start: 0}
        came: dict[int, tuple[int, Step]] = {}
        queue = [(0, start)]
        while queue:
            cost, node = heappop(queue)
            for far, step in self._steps(node):
                price = cost + self._price(step[0])
                if price < best.get(far, WITHOUT_END):
                    best[far], came[far] = price, (node, step)
                    heappush(queue, (price, far))
            # Everything still waiting costs as much or more.
            if goal in best and best[goal] <= (queue[0][0] if queue else cost):
                return self._trace(came)
        return []

    def _steps(self, node: int) -> Iterator[tuple[int, Step]]:
        """Where one can go from a node, and whether the cell on the way grows or shrinks then."""
        turn = self.way * self.network.sign[self.cell] * (-1 if node >= 0 else 1)
        for cell in self.network.arcs[node]:
            way = turn * self.network.sign[cell]
            if cell in self.movable and cell != self.cell and self._room(cell, way) > 0:
                yield (~cell[1] if node >= 0 else cell[0]), (cell, way)

    def _trace(self, came: dict[int, tuple[int, Step]]) -> list[Step]:
        node, steps = ~self.cell[1], []
        while node != self.cell[0]:
            node, step = came[node]
            steps.append(step)
        return steps

    def _room(self, cell: Cell, way: int) -> int:
        return WITHOUT_END if way > 0 else self.network.value[cell] - 1 + self.moved[cell]

    def _price(self, cell: Cell) -> int:
        return 0 if cell in self.free or self.moved[cell] else self.network.value[cell]
