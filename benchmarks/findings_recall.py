"""Print how many faults put on purpose into the shipped translations the checks find, by fault and language.

`python benchmarks/findings_recall.py [--missed]`: with `--missed`, also the faults that nothing found.
The first line counts false alarms: findings that block the shipped words as they are.
"""

import os
import sys
from collections import Counter
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from education.text.findings import blocking, findings  # noqa: E402
from tests.text.mutants import CERTAIN, FAULTS, RELEASE, Mutant, is_found, mutants, shipped_pairs  # noqa: E402

LANGUAGES = [code for code in RELEASE.words if code != "en"]


def main() -> None:
    table = {language: _recall(language) for language in LANGUAGES}
    print(f"{'':32}" + "".join(f"{language:>16}" for language in LANGUAGES))
    print(
        f"{'false alarms that block':32}"
        + "".join(f"{_false_alarms(language):>16}" for language in LANGUAGES)
    )
    for fault in FAULTS:
        cells = (_cell(made, missed, fault) for made, missed in table.values())
        print(f"{fault + (' !' if fault in CERTAIN else ''):32}" + "".join(cells))
    print("! must be 100 %. Found / made; a fault counts as found if any finding blocks.")
    if "--missed" in sys.argv:
        for _made, missed in table.values():
            print(*missed, sep="\n")


def _recall(language: str) -> tuple[Counter[str], list[Mutant]]:
    """How many mutants were made for each fault, and those that nothing found."""
    made: Counter[str] = Counter()
    missed = []
    for mutant in mutants(shipped_pairs(language)):
        made[mutant.fault] += 1
        if not is_found(mutant):
            missed.append(mutant)
    return made, missed


def _false_alarms(language: str) -> int:
    return sum(len(blocking(findings(pair))) for pair in shipped_pairs(language))


def _cell(made: Counter[str], missed: list[Mutant], fault: str) -> str:
    found = made[fault] - sum(mutant.fault == fault for mutant in missed)
    return (
        f"{found:>8}/{made[fault]}".rjust(10) + f"{found / made[fault]:>6.0%}"
        if made[fault]
        else f"{'–':>16}"
    )


if __name__ == "__main__":
    main()
