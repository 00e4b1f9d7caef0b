"""Does an item work differently for two groups of people who know equally much? Mantel and Haenszel's answer.

Takes the strata as they are: who is matched with whom is decided in `matching`, whether a figure may be shown in
`samples` and `suppression`. *Reference* readers have the source language, *focal* readers a translation. It cannot
see a form that is badly translated as a whole: people are matched on that very form.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import erfc, exp, fsum, log, sqrt
from typing import NamedTuple

from education.quiz.proportions import Interval, critical_value

ETS_SCALE = -2.35
"""Delta is −2.35 · ln α: the scale of ETS, on which 1 is a small difference (Holland and Thayer 1985, ETS RR-85-43)."""
SIGNIFICANCE = 0.05
CONTINUITY = 0.5


class Stratum(NamedTuple):
    """People of one score, counted: A, B, C, D of the literature."""

    reference_right: int
    reference_wrong: int
    focal_right: int
    focal_wrong: int

    @property
    def reference(self) -> int:
        """People of the reference group."""
        return self.reference_right + self.reference_wrong

    @property
    def focal(self) -> int:
        """People of the focal group."""
        return self.focal_right + self.focal_wrong


class Size(StrEnum):
    """How much an item's functioning differs, by ETS: A negligible, B slight to moderate, C moderate to large."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True)
class MantelHaenszel:
    """The comparison of two groups on one item over all strata. What cannot be estimated is None."""

    difference: float
    """ΣA − ΣE(A): right answers of the reference group beyond what equal functioning would give."""
    variance: float
    """ΣVar(A)."""
    alpha: float | None
    """Common odds ratio, 0 to ∞, both excluded; above 1: harder for the focal group. None: it would be 0, ∞ or 0/0."""
    log_error: float | None
    """Standard error of ln α."""

    @property
    def estimable(self) -> bool:
        """Whether there are α and Δ. If not, χ² may still tell that the groups differ."""
        return self.alpha is not None

    @property
    def chi_square(self) -> float | None:
        """(|ΣA − ΣE| − ½)²/ΣVar, never below 0; one degree of freedom. None: no stratum can tell anything."""
        return max(0.0, abs(self.difference) - CONTINUITY) ** 2 / self.variance if self.variance else None

    @property
    def chi_square_uncorrected(self) -> float | None:
        """(ΣA − ΣE)²/ΣVar."""
        return self.difference**2 / self.variance if self.variance else None

    @property
    def p(self) -> float | None:
        """How often chance alone gives so large a χ² or a larger one."""
        return None if self.chi_square is None else chi_square_p(self.chi_square)

    @property
    def delta(self) -> float | None:
        """Δ = −2.35 ln α; negative: harder for the focal group."""
        return None if self.alpha is None else ETS_SCALE * log(self.alpha)

    @property
    def delta_error(self) -> float | None:
        """Standard error of Δ."""
        return None if self.log_error is None else abs(ETS_SCALE) * self.log_error

    @property
    def size(self) -> Size | None:
        """The class of ETS; None where Δ cannot be estimated."""
        if self.delta is None or self.delta_error is None or self.p is None:
            return None
        return ets_size(self.delta, self.delta_error, self.p)

    def interval(self, level: float = 0.95) -> Interval | None:
        """Of α: exp(ln α ± z·SE)."""
        if self.alpha is None or self.log_error is None:
            return None
        reach = critical_value(level) * self.log_error
        return Interval(self.alpha * exp(-reach), self.alpha * exp(reach))


def mantel_haenszel(strata: Iterable[tuple[int, int, int, int]]) -> MantelHaenszel:
    """Compare two groups over strata (A, B, C, D); the order of the strata does not matter. Strata of one person are dropped.

    α = Σ(AD/N)/Σ(BC/N); E(A) = (A+B)(A+C)/N; Var(A) = (A+B)(C+D)(A+C)(B+D)/(N²(N−1)). Mantel and Haenszel 1959, Journal of
    the National Cancer Institute 22:719; for test items Holland and Thayer 1988. ValueError: a negative count.
    """
    cells = [Stratum(*stratum) for stratum in strata]
    if any(min(stratum) < 0 for stratum in cells):
        raise ValueError("a stratum has a negative count")
    cells = [stratum for stratum in cells if sum(stratum) >= 2]
    for_reference = [a * d / (a + b + c + d) for a, b, c, d in cells]
    for_focal = [b * c / (a + b + c + d) for a, b, c, d in cells]
    estimable = any(for_reference) and any(for_focal)
    return MantelHaenszel(
        difference=fsum(a - (a + b) * (a + c) / (a + b + c + d) for a, b, c, d in cells),
        variance=fsum(_variance(stratum) for stratum in cells),
        alpha=fsum(for_reference) / fsum(for_focal) if estimable else None,
        log_error=_log_error(cells, for_reference, for_focal) if estimable else None,
    )


def ets_size(delta: float, error: float, p: float) -> Size:
    """A: p ≥ .05 or |Δ| < 1; C: |Δ| ≥ 1.5 and significantly more than 1, (|Δ| − 1)/SE > 1.645; B: the rest.

    Zwick 2012, ETS RR-12-08. Stricter than labels by |Δ| alone (1 and 1.5), which some programs print.
    """
    if p >= SIGNIFICANCE or abs(delta) < 1:
        return Size.A
    large = abs(delta) >= 1.5 and (abs(delta) - 1) / error > 1.645
    return Size.C if large else Size.B


def chi_square_p(chi_square: float) -> float:
    """Upper tail of χ² with one degree of freedom, the square of a standard normal: erfc(√(χ²/2))."""
    return erfc(sqrt(chi_square / 2))


def _variance(stratum: Stratum) -> float:
    a, b, c, d = stratum
    people = a + b + c + d
    return (a + b) * (c + d) * (a + c) * (b + d) / (people**2 * (people - 1))


def _log_error(cells: list[Stratum], for_reference: list[float], for_focal: list[float]) -> float:
    """√(Σ(PR)/2(ΣR)² + Σ(PS+QR)/2ΣRΣS + Σ(QS)/2(ΣS)²), with R = AD/N, S = BC/N, P = (A+D)/N, Q = (B+C)/N.

    Robins, Breslow and Greenland 1986, Biometrics 42:311: right for few large strata and for many thin ones.
    """
    agree = [(a + d) / (a + b + c + d) for a, b, c, d in cells]
    rows = list(zip(agree, for_reference, for_focal, strict=True))
    sum_r, sum_s = fsum(for_reference), fsum(for_focal)
    return sqrt(
        fsum(p * r for p, r, _s in rows) / (2 * sum_r**2)
        + fsum(p * s + (1 - p) * r for p, r, s in rows) / (2 * sum_r * sum_s)
        + fsum((1 - p) * s for p, _r, s in rows) / (2 * sum_s**2)
    )
