"""What followers are told, in their language."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from libs.shared.kernel.words import Words, in_language, words
from services.ideas.domain.following.follower import MOST_FOLLOWED, Followed

_MOST_CHANGES = 100
_LONGEST = 1_000

_LINK_SUBJECT: Words = words("What you want to hear of")
_ASKED: Words = words(
    "Hello,\n\nsomebody, probably you, asked on our pages to hear by mail of:\n\n{things}\n\nFollow the link below to "
    "say yes. If it was not you, do nothing: you get no news, and your address is erased after a week.\n"
)
_KNOWN: Words = words(
    "Hello,\n\nsomebody, probably you, typed your address on our pages again. You follow already:\n\n{things}\n\nBy "
    "the link below you see and change it.\n"
)
_FULL: Words = words(
    "Hello,\n\nsomebody, probably you, typed your address on our pages again. Nothing was added, for you follow as "
    "much as one can:\n\n{things}\n\nBy the link below you end what you do not want to hear of any more.\n"
)
_NEWS_SUBJECT: Words = words("News of {what}")
_MANY_SUBJECT: Words = words("News of {count} ideas that you follow")
_MIXED_SUBJECT: Words = words("News of {count} ideas and proposals that you follow")
_NEWS: Words = words("Hello,\n\nthere is news of what you follow.\n\n{changes}\n")
_MORE: Words = words("And {count} more, which you find on our pages.")
_CHANGE: Words = words("{name}\n{by}: {words}")
_BY_NUMBER: Mapping[str, Words] = {"idea": words("Idea {number}"), "proposal": words("Proposal {number}")}
_WITH_TITLE: Mapping[str, Words] = {
    "idea": words("Idea {number}, “{title}”"),
    "proposal": words("Proposal {number}, “{title}”"),
}
_AREA: Words = words("Ideas in {name}")
_ROUND: Words = words("Ideas of {name}")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an idea or a proposal: what, and by whom. Its title, if everybody may read that."""

    about: Literal["idea", "proposal"]
    number: str
    title: str | None
    by: Words
    words: Words


def called(thing: Followed, language: str) -> str:
    """What is followed, by its name."""
    if thing.about in _BY_NUMBER:
        return _called(thing.about, thing.number or "", thing.name or None, language)
    return in_language(_AREA if thing.about == "area" else _ROUND, language).format(name=thing.name)


def words_of_link(things: Sequence[Followed], language: str) -> tuple[str, str]:
    """Subject and text of the mail that asks whether whoever reads it wants to hear of these things."""
    asked = [each for each in things if not each.is_confirmed]
    listed = "\n".join(f"* {called(each, language)}" for each in (asked or things)[:_MOST_CHANGES])
    known = _KNOWN if len(things) < MOST_FOLLOWED else _FULL
    return in_language(_LINK_SUBJECT, language), in_language(_ASKED if asked else known, language).format(things=listed)


def words_of_news(changes: Sequence[Change], language: str) -> tuple[str, str]:
    """Subject and text of the mail with all these changes, oldest first."""
    names = {
        (change.about, change.number): _called(change.about, change.number, change.title, language)
        for change in changes
    }
    said = [_said(change, names[change.about, change.number], language) for change in changes[:_MOST_CHANGES]]
    if left := len(changes) - len(said):
        said.append(in_language(_MORE, language).format(count=left))
    what = _called(changes[0].about, changes[0].number, None, language)
    return (
        in_language(_subject(names), language).format(what=what, count=len(names)),
        in_language(_NEWS, language).format(changes="\n\n".join(said)),
    )


def _called(about: str, number: str, title: str | None, language: str) -> str:
    """The idea or the proposal, by its number and the title that everybody may read."""
    return in_language((_WITH_TITLE if title else _BY_NUMBER)[about], language).format(number=number, title=title)


def _subject(names: Collection[tuple[str, str]]) -> Words:
    if len(names) == 1:
        return _NEWS_SUBJECT
    return _MANY_SUBJECT if {about for about, _ in names} == {"idea"} else _MIXED_SUBJECT


def _said(change: Change, name: str, language: str) -> str:
    told = in_language(change.words, language)
    told = told if len(told) <= _LONGEST else f"{told[:_LONGEST].rstrip()} …"
    return in_language(_CHANGE, language).format(name=name, by=in_language(change.by, language), words=told)
