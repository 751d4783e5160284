"""What is told of a sitting: in the life lines of its ideas, and to whoever suggested them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from libs.shared.kernel.words import Words, filled, in_language, words
from services.ideas.domain.sittings.sitting import DecidingBody, Sitting

BODIES: Mapping[DecidingBody, Words] = {
    "board": words("The accompanying board"),
    "jury": words("The residents' jury"),
    "committee": words("A committee of the council"),
    "council": words("The council"),
}

_MOMENT: Words = words("%Y-%m-%d at %H:%M")

INVITED: Words = words("{body} deals with it on {moment}, in public.")
CHANGED: Words = words("Changed: {body} deals with it on {moment}, in public.")
TAKEN_OFF: Words = words("It is not on the agenda of the sitting on {moment} any more.")
CALLED_OFF: Words = words("The sitting on {moment} is called off.")
IN_THE_MINUTES: Words = words("{body} dealt with it on {moment}. The minutes of that are published.")
CORRECTED: Words = words("The minutes of the sitting on {moment} are corrected.")

_WELCOME: Words = words("You are welcome to come, and to speak of your idea.")
_WHERE: Words = words("Where: {place}")
_BY_LINK: Words = words("By video: {link}")
_WHY: Words = words("Why: {reason}")
_RESULT: Words = words("What came of it: {result}")


@dataclass(frozen=True, slots=True)
class News:
    """A line for the life line, and what else is told to whoever suggested the idea."""

    line: Words
    more: Words


def line_of(saying: Words, sitting: Sitting, zone: ZoneInfo) -> Words:
    """The saying of the sitting, on the council's clock. Nothing that somebody typed stands in it."""
    return {
        language: text.format(
            body=in_language(BODIES[sitting.body], language), moment=_moment(sitting.begins_at, zone, language)
        )
        for language, text in saying.items()
    }


def invitation(saying: Words, sitting: Sitting, zone: ZoneInfo) -> News:
    """That the idea is dealt with, when and where."""
    return News(line_of(saying, sitting, zone), _joined(_WELCOME, whereabouts(sitting)))


def whereabouts(sitting: Sitting) -> Words:
    """Where it takes place, or by which link one comes to it."""
    place = {} if sitting.place is None else filled(_WHERE, place=sitting.place)
    link = {} if sitting.link is None else filled(_BY_LINK, link=sitting.link)
    return _joined(place, link)


def called_off(sitting: Sitting, zone: ZoneInfo) -> News:
    """That it does not take place, and why."""
    return News(line_of(CALLED_OFF, sitting, zone), why(sitting))


def why(sitting: Sitting) -> Words:
    """Why it does not take place."""
    return filled(_WHY, reason=sitting.reason or "")


def what_came_of_it(result: str) -> Words:
    """What the minutes say came of the idea."""
    return filled(_RESULT, result=result)


def plain(saying: Words, sitting: Sitting, zone: ZoneInfo) -> News:
    """The line alone."""
    return News(line_of(saying, sitting, zone), {})


def _joined(*sayings: Words) -> Words:
    languages = dict.fromkeys(language for saying in sayings for language in saying)
    return {language: "\n".join(saying[language] for saying in sayings if saying) for language in languages}


def _moment(at: datetime, zone: ZoneInfo, language: str) -> str:
    return f"{at.astimezone(zone):{in_language(_MOMENT, language)}}"
