"""What became of each project in its supporters' money: a sentence for everybody, and the details for who asks.

All figures come from the count's own explanation, which ``commonpurse tally --explain`` tells, too; nothing is worked
out here but what stands together. Groups of fewer than ten are told in one sum: the published ballots hold them, but
a page that hundreds read need not point at a few.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter

from gateways.web.clients.asking import Json
from gateways.web.results.payments import Payments
from gateways.web.results.verdicts import IN_PART, WITH_POINTS, may_be_paid_in_part, misses_quorum, verdicts_of
from gateways.web.vote.kinds import KINDS, kind_of
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech
from libs.shared.kernel.money import as_decimal
from libs.shared.kernel.small_cells import SHOWN_FROM

MOST_NAMED = 5
"""Of what a project's supporters paid for, so many are named; the others come in one sum."""


@dataclass(frozen=True, slots=True)
class Story:
    """What is told of one project: a sentence, further sentences, and where its supporters' money went."""

    sentence: Message | None
    details: tuple[Message, ...] = ()
    paid_for: tuple[Message, ...] = ()
    further: tuple[Message, ...] = ()


_SHORT = say("The %(people)s people who voted for it were %(amount)s short.")
_ONE_SHORT = say("The one person who voted for it was %(amount)s short.")
_SHORT_AND_NO_REST = say(
    "The %(people)s people who voted for it were %(amount)s short, and the money left over did not reach either."
)
_ONE_SHORT_AND_NO_REST = say(
    "The one person who voted for it was %(amount)s short, and the money left over did not reach either."
)
_COULD_HAVE_WON = ("not-affordable", "does-not-fit", "after-stop", "below-minimum")


def _its_place(stage: str | None, place: str) -> Message:
    """When a project was paid for: where there are several stages, in which."""
    if stage is None:
        return say("It was number %(place)s to be paid for.", place=place)
    if not stage:
        return say("It was number %(place)s to be paid for from the money that is for all.", place=place)
    return say("It was number %(place)s to be paid for from what is guaranteed to %(area)s.", place=place, area=stage)


