"""Who paid for a funded project out of their shares, and how much.

Groups of fewer than ten are told in one sum: the published ballots hold them, but a page that hundreds read need not
point at a few.
"""

from collections.abc import Iterator
from decimal import Decimal

from gateways.web.clients.asking import Json
from gateways.web.results.verdicts import AS_FAR_AS_SHARES_WENT, PAID_BY_SHARES
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech
from libs.shared.kernel.small_cells import SHOWN_FROM


class Payments:
    """Tells the payments of one count.

    Args:
        speech: Of the reader.
        currency: Of the amounts.
        flow: The way of the money, as the count tells it; nothing where voters have no shares.
        may_be_a_part: Whether supporters may pay a part of the cost, so that the rest came out of the money of all.
    """

    def __init__(self, speech: Speech, currency: str, flow: Json, *, may_be_a_part: bool) -> None:
        self._speech, self._currency, self._may_be_a_part = speech, currency, may_be_a_part
        streams = flow.get("streams", ()) if may_be_a_part else ()
        self._of_all = {one["project"]: Decimal(one["amount"]) for one in streams if one["from"] == "rest"}

    def in_short(self, story: Json) -> Message:
        """Who paid for the winner of the story, in one sentence."""
        payers, others = story.get("payers", ()), story["paid_all_they_had"]
        in_all = story["paid_in_full"] + others
        if in_all < SHOWN_FROM:
            return AS_FAR_AS_SHARES_WENT if self._may_be_a_part else PAID_BY_SHARES
        if len(payers) != 1 or payers[0]["people"] < SHOWN_FROM:
            people = self._number(in_all)
            if story["project"] in self._of_all:
                return say("%(people)s people paid for it from their shares, as far as these went.", people=people)
            return say("%(people)s people paid for it together from their shares.", people=people)
        paid = {"people": self._number(payers[0]["people"]), "price": self._money(payers[0]["paid_each"])}
        if not others:
            return say("%(people)s people paid %(price)s each for it.", **paid)
        if others < SHOWN_FROM:
            return say("%(people)s people paid %(price)s each for it, and a few others all they had left.", **paid)
        more = self._number(others)
        return say("%(people)s people paid %(price)s each for it, and %(more)s all they had left.", **paid, more=more)

    def in_detail(self, story: Json, cost: Decimal) -> Iterator[Message]:
        """What each group of them paid, and what came out of the money of all. ``cost`` is in units of the currency."""
        lacked = self._of_all.get(story["project"], Decimal(0))
        yield from self._by_groups(story, cost - lacked)
        if lacked:
            paid, rest = self._money(str(cost - lacked)), self._money(str(lacked))
            yield say("Together they paid %(paid)s; %(rest)s came out of the money of all.", paid=paid, rest=rest)

    def _by_groups(self, story: Json, in_all: Decimal) -> Iterator[Message]:
        few, together, rounding = 0, Decimal(0), Decimal(0)
        for group in story.get("payers", ()):
            if group["people"] < SHOWN_FROM:
                each = Decimal(group["paid_each"])
                few, together = few + group["people"], together + group["people"] * each
                rounding += group["people"] * Decimal((0, (5,), int(each.as_tuple().exponent) - 1))
                continue
            people, price = self._number(group["people"]), self._money(group["paid_each"])
            yield say("%(people)s people paid %(price)s each.", people=people, price=price)
        others, theirs = story["paid_all_they_had"], Decimal(story["their_payments"])
        if others >= SHOWN_FROM:
            people, amount = self._number(others), self._money(story["their_payments"])
            yield say("%(people)s paid all they had left, %(amount)s together.", people=people, amount=amount)
        elif others:
            few, together = few + others, together + theirs
        if few:
            # What each of them paid is rounded; what all payers paid together is known to the cent.
            amount = self._money(str(in_all if abs(in_all - together) <= rounding else together))
            yield say("Groups of fewer than ten people paid %(amount)s together.", amount=amount)

    def price_in_votes(self, story: Json) -> Message:
        """Between how many the cost would have been split at the price."""
        votes = self._speech.exact(Decimal(story["effective_votes"]))
        if self._may_be_a_part:
            return say(
                "Effective votes: %(votes)s. The price was as if its whole cost had been split evenly among so many "
                "people.",
                votes=votes,
            )
        return say(
            "Effective votes: %(votes)s. The price was as if its cost had been split evenly among so many people; "
            "the project with most is paid for next.",
            votes=votes,
        )

    def _money(self, amount: str) -> str:
        return self._speech.amount_in(amount, self._currency)

    def _number(self, value: float) -> str:
        return self._speech.number(value)
