"""What a reader is told about the words on a page, in the reader's language: one sentence for each mark."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from education.publishing.passages import Notice
from education.publishing.rule import Mark, NoticeKind
from education.review.models import Edition
from education.text.languages import BY_CODE, SOURCE


def notice(mark: Mark, language: str, *, beside: bool) -> Notice:
    """The sentence for a mark on words of `language`; `beside`: the source words stand next to them."""
    sentence = {
        NoticeKind.OUTDATED: _outdated,
        NoticeKind.UNSIGNED: _unsigned,
        NoticeKind.NOT_AVAILABLE: _not_available,
        NoticeKind.WITHDRAWN: _withdrawn,
        NoticeKind.DRAFT: _draft,
    }[mark.kind](mark, language)
    if beside:
        told = _("The text in %(source)s stands with it.") % _names(language)
        sentence = BY_CODE[language].gap.join([sentence, told])
    return Notice(mark.kind.value, sentence)


def made(maker: str, language: str) -> str:
    """How unsigned words came to be."""
    if language == SOURCE:
        return _("Written by a computer.") if maker == "computer" else _("Written by a person.")
    return _("Translated by a computer.") if maker == "computer" else _("Translated by a person.")


def signature(edition: Edition) -> str:
    """Who signed an edition, and when. A signature accepted from a publisher is never given as one of this clinic's."""
    named = {
        "number": edition.number, "signer": edition.signer, "credential": edition.credential,
        "day": date_format(edition.signed_on), "publisher": edition.publisher,
    }  # fmt: skip
    if edition.publisher:
        return (
            _(
                "Edition %(number)s, signed by %(signer)s (%(credential)s) on %(day)s, accepted from %(publisher)s"
            )
            % named
        )
    return _("Edition %(number)s, signed by %(signer)s (%(credential)s) on %(day)s") % named


def _names(language: str) -> dict[str, str]:
    """Names of the reader's language and of the source language, as the reader's language says them."""
    return {"language": BY_CODE[language].name, "source": BY_CODE[SOURCE].name}


def _outdated(mark: Mark, language: str) -> str:
    if mark.on is None:
        return _(
            "The text in %(source)s has changed. This translation was not yet checked against it."
        ) % _names(language)
    words = {**_names(language), "date": date_format(mark.on)}
    return (
        _("The text in %(source)s changed on %(date)s. This translation was not yet checked against it.")
        % words
    )


def _unsigned(mark: Mark, language: str) -> str:
    told = [made(mark.maker, language), _("No clinician has checked this yet.")]
    return BY_CODE[language].gap.join(told)


def _not_available(mark: Mark, language: str) -> str:
    return _("Not yet available in %(language)s. You see the text in %(source)s.") % _names(language)


def _withdrawn(mark: Mark, language: str) -> str:
    return _("A clinician withdrew this text on %(date)s.") % {
        "date": date_format(mark.on) if mark.on else ""
    }


def _draft(mark: Mark, language: str) -> str:
    return _("Draft. Readers do not see these words yet.")
