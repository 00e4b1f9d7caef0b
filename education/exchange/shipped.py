"""The words that come with the software: read from TOML, checked as a whole, then loaded in one transaction or not at all.

Decides what follows a new release and what is kept: words that nobody changed here follow, words changed here stay. Facts of
units that exist already stay too, unless they are asked for.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from education.content.models import (
    KINDS,
    Answer,
    Article,
    Citation,
    Question,
    RedFlag,
    Section,
    Severity,
    Unit,
    Weight,
)
from education.content.readers import units_of
from education.review.actions import write
from education.review.models import Maker, Origin, Revision
from education.review.wording import text_problems
from education.text.fingerprint import Words, fingerprint
from education.text.languages import BY_CODE

SHIPPED = Path(__file__).resolve().parent.parent / "shipped"
STRUCTURE = "structure.toml"
TABLES = {
    "sections": "section",
    "care_levels": "care_level",
    "red_flags": "red_flag",
    "terms": "term",
    "questions": "question",
}
ALWAYS_SAFETY = {"care_level", "red_flag"}
SAFETY_PLACES = {"strip", "purpose"}
FACTS = (
    "placement", "urgency", "escalates_to", "icd10cm", "schema_type",
    "ladder", "answer", "severity", "run_position", "short_position",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file. Fatal problems stop the whole load."""

    file: str
    key: str
    sentence: str
    fatal: bool = True

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.sentence}" if self.key else f"{self.file}: {self.sentence}"


class ShippedWordsRefused(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass
class Report:
    """What a load did, by language: how many units are new, followed the release or stayed the same; which were kept."""

    new: dict[str, int] = field(default_factory=dict)
    followed: dict[str, int] = field(default_factory=dict)
    same: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Release:
    """The shipped files of one article, parsed and checked."""

    article: str
    structure: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Words]]
    """language → unit key → words"""
    makers: Mapping[str, str]
    problems: tuple[Problem, ...]


def read_release(folder: Path) -> Release:
    """Parse and check one folder of shipped words. Raises ShippedWordsRefused with every fatal problem at once."""
    problems: list[Problem] = []
    structure = _toml(folder / STRUCTURE, problems)
    tables = {path: _toml(path, problems) for path in sorted(folder.glob("*.toml")) if path.name != STRUCTURE}
    kinds = {str(row.get("key")): kind for table, kind in TABLES.items() for row in structure.get(table, [])}
    problems += _structure_problems(structure, kinds)
    for path, table in tables.items():
        problems += _words_problems(path, table, kinds)
    fatal = [problem for problem in problems if problem.fatal]
    if fatal:
        raise ShippedWordsRefused(fatal)
    words = {
        str(table["language"]): {key: row for key, row in table.items() if key in kinds}
        for table in tables.values()
    }
    makers = {str(table["language"]): str(table["maker"]) for table in tables.values()}
    return Release(structure["article"], structure, words, makers, tuple(problems))


def shipped_languages() -> list[str]:
    """Codes of the languages that some words ship in, in the project's order."""
    files = {path.stem for path in SHIPPED.glob("*/*.toml")}
    return [code for code in BY_CODE if code in files]


@transaction.atomic
def load_release(release: Release, *, facts: bool = False) -> Report:
    """Load one release; a second load changes nothing. `facts` also renews the facts of units that exist already."""
    report = Report(problems=list(release.problems))
    article, _made = Article.objects.get_or_create(key=release.article)
    _load_structure(article, release.structure, facts=facts)
    for language in release.words:
        _load_words(article, language, release, report)
    return report


