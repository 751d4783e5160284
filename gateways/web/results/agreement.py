"""Where each option of a vote with marks stands with everybody, how far people agree, and how groups differ."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gateways.web.clients.asking import Json
from gateways.web.results.turnout import CHANNELS
from gateways.web.words.message import Message, say
from gateways.web.words.speech import Speech

_PARTLY, _LARGELY = Decimal("0.3"), Decimal("0.7")
"""From where on agreement is called weak no more, and strong: Schmidt, Managing Delphi Surveys Using Nonparametric
Statistical Techniques, Decision Sciences 28 (1997)."""

_STORE = {
    "allocation": say("So many of those who voted gave it more than an even part of their 100 points:"),
    "ranking": say("So many of those who voted put it among their first three:"),
    "for-and-against": say("So many of those who voted are for it:"),
}
_GAVE_POINTS = say("So many of those who voted gave it points:")

Cell = Message | str
Say = Callable[[Json], tuple[int, Cell]]


@dataclass(frozen=True, slots=True)
class Apart:
    """How groups differ: a column for each, and a line for each option with what everybody said before."""

    groups: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the page says of it.

    Args:
        bars: Of each option its title, its mean as it is drawn, and the mean in words.
        rows: Of each its place, title, mean, median, the middle half, the deviation, and how many named it.
        figure: Kendall's W.
        verdict: The same in words.
        store: What those did of whom the differences tell.
        by_channel: How channels differ.
        by_area: How areas differ.
    """

    bars: tuple[tuple[str, float, Message], ...]
    rows: tuple[tuple[Cell, ...], ...]
    figure: str | None
    verdict: Message | None
    store: Message
    by_channel: Apart | None
    by_area: Apart | None


def agreement_of(outcome: Json, results: Json, areas: dict[str, str], speech: Speech, said: Say) -> Agreement | None:
    """What the outcome tells of opinions; none of a vote without marks, or of one counted before that was told.

    Args:
        outcome: The count as voting tells it.
        results: The same projects with the titles that everybody reads now.
        areas: The names of the round's areas by their ids.
        said: Says a share that lies between two bounds.
    """
    told = outcome.get("agreement")
    if not told or not told["projects"] or not told["votes"]:
        return None
    titles = {str(one["number"]): one["title"] for one in results["projects"]}
    options = told["projects"]
    apart = _Differences(outcome.get("differences"), titles, speech, said)
    return Agreement(
        bars=tuple(_bar(one, titles, outcome["method"], speech) for one in options),
        rows=tuple(_row(one, titles, speech) for one in options),
        figure=told["concordance"] and speech.exact(Decimal(told["concordance"])),
        verdict=told["concordance"] and _verdict(Decimal(told["concordance"])),
        store=_STORE.get(outcome["method"], _GAVE_POINTS),
        by_channel=apart.by("by_channel", "channel", CHANNELS),
        by_area=apart.by("by_area", "area_id", areas),
    )


def _bar(one: Json, titles: dict[str, str], method: str, speech: Speech) -> tuple[str, float, Message]:
    mean = float(one["mean"])
    if method == "allocation":
        words = say("%(mean)s of 100", mean=speech.number(int(one["rounded"])))
    else:
        words = say("%(mean)s on average", mean=speech.exact(Decimal(one["mean"])))
    return titles[one["project"]], max(mean, 0.0), words


def _row(one: Json, titles: dict[str, str], speech: Speech) -> tuple[Cell, ...]:
    mean, median, lower, upper, deviation = (
        speech.exact(Decimal(one[name])) for name in ("mean", "median", "lower_quartile", "upper_quartile", "deviation")
    )
    half = say("%(lower)s to %(upper)s", lower=lower, upper=upper)
    title, place = titles[one["project"]], speech.number(one["place"])
    return title, place, mean, median, half, deviation, speech.number(one["named"])


def _verdict(figure: Decimal) -> Message:
    if figure < _PARTLY:
        return say("People hardly agree which of them matter most.")
    if figure < _LARGELY:
        return say("People agree in part which of them matter most.")
    return say("People largely agree which of them matter most.")


class _Differences:
    def __init__(self, told: Json | None, titles: dict[str, str], speech: Speech, said: Say) -> None:
        self._options = told["projects"] if told else []
        self._titles, self._speech, self._said = titles, speech, said

    def by(self, table: str, where: str, names: dict[str, Message] | dict[str, str]) -> Apart | None:
        """The groups of one table; none where nothing may be told of any."""
        found = (part[where] for one in self._options for part in one[table])
        groups = [group for group in dict.fromkeys(found) if group in names]
        if not groups:
            return None
        rows = tuple(self._row(one, {part[where]: part for part in one[table]}, groups) for one in self._options)
        return Apart(tuple(names[group] for group in groups), rows)

    def _row(self, one: Json, parts: dict[str, Json], groups: list[str]) -> tuple[Cell, ...]:
        nothing = {"least_percent": None, "most_percent": None}
        shares = (self._said(parts.get(group, nothing))[1] for group in groups)
        return self._titles[str(one["number"])], self._speech.share(one["percent"] / 100), *shares
