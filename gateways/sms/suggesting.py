"""A text as an idea: for which round, from which area, and what is said when it cannot be one."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from gateways.sms.grammar import Wish
from gateways.sms.reply import Say
from gateways.sms.senders import Sender, Senders
from libs.shared.kernel.key import in_groups
from libs.shared.platform.intake import ideas
from libs.shared.platform.intake.rounds import Round, area_named_in
from libs.shared.platform.running.asking import OutOfReach, Refused
from libs.shared.platform.running.neighbours import Neighbours

_SENTENCE = re.compile(r".+?[.!?](?=\s)|.+", re.DOTALL)
_LONGEST_TITLE = 100
_REFUSALS = {"too-many-attempts": "idea_too_many", "round-is-archived": "idea_no_round"}


class Suggesting:
    """Hands ideas to the service of ideas.

    Args:
        neighbours: The services, of which ideas is asked.
        senders: Who texts.
        otherwise: The round that is meant if several ask for ideas.
        today: The day in the town.
    """

    def __init__(
        self, neighbours: Neighbours, senders: Senders, otherwise: UUID | None, today: Callable[[], date]
    ) -> None:
        self._neighbours, self._senders, self._otherwise, self._today = neighbours, senders, otherwise, today

    async def suggest(self, wish: Wish, sender: Sender, language: str) -> Say:
        """What to say to whoever texted the idea: the same text of the same number is one, however often it comes."""
        service = self._neighbours.client("ideas")
        try:
            asking = await ideas.rounds_that_ask(service, self._today())
            within = self._chosen(asking)
            if within is None:
                return Say("idea_several_rounds" if asking else "idea_no_round")
            body = self._body(wish, within, sender, language)
            taken = await ideas.suggest(service, body, sender.client)
        except Refused as refused:
            return Say(_REFUSALS.get(refused.code, "idea_refused"))
        except OutOfReach:
            return Say("idea_try_later")
        return Say("idea_taken", {"number": taken.number, "key": in_groups(taken.key)})

    def _chosen(self, asking: Sequence[Round]) -> Round | None:
        if len(asking) == 1:
            return asking[0]
        return next((each for each in asking if each.round_id == self._otherwise), None)

    def _body(self, wish: Wish, within: Round, sender: Sender, language: str) -> dict[str, object]:
        area = area_named_in(wish.words, within)
        return {
            "round_id": str(within.round_id),
            "title": title_of(wish.words),
            "text": wish.words,
            "area_id": str(area) if area else None,
            "channel": "sms",
            "contact": {"kind": "phone", "address": sender.number} if sender.number else None,
            "language": language,
            "submission_id": str(self._senders.submission_of(sender, wish.words)),
        }


def title_of(words: str) -> str:
    """The first sentence, as far as it is no essay: then its beginning, in whole words."""
    first = _SENTENCE.match(" ".join(words.split()))
    title = (first[0].rstrip(" .,;") if first else "") or words
    if len(title) <= _LONGEST_TITLE:
        return title
    beginning = title[: _LONGEST_TITLE - 1]
    return (beginning.rpartition(" ")[0].rstrip(" .,;-") or beginning) + "…"
