"""Where the marks of a chart stand. The template draws them as SVG by attributes alone: no script, no style in the page.

All lengths are in the units of the chart's own box. A chart shows nothing that the table beside it does not say.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from education.quiz.sheets import Week
from education.quiz.statistics import Cell, QuestionRow
from education.quiz.suppression import Bound, ShownShare

LABEL_WIDTH = 125
AXIS_WIDTH = 185
ROW_HEIGHT = 28
TOP = 24
WEEK_WIDTH = 24
WEEK_HEIGHT = 160
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Mark:
    """A share on a line from 0 to 100: a dot where it is known, open where only a bound may be shown."""

    at: float
    low: float
    high: float
    open: bool


@dataclass(frozen=True)
class Line:
    label: str
    y: float
    mark: Mark | None
    flagged: bool


@dataclass(frozen=True)
class Tick:
    at: float
    percent: int


@dataclass(frozen=True)
class DotPlot:
    """The share right in one question: a line for each language."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    lines: tuple[Line, ...]

    @property
    def bottom(self) -> float:
        return self.height - TOP


@dataclass(frozen=True)
class WeekMark:
    x: float
    label: str
    mark: Mark | None
    share: ShownShare | None
    is_named: bool
    """Whether the week's name fits below its mark."""


@dataclass(frozen=True)
class WeekPlot:
    """Critical misses: a column for each week, the share from the bottom up."""

    width: float
    height: float
    ticks: tuple[Tick, ...]
    weeks: tuple[WeekMark, ...]


def difficulty_plot(row: QuestionRow) -> DotPlot:
    lines = tuple(_line(cell, number) for number, cell in enumerate(row.cells))
    ticks = tuple(Tick(_across(percent), percent) for percent in TICKS)
    return DotPlot(LABEL_WIDTH + AXIS_WIDTH + 20, 2 * TOP + ROW_HEIGHT * len(lines), ticks, lines)


def week_plot(weeks: Sequence[tuple[Week, ShownShare | None]]) -> WeekPlot:
    marks = tuple(_week(number, week, share) for number, (week, share) in enumerate(weeks))
    ticks = tuple(Tick(_up(percent), percent) for percent in TICKS)
    return WeekPlot(50 + WEEK_WIDTH * max(len(marks), 4) + 20, TOP + WEEK_HEIGHT + 40, ticks, marks)


def _line(cell: Cell, number: int) -> Line:
    y = TOP + ROW_HEIGHT * (number + 0.5)
    share, interval = cell.shown.right, cell.shown.interval
    mark = None
    if share:
        low, high = (interval.low, interval.high) if interval else _reach(share)
        mark = Mark(_across(share.percent), _across(low), _across(high), open=interval is None)
    return Line(cell.language.name, y, mark, bool(cell.flags))


def _week(number: int, week: Week, share: ShownShare | None) -> WeekMark:
    mark = None
    if share:
        low, high = _reach(share)
        mark = Mark(
            _up(share.percent), _up(low), _up(high), open=share.bound is not Bound.ABOUT or share.tens
        )
    return WeekMark(
        50 + WEEK_WIDTH * (number + 0.5), f"{week[0]}-W{week[1]:02}", mark, share, number % 4 == 0
    )


def _reach(share: ShownShare) -> tuple[float, float]:
    """What a share that is not shown exactly may be, in percents."""
    if share.bound is Bound.AT_LEAST:
        return share.percent, 100
    if share.bound is Bound.AT_MOST:
        return 0, share.percent
    return (share.percent - 5, share.percent + 5) if share.tens else (share.percent, share.percent)


def _across(percent: float) -> float:
    return round(LABEL_WIDTH + AXIS_WIDTH * percent / 100, 1)


def _up(percent: float) -> float:
    return round(TOP + WEEK_HEIGHT * (1 - percent / 100), 1)
