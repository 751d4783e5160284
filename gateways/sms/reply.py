"""Replies: what to say, put into words and made to fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from gateways.sms.words.catalogue import words_in
from libs.shared.kernel import gsm

MOST_SEGMENTS = 3
_SHORTEST_TITLE = 8
_LONGEST_TITLE = 80
_SIDES = {"for": "voted_for", "against": "voted_against"}


@dataclass(frozen=True, slots=True)
class Say:
    """A reply of the catalogue, with what stands in its places."""

    reply: str
    places: Mapping[str, str | int] = field(default_factory=dict)

    def in_words(self, language: str) -> str:
        """The reply in the language."""
        return words_in(language).replies[self.reply].format_map(dict(self.places))


@dataclass(frozen=True, slots=True)
class Counted:
    """One line of a ballot that was counted."""

    number: int
    title: str = field(repr=False)
    points: int | None = None
    place: int | None = None
    vote: str | None = None

    def in_words(self, longest_title: int, language: str) -> str:
        """Number and title; of the title so many characters at most, in whole words where it has any, and none at 0."""
        number = str(self.number) if self.points is None else f"{self.number}={self.points}"
        title = _cut(gsm.plain(" ".join(self.title.split())), longest_title)
        named = f"{number} {title}" if title else number
        return Say(_SIDES[self.vote], {"choice": named}).in_words(language) if self.vote else named


def counted(reply: str, choices: Sequence[Counted], receipt: str, language: str) -> str:
    """The reply that names what was counted: in one message if shorter titles make it fit, in three at most."""
    if not choices:
        return Say(reply, {"choices": Say("blank").in_words(language), "receipt": receipt}).in_words(language)
    with_titles = [_named(choices, longest, language) for longest in range(_LONGEST_TITLE, _SHORTEST_TITLE - 1, -1)]
    how_many = Say("projects", {"count": len(choices)}).in_words(language)
    attempts = [(named, most) for most in range(1, MOST_SEGMENTS + 1) for named in with_titles]
    for named, most in [*attempts, (_named(choices, 0, language), MOST_SEGMENTS)]:
        found = Say(reply, {"choices": named, "receipt": receipt}).in_words(language)
        if gsm.segments(found) <= most:
            return found
    return Say(reply, {"choices": how_many, "receipt": receipt}).in_words(language)


def _named(choices: Sequence[Counted], longest_title: int, language: str) -> str:
    named = [choice.in_words(longest_title, language) for choice in choices]
    if choices and choices[0].place is not None:  # read aloud, "then" tells an order from a list
        return reduce(lambda said, later: Say("then", {"earlier": said, "later": later}).in_words(language), named)
    return ", ".join(named)


def _cut(title: str, longest: int) -> str:
    if len(title) <= longest:
        return title
    whole_words = title[: longest + 1].rpartition(" ")[0]
    return (whole_words or title[:longest]).rstrip(" ,.-")
