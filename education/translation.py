"""Which fields have one column for each language. Everything else about words is decided in `text` and `content`."""

from modeltranslation.translator import TranslationOptions, register

from education.clinics.models import Clinic
from education.content.models import CareLevel, Question, RedFlag, Section, Term


@register(Clinic)
class ClinicTranslation(TranslationOptions):
    fields = ("name", "hours")


@register(Section)
class SectionTranslation(TranslationOptions):
    fields = Section.FIELDS


@register(CareLevel)
class CareLevelTranslation(TranslationOptions):
    fields = CareLevel.FIELDS


@register(RedFlag)
class RedFlagTranslation(TranslationOptions):
    fields = RedFlag.FIELDS


@register(Term)
class TermTranslation(TranslationOptions):
    fields = Term.FIELDS


@register(Question)
class QuestionTranslation(TranslationOptions):
    fields = Question.FIELDS
