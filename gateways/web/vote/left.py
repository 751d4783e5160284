"""What is left to choose: counted on the device where it can, else when the voter asks for it."""

from dataclasses import dataclass

from gateways.web.clients.asking import Json
from gateways.web.vote.areas import most_choices
from gateways.web.vote.kinds import Marks, Money, kind_of
from gateways.web.vote.looking_over import A_WHOLE, cost_of, purse_of
from gateways.web.words.message import Message, say
from libs.shared.kernel.money import minor_digits

_WORDS = {
    "choices": (say("{n} of {most} chosen, {left} left"), say("{over} too many")),
    "points": (say("Points: {n} of {most} given, {left} left"), say("Points: {over} too many")),
    "cost": (say("{n} of {most} spent, {left} left"), say("{over} more than there is")),
}


@dataclass(frozen=True, slots=True)
class Left:
    """What was counted, and how to say it: the words have places in braces for the device to fill."""

    counts: str
    n: int
    most: int
    words: Message
    over: Message
    told: dict[str, str]
    digits: int

    @property
    def is_over(self) -> bool:
        return self.n > self.most


def left_of(poll: Json, marks: Marks, money: Money) -> Left:
    """What of the paper is used, and how much there is."""
    kind, limits = kind_of(poll), poll["limits"]
    n, most = len(marks), most_choices(poll)
    if kind.counts == "cost":
        n, most = cost_of(poll, marks), purse_of(poll)
    elif kind.counts == "points":
        n, most = sum(marks.values()), limits.get("max_points") or A_WHOLE
    figures = {"n": n, "most": most, "left": most - n, "over": n - most}
    is_money = kind.counts == "cost"
    told = {name: money(figure, poll["currency"]) if is_money else str(figure) for name, figure in figures.items()}
    words, over = _WORDS[kind.counts]
    return Left(kind.counts, n, most, words, over, told, minor_digits(poll["currency"]))
