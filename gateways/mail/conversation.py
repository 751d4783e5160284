"""One mail, and what comes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import httpx
import structlog

from gateways.mail.answers import Answer, Pages, Secretary
from gateways.mail.letter.reading import Letter
from gateways.mail.senders import Senders
from gateways.mail.suggesting import Suggesting, TooManyForNow
from gateways.mail.threads import About, Threads
from gateways.mail.words.catalogue import Say, language_of
from libs.shared.kernel.mail import Mail, MailWasNotTaken
from libs.shared.platform.intake import ideas
from libs.shared.platform.running.asking import OutOfReach
from libs.shared.platform.telling.postman import Post
from libs.shared.platform.watching.metrics import MAILS

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mail, for a machine; ``is_final`` unless the same mail may fare better later."""

    name: str
    is_final: bool = True


def counted(outcome: Outcome) -> Outcome:
    """The outcome, which the metrics have one more of."""
    MAILS.labels("mail", outcome.name).inc()
    return outcome


IGNORED = Outcome("ignored")
TOO_MANY = Outcome("too_many", is_final=False)
TRY_LATER = Outcome("try_later", is_final=False)


@dataclass(frozen=True, slots=True)
class Room:
    """Whom a conversation knows: who sends, which threads there are, who writes answers, and where the pages are."""

    senders: Senders
    threads: Threads
    secretary: Secretary
    pages: Pages
    language: str
    today: Callable[[], date]


class Conversation:
    """Takes mails, one at a time and remembering nothing of what they say."""

    def __init__(self, service: httpx.AsyncClient, post: Post, room: Room, suggesting: Suggesting) -> None:
        self._service, self._post, self._room, self._suggesting = service, post, room, suggesting

    async def answer(self, letter: Letter, *, is_answered: bool = False) -> Outcome:
        """What came of the mail, once it is answered; one that ``is_answered`` already is not answered again."""
        return counted(await self._answer(letter, is_answered=is_answered))

    async def _answer(self, letter: Letter, *, is_answered: bool) -> Outcome:
        sign = "ours" if self._room.threads.are_ours(letter) else letter.why_automatic
        if letter.sender is None or sign:
            log.info("mail ignored", sign=sign or "no-address")
            return IGNORED
        if not await self._room.senders.may_write(letter):
            return TOO_MANY
        try:
            outcome = await self._outcome(letter, is_answered=is_answered)
        except TooManyForNow:
            return TOO_MANY
        except OutOfReach:
            return TRY_LATER
        log.info("mail dealt with", outcome=outcome.name)
        return outcome

    async def _outcome(self, letter: Letter, *, is_answered: bool) -> Outcome:
        language = language_of(f"{letter.subject}\n{letter.text}", self._room.language)
        about = self._room.threads.about(letter)
        mails: list[Mail] = []
        if about and await ideas.knows(self._service, about.number):
            answer = self._pass_on(about, letter, language, mails)
        else:
            answer = await self._suggesting.suggest(letter, language, self._room.today())
        mails.append(self._room.secretary.answer_to(letter, answer, language))
        return Outcome(answer.name) if is_answered else await self._sent(mails, answer.name)

    def _pass_on(self, about: About, letter: Letter, language: str, mails: list[Mail]) -> Answer:
        """Hand a mail about an idea to the office, which alone may change the idea's words."""
        office = self._room.secretary.office
        if not letter.text:
            return Answer("no_words", (Say("no_words"),))
        withdraw = self._room.pages.link("withdraw", f"/ideas/{about.number}/yours")
        name = "passed_on" if office else "cannot_pass_on"
        if office:
            mails.append(self._room.secretary.to_office(letter, about, office, self._room.language))
        return Answer(name, (Say(name, {"number": about.number}), *withdraw), about.number)

    async def _sent(self, mails: list[Mail], name: str) -> Outcome:
        for mail in mails:
            try:
                await self._post.send(mail)
            except MailWasNotTaken as failure:
                log.warning("mail not taken", trouble=str(failure))
                if not failure.is_final:
                    return TRY_LATER
        return Outcome(name)