def _toml(path: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        problems.append(Problem(path.name, "", "the file is missing."))
    except UnicodeDecodeError as error:
        problems.append(Problem(path.name, "", f"not UTF-8 (byte {error.start}). Save the file as UTF-8."))
    except tomllib.TOMLDecodeError as error:
        problems.append(Problem(path.name, "", f"not TOML: {error}."))
    return {}


def _structure_problems(structure: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[Problem]:
    rows = [row for table in TABLES for row in structure.get(table, [])]
    seen: set[str] = set()
    cited = {row.get("key") for row in structure.get("citations", [])}
    for row in rows:
        key = str(row.get("key", ""))
        if not key or key in seen:
            yield Problem(STRUCTURE, key, "a key is missing or stands twice.")
        seen.add(key)
        for citation in set(row.get("citations", [])) - cited:
            yield Problem(STRUCTURE, key, f"unknown citation “{citation}”.")
        for other in ("parent", "section"):
            if row.get(other) and kinds.get(row[other]) != "section":
                yield Problem(STRUCTURE, key, f"{other} “{row[other]}” is no section.")
    yield from _question_problems(structure.get("questions", []), kinds)
    if not rows:
        yield Problem(STRUCTURE, "", "holds no units.")


def _question_problems(rows: list[Mapping[str, Any]], kinds: Mapping[str, str]) -> Iterator[Problem]:
    places: set[object] = set()
    for row in rows:
        key = str(row.get("key", ""))
        for sign in row.get("signs", []):
            if kinds.get(sign) != "red_flag":
                yield Problem(STRUCTURE, key, f"“{sign}” is no warning sign.")
        if row.get("answer") not in Answer.values or row.get("severity") not in Severity.values:
            yield Problem(STRUCTURE, key, "a question needs an answer (a, b or c) and a severity.")
        if not isinstance(row.get("run_position"), int) or row["run_position"] in places:
            yield Problem(STRUCTURE, key, "run_position is missing or stands twice.")
        places.add(row.get("run_position"))


def _words_problems(path: Path, table: Mapping[str, Any], kinds: Mapping[str, str]) -> Iterator[Problem]:
    if not table:
        return
    if table.get("language") not in BY_CODE or path.stem != table.get("language"):
        yield Problem(
            path.name,
            "language",
            f"“{table.get('language')}” is not the known language that the file is named after.",
        )
    if table.get("maker") not in Maker.values:
        yield Problem(path.name, "maker", "say who made the words: “person” or “computer”.")
    for key in sorted(set(kinds) - set(table)):
        yield Problem(path.name, key, "no words for this unit yet.", fatal=False)
    for key, row in table.items():
        if key in ("language", "maker"):
            continue
        if key not in kinds or not isinstance(row, dict):
            yield Problem(path.name, key, "no unit has this key.")
            continue
        yield from _unit_problems(path.name, key, row, kinds)


def _unit_problems(
    file: str, key: str, row: Mapping[str, Any], kinds: Mapping[str, str]
) -> Iterator[Problem]:
    kind = KINDS[kinds[key]]
    for name, text in row.items():
        if name not in kind.FIELDS:
            yield Problem(file, key, f"unknown field “{name}”.")
        elif not isinstance(text, str):
            yield Problem(file, key, f"the field “{name}” must be text.")
        else:
            yield from (
                Problem(file, key, f"{name}: {sentence}")
                for sentence in text_problems(kind, name, text, kinds)
            )
    for name in sorted(kind.REQUIRED - {name for name, text in row.items() if text}):
        yield Problem(file, key, f"the field “{name}” must not be empty.")


def _load_structure(article: Article, structure: Mapping[str, Any], *, facts: bool) -> None:
    citations = {}
    for row in structure.get("citations", []):
        values = {name: row.get(name) for name in ("publisher", "year", "title", "address")}
        citations[row["key"]], _made = Citation.objects.get_or_create(
            article=article, key=row["key"], defaults=values
        )
    known: dict[str, Unit] = {unit.key: unit for unit in units_of(article, ())}
    position = 0
    for table, kind in TABLES.items():
        for row in structure.get(table, []):
            position += 1
            if row["key"] in known and not facts:
                continue
            values = _facts(row, kind, position, known)
            unit, _made = KINDS[kind].objects.update_or_create(
                article=article, key=row["key"], defaults=values
            )
            unit.citations.set([citations[key] for key in row.get("citations", [])])
            if isinstance(unit, Question):
                unit.signs.set(
                    [flag for key in row.get("signs", []) if isinstance(flag := known.get(key), RedFlag)]
                )
            known[unit.key] = unit


def _facts(row: Mapping[str, Any], kind: str, position: int, known: Mapping[str, Unit]) -> dict[str, Any]:
    """The facts of one unit as its columns hold them."""
    safety = (
        kind in ALWAYS_SAFETY
        or row.get("placement") in SAFETY_PLACES
        or row.get("weight") == Weight.SAFETY
        or row.get("severity") == Severity.CRITICAL
    )
    values: dict[str, Any] = {
        "kind": kind,
        "position": position,
        "weight": Weight.SAFETY if safety else Weight.ORDINARY,
    }
    for name in FACTS:
        if name in row:
            values[name] = row[name]
    for name, column in (("parent", "parent"), ("section", "taught_in")):
        other = known.get(row.get(name, ""))
        if isinstance(other, Section):
            values[column] = other
    return values


def _load_words(article: Article, language: str, release: Release, report: Report) -> None:
    desk = _newest(article, language)
    shipped = _newest(article, language, origin=Origin.SHIPPED)
    for unit in units_of(article, ()):
        words = release.words[language].get(unit.key)
        if not words:
            continue
        new, now = fingerprint(words), desk.get(unit.pk, "")
        if new == now:
            report.same[language] = report.same.get(language, 0) + 1
        elif now and now != shipped.get(unit.pk):
            report.kept.append(f"{language}: {unit.key}")
        else:
            count = report.followed if now else report.new
            count[language] = count.get(language, 0) + 1
            write(
                unit,
                language,
                words,
                by=None,
                seen=now,
                origin=Origin.SHIPPED,
                maker=Maker(release.makers[language]),
            )


def _newest(article: Article, language: str, **only: str) -> dict[int, str]:
    """Unit id → print of its newest revision in a language."""
    appended = Revision.objects.filter(unit__article=article, language=language, **only)
    newest = appended.order_by().values("unit").annotate(newest=Max("id")).values("newest")
    return dict(Revision.objects.filter(pk__in=newest).values_list("unit_id", "fingerprint"))
