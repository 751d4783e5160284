"""``make words`` brings each catalogue up to date with what the pages say."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from gateways.web.words.catalogue import FOLDER, SOURCE_LANGUAGE, languages, read_catalogue

_PAGES = Path(__file__).parents[1]
_METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}}
_KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "say": None}


def template() -> Catalog:
    """All message ids of the templates and the code, with where each one stands."""
    catalogue = Catalog(project="Commonpurse", charset="utf-8")
    for file, _line, message, comments, context in _said():
        catalogue.add(message, locations=[(f"gateways/web/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def _said() -> Iterator[tuple[str, int, str | tuple[str, ...], list[str], str | None]]:
    yield from extract_from_dir(_PAGES, _METHODS, _OPTIONS, keywords=_KEYWORDS)


def main() -> None:
    """Adds what is new to each catalogue, without a guess at its meaning, and drops what nobody says any more."""
    for language in languages():
        if language != SOURCE_LANGUAGE:
            _bring_up_to_date(language)


def _bring_up_to_date(language: str) -> None:
    catalogue = read_catalogue(language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = datetime.now(UTC)
    with (FOLDER / f"{language}.po").open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)


if __name__ == "__main__":
    main()
