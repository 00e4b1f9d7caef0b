"""What the answers tell about each question in each language, and which wordings a person should look at.

Puts together what `sheets` read and what the pure measures computed of it; shows only what `disclosure` lets through.
A flag is advice: nothing is edited, hidden or decided by it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from education.clinics.models import Clinic
from education.content.models import Article
from education.quiz.disclosure import ShownItem, shown_item
from education.quiz.figures import ItemFigures
from education.quiz.models import Form
from education.quiz.reckoning import Reckoning, reckon
from education.quiz.samples import LEAST_SHOWN, LEAST_SIGNAL
from education.quiz.sheets import Sheet, Sheets, Week, Wording, read_sheets
from education.quiz.signals import Flag, Sign
from education.quiz.suppression import ShownShare, shown_share
from education.text.languages import BY_CODE, LANGUAGES, SOURCE, Language


@dataclass(frozen=True)
class Cell:
    """One question in one language, as it is shown."""

    question: str
    language: Language
    shown: ShownItem
    figures: ItemFigures | None
    """Of the attempts not yet added up. None where they are too few, or not asked alike in the source language."""
    wording: Wording | None
    flags: tuple[Flag, ...] = ()
    distractor: str = ""
    """The option that draws readers away in this language alone."""

    @property
    def is_translated(self) -> bool:
        """False where readers of this language were shown the words of another."""
        return self.wording is None or self.wording.language == self.language.code

    @property
    def wording_language(self) -> Language:
        return BY_CODE[self.wording.language] if self.wording else self.language

    @property
    def is_source(self) -> bool:
        return self.language.code == SOURCE

    @property
    def at_once(self) -> bool:
        return any(flag.at_once for flag in self.flags)


@dataclass(frozen=True)
class QuestionRow:
    """A question, the source language first."""

    key: str
    critical: bool
    wording: Wording | None
    cells: tuple[Cell, ...]

    @property
    def source(self) -> Language:
        """The language of the wording that stands over the row."""
        return self.cells[0].wording_language


@dataclass(frozen=True)
class LanguageNote:
    """A form in a language as a whole."""

    language: Language
    people: int | None
    """In tens, of the wording shown last; None below 50."""
    few: bool
    kr20: float | None
    settled: bool
    """False where purification came to no end: the comparison is to be read with care."""
    has_totals: bool
    has_earlier: bool
    is_alike: bool
    """Whether it asks the questions of the source language, so that the two can be compared."""


@dataclass(frozen=True)
class FormStatistics:
    form: Form
    questions: tuple[QuestionRow, ...]
    languages: tuple[LanguageNote, ...]
    weeks: tuple[tuple[Week, ShownShare | None], ...]
    """Share of the people of a week who answered at least one critical question unsafely."""


def read_statistics(article: Article, clinic: Clinic) -> list[FormStatistics]:
    """Every form that anybody answered at this clinic. Five queries, however many attempts, questions and languages."""
    sheets = read_sheets(article, clinic)
    return [_form(form, sheets) for form in Form if sheets.forms[form]]


def flags(article: Article, clinic: Clinic) -> list[Cell]:
    """Questions whose translation is probably misunderstood, most urgent first: each once, with figures and wording."""
    return flagged(read_statistics(article, clinic))


def flagged(statistics: Sequence[FormStatistics]) -> list[Cell]:
    """The cells with flags; where both forms raise one, that of the full form."""
    found: dict[tuple[str, str], Cell] = {}
    for form in statistics:
        for row in form.questions:
            for cell in row.cells:
                if cell.flags:
                    found.setdefault((cell.question, cell.language.code), cell)
    return sorted(found.values(), key=lambda cell: not cell.at_once)


def _form(form: Form, sheets: Sheets) -> FormStatistics:
    reckoning = reckon(form, sheets)
    languages = _ordered(sheets.forms[form])
    asked = {key for _code, key in reckoning.choices}
    return FormStatistics(
        form,
        tuple(_row(key, languages, reckoning, form, sheets) for key in sheets.items if key in asked),
        tuple(_note(language, sheets.forms[form][language.code], reckoning) for language in languages),
        tuple((week, shown_share(count.missed, count.people)) for week, count in sheets.weeks[form].items()),
    )


def _ordered(sheets: Mapping[str, Sheet]) -> list[Language]:
    """The source language first, then the project's order."""
    known = [language for language in LANGUAGES if language.code in sheets]
    return sorted(known, key=lambda language: language.code != SOURCE)


def _row(
    key: str, languages: Sequence[Language], reckoning: Reckoning, form: Form, sheets: Sheets
) -> QuestionRow:
    cells = tuple(
        _cell(key, language, reckoning, sheets.wordings.get(sheets.forms[form][language.code].revisions[key]))
        for language in languages
        if (language.code, key) in reckoning.choices
    )
    return QuestionRow(key, sheets.items[key].critical, cells[0].wording, cells)


def _cell(key: str, language: Language, reckoning: Reckoning, wording: Wording | None) -> Cell:
    place = language.code, key
    cell = Cell(key, language, shown_item(reckoning.choices[place]), reckoning.figures.get(place), wording)
    raised = reckoning.flags.get(place, ())
    if not raised or not cell.is_translated:
        return cell
    named = any(flag.sign is Sign.DISTRACTOR for flag in raised)
    return replace(cell, flags=raised, distractor=cell.shown.drawn if named else "")


def _note(language: Language, sheet: Sheet, reckoning: Reckoning) -> LanguageNote:
    figures = reckoning.languages.get(language.code)
    people = sheet.people
    return LanguageNote(
        language,
        people=people // 10 * 10 if people >= LEAST_SIGNAL else None,
        few=people < LEAST_SHOWN,
        kr20=figures.kr20 if figures else None,
        settled=not figures or not figures.comparison or figures.comparison.settled,
        has_totals=bool(sheet.totals),
        has_earlier=sheet.earlier >= LEAST_SHOWN,
        is_alike=language.code in reckoning.alike,
    )
