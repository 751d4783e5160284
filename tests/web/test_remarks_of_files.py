"""What is said of a file's lines is said in the reader's language, whatever the reader of files can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gateways.web.count.remarks import KNOWN, in_words, of_line
from gateways.web.words.message import Message
from gateways.web.words.speech import Speech
from services.voting.domain.tally import FileIsNotPabulib
from services.voting.domain.tally.pb.read import read_pb

GERMAN, ENGLISH = (Speech(language, ZoneInfo("Europe/Berlin")) for language in ("de", "en"))
READER = Path("services/voting/domain/tally/pb")
# Said to whoever writes a file by a program, to the command line, or to nobody.
NOT_OF_A_FILE = (
    "In our own files alone",
    "country num_projects",
    "list[str]",
    "unexpected end of data",
    "the budget share",
    "the name of the budget share",
    "money is guaranteed to projects",
    "line {}",
    "[+-]?(",
    "({} {})",
)
GOOD = """META
key;value
description;d
country;c
unit;u
instance;i
num_projects;2
num_votes;2
budget;100
vote_type;approval
rule;greedy
date_begin;1.1.2026
date_end;2.1.2026
min_length;1
max_length;1
PROJECTS
project_id;cost;name
1;50;Park
2;60;Lake
VOTES
voter_id;vote
1;1
2;2
"""


def sentences_of_the_reader() -> Iterator[str]:
    """Each text with a blank in the reader's code, with braces where something is put in."""
    for file in sorted(READER.glob("*.py")):
        tree = ast.parse(file.read_text())
        within = {id(part) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for part in ast.walk(text)}
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in within | docs:
                yield node.value


def own_words(text: str) -> list[str]:
    return [part.strip(" ;:,()") for part in re.split(r"\{\}|%\(\w+\)s", text) if part.strip(" ;:,()'\"")]


def test_every_sentence_of_the_reader_is_known_to_the_page() -> None:
    known = [" ".join(own_words(message.text)) for message in KNOWN]
    said = [text for text in sentences_of_the_reader() if " " in text.strip()]

    unknown = [
        text
        for text in said
        if not text.strip().startswith(NOT_OF_A_FILE)
        and re.search(r"[a-z]{3,} [a-z]{2,}", text)
        and in_words(text.replace("{}", "7"), GERMAN) == text.replace("{}", "7")
        and not any(all(words in one for words in own_words(text)) for one in known)
    ]

    assert len(said) > 90
    assert unknown == []


@pytest.mark.parametrize("message", KNOWN, ids=lambda message: message.text[:40])
def test_every_sentence_is_said_in_german_with_what_stands_in_it(message: Message) -> None:
    places = re.findall(r"%\((\w+)\)s", message.text)
    english = message.text % {name: f"'{name}-7'" for name in places}

    german = in_words(english, GERMAN)

    assert german != english
    assert in_words(english, ENGLISH) == english
    assert all(f"'{name}-7'" in german for name in places)


FILES = [
    (GOOD.replace("budget;100", "budget;-5"), "Zeile 9: der Topf (budget) muss größer als null sein"),
    (GOOD.replace("1;50;Park", "1;viel;Park"), "die Kosten von '1'"),
    (GOOD.replace("2;2\n", "2;77\n"), "eine Stimme für ein unbekanntes Projekt '77'; nehmen Sie es in PROJECTS auf"),
    (GOOD.replace("key;value", "Schlüssel"), "die Kopfzeile von META muss key;value sein"),
    ("%PDF-1.7 and so on", "das ist ein PDF, kein Text; "),
    ("", "die Datei ist leer"),
    (GOOD.replace("PROJECTS\n", ""), "steht"),
    (GOOD.replace("vote_type;approval", "vote_type;guess"), "vote_type muss eines von"),
    (GOOD.replace("num_votes;2", "num_votes;9"), "num_votes ist 9, die Datei hat aber 2"),
    (GOOD.replace("budget;100", "budget;1.000"), "kann 1000 oder 1.000 heißen"),
]


@pytest.mark.parametrize(("file", "told"), FILES)
def test_a_mistake_in_a_file_is_said_in_german(file: str, told: str) -> None:
    with pytest.raises(FileIsNotPabulib) as refused:
        read_pb(file.encode())

    said = [of_line(GERMAN, line, text) for line, text in refused.value.mistakes]

    assert any(told in one for one in said), said


def test_a_warning_says_of_how_many_ballots_it_is_in_german() -> None:
    file = read_pb(GOOD.replace("1;1\n2;2", "1;1,2\n2;2").encode())

    (warning,) = [one for one in file.warnings if one.ballots]

    told = of_line(GERMAN, warning.line, warning.text, warning.ballots)
    beyond = "ein Stimmzettel nennt mehr Projekte als max_length, 1"
    assert told == f"Zeile 22: {beyond}; der Stimmzettel zählt trotzdem (1 Stimmzettel)"


def test_what_is_not_known_stays_as_it_came() -> None:
    assert of_line(GERMAN, 3, "something new: 5") == "Zeile 3: something new: 5"
