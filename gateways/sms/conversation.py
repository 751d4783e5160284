"""One text and its reply."""

from dataclasses import dataclass, field

import structlog

from gateways.sms import reply
from gateways.sms.choices import Vote
from gateways.sms.clients.residents import ask_for_permit
from gateways.sms.clients.voting import InTheBox, cast
from gateways.sms.following import Following
from gateways.sms.grammar import Follow, Wish, read
from gateways.sms.refusals import say_why
from gateways.sms.reply import Say
from gateways.sms.senders import Sender, Senders
from gateways.sms.suggesting import Suggesting
from libs.shared.platform.running.asking import OutOfReach, Refused
from libs.shared.platform.running.neighbours import Neighbours

log = structlog.get_logger()

_ASK_AGAIN = frozenset({"try_later", "unsure", "idea_try_later", "follow_try_later", "stop_try_later"})


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back; nothing if the text is empty. ``is_final`` unless the same text may fare better later.

    ``outcome`` is what came of it, for a machine: ``counted``, ``replaced``, ``idea_taken``, or the name of another
    reply in the catalogue.
    """

    text: str = field(repr=False)
    outcome: str
    is_final: bool = True


class Conversation:
    """Answers texts, one at a time and remembering nothing."""

    def __init__(self, neighbours: Neighbours, senders: Senders, suggesting: Suggesting, language: str) -> None:
        self._neighbours, self._senders, self._suggesting = neighbours, senders, suggesting
        self._following, self._language = Following(neighbours), language

    async def answer(self, text: str | None, sender: Sender, delivery: str | None = None) -> Reply:
        """The reply to a text, after the ballot in it, if there is one, was cast, or the idea handed in.

        ``delivery`` stands for the provider's id of the message: with it a ballot that comes again is known as such.
        """
        message = read(text)
        language = message.language or self._language
        is_stop = isinstance(message.content, Follow) and message.content.kind == "stop"
        if not await (self._senders.may_stop(sender) if is_stop else self._senders.may_text(sender)):
            is_told = await self._senders.is_told_for_the_first_time(sender)
            words = Say("too_many_texts").in_words(language) if is_told else ""
            return Reply(words, "too_many_texts")
        said = await self._said(message.content, sender, language, delivery)
        log.info("text answered", outcome=said.reply if isinstance(said, Say) else "counted")
        if isinstance(said, Say):
            return Reply(said.in_words(language), said.reply, said.reply not in _ASK_AGAIN)
        if not said.is_in_force:
            name = "rehearsed_again" if said.is_rehearsal else "came_again"
            return Reply(Say(name).in_words(language), name)
        name = _name_of(said)
        return Reply(reply.counted(name, said.choices, said.receipt, language), name)

    async def _said(
        self, content: Vote | Wish | Follow | Say, sender: Sender, language: str, delivery: str | None
    ) -> InTheBox | Say:
        if isinstance(content, Follow):
            return await self._following.follow(content, sender, language)
        if not isinstance(content, Wish):
            return await self._outcome(content, sender, delivery)
        said = await self._suggesting.suggest(content, sender, language)
        is_asked = said.reply == "idea_taken" and sender.number and await self._following.is_told_by_text()
        return Say("idea_taken_follow", said.places) if is_asked else said

    async def _outcome(self, content: Vote | Say, sender: Sender, delivery: str | None) -> InTheBox | Say:
        if isinstance(content, Say):
            return content
        try:
            permit = await ask_for_permit(self._neighbours.client("residents"), content.code, sender.client)
        except Refused as refused:
            return say_why(refused.code, refused.particulars)
        except OutOfReach:
            return Say("try_later")
        try:
            return await cast(self._neighbours.client("voting"), permit, content, delivery)
        except Refused as refused:
            return say_why(refused.code, refused.particulars)
        except OutOfReach as lost:
            return Say("unsure" if lost.may_have_acted else "try_later")


def _name_of(said: InTheBox) -> str:
    """What became of a ballot in force, by the name of its reply."""
    if said.is_rehearsal:
        return "rehearsed_anew" if said.is_replacement else "rehearsed"
    return "replaced" if said.is_replacement else "counted"
