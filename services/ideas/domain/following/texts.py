"""What followers are told by text message, in their language: so short that two messages hold it."""

from collections.abc import Sequence

from libs.shared.kernel import gsm
from libs.shared.kernel.words import Words, in_language, words
from services.ideas.domain.following.follower import Followed
from services.ideas.domain.following.mails import Change

MOST_SEGMENTS = 2
_MORE = "..."

_ASKED: Words = words(
    "Somebody, probably you, asked to hear by text of {what}. Say yes: reply YES, or {link} If it was not you, do "
    "nothing, or reply STOP."
)
_IDEA: Words = words("idea {number}")
_IDEAS_OF: Words = words("ideas of {name}")
_NEWS: Words = words("Idea {number}: {said} {link} STOP ends this.")
_MANY: Words = words("News of {count} ideas: {numbers}. {link} STOP ends this.")


def text_of_link(things: Sequence[Followed], link: str, language: str) -> str:
    """The text that asks whether whoever reads it wants to hear of these things."""
    asked = [each for each in things if not each.is_confirmed] or things
    return _fitting(_ASKED, {"link": link}, "what", _called(asked[-1], language), language)


def text_of_news(changes: Sequence[Change], link: str, language: str) -> str:
    """The text with these changes: of one idea the latest in its words, of several which ideas they are."""
    numbers = list(dict.fromkeys(change.number for change in changes))
    if len(numbers) == 1:
        said = in_language(changes[-1].words, language)
        return _fitting(_NEWS, {"number": numbers[0], "link": link}, "said", said, language)
    places = {"count": str(len(numbers)), "link": link}
    return _fitting(_MANY, places, "numbers", ", ".join(numbers), language)


def _called(thing: Followed, language: str) -> str:
    if thing.about == "idea":
        return in_language(_IDEA, language).format(number=thing.number or "")
    return in_language(_IDEAS_OF, language).format(name=thing.name)


def _fitting(template: Words, places: dict[str, str], long: str, said: str, language: str) -> str:
    """The words with as much of what is long as two messages hold, in whole words."""
    left = gsm.plain(" ".join(said.split()))
    told = left
    while True:
        text = in_language(template, language).format_map(places | {long: told})
        if gsm.segments(text) <= MOST_SEGMENTS or not left:
            return text
        left = left.rpartition(" ")[0] or left[: len(left) // 2]
        told = f"{left.rstrip(' ,.:;')}{_MORE}"
