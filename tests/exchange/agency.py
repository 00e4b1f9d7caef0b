"""What a translation agency does with a file: gives each entry another target, or damages it as its programs do."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from education.content.models import Article, Unit
from education.exchange.travelling import po, xliff
from education.exchange.travelling.entries import Entry, Parcel
from education.exchange.travelling.judging import Verdict, judge
from education.exchange.travelling.leaving import parcel_of

WRITERS: Mapping[str, Callable[[Parcel], bytes]] = {"po": po.written, "xlf": xliff.written}


def sent(article: Article, language: str = "es") -> Parcel:
    return parcel_of(article, language)


def translated(parcel: Parcel, texts: Mapping[str, str]) -> Parcel:
    """The parcel with these targets: “unit key/field” → text."""
    return each(parcel, lambda entry: replace(entry, target=texts.get(place(entry), entry.target)))


def each(parcel: Parcel, work: Callable[[Entry], Entry]) -> Parcel:
    return replace(parcel, entries=tuple(work(entry) for entry in parcel.entries))


def place(entry: Entry) -> str:
    return entry.id.partition("/")[2]


def judged(article: Article, parcel: Parcel, language: str = "es") -> dict[str, Verdict]:
    """Unit key → verdict, with nobody's newer words agreed to."""
    return {verdict.key: verdict for verdict in judge(article, language, parcel, {})}


def reasons(unit: Unit, parcel: Parcel, language: str = "es") -> str:
    return " ".join(judged(unit.article, parcel, language)[unit.key].sentences)
