"""What an outcome comes to: whom it reaches, where the money goes, and what another rule would have funded."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gateways.web.clients.asking import Json
from gateways.web.results.flow import Ribbon, ribbons_of
from gateways.web.results.verdicts import may_be_paid_in_part
from gateways.web.vote.areas import FOR_ALL
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech
from libs.shared.kernel.money import as_decimal

_A_WHOLE = 100
_NOT_SHOWN = say("not shown")
_SOURCES = {"shares": say("the shares of those who voted for it"), "rest": say("what was left over")}
_WHERE_SHARES_MAY_FALL_SHORT = {**_SOURCES, "rest": say("the money of all")}
_FROM_LEFT_OVER, _FROM_ALL = say("from what was left over"), say("from the money of all")


@dataclass(frozen=True, slots=True)
class Beside:
    """What the projects with most votes first would have come to: the figures of both, and where they differ."""

    rows: tuple[tuple[Message, str, str], ...]
    here_only: tuple[str, ...]
    there_only: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """The figures of the outcome, as they are said. ``beside_shares``: where money is from that no supporter paid."""

    facts: tuple[tuple[Message, str], ...]
    beside: Beside | None
    demand: tuple[tuple[Message | str, str, str, str], ...]
    ribbons: tuple[Ribbon, ...]
    streams: tuple[tuple[str, str, Message | str], ...]
    share: str | None
    beside_shares: Message


def reached(part: Json, speech: Speech) -> tuple[int, Message | str]:
    """How long a bar is, and what is said of a share that lies between two bounds, or may not be told."""
    least, most = part["least_percent"], part["most_percent"]
    if least is None or most is None:
        return 0, _NOT_SHOWN
    if least == most:
        return least, speech.share(least / _A_WHOLE)
    if most == _A_WHOLE:
        return least, say("at least %(share)s", share=speech.share(least / _A_WHOLE))
    return most, say("at most %(share)s", share=speech.share(most / _A_WHOLE))


class Figures:
    """Says the figures of one count.

    Args:
        outcome: The count as voting tells it.
        results: The same projects with the titles that everybody reads now.
        areas: The names of the round's areas by their ids.
    """

    def __init__(self, outcome: Json, results: Json, areas: dict[str, str], speech: Speech) -> None:
        self._told: Json = outcome["stories"]
        self._outcome, self._areas, self._speech = outcome, areas, speech
        self._currency: str = results["currency"]
        self._may_be_a_part = may_be_paid_in_part(outcome)
        self._titles: dict[str, str] = {str(one["number"]): one["title"] for one in results["projects"]}
        self._funded = [str(project["number"]) for project in results["projects"] if project["is_funded"]]
        self._cost = as_decimal(results["cost_cents"], self._currency)

    def whole(self) -> Whole:
        """All of them."""
        flow = self._told.get("flow") or {}
        return Whole(
            facts=tuple(self._facts(self._told["outcome"])),
            beside=self._beside() if flow else None,
            demand=tuple(self._demand()),
            ribbons=tuple(ribbons_of(flow)) if flow else (),
            streams=tuple(self._streams(flow)),
            share=self._money(flow["share"]) if flow.get("share") else None,
            beside_shares=_FROM_ALL if self._may_be_a_part else _FROM_LEFT_OVER,
        )

    def reached(self, part: Json) -> tuple[int, Message | str]:
        """How long a bar is, and what is said of those who voted there: a share, or what may be told of it."""
        return reached(part, self._speech)

    def _facts(self, reach: Json) -> list[tuple[Message, str]]:
        voters = reach["voters"] or 1
        return [
            (say("of those who voted have a project of theirs funded"), self._share(reach["voters_with_a_winner"])),
            (say("of them got their fair share"), self._percent(round(100 * reach["voters_with_fair_share"] / voters))),
            (say("of their projects are funded, on average"), self._plain(reach["winners_per_voter_mean"])),
        ]

    def _share(self, people: int) -> str:
        return self._percent(round(100 * people / (self._told["outcome"]["voters"] or 1)))

    def _beside(self) -> Beside:
        here, there = self._told["outcome"], self._told["outcome"]["score_order"]
        rows = [
            (say("Projects that are funded"), str(len(self._funded)), str(len(there["winners"]))),
            (say("What they cost"), self._money(str(self._cost)), self._money(there["cost"])),
            (
                say("Voters with a project of theirs funded"),
                self._people(here["voters_with_a_winner"]),
                self._people(there["voters_with_a_winner"]),
            ),
            (
                say("Projects of theirs that are funded, on average"),
                self._plain(here["winners_per_voter_mean"]),
                self._plain(there["winners_per_voter_mean"]),
            ),
            (
                say("Voters who got their fair share"),
                self._people(here["voters_with_fair_share"]),
                self._people(there["voters_with_fair_share"]),
            ),
        ]
        here_only = [self._titles[id_] for id_ in self._funded if id_ not in there["winners"]]
        there_only = [self._titles[id_] for id_ in there["winners"] if id_ not in self._funded]
        return Beside(tuple(rows), tuple(here_only), tuple(there_only))

    def _demand(self) -> list[tuple[Message | str, str, str, str]]:
        """The areas in the round's order, and at last what is for all of them, so that the shares make a whole."""
        named, order = self._areas | {name: name for name in self._areas.values()}, list(self._areas.values())
        parts = [part for part in self._told["outcome"]["areas"] if part["name"] in named]
        parts.sort(key=lambda part: order.index(named[part["name"]]))
        rest = self._cost - sum(Decimal(part["spent"]) for part in parts)
        told: list[tuple[Message | str, str, str, str]] = [
            (
                named[part["name"]],
                self._money(part["spent"]),
                self._percent(part["spent_percent"]),
                self._percent(part["voters_asking_percent"]),
            )
            for part in parts
        ]
        if rest > 0:
            told.append((FOR_ALL, self._money(str(rest)), self._percent(100 * rest / self._cost), ""))
        return told

    def _streams(self, flow: Json) -> list[tuple[str, str, Message | str]]:
        """A line for each payment, and one without a title for what was not spent."""
        sources = _WHERE_SHARES_MAY_FALL_SHORT if self._may_be_a_part else _SOURCES
        lines: list[tuple[str, str, Message | str]] = [
            (self._titles[stream["project"]], self._money(stream["amount"]), sources[stream["from"]])
            for stream in flow.get("streams", ())
        ]
        left = [("", self._money(flow["not_spent"]), "")] if flow and Decimal(flow["not_spent"]) else []
        return lines + left

    def title(self, ribbon: Ribbon) -> str:
        """What the project of a ribbon is called."""
        return self._titles[ribbon.project] if ribbon.project else ""

    def amount(self, ribbon: Ribbon) -> str:
        """How much flows there."""
        return self._money(str(ribbon.amount))

    def _people(self, people: int) -> str:
        return f"{self._speech.number(people)} ({self._share(people)})"

    def _plain(self, number: str) -> str:
        return self._speech.exact(Decimal(number))

    def _percent(self, percent: Any) -> str:
        return self._speech.share(float(percent) / _A_WHOLE)

    def _money(self, amount: str) -> str:
        return self._speech.amount_in(amount, self._currency)
