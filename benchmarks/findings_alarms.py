"""Print how often the checks cry wolf over texts that people translated with care: Django's own messages.

`python benchmarks/findings_alarms.py [--shown]`: with `--shown`, also the messages. They are about software, so a few alarms
are about its words ("None", "6 p.m."); others are true: messages whose translation says less or the opposite.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django
import polib

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from education.text.findings import CHECKS, Pair  # noqa: E402

FOLDERS = {
    "es": "es", "fr": "fr", "de": "de", "pt": "pt_BR", "pl": "pl", "ru": "ru", "ar": "ar", "ur": "ur", "bn": "bn",
    "zh-hans": "zh_Hans", "vi": "vi",
}  # fmt: skip
LOOKED_AT = ("numbers", "units", "typed-phone", "negation", "sides", "urgency", "script", "length")


def main() -> None:
    print(f"{'':10}{'messages':>10}" + "".join(f"{check:>13}" for check in LOOKED_AT))
    for language in FOLDERS:
        pairs = list(_pairs(language))
        alarms = [
            (check.id, pair)
            for pair in pairs
            for check in CHECKS
            if check.id in LOOKED_AT
            for _ in check.find(pair)
        ]
        count = Counter(check for check, _pair in alarms)
        print(f"{language:10}{len(pairs):>10}" + "".join(f"{count[check]:>13}" for check in LOOKED_AT))
        if "--shown" in sys.argv:
            print(
                *(f"    {check}: {pair.source['text']} | {pair.words['text']}" for check, pair in alarms),
                sep="\n",
            )


def _pairs(language: str) -> Iterator[Pair]:
    """Each translated message as a text, with its placeholders as a plain word."""
    root = Path(django.__file__).parent
    for path in sorted(root.glob(f"**/locale/{FOLDERS[language]}/LC_MESSAGES/*.po")):
        for entry in polib.pofile(str(path)):
            if entry.msgstr and not (entry.obsolete or entry.fuzzy or entry.msgid_plural):
                source, words = (
                    re.sub(r"%\(?\w*\)?[sdr]", "X", text) for text in (entry.msgid, entry.msgstr)
                )
                yield Pair("en", language, "", "safety", {"text": source}, {"text": words})


if __name__ == "__main__":
    main()
