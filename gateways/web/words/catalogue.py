"""The message catalogues of the pages: English is the source, every other language a ``.po`` file read at the start."""

from functools import cache
from gettext import NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog

from libs.shared.kernel.words import catalogues
from libs.shared.kernel.words.of_options import of_options

FOLDER = Path(__file__).parent / "catalogues"


def languages() -> list[str]:
    """The languages that pages can be read in, English first."""
    return list(catalogues.languages(FOLDER))


def read_catalogue(language: str) -> Catalog:
    """The language's catalogue as its translators keep it."""
    return catalogues.read_catalogue(FOLDER, language)


def translations(language: str, *, of_options: bool = False) -> NullTranslations:
    """The language's texts, with its plurals; what they say of projects said of options, if that is asked for."""
    found = catalogues.translations(FOLDER, language)
    return _OfOptions(found, language) if of_options else found


class _OfOptions(NullTranslations):
    """Texts for pages about a poll that funds nothing."""

    def __init__(self, texts: NullTranslations, language: str) -> None:
        super().__init__()
        self._texts, self._language = texts, language
        self._said = cache(lambda message: of_options(texts.gettext(message), language))

    def gettext(self, message: str) -> str:
        return self._said(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return of_options(self._texts.ngettext(msgid1, msgid2, n), self._language)
