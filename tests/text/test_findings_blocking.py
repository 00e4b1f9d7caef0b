"""What stops a signature is looked for alone, and it is what the whole look finds."""

from dataclasses import replace
from itertools import islice

import pytest

from education.text.findings import blocking, blocking_findings, findings
from tests.text.mutants import mutants, shipped_pairs

EVERY = 12
"""So many faulty texts are enough of them."""


@pytest.mark.parametrize(("weight", "least"), [("safety", 0.9), ("ordinary", 0.1)])
def test_the_short_look_finds_all_that_the_whole_one_finds_blocking(weight: str, least: float) -> None:
    made = [replace(one.pair, weight=weight) for one in islice(mutants(shipped_pairs("es")), 0, None, EVERY)]
    stopped = 0
    for pair in [*made, *islice(shipped_pairs("en"), 0, None, EVERY)]:
        assert blocking_findings(pair) == blocking(findings(pair))
        stopped += bool(blocking_findings(pair))
    assert stopped > least * len(made)
