"""What followers are told by text message, in their language: so short that two messages hold it."""

from collections.abc import Mapping, Sequence

from libs.shared.kernel import gsm
from libs.shared.kernel.words import Words, in_language, words
from services.ideas.domain.following.follower import Followed
from services.ideas.domain.following.mails import Change

MOST_SEGMENTS = 2
_MORE = "..."

_ASKED: Words = words(
    "Somebody, probably you, asked to hear by text of {what}. If you want that, reply YES or open {link} If not, do "
    "nothing, or reply STOP."
)
_KNOWN: Words = words(
    "Somebody, probably you, typed your number on our pages again. What you hear of by text: {link} STOP ends "
    "all of it."
)
_BY_NUMBER: Mapping[str, Words] = {"idea": words("idea {number}"), "proposal": words("proposal {number}")}
_IDEAS_OF: Words = words("ideas of {name}")
_NEWS: Mapping[str, Words] = {
    "idea": words("Idea {number}: {said} {link} Reply STOP to end this."),
    "proposal": words("Proposal {number}: {said} {link} Reply STOP to end this."),
}
_MANY: Words = words("News of {count} ideas: {numbers}. {link} Reply STOP to end this.")
_MIXED: Words = words("News of {count} ideas and proposals: {numbers}. {link} Reply STOP to end this.")


def text_of_link(things: Sequence[Followed], link: str, language: str) -> str:
    """The text that asks whether whoever reads it wants to hear of these things; if they do already, where they are."""
    asked = [each for each in things if not each.is_confirmed]
    if not asked:
        return in_language(_KNOWN, language).format(link=link)
    return _fitting(_ASKED, {"link": link}, "what", _called(asked[-1], language), language)


def text_of_news(changes: Sequence[Change], link: str, language: str) -> str:
    """The text with these changes: of one thing the latest in its words, of several which they are."""
    things = list(dict.fromkeys((change.about, change.number) for change in changes))
    if len(things) == 1:
        about, number = things[0]
        said = in_language(changes[-1].words, language)
        return _fitting(_NEWS[about], {"number": number, "link": link}, "said", said, language)
    places = {"count": str(len(things)), "link": link}
    many = _MANY if {about for about, _ in things} == {"idea"} else _MIXED
    return _fitting(many, places, "numbers", ", ".join(number for _, number in things), language)


def _called(thing: Followed, language: str) -> str:
    if thing.about in _BY_NUMBER:
        return in_language(_BY_NUMBER[thing.about], language).format(number=thing.number or "")
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
