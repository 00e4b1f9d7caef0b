"""How far long work is. On a terminal a bar, a line at each quarter elsewhere; `long_work` tells it on a page.

Decides nothing about the work.
"""

import time
from collections.abc import Callable
from typing import Any

Told = Callable[[int, int], None]
"""Hears how many of how many texts are done."""

WIDTH = 30
QUARTERS = 4
SECONDS_BETWEEN = 0.1


def untold(_done: int, _whole: int) -> None:
    """Nobody listens."""


class Progress:
    """`told(done, whole)` may be called as often as one likes."""

    def __init__(self, out: Any, name: str) -> None:
        self.out, self.name = out, name
        self.on_terminal = bool(out.isatty())
        self.drawn_at, self.quarter = 0.0, 0

    def told(self, done: int, whole: int) -> None:
        if self.on_terminal:
            self._draw(done, whole)
        elif whole and done * QUARTERS // whole > self.quarter:
            self.quarter = done * QUARTERS // whole
            self.out.write(f"{self.name}: {done} of {whole}")

    def end(self) -> None:
        """Leave the terminal as it was found."""
        if self.on_terminal and self.drawn_at:
            self.out.write("\r" + " " * (len(self.name) + WIDTH + 12) + "\r", ending="")

    def _draw(self, done: int, whole: int) -> None:
        if done < whole and time.monotonic() - self.drawn_at < SECONDS_BETWEEN:
            return
        self.drawn_at = time.monotonic()
        full = WIDTH * done // max(whole, 1)
        bar = "#" * full + "." * (WIDTH - full)
        self.out.write(f"\r{self.name} [{bar}] {100 * done // max(whole, 1):3d}%", ending="")
