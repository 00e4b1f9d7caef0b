"""Which fields have one column for each language. Everything else about words is decided in `text` and `content`."""

from modeltranslation.translator import TranslationOptions, register

from education.content.models import CareLevel, Question, RedFlag, Section, Term


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
