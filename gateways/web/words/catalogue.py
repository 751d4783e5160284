"""The message catalogues of the pages: English is the source, every other language a ``.po`` file read at the start."""

from gettext import NullTranslations
from pathlib import Path

from babel.messages.catalog import Catalog

from libs.shared.kernel.words import catalogues

FOLDER = Path(__file__).parent / "catalogues"


def languages() -> list[str]:
    """The languages that pages can be read in, English first."""
    return list(catalogues.languages(FOLDER))


def read_catalogue(language: str) -> Catalog:
    """The language's catalogue as its translators keep it."""
    return catalogues.read_catalogue(FOLDER, language)


def translations(language: str) -> NullTranslations:
    """The language's texts, with its plurals."""
    return catalogues.translations(FOLDER, language)
