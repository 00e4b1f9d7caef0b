"""The settings of the server as it ships, for a project that knows forty languages in place of twelve.

The further languages are made up and have no catalogue: their pages speak English around words of their own.
"""

from education.text import languages

ALL_LANGUAGES = 40
MADE_UP = tuple(
    languages.Language(f"x{place}", f"Language {place}", f"Language {place}", "Latn")
    for place in range(ALL_LANGUAGES - len(languages.LANGUAGES))
)
languages.LANGUAGES = (*languages.LANGUAGES, *MADE_UP)  # type: ignore[assignment]
languages.BY_CODE.update({language.code: language for language in MADE_UP})

from sciatica_site.settings import *  # noqa: E402, F403
