"""The verb by which words from a translator's file reach the desk. Readers see none of them until somebody signs."""

from django.db import transaction
from django.utils.translation import gettext as _

from education.clinics import access
from education.clinics.access import NotAllowed
from education.clinics.models import Person
from education.content.models import Article
from education.exchange.progress import Told, untold
from education.exchange.travelling.entries import FileRefused, Parcel
from education.exchange.travelling.judging import Agreed, Verdict, judge
from education.exchange.travelling.reading import language_of
from education.review.actions import write
from education.review.appending import lock_editions
from education.review.models import Maker, Origin
from education.text.languages import BY_CODE


@transaction.atomic
def bring_in(
    article: Article, language: str, parcel: Parcel, *, by: Person | None, agency: str, agreed: Agreed | None = None,
    told: Told = untold,
) -> list[Verdict]:  # fmt: skip
    """Write what is new and what changed, each as a revision “imported, by …”; the same file again writes nothing.

    `agreed` names newer words that may be replaced; they stay in the history. Answers what became of each text.
    Raises NotAllowed, FileRefused (another language).
    """
    refuse_another_language(parcel, language)
    if by is not None and not access.may_write(by, language):
        raise NotAllowed(_("You may not write in this language."))
    lock_editions(article)
    verdicts = judge(article, language, parcel, agreed or {})
    taken = [verdict for verdict in verdicts if verdict.is_taken]
    for done, verdict in enumerate(taken, 1):
        assert verdict.standing is not None  # noqa: S101 - what is taken has a place here
        write(
            verdict.standing.unit, language, verdict.words, by=by, seen=verdict.standing.desk_print,
            origin=Origin.IMPORTED, maker=Maker.PERSON, imported_by=agency.strip(),
        )  # fmt: skip
        told(done, len(taken))
    return verdicts


def refuse_another_language(parcel: Parcel, language: str) -> None:
    """Raises FileRefused where the file is in another language than the one that was chosen."""
    found = language_of(parcel)
    if found != language:
        raise FileRefused(
            _("The file is in %(found)s, and you chose %(chosen)s. Nothing was read from it.")
            % {"found": BY_CODE[found].name, "chosen": BY_CODE[language].name}
        )
