"""What voting says of a file's lines, in the reader's language.

Whoever counts files by a program reads these sentences in English, with the line and the file's own words in them. Here
each is known by its own words, and what stands between them, which may be such a sentence again, is said over.
"""

import re
from collections.abc import Iterator
from functools import cache

from gateways.web.count.remarks_of_ballots import OF_BALLOTS
from gateways.web.count.remarks_of_files import OF_FILES
from gateways.web.count.remarks_of_kinds import OF_KINDS
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech

KNOWN: tuple[Message, ...] = (*OF_FILES, *OF_BALLOTS, *OF_KINDS)

_PLACE = re.compile(r"%\((\w+)\)s")
# Voting tells of a file in far less; a longer text is none of its own.
_LONGEST = 1_000


def of_line(speech: Speech, line: int, text: str, ballots: int = 0) -> str:
    """What is said of a line of the file, and of how many ballots, if of any."""
    told = in_words(text, speech)
    if ballots:
        words = say("%(told)s (1 ballot)", told=told) if ballots == 1 else say(_BALLOTS, told=told, count=ballots)
        told = speech.message(words)
    return speech.message(say("line %(line)s: %(told)s", line=line, told=told))


_BALLOTS = "%(told)s (%(count)s ballots)"


def in_words(text: str, speech: Speech) -> str:
    """The text in the reader's language; as it came, if it is not known here."""
    if speech.language == "en" or len(text) > _LONGEST:
        return text
    for pattern, message in _patterns():
        if found := pattern.fullmatch(text):
            places = {name: in_words(place, speech) for name, place in found.groupdict().items()}
            return speech.message(Message(message.text, dict(places)))
    head, colon, rest = text.partition(": ")
    return f"{in_words(head, speech)}: {in_words(rest, speech)}" if colon else text


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Message], ...]:
    return tuple((re.compile("".join(_parts(message.text)), re.DOTALL), message) for message in KNOWN)


def _parts(text: str) -> Iterator[str]:
    """The text's own words as they are, and a group for each place."""
    for at, part in enumerate(_PLACE.split(text)):
        yield f"(?P<{part}>.+?)" if at % 2 else re.escape(part)
