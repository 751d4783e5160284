"""Message catalogues: a folder with a ``.po`` file for each language but the source. A file more is a language more."""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

SOURCE_LANGUAGE = "en"


@cache
def languages(folder: Path) -> tuple[str, ...]:
    """The languages that the folder has, English first."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in folder.glob("*.po")))


def read_catalogue(folder: Path, language: str) -> "Catalog":
    """The language's catalogue as its translators keep it."""
    from babel.messages.pofile import read_po

    with (folder / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


@cache
def translations(folder: Path, language: str) -> NullTranslations:
    """The language's texts, with its plurals. Reading takes some 50 ms, once."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    from babel.messages.mofile import write_mo

    compiled = BytesIO()
    write_mo(compiled, read_catalogue(folder, language))
    compiled.seek(0)
    return GNUTranslations(compiled)
