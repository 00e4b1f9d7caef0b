"""Units as pages and releases read them: facts whole and right for each kind, words only where somebody asks for them."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from education.content.models import ARTICLE_KINDS, KINDS, Article, RedFlag, Section, Term, Unit, Urgency
from education.content.readers import outline_of, units_of
from tests.making import make_article, make_care_level, make_red_flag, make_section, put
from tests.quiz.conftest import make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    """A unit of each kind, with facts that differ from those that a new unit has."""
    article = make_article()
    whole = make_section(article, "whole")
    part = make_section(article, "part", placement="signs")
    Section.objects.filter(pk=part.pk).update(parent=whole, icd10cm=["M54.3"])
    make_care_level(article, Urgency.SAME_DAY)
    sign = make_red_flag(article, urgency=Urgency.SOON)
    RedFlag.objects.filter(pk=sign.pk).update(escalates_to=Urgency.EMERGENCY, taught_in=part)
    Term.objects.create(article=article, key="nerve", kind="term", position=5)
    make_question(article, answer="c", ladder=False, sign=sign)
    make_section(make_article("other"), "elsewhere")
    return article


def facts(unit: Unit) -> dict[str, object]:
    """All that the database has of a unit."""
    return {field.attname: getattr(unit, field.attname) for field in unit._meta.concrete_fields}


def test_an_outline_has_every_unit_with_its_facts(article: Article) -> None:
    outline = outline_of(article)
    assert {type(unit) for unit in outline} == set(KINDS.values())
    assert [unit.key for unit in outline] == [unit.key for unit in Unit.objects.filter(article=article)]
    for unit in outline:
        assert facts(unit) == facts(type(unit).objects.get(pk=unit.pk)), unit.key


def test_in_one_query_and_without_words(
    article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put(Section.objects.get(key="whole"), heading="Causes")
    with django_assert_num_queries(1):
        outline = outline_of(article)
        assert [unit.parent_id for unit in outline if isinstance(unit, Section)][1]
        assert [unit.urgency for unit in outline if isinstance(unit, RedFlag)] == [Urgency.SOON]
    written = {f"{field}_en" for unit in outline for field in unit.FIELDS}
    assert not any(written & set(vars(unit)) for unit in outline)
    assert outline[0].words("en")["heading"] == "Causes", "who asks gets them"


def test_of_some_kinds_only(article: Article) -> None:
    assert "question" not in {unit.kind for unit in outline_of(article, ARTICLE_KINDS)}
    assert outline_of(Article(pk=article.pk + 100)) == []


def test_units_with_words_of_some_languages(
    article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    put(Section.objects.get(key="whole"), "es", heading="Causas")
    with django_assert_num_queries(len(KINDS)):
        found = {unit.key: unit.words("es") for unit in units_of(article, {"es"})}
    assert found["whole"]["heading"] == "Causas"
