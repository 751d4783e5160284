import re
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from jinja2 import Environment

from gateways.web.words.collect import BOOKS
from gateways.web.words.message import say
from gateways.web.words.speech import Speech
from libs.shared.kernel.words.catalogues import languages, read_catalogue, translations

_TEMPLATES = Path(__file__).parents[2] / "gateways" / "web" / "templates"
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")
_BERLIN = ZoneInfo("Europe/Berlin")
# Words that are the same in every language, beside what is no word at all.
_SAME_EVERYWHERE = {
    "QR",
    "CSV",
    "commonpurse tally ballots-",
    ".pb",
    "--explain",
    "--explain --in-full",
    "/api/",
    "/v1/events",
}


# German has a word of its own for what is decidable; an idea is not yet.
_A_PROPOSAL = re.compile(r"\bVorschl(?:ag|ags|äge|ägen)\b")


class Book(NamedTuple):
    """What is said, and how the translators say it."""

    template: Catalog
    catalogue: Catalog


@pytest.fixture(
    params=[(name, language) for name, book in BOOKS.items() for language in languages(book.folder)[1:]],
    ids="-".join,
)
def book(request: pytest.FixtureRequest) -> Book:
    """One book of texts, read in one of the languages that it is translated into."""
    name, language = request.param
    return Book(BOOKS[name].template(), read_catalogue(BOOKS[name].folder, language))


def texts(entry: Entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string or ())


def originals(entry: Entry) -> list[str]:
    return [entry.id] if isinstance(entry.id, str) else list(entry.id)


def test_every_message_is_said_in_every_language(book: Book) -> None:
    said = {entry.id: entry for entry in book.catalogue if entry.id and all(texts(entry))}

    unsaid = [entry.id for entry in book.template if entry.id and entry.id not in said]

    assert not unsaid, f"run make words, then translate: {unsaid}"


def test_a_translation_has_the_places_of_its_original(book: Book) -> None:
    for entry in (entry for entry in book.catalogue if entry.id):
        wanted = set(_PLACES.findall(originals(entry)[-1]))
        for text in texts(entry):
            # A singular may say "once" instead of a figure.
            assert set(_PLACES.findall(text)) <= wanted, text
        assert set(_PLACES.findall(texts(entry)[-1])) == wanted, originals(entry)


def test_no_catalogue_keeps_what_nobody_says_any_more(book: Book) -> None:
    said = {entry.id for entry in book.template}

    assert [entry.id for entry in book.catalogue if entry.id and entry.id not in said] == []


@pytest.mark.parametrize("name", BOOKS)
def test_german_calls_an_idea_idee_and_only_a_proposal_vorschlag(name: str) -> None:
    catalogue = read_catalogue(BOOKS[name].folder, "de")
    said = [(" ".join(originals(entry)), " ".join(texts(entry))) for entry in catalogue if entry.id]

    mistaken = [de for en, de in said if _A_PROPOSAL.search(de) and "proposal" not in en.lower()]
    unnamed = [de for en, de in said if re.search(r"\b(?:idea|suggestion)s?\b", en.lower()) and "Idee" not in de]

    assert mistaken == []
    assert unnamed == []


def test_one_language_more_is_one_file_more(tmp_path: Path) -> None:
    for path in BOOKS["services"].folder.glob("*.po"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "fr.po").write_text('msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "Accept"\nmsgstr "Accepter"\n')

    assert languages(tmp_path) == ("en", "de", "fr")
    assert translations(tmp_path, "fr").gettext("Accept") == "Accepter"
    assert translations(tmp_path, "fr").gettext("Reject") == "Reject"


@pytest.mark.parametrize("path", sorted(_TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_template_holds_a_word_outside_the_catalogue(path: Path) -> None:
    bare = [word for word in bare_words(path.read_text()) if word not in _SAME_EVERYWHERE]

    assert not bare


def bare_words(source: str) -> list[str]:
    """What a reader would see or hear that no catalogue translates: text, and attributes that are read aloud."""
    lexed = Environment(autoescape=True).lex(source)
    data = "".join(value if kind == "data" else "\0" for _, kind, value in lexed)
    spoken = re.findall(r'(?:alt|title|aria-label|placeholder)="([^"\0]+)"', data)
    # Macros give attributes of a tag that stands elsewhere: name="value".
    shown = re.sub(r"<svg.*?</svg>|<!--.*?-->|<[^>]*>|[\w-]+=\"[^\"\0]*\"?", "\0", data, flags=re.DOTALL).split("\0")
    return [text.strip() for text in spoken + shown if re.search(r"[A-Za-zÄÖÜäöüß]{2,}", text)]


def test_a_bare_word_is_found() -> None:
    assert bare_words('<p title="Hello">{{ _("said") }} Good {{ x }} day</p><svg><path d="M0 LL"/></svg>') == [
        "Hello",
        "Good",
        "day",
    ]


def test_figures_are_said_as_each_language_says_them() -> None:
    english, german = Speech("en", _BERLIN), Speech("de", _BERLIN)

    assert english.money(123_456_00, "EUR") == "€123,456"
    assert german.money(123_456_50, "EUR") == "123.456,50\N{NO-BREAK SPACE}€"
    assert english.money(107_000_000, "PLN") == "PLN\N{NO-BREAK SPACE}1,070,000"
    assert german.money(5000, "JPY") == "5.000\N{NO-BREAK SPACE}¥"
    assert (english.number(12_345), german.number(12_345)) == ("12,345", "12.345")
    assert (english.share(0.384), german.share(0.384)) == ("38%", "38\N{NO-BREAK SPACE}%")


def test_times_are_said_on_the_councils_clock() -> None:
    english, german = Speech("en", _BERLIN), Speech("de", _BERLIN)
    # Half past midnight in Berlin is still the day before in UTC.
    late = "2026-12-13T23:30:00Z"

    assert english.moment(late) == "Monday, 14 December 2026, 00:30"
    assert german.moment(datetime.fromisoformat(late)) == "Montag, 14. Dezember 2026 um 00:30\N{NO-BREAK SPACE}Uhr"
    assert english.long_date(date(2026, 12, 13)) == "13 December 2026"
    assert german.short_date("2026-12-13") == "13. Dez."


def test_a_message_chosen_in_python_is_said_in_the_readers_language() -> None:
    message = say("Choose up to %(most)s projects.", most=5)

    assert Speech("de", _BERLIN).message(message) == "Wählen Sie bis zu 5 Projekte."
    assert Speech("en", _BERLIN).message(message) == "Choose up to 5 projects."
