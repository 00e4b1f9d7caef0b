"""What the page of one unit shows: boxes beside the source, what was found in the words in them, and what happened before.

Decides nothing about who may do what: the views of `unit` have asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from education.clinics import access
from education.clinics.models import Person
from education.review.changes import Change, changes
from education.review.forms import StillCorrectForm, WordsForm
from education.review.kept_findings import findings_on_desk
from education.review.models import Approval, Revision
from education.review.next_text import NO_OTHERS, others_after
from education.review.readers import Standing, newest_revision, newest_signature, sources_seen
from education.review.states import State
from education.review.wording import findings_of, glossary_of
from education.review.workbench import frame
from education.text.findings import Finding, blocking
from education.text.fingerprint import Words, fingerprint


@dataclass(frozen=True)
class Row:
    """One field: the box to type in, the source words, what was found in the box, and the words on the desk."""

    name: str
    box: object
    source: str
    found: Sequence[Finding]
    theirs: str


@dataclass(frozen=True)
class Found:
    """The findings in the words of a form, field by field, and how many they are."""

    by_field: Mapping[str, Sequence[Finding]]
    total: int
    blocking: int


def shown(
    request: HttpRequest, person: Person, standing: Standing, every: Sequence[Standing],
    *, form: WordsForm | None = None, still: StillCorrectForm | None = None, unsaved: str = "",
) -> HttpResponse:  # fmt: skip
    """The page; `unsaved` says why the words in the boxes are not those on the desk, where no error does."""
    language, unit = standing.language, standing.unit
    prints = {"words": standing.desk_print, "source": standing.source_print}
    form = form or WordsForm(unit, language, initial={**standing.desk, "seen": standing.desk_print})
    moved = bool(form.non_field_errors())
    found = found_in(form, standing, every)
    # Where two people's words stand side by side, no link leads away from them.
    others = NO_OTHERS if moved else others_after(unit.article, language, unit.key)
    may_sign = access.may_sign(person, language)
    context = frame(
        request, unit.article, language,
        title=standing.heading.text, heading=standing.heading, standing=standing, form=form, person=person, unit=unit,
        rows=_rows(standing, form, found), found=found, moved=moved, theirs=_theirs(standing) if moved else None,
        unsaved=unsaved, after=others.first(set(State) - {State.SIGNED}), outdated=others.first({State.OUTDATED}),
        source_changes=_source_changes(standing), before=_signed_before(standing),
        still=(still or StillCorrectForm(initial=prints, auto_id="still-%s")) if may_sign and standing.is_kept else None,
        may_write=access.may_write(person, language), may_sign=may_sign,
    )  # fmt: skip
    return render(request, "staff/unit.html", context, status=409 if moved else 200)


def found_in(form: WordsForm, standing: Standing, every: Iterable[Standing]) -> Found:
    """The findings in what stands in the boxes, saved or not. Those of saved words are kept, for the board too."""
    typed: Words = {name: form[name].value() or "" for name in standing.unit.FIELDS}
    if fingerprint(typed) == standing.desk_print:
        found = findings_on_desk([standing], every)[standing.unit.pk]
    else:
        found = findings_of(standing, typed, glossary_of(every))
    fields = {name: [item for item in found if item.field == name] for name in standing.unit.FIELDS}
    return Found(fields, len(found), len(blocking(found)))


def _rows(standing: Standing, form: WordsForm, found: Found) -> list[Row]:
    source: Words = {} if standing.is_source else standing.source_words
    return [
        Row(name, form[name], source.get(name, ""), found.by_field[name], standing.desk.get(name, ""))
        for name in standing.unit.FIELDS
    ]


def _theirs(standing: Standing) -> Revision | None:
    """Who laid the words on the desk that stand there now."""
    return newest_revision(standing.unit, standing.language)


def _source_changes(standing: Standing) -> list[Change]:
    """What became of the source words since somebody signed this translation of them."""
    seen = sources_seen([standing]).get(standing.unit.pk)
    return changes(standing.unit, seen, standing.source_words) if seen else []


def _signed_before(standing: Standing) -> Approval | None:
    """The earlier signature of words that lie on the desk as a draft."""
    if standing.state != State.DRAFT:
        return None
    return newest_signature(standing.unit, standing.language, standing.desk_print)
