"""Translated columns and migrations: what a mistake would silently drop or add."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from modeltranslation.translator import translator

import education
from education.content.models import KINDS
from education.text.languages import LANGUAGES

TRANSLATED = {
    "Clinic": ["name", "hours"],
    "Section": ["heading", "key_message", "body", "action"],
    "CareLevel": ["name", "action"],
    "RedFlag": ["sign", "detail", "escalation"],
    "Term": ["name", "definition", "forms"],
    "Question": [
        "stem",
        "why",
        "option_a",
        "option_b",
        "option_c",
        "feedback_a",
        "feedback_b",
        "feedback_c",
        "feedback_d",
    ],
}
MIGRATIONS = sorted((Path(education.__file__).parent / "migrations").glob("0*.py"))


def test_the_translated_fields_are_these() -> None:
    registered = {
        model.__name__: list(translator.get_options_for_model(model).all_fields)
        for model in translator.get_registered_models(abstract=False)
    }
    assert {name: sorted(fields) for name, fields in registered.items()} == {
        name: sorted(fields) for name, fields in TRANSLATED.items()
    }


def test_every_translated_field_has_a_column_for_every_language() -> None:
    for kind in KINDS.values():
        columns = {field.name for field in kind._meta.get_fields()}
        wanted = {f"{field}_{language.column}" for field in kind.FIELDS for language in LANGUAGES}
        assert wanted <= columns


def test_there_are_twelve_languages_from_the_start() -> None:
    codes = [language.code for language in LANGUAGES]
    assert codes[:12] == ["en", "es", "fr", "de", "pt", "pl", "ru", "ar", "ur", "bn", "zh-hans", "vi"]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: path.stem)
def test_migrations_import_nothing_of_ours(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        assert not [name for name in names if name.split(".")[0] in ("education", "sciatica_site")]
