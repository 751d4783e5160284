import re
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.catalog import Message as Entry
from jinja2 import Environment

from gateways.web.words.catalogue import languages, read_catalogue
from gateways.web.words.collect import template
from gateways.web.words.message import say
from gateways.web.words.speech import Speech

_TEMPLATES = Path(__file__).parents[2] / "gateways" / "web" / "templates"
_PLACES = re.compile(r"%\(\w+\)s|\{\w+\}")
_BERLIN = ZoneInfo("Europe/Berlin")
_TRANSLATED = [language for language in languages() if language != "en"]
# Words that are the same in every language, beside what is no word at all.
_SAME_EVERYWHERE = {"QR", "CSV", "commonpurse tally ballots-", ".pb"}


def texts(entry: Entry) -> list[str]:
    return [entry.string] if isinstance(entry.string, str) else list(entry.string or ())


@pytest.mark.parametrize("language", _TRANSLATED)
def test_every_message_is_said_in_every_language(language: str) -> None:
    catalogue = read_catalogue(language)
    said = {entry.id: entry for entry in catalogue if entry.id and all(texts(entry))}

    unsaid = [entry.id for entry in template() if entry.id and entry.id not in said]

    assert not unsaid, f"run make words, then translate: {unsaid}"


@pytest.mark.parametrize("language", _TRANSLATED)
def test_a_translation_has_the_places_of_its_original(language: str) -> None:
    for entry in read_catalogue(language):
        originals = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        wanted = set(_PLACES.findall(originals[-1]))
        for text in texts(entry) if entry.id else []:
            # A singular may say "once" instead of a figure.
            assert set(_PLACES.findall(text)) <= wanted, text
        if entry.id:
            assert set(_PLACES.findall(texts(entry)[-1])) == wanted, originals


@pytest.mark.parametrize("language", _TRANSLATED)
def test_no_catalogue_keeps_what_nobody_says_any_more(language: str) -> None:
    said = {entry.id for entry in template()}

    assert [entry.id for entry in read_catalogue(language) if entry.id and entry.id not in said] == []


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
    assert german.moment(datetime.fromisoformat(late)) == "Montag, 14. Dezember 2026, 00:30"
    assert english.long_date(date(2026, 12, 13)) == "13 December 2026"
    assert german.short_date("2026-12-13") == "13. Dez."


def test_a_message_chosen_in_python_is_said_in_the_readers_language() -> None:
    message = say("Choose up to %(most)s projects.", most=5)

    assert Speech("de", _BERLIN).message(message) == "Wählen Sie bis zu 5 Projekte."
    assert Speech("en", _BERLIN).message(message) == "Choose up to 5 projects."
