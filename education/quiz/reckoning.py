"""The measures of one form, computed from its sheets: choices, figures and flags of each question in each language.

Decides which languages are compared: those that ask the very questions that the source language asks. What is computed here
is not yet fit to be shown: see `disclosure`.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from education.quiz.columns import OPTIONS, Answers, Columns
from education.quiz.figures import Attempts, Choices, Item, ItemFigures, LanguageFigures, examine
from education.quiz.models import Form
from education.quiz.run import UNSURE
from education.quiz.samples import comparison_stage
from education.quiz.sheets import Sheet, Sheets
from education.quiz.signals import Flag, all_flags
from education.text.languages import SOURCE

Place: TypeAlias = tuple[str, str]
"""Language and question."""
Found = TypeVar("Found")


@dataclass(frozen=True)
class Reckoning:
    choices: Mapping[Place, Choices]
    """With the months that were added up."""
    figures: Mapping[Place, ItemFigures]
    """Of the attempts that are still kept one by one; other people than in `choices` where months were added up."""
    languages: Mapping[str, LanguageFigures]
    flags: Mapping[Place, tuple[Flag, ...]]
    alike: frozenset[str]
    """Languages that ask the questions of the source language."""


def reckon(form: Form, sheets: Sheets) -> Reckoning:
    of_form = sheets.forms[form]
    keys = [key for key in _compared(of_form) if key in sheets.items]
    alike = {code: sheet for code, sheet in of_form.items() if set(sheet.paper.questions) == set(keys)}
    choices = {
        (code, key): found
        for code, sheet in of_form.items()
        for key, found in _choices(sheet, sheets).items()
    }
    languages = _languages(form, alike, keys, sheets)
    whole = {code: _with(choices, code, figures, keys) for code, figures in languages.items()}
    return Reckoning(
        choices,
        _by_place({code: figures.items for code, figures in languages.items()}, keys),
        languages,
        _by_place(all_flags(whole, SOURCE), keys),
        frozenset(alike),
    )


def _compared(sheets: Mapping[str, Sheet]) -> list[str]:
    """Questions of the source language; of any other, while nobody has answered in that."""
    first = sheets.get(SOURCE) or next(iter(sheets.values()))
    return list(first.paper.questions)


def _choices(sheet: Sheet, sheets: Sheets) -> dict[str, Choices]:
    answers = sheet.answers
    found = {}
    for key in sheet.paper.questions:
        if key in sheets.items:
            chosen, added = answers.chosen(key), sheet.totals.get(key, Counter())
            options = {option: chosen[option] + added[option] for option in OPTIONS}
            found[key] = Choices(_item(key, sheets), options)
    return found


def _languages(
    form: Form, alike: Mapping[str, Sheet], keys: Sequence[str], sheets: Sheets
) -> dict[str, LanguageFigures]:
    items = [_item(key, sheets) for key in keys]
    attempts = {code: _attempts(sheet.answers, keys, sheets) for code, sheet in alike.items()}
    if form == Form.SHORT:
        return _uncompared(items, attempts)
    nobody = _attempts(Answers([], keys), keys, sheets)
    return examine(items, {SOURCE: nobody, **attempts}, SOURCE)


def _uncompared(items: Sequence[Item], attempts: Mapping[str, Attempts]) -> dict[str, LanguageFigures]:
    """The short form has too few items to match people by their score; shares can be compared all the same."""
    alone = {code: examine(items, {code: group}, code) for code, group in attempts.items()}
    found = {code: figures[code] for code, figures in alone.items() if code in figures}
    source = found[SOURCE].people if SOURCE in found else 0
    return {
        code: figures
        if code == SOURCE
        else replace(figures, together=comparison_stage(source, figures.people))
        for code, figures in found.items()
    }


def _attempts(answers: Answers, keys: Sequence[str], sheets: Sheets) -> Attempts:
    right = {key: sheets.items[key].answer for key in keys}
    return Attempts(Columns(answers, right), [answers.chosen(key) for key in keys])


def _with(
    choices: Mapping[Place, Choices], code: str, figures: LanguageFigures, keys: Sequence[str]
) -> LanguageFigures:
    """Shares are judged with the months that were added up, too."""
    items = (replace(item, choices=choices[code, key]) for key, item in zip(keys, figures.items, strict=True))
    return replace(figures, items=tuple(items))


def _by_place(found: Mapping[str, Sequence[Found]], keys: Sequence[str]) -> dict[Place, Found]:
    return {(code, key): one for code, ones in found.items() for key, one in zip(keys, ones, strict=True)}


def _item(key: str, sheets: Sheets) -> Item:
    return Item(sheets.items[key].answer, UNSURE, sheets.items[key].critical)
