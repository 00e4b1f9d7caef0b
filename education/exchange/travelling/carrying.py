"""How the words of a file travel from the report to the button under it: signed, in the page itself.

So nothing is stored for somebody who only looks, the file is not asked for again, and what is written is what the report
showed, for the same person. All of it is judged once more when it is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing
from django.utils.translation import gettext as _

from education.clinics.models import Person
from education.content.models import Article
from education.exchange.travelling.entries import Entry, FileRefused, Parcel
from education.exchange.travelling.judging import Verdict

SALT = "words from a translator"
SECONDS = 6 * 60 * 60
LONGEST = 900_000
"""Characters; a form may bring 1 MiB."""


@dataclass(frozen=True)
class Carried:
    language: str
    agency: str
    parcel: Parcel
    newer: dict[str, str]
    """Unit key → print of the newer words here that the report showed."""


def carry(
    article: Article, language: str, agency: str, parcel: Parcel, verdicts: Iterable[Verdict], person: Person
) -> str:
    """What a hidden field holds: the entries that may be written, no others. Raises FileRefused where they are too many."""
    wanted = [verdict for verdict in verdicts if verdict.is_taken or verdict.moved]
    keys = {verdict.key for verdict in wanted}
    kept = {
        "person": person.pk,
        "article": article.key,
        "language": language,
        "agency": agency,
        "newer": {one.key: one.standing.desk_print for one in wanted if one.moved and one.standing},
        "entries": [_plain(entry) for entry in parcel.entries if _key(entry) in keys],
    }
    packed = signing.dumps(kept, salt=SALT, compress=True)
    if len(packed) > LONGEST:
        raise FileRefused(
            _(
                "The file changes more than one page can carry. Send it in parts, or use “manage.py import_words”."
            )
        )
    return packed


def carried(packed: str, article: Article, person: Person) -> Carried:
    """Raises FileRefused where this is not what a report gave this person for this article, or where it is too old."""
    try:
        kept = signing.loads(packed, salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        kept = {}
    if (kept.get("person"), kept.get("article")) != (person.pk, article.key):
        raise FileRefused(_("The report is too old, or it was made for somebody else. Send the file again."))
    parcel = Parcel(kept["language"], tuple(Entry(*facts) for facts in kept["entries"]))
    return Carried(kept["language"], kept["agency"], parcel, kept["newer"])


def _plain(entry: Entry) -> list[object]:
    return [entry.id, entry.source, entry.target, entry.source_print, entry.target_print, entry.unsure]


def _key(entry: Entry) -> str:
    return entry.id.split("/")[1] if entry.id.count("/") == 2 else ""
