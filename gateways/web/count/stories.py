"""What became of each project under the rules side by side, in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gateways.web.clients.asking import Json
from gateways.web.count.remarks import in_words
from gateways.web.results.verdicts import PLAIN, WITH_POINTS
from gateways.web.vote.kinds import KINDS
from gateways.web.words.message import Message, say, say_many
from gateways.web.words.speech import Speech

_ONLY_BY_WEIGHT = say("If each ballot counted once, it would not be funded.")
_ONLY_WITHOUT = say("If each ballot counted once, it would be funded.")
_NOBODY_PAID = ("", "0", "0.0", "0.00", None)


@dataclass(frozen=True, slots=True)
class Line:
    """A project, and its fate under each rule: whether it is funded, and the sentences that say why."""

    id: str
    name: str
    cost: str
    score: str
    fates: tuple[tuple[bool, tuple[Message, ...]], ...]

    @property
    def differs(self) -> bool:
        """Whether one rule funds it and the other does not."""
        return len({funded for funded, _ in self.fates}) > 1


def lines_of(counted: Json, speech: Speech) -> list[Line]:
    """The projects in the first rule's order: the funded as they were selected, then the others."""
    method = str(counted.get("method"))
    amounts = Amounts(speech, counted["currency"], are_beside_points=method in KINDS and KINDS[method].adds_points)
    by_rule = [{project["project"]: project for project in one["projects"]} for one in counted["counts"]]
    names = {id_: project["name"] for id_, project in by_rule[0].items()}
    return [
        Line(
            id_,
            project["name"],
            amounts.said(project["cost"]),
            amounts.number(project["score"]),
            tuple((fates[id_]["funded"], tuple(_why(fates[id_], amounts, names))) for fates in by_rule),
        )
        for id_, project in by_rule[0].items()
    ]


class Amounts:
    """Says the amounts of a file, whose currency may be none, or one that nobody knows."""

    def __init__(self, speech: Speech, currency: str, *, are_beside_points: bool = False) -> None:
        self._speech, self._currency, self.are_beside_points = speech, currency, are_beside_points

    def said(self, amount: str) -> str:
        """``1,234.50 PLN``: nobody writes an amount with one decimal."""
        is_short = Decimal(amount).normalize().as_tuple().exponent == -1
        return f"{self.number(amount)}{'0' * is_short}\N{NO-BREAK SPACE}{self._currency}".rstrip()

    def in_words(self, text: str) -> str:
        """What the file says, in the reader's language if it is known here."""
        return in_words(text, self._speech)

    def number(self, value: str) -> str:
        """A decimal of the file in the reader's digits."""
        return self._speech.exact(Decimal(value))


def _why(fate: Json, amounts: Amounts, names: dict[str, str]) -> Iterator[Message]:
    if fate.get("unweighted_funded", fate["funded"]) != fate["funded"]:
        yield _ONLY_BY_WEIGHT if fate["funded"] else _ONLY_WITHOUT
    if fate["funded"]:
        yield from _how_it_was_paid(fate, amounts)
        return
    if fate["verdict"] == "ranked":
        yield say("Place %(place)s on the list.", place=fate["place"])
        return
    yield from _why_it_lost(fate, amounts, names)
    if fate["missing"]:
        yield say("%(amount)s was missing.", amount=amounts.said(fate["missing"]))
    yield from _where_the_money_went(fate, amounts, names)
    yield from _how_close(fate, amounts)


def _why_it_lost(fate: Json, amounts: Amounts, names: dict[str, str]) -> Iterator[Message]:
    """The verdict, and beside it the rival, the area, or the file's own words."""
    verdict, reason = fate["verdict"], fate["reason"]
    if verdict == "conflict" and reason in names:
        yield say(
            "It was not funded because project %(number)s of the same group was: %(title)s.",
            number=reason,
            title=names[reason],
        )
        return
    if verdict == "share-used-up" and reason:
        yield say("Too little was left of what %(area)s gets at most.", area=reason)
        return
    if verdict in PLAIN:
        yield PLAIN[verdict]
    if reason:
        yield say("It says: %(reason)s", reason=amounts.in_words(reason))


def _how_it_was_paid(fate: Json, amounts: Amounts) -> Iterator[Message]:
    if fate["missing"]:
        yield say("It is funded in part: %(amount)s of its cost is missing.", amount=amounts.said(fate["missing"]))
    if not fate.get("paid_in_full"):
        return
    if payers := fate.get("payers"):
        most, least = payers[0]["paid_each"], payers[-1]["paid_each"]
        people, price = amounts.number(str(fate["paid_in_full"])), amounts.said(most)
        if len(payers) == 1:
            yield say_many(
                fate["paid_in_full"],
                "%(people)s voter paid %(price)s.",
                "%(people)s voters paid %(price)s each.",
                people=people,
                price=price,
            )
        else:
            low = amounts.said(least)
            yield say("%(people)s voters paid from %(least)s to %(most)s each.", people=people, least=low, most=price)
    if others := fate.get("paid_all_they_had"):
        yield say_many(
            others,
            "%(people)s voter paid all they had left, %(amount)s.",
            "%(people)s paid all they had left, %(amount)s together.",
            people=amounts.number(str(others)),
            amount=amounts.said(fate["their_payments"]),
        )


def _where_the_money_went(fate: Json, amounts: Amounts, names: dict[str, str]) -> Iterator[Message]:
    if fate.get("supporters_had") in _NOBODY_PAID:
        return
    spent = ", ".join(f"{names.get(id_) or id_} ({amounts.said(amount)})" for id_, amount in fate["paid_for"])
    had = amounts.said(fate["supporters_had"])
    if spent:
        yield say("Its supporters had %(amount)s and spent most of it on: %(projects)s.", amount=had, projects=spent)
    else:
        yield say("Its supporters had %(amount)s.", amount=had)


def _how_close(fate: Json, amounts: Amounts) -> Iterator[Message]:
    if votes := fate.get("wins_with_votes"):
        yield say_many(
            votes,
            "%(votes)s more voter for it alone would have funded it.",
            "%(votes)s more voters for it alone would have funded it.",
            votes=amounts.number(str(votes)),
        )
        if amounts.are_beside_points:
            yield WITH_POINTS
    if fate.get("wins_at_cost"):
        yield say("At a cost of %(amount)s it would have been funded.", amount=amounts.said(fate["wins_at_cost"]))
