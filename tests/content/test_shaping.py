"""What the facts of a text may not become, whoever changes them by hand."""

import pytest
from django.core.exceptions import ValidationError

from education.content.models import Article, Placement, Severity, Unit, Weight
from tests.making import make_article, make_care_level, make_red_flag, make_section
from tests.quiz.conftest import make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    return make_article()


def wrong_in(unit: Unit) -> list[str]:
    """The fields that are refused."""
    with pytest.raises(ValidationError) as refusal:
        unit.clean()
    return list(refusal.value.message_dict)


class TestWeight:
    """With it falls the rule that two people are needed."""

    def test_of_what_is_always_safety_text_cannot_be_ordinary(self, article: Article) -> None:
        for unit in (
            make_red_flag(article),
            make_care_level(article, "emergency"),
            make_section(article, "strip", placement=Placement.STRIP),
            make_section(article, "purpose", placement=Placement.PURPOSE),
            make_question(article),
        ):
            unit.weight = Weight.SAFETY
            unit.clean()
            unit.weight = Weight.ORDINARY
            assert wrong_in(unit) == ["weight"]

    def test_of_other_texts_can(self, article: Article) -> None:
        for unit in (make_section(article, "causes"), make_question(article, severity=Severity.STANDARD)):
            unit.weight = Weight.ORDINARY
            unit.clean()


class TestParts:
    def test_cannot_be_parts_of_themselves(self, article: Article) -> None:
        whole = make_section(article, "whole")
        part = make_section(article, "part", parent=whole)
        whole.parent = part
        assert wrong_in(whole) == ["parent"]
        whole.parent = whole
        assert wrong_in(whole) == ["parent"]

    def test_can_be_parts_of_parts(self, article: Article) -> None:
        whole = make_section(article, "whole")
        make_section(article, "smaller", parent=make_section(article, "part", parent=whole)).clean()


@pytest.mark.parametrize("place", [place for place in Placement if place != Placement.PART])
class TestPlacesOfWhichThereIsOne:
    def test_are_not_left_empty(self, article: Article, place: Placement) -> None:
        section = make_section(article, "here", placement=place, weight=Weight.SAFETY)
        section.clean()
        section.placement = Placement.PART
        assert wrong_in(section) == ["placement"]

    def test_are_not_taken_twice(self, article: Article, place: Placement) -> None:
        make_section(article, "here", placement=place, weight=Weight.SAFETY)
        other = make_section(article, "other", weight=Weight.SAFETY)
        other.clean()
        other.placement = place
        assert wrong_in(other) == ["placement"]
