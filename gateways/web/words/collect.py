"""``make words`` brings each catalogue up to date with what the pages and the services say."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from gateways.web.words.catalogue import FOLDER as OF_THE_PAGES
from libs.shared.kernel.words.catalogues import SOURCE_LANGUAGE, languages, read_catalogue
from libs.shared.kernel.words.said import FOLDER as OF_THE_SERVICES

_ROOT = Path(__file__).parents[3]
_PYTHON = ("**.py", "python")
_TEMPLATES = tuple((f"templates/**.{kind}", "jinja2") for kind in ("html", "xml"))
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "extensions": "jinja2.ext.do"}


@dataclass(frozen=True, slots=True)
class Book:
    """What is translated together: where it is said, by which functions, and the folder of its catalogues."""

    folder: Path
    parts: tuple[str, ...]
    methods: tuple[tuple[str, str], ...]
    keywords: Mapping[str, tuple[int, ...] | None] = field(hash=False)

    def template(self) -> Catalog:
        """All message ids of the code and the templates, with where each one stands."""
        catalogue = Catalog(project="Commonpurse", charset="utf-8")
        for file, message, comments, context in self._said():
            catalogue.add(message, locations=[(file, 0)], auto_comments=comments, context=context)
        return catalogue

    def _said(self) -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
        for part in self.parts:
            options = {where: _JINJA for where, _ in _TEMPLATES}
            found = extract_from_dir(_ROOT / part, self.methods, options, keywords=self.keywords)
            for file, _line, message, comments, context in found:
                yield f"{part}/{file}", message, comments, context


BOOKS = {
    "pages": Book(
        OF_THE_PAGES,
        ("gateways/web",),
        (*_TEMPLATES, _PYTHON),
        {"_": None, "gettext": None, "ngettext": (1, 2), "say": None, "say_many": (2, 3)},
    ),
    "services": Book(OF_THE_SERVICES, ("libs/shared", "services"), (_PYTHON,), {"words": None}),
}


def main() -> None:
    """Adds what is new to each catalogue, without a guess at its meaning, and drops what nobody says any more."""
    for book in BOOKS.values():
        for language in languages(book.folder):
            if language != SOURCE_LANGUAGE:
                _bring_up_to_date(book, language)


def _bring_up_to_date(book: Book, language: str) -> None:
    catalogue = read_catalogue(book.folder, language)
    catalogue.update(book.template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.revision_date = datetime.now(UTC)
    with (book.folder / f"{language}.po").open("wb") as file:
        write_po(file, catalogue, width=120, omit_header=False, include_lineno=False, sort_output=True)


if __name__ == "__main__":
    main()
