"""The message catalogues: English is the source, every other language a ``.po`` file read at the start."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE_LANGUAGE = "en"
FOLDER = Path(__file__).parent / "catalogues"


def languages() -> list[str]:
    """The languages that pages can be read in, English first."""
    return [SOURCE_LANGUAGE, *sorted(path.stem for path in FOLDER.glob("*.po"))]


def read_catalogue(language: str) -> Catalog:
    """The language's catalogue as its translators keep it."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def translations(language: str) -> NullTranslations:
    """The language's texts, with its plurals. Reading takes some 50 ms, once."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return GNUTranslations(compiled)
