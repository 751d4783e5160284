"""A mail as an idea: for which round, from where, and what is said when it cannot be one."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import httpx

from gateways.mail.answers import Answer, Pages
from gateways.mail.letter.reading import Letter
from gateways.mail.rounds import Where, choose, where
from gateways.mail.senders import Senders
from gateways.mail.words.catalogue import Say
from libs.shared.kernel.key import in_groups
from libs.shared.platform.intake import ideas
from libs.shared.platform.intake.rounds import Round
from libs.shared.platform.running.asking import Refused

_LONGEST_TITLE, _LONGEST_TEXT, _TITLE_FROM_TEXT, _LONGEST_PLACE = 300, 5000, 100, 200


class TooManyForNow(Exception):
    """Ideas takes no more from the sender for a while."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a mail suggests, as ideas takes it."""

    within: Round
    said: Where = field(repr=False)
    title: str = field(repr=False)

    def body(self, letter: Letter, language: str, submission_id: UUID) -> dict[str, object]:
        """The request for it."""
        return {
            "round_id": str(self.within.round_id),
            "title": self.title,
            "text": self.said.text or self.title,
            "area_id": str(self.within.areas[self.said.area]) if self.said.area else None,
            "place": self.said.place,
            "channel": "mail",
            "contact": {"kind": "email", "address": letter.sender},
            "language": language,
            "submission_id": str(submission_id),
        }


class Suggesting:
    """Hands mails to ideas."""

    def __init__(self, service: httpx.AsyncClient, senders: Senders, pages: Pages, otherwise: UUID | None) -> None:
        self._service, self._senders, self._pages, self._otherwise = service, senders, pages, otherwise

    async def suggest(self, letter: Letter, language: str, today: date) -> Answer:
        """What came of the mail, taken as a new idea.

        Raises:
            TooManyForNow: if the sender must wait.
            OutOfReach: if ideas gives no answer.
        """
        if not letter.text and (letter.attachments or not letter.subject):
            return Answer("no_words", (Say("no_words"),))
        if len(letter.text) > _LONGEST_TEXT:
            return Answer("too_long", (Say("too_long", {"given": len(letter.text), "limit": _LONGEST_TEXT}),))
        asking = await ideas.rounds_that_ask(self._service, today)
        within = choose(asking, letter, self._otherwise)
        if within is None:
            return self._which_round(asking)
        said = where(letter.text, within)
        return await self._take(Wish(within, said, _title(letter, said)), letter, language)

    async def _take(self, wish: Wish, letter: Letter, language: str) -> Answer:
        body = wish.body(letter, language, self._senders.submission_of(letter))
        try:
            taken = await ideas.suggest(self._service, body, self._senders.client_of(letter))
        except Refused as refused:
            if refused.code == "too-many-attempts":
                raise TooManyForNow from None
            if refused.code == "round-is-archived":
                return self._which_round([])
            return Answer("refused", (Say("refused"), *self._pages.link("suggest_there", "/suggest")))
        return self._taken(wish, taken)

    def _taken(self, wish: Wish, taken: ideas.Taken) -> Answer:
        said = [Say("taken", {"number": taken.number, "round": wish.within.name})]
        said += [Say("in_area", {"area": wish.said.area})] if wish.said.area else []
        said += [Say("at_place")] if wish.said.place else []
        said += [Say("key", {"key": in_groups(taken.key)}), *self._pages.link("follow", f"/ideas/{taken.number}")]
        return Answer("taken", (*said, Say("told"), Say("answering")), taken.number)

    def _which_round(self, asking: list[Round]) -> Answer:
        if not asking:
            return Answer("no_round", (Say("no_round"), *self._pages.link("see_rounds", "/")))
        names = tuple(Say("round_name", {"round": each.name}) for each in asking)
        return Answer("several_rounds", (Say("several_rounds"), *names))


def _title(letter: Letter, said: Where) -> str:
    if letter.subject:
        return _cut(letter.subject, _LONGEST_TITLE)
    return _cut(next((line.strip() for line in said.text.split("\n") if line.strip()), "?"), _TITLE_FROM_TEXT)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
