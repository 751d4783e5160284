"""Which projects stood equal in a count, and what decided which of them goes first."""

from collections.abc import Iterable, Mapping
from typing import Any

from gateways.web.clients.asking import Json
from gateways.web.count.choices import TIES
from gateways.web.results.stages import money_of


def ties_in_words(ties: Iterable[Json], titles: Mapping[int, str], *, in_stages: bool = False) -> list[dict[str, Any]]:
    """Of each tie the projects that stood equal, the one that goes first, the words for what decided, and of which of
    several counts it is.
    """
    return [_tie(tie, titles) | {"money": money_of(tie["stage"]) if in_stages else None} for tie in ties]


def titled(numbers: Iterable[int], titles: Mapping[int, str]) -> list[str]:
    """The projects' numbers on the paper, each with its title."""
    return [f"{number} {titles[number]}" for number in numbers]


def _tie(tie: Json, titles: Mapping[int, str]) -> dict[str, Any]:
    decided = TIES.get(tie["decided_by"], tie["decided_by"])
    return {"tied": titled(tie["tied"], titles), "chosen": titled([tie["chosen"]], titles)[0], "decided_by": decided}
