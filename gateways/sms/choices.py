"""What a text says behind its code: which projects, and what is written beside them.

choices = choice {between choice}            between: spaces, commas, semicolons, "#", brackets, "and", "project"
        | number ">" number {">" number}     the first choice first
        | "blank"                            nothing is chosen, on purpose
choice  = number | number "=" points | "+" number | "-" number

A sign stands right before its number and behind a space: "7-12" may be a range, and is not guessed at.
"""

import re
from dataclasses import dataclass, field

from gateways.sms.reply import Say
from gateways.sms.words.catalogue import speakers_of

WORD = re.compile(r"[^\s,;:.!?#&+]+|[?&+]")

_LONGEST_QUOTE = 15
_MINUS = "-\u2010-\u2015\u2212"
_CHOICE = re.compile(
    rf"(?:(?P<plus>\+)|(?P<minus>(?<![0-9A-Z])[{_MINUS}]))?(?(plus)|(?(minus)|#?\s*))"
    r"(?P<number>[0-9]{1,6})(?:\s*[=:]\s*(?P<points>[0-9]{1,6}))?(?![0-9A-Za-z=:])"
)
_FRACTION = re.compile(r"#?\s*[0-9]{1,6}\s*[=:]\s*[0-9]{1,6}[.,][0-9]+(?![0-9]*\s*[=:])")
_SEPARATORS = re.compile(r"[\s,;#.!\"'()\[\]{}<>*_~/|\u2022]+")
_IN_ORDER = re.compile(r"\s*>\s*")
_SENT_FROM = re.compile(r"(?:SENT FROM|GESENDET (?:VON|MIT)|VON MEINEM|GET OUTLOOK)[^0-9]*$")


@dataclass(frozen=True, slots=True)
class Vote:
    """A code and what is chosen: numbers, and what is written beside them.

    Attributes:
        points: of each, if they have points.
        signs: ``+`` or ``-`` before each, if all have one.
        is_ranked: the numbers stand in an order, the first choice first.
    """

    code: str = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    points: tuple[int, ...] | None = field(default=None, repr=False)
    signs: tuple[str, ...] | None = field(default=None, repr=False)
    is_ranked: bool = field(default=False, repr=False)


@dataclass(slots=True)
class _Read:
    """What was read so far: of each choice its number, its points, its sign, and what stands before it."""

    numbers: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    signs: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)

    def take(self, choice: re.Match[str], gap: str) -> None:
        self.numbers.append(int(choice["number"]))
        if choice["points"]:
            self.points.append(int(choice["points"]))
        self.signs.append("+" if choice["plus"] else "-" if choice["minus"] else "")
        self.gaps.append(gap)

    @property
    def in_order(self) -> list[bool]:
        """Of each number but the first, whether a ``>`` stands before it."""
        return [_IN_ORDER.fullmatch(gap) is not None for gap in self.gaps[1:]]


def choices_in(typed: str, code: str) -> Vote | Say:
    """The vote in what follows a code, in capitals; or what to say instead."""
    if _is_blank(typed):
        return Vote(code, ())
    found, end = _Read(), 0
    # Right behind the code a dash is one of those that hold it together.
    place = len(typed) - len(typed.lstrip(" :"))
    is_glued = not place and bool(re.match(f"[{_MINUS}]", typed))
    while place < len(typed) and not is_glued:
        if separators := _SEPARATORS.match(typed, place):
            place = separators.end()
        elif _FRACTION.match(typed, place):
            return Say("points_not_whole")
        elif choice := _CHOICE.match(typed, place):
            found.take(choice, typed[end:place])
            place = end = choice.end()
        elif (word := WORD.match(typed, place)) and "and" in speakers_of(word.group()):
            place = word.end()
        elif _is_courtesy(typed[place:]):
            break
        else:
            return _cannot_read(typed[place:])
    return _cannot_read(typed) if is_glued else _vote(code, found)


def _is_blank(typed: str) -> bool:
    """Whether a word for a blank ballot is all there is, but for courtesies."""
    words = WORD.findall(typed)
    means = [speakers_of(word) for word in words]
    return any("blank" in one for one in means) and all("blank" in one or "thank" in one for one in means)


def _is_courtesy(rest: str) -> bool:
    """Thanks, greetings, and what telephones write under each text: nothing of it can change a vote."""
    words = WORD.findall(rest)
    return bool(_SENT_FROM.match(rest) or (words and all("thank" in speakers_of(word) for word in words)))


def _cannot_read(rest: str) -> Say:
    if any("stop" in speakers_of(word) for word in WORD.findall(rest)):
        return Say("stop")
    return Say("not_understood", {"part": re.split(r"[\s,;]", rest, maxsplit=1)[0][:_LONGEST_QUOTE]})


def _vote(code: str, found: _Read) -> Vote | Say:
    numbers, has_minus, in_order = found.numbers, "-" in found.signs, found.in_order
    if not numbers:
        return Say("no_numbers")
    if found.points and len(found.points) < len(numbers):
        return Say("some_with_points")
    if has_minus and ("" in found.signs or found.points):
        return Say("some_with_signs")
    if any(in_order) and not (all(in_order) and not has_minus and not found.points):
        return Say("order_unclear")
    twice = next((number for place, number in enumerate(numbers) if number in numbers[:place]), None)
    if twice is not None:
        return Say("chosen_twice", {"number": twice})
    signs = tuple(found.signs) if "" not in found.signs and not found.points else None
    return Vote(code, tuple(numbers), tuple(found.points) or None, signs, any(in_order))