class Stories:
    """Tells the stories of one count.

    Args:
        outcome: The count as voting tells it.
        results: The same projects with the titles that everybody reads now.
    """

    def __init__(self, outcome: Json, results: Json, speech: Speech) -> None:
        told = outcome.get("stories") or {}
        self._winners = {story["project"]: story for story in told.get("winners", ())}
        self._losers = {story["project"]: story for story in told.get("losers", ())}
        self._refused = {bought["project"] for bought in told.get("certificate", {}).get("refused", ())}
        self._verdicts = verdicts_of(outcome)
        self._misses_quorum = misses_quorum(outcome)
        self._adds_points = outcome.get("method") in KINDS and kind_of(outcome).adds_points
        self._has_shares = bool(told.get("flow"))
        self._may_pay_a_part = may_be_paid_in_part(outcome)
        self._told_in_money = ("does-not-fit",) if self._may_pay_a_part else ("not-affordable", "does-not-fit")
        self._counted = {project["number"]: project for project in outcome["projects"]}
        self._titles: Mapping[str, str] = {str(one["number"]): one["title"] for one in results["projects"]}
        # Each of several stages has a first round of its own.
        self._paid_in = {(one.get("stage"), one["round"]): one["project"] for one in told.get("winners", ())}
        self._speech, self._currency = speech, results["currency"]
        flow = told.get("flow") or {}
        self._payments = Payments(speech, self._currency, flow, may_be_a_part=self._may_pay_a_part)

    @property
    def all_are_measured(self) -> bool:
        """Whether it is known of every loser that could have won how close it came."""
        losers = self._losers.values()
        return all(story.get("is_measured", False) for story in losers if story["verdict"] in _COULD_HAVE_WON)

    def of(self, project: Json) -> Story:
        """The story of a project of the results."""
        id_ = str(project["number"])
        counted = self._counted.get(project["number"])
        if counted is None:  # the results stand without their reasons
            return Story(None)
        if counted.get("overridden") or self._misses_quorum:
            return Story(self._verdicts.get(counted["proposal_id"]))
        if project["is_funded"]:
            return self._won(project, counted, self._winners.get(id_))
        return self._lost(project, counted, self._losers.get(id_) or {})

    def money(self, amount: str) -> str:
        """An amount of the stories, which is a plain decimal, with its currency."""
        return self._speech.amount_in(amount, self._currency)

    def number(self, value: float) -> str:
        """A number in the reader's digits."""
        return self._speech.number(value)

    def _won(self, project: Json, counted: Json, story: Json | None) -> Story:
        if without := counted.get("without_cents"):
            cost = project["cost_cents"]
            gets, lacks = (self._speech.money(cents, self._currency) for cents in (cost - without, without))
            missing = say("It gets %(gets)s; %(lacks)s of its cost are missing.", gets=gets, lacks=lacks)
            return Story(IN_PART, (missing,))
        if story is None:
            left_over = say("It was paid from the money that was left over when the shares had paid for the others.")
            return Story(left_over if self._has_shares else self._verdicts.get(counted["proposal_id"]))
        if not project["cost_cents"]:
            return Story(say("It costs nothing, so nobody had to pay for it."))
        cost = as_decimal(project["cost_cents"], self._currency)
        payers = tuple(self._payments.in_detail(story, cost))
        return Story(self._payments.in_short(story), payers, further=tuple(self._of_winner(counted, story)))

    def _of_winner(self, counted: Json, story: Json) -> Iterator[Message]:
        yield _its_place(story.get("stage"), self.number(story["round"]))
        if counted.get("effective_votes"):
            yield self._payments.price_in_votes(story)

    def _lost(self, project: Json, counted: Json, story: Json) -> Story:
        sentence = self._why_lost(counted, story)
        measured = tuple(self._how_close(story))
        if not story.get("supporters_had") or not counted["ballots"]:
            return Story(sentence, further=measured)
        had = self.money(story["supporters_had"])
        area = story.get("stage")
        stage = (say("It competed last for what is guaranteed to %(area)s.", area=area),) if area else ()
        details = (*stage, say("Those who voted for it had %(amount)s together in their shares.", amount=had))
        if counted["ballots"] < SHOWN_FROM:
            few = say("So few voted for it that what else they paid for is not told here.")
            return Story(sentence, (*details, few), further=(*self._in_the_end(project, story), *measured))
        further = (*self._in_the_end(project, story), *self._first_out_of_reach(story), *measured)
        return Story(sentence, details, tuple(self._paid_for(story)), further)

    def _why_lost(self, counted: Json, story: Json) -> Message | None:
        verdict, missing = counted["verdict"], story.get("missing_in_the_end")
        if not missing or verdict not in self._told_in_money:
            return self._verdicts.get(counted["proposal_id"])
        amount, people = self.money(missing), self.number(counted["ballots"])
        if story.get("rest_lacked"):
            short = _SHORT_AND_NO_REST if counted["ballots"] > 1 else _ONE_SHORT_AND_NO_REST
        elif self._may_pay_a_part:
            short = say("In the end %(amount)s was missing in the money that was left.")
        elif verdict == "not-affordable":
            short = _SHORT if counted["ballots"] > 1 else _ONE_SHORT
        else:
            short = say("When its turn came, %(amount)s was missing in the money that was left.")
        return say(short.text, amount=amount, people=people)

    def _paid_for(self, story: Json) -> Iterator[Message]:
        # All amounts of a count have as many decimals. A page may hold tens of thousands: they are read in one go.
        amounts = story["spent_on"]
        read = map(int, ",".join(amounts.values()).replace(".", "").split(",")) if amounts else ()
        spent = sorted(zip(read, amounts, strict=True), key=itemgetter(0), reverse=True)
        named = len(spent) if len(spent) == MOST_NAMED + 1 else MOST_NAMED
        for _, id_ in spent[:named]:
            title = self._titles.get(id_, id_)
            yield say("%(amount)s for “%(project)s”", amount=self.money(amounts[id_]), project=title)
        if rest := spent[named:]:
            digits = len(amounts[rest[0][1]].partition(".")[2])
            together = sum([amount for amount, _ in rest])
            amount = self.money(str(Decimal(together).scaleb(-digits)))
            yield say("%(amount)s for %(count)s more", amount=amount, count=self.number(len(rest)))

    def _in_the_end(self, project: Json, story: Json) -> Iterator[Message]:
        left, cost = self.money(story["left"]), self._speech.money(project["cost_cents"], self._currency)
        yield say("In the end they had %(left)s left. The project costs %(cost)s.", left=left, cost=cost)
        if lacked := story.get("rest_lacked"):
            amount = self.money(lacked)
            yield say("The money left over lacked %(amount)s when the project's turn came.", amount=amount)
        if story["project"] in self._refused:
            yield say(
                "One step more for each share would have paid for it, but more would then be spent than there is."
            )

    def _first_out_of_reach(self, story: Json) -> Iterator[Message]:
        missing = story.get("missing")
        if not missing or missing == story.get("missing_in_the_end"):
            return
        amount = self.money(missing)
        if not story["round"]:
            yield say("Even before they had paid for anything else, %(amount)s was missing.", amount=amount)
            return
        last = self._paid_in.get((story.get("stage"), story["round"]), "")
        yield say(
            "It was first out of their reach when “%(project)s” had been paid for: then %(amount)s was missing.",
            project=self._titles.get(last, last),
            amount=amount,
        )

    def _how_close(self, story: Json) -> Iterator[Message]:
        if not story.get("is_measured"):
            return
        votes, cost = story["wins_with_votes"], story["wins_at_cost"]
        if votes == 1:
            yield say("One more voter for it alone would have won it the money.")
        elif votes:
            yield say("%(votes)s more voters for it alone would have won it the money.", votes=self.number(votes))
        else:
            yield say("Even as many more voters for it as voted in all would not have been enough.")
        if self._adds_points:
            yield WITH_POINTS
        if cost:
            yield say("At a cost of %(amount)s it would have been funded.", amount=self.money(cost))
        else:
            yield say("At no cost, however low, would it have been funded.")
