"""What somebody wrote in a mail themselves: without what was written before, and without their signature.

A mail that is nothing but a quotation, such as one that is passed on, keeps all of it: then that is what it says.
Everything here looks at each line once, for a text may be long on purpose.

Source: RFC 3676, section 4.3 (the signature's dashes); the rest is what Outlook, Gmail, Apple Mail and Thunderbird do.
"""

import re
from collections.abc import Sequence

from gateways.mail.letter.html import QUOTED

MOST_CHARACTERS = 50_000
"""Of a text that are looked at: ten times as many as an idea may have."""

_SENT_FROM = re.compile(
    r"(?:sent|gesendet|von meinem|diese nachricht wurde von meinem)\b.{0,40}"
    r"\b(?:iphone|ipad|android|galaxy|outlook|gmx|web\.de|mail|handy|mobile|smartphone)\b.{0,80}"
    r"|get outlook for .{0,40}",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"-{2,}\s*(?:original message|ursprüngliche nachricht|original-nachricht|forwarded message"
    r"|weitergeleitete nachricht)\s*-{2,}|_{20,}|begin forwarded message:|anfang der weitergeleiteten nachricht:",
    re.IGNORECASE,
)
_FROM = re.compile(r"\*?(?:from|von):\*?\s", re.IGNORECASE)
_SENT = re.compile(r"\*?(?:sent|date|gesendet|datum):\*?\s", re.IGNORECASE)
_INTRODUCES = (("on ", "wrote:"), ("am ", "schrieb"))
_LINES_OF_AN_INTRODUCTION, _LONGEST_INTRODUCTION = 3, 300


def own_words(text: str) -> str:
    """The words of whoever wrote the mail, if there are any; else the whole text."""
    bounded = text[:MOST_CHARACTERS]
    lines = bounded.partition(QUOTED)[0].split("\n")
    own = _without_quoted_end(lines[: _end(lines)])
    said = "\n".join(own).strip()
    return said or bounded.replace(QUOTED, "").strip()


def _end(lines: Sequence[str]) -> int:
    """The number of the first line that is not the writer's own."""
    return next((number for number in range(len(lines)) if _ends_at(lines, number)), len(lines))


def _ends_at(lines: Sequence[str], number: int) -> bool:
    line = lines[number].strip()
    if lines[number].rstrip("\r") in {"--", "-- "} or _SENT_FROM.fullmatch(line) or _ORIGINAL.fullmatch(line):
        return True
    if _FROM.match(line):
        return any(_SENT.match(next_one.strip()) for next_one in lines[number + 1 : number + 3])
    return _introduces(lines, number)


def _introduces(lines: Sequence[str], number: int) -> bool:
    """Whether a line such as ``On 1 May 2026 Ann wrote:`` begins here; programs break it into up to three."""
    for opening, verb in _INTRODUCES:
        if lines[number].lower().startswith(opening):
            said = " ".join(lines[number : number + _LINES_OF_AN_INTRODUCTION])[:_LONGEST_INTRODUCTION].lower()
            before, found, after = said.partition(verb)
            return bool(found) and any(sign.isdigit() for sign in before) and (verb.endswith(":") or ":" in after)
    return False


def _without_quoted_end(lines: Sequence[str]) -> Sequence[str]:
    last = len(lines)
    while last and (lines[last - 1].lstrip().startswith(">") or not lines[last - 1].strip()):
        last -= 1
    return lines[:last]
