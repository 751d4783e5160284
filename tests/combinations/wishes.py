"""What a poll's terms can be, and what can come of it: each thing with its choices, and draws that meet every pair."""

import random
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any

Wish = Mapping[str, Any]

CHOICES: dict[str, tuple[Any, ...]] = {
    "method": ("approval", "knapsack", "points", "allocation", "ranking", "for-and-against", "score"),
    "rule": ("score-order", "equal-shares", "bos-equal-shares", "ranked-list"),
    "ending": ("skip", "stop", "stop-80", "stop-part"),
    "completion": ("none", "utilitarian", "add1", "add1+utilitarian", "add1-exhaustive+utilitarian"),
    "comparison": (False, True),
    "rounding": (False, True),
    "area_choice": ("none", "voter", "roll"),
    "bounds_of_papers": (False, True),
    "area_money": ("none", "one", "most", "both", "all"),
    "conflicts": (False, True),
    "min_score": (0, 1, 30),
    "equals": ("cheaper", "dearer", "more-votes", "lot"),
    "quorum": (0, 1, 40, 1_000),
    "min_choices": (0, 1, 2, 3),
    "max_choices": (1, 3, 50),
    "limits": ("usual", "tight", "wide"),
    "weights": ("none", "applied", "joined", "rehearsed"),
    "currency": ("EUR", "HUF", "JPY", "TND"),
    "fund_area": (False, True),
    "names_of_areas": (True, False),
    "help": (False, True),
    "projects": (1, 2, 7),
    "costs": ("spread", "alike", "free", "dear"),
    "ballots": ("none", "one", "few", "many", "alike", "blank", "even"),
    "withdrawn": ("none", "one", "most"),
    "override": ("none", "funded", "not-funded", "both"),
    "paper_order": ("numbers", "lot", "voter"),
    "titles": ("plain", "odd"),
    "final": (False, True),
}

_OF_SHARES = ("equal-shares", "bos-equal-shares")


def drawn(chance: random.Random) -> dict[str, Any]:
    """A wish by chance, its terms mended where one rules another out, so that most polls of it can be published."""
    wish = {name: chance.choice(choices) for name, choices in CHOICES.items()}
    if wish["method"] == "for-and-against" and wish["rule"] in _OF_SHARES:
        wish["rule"] = "score-order"
    if wish["rule"] == "ranked-list":
        wish |= _OF_ADVICE
        if wish["method"] in ("approval", "knapsack"):
            wish["method"] = "score"
    if wish["rule"] != "score-order":
        wish["ending"] = "skip"
    if wish["rule"] != "equal-shares":
        wish |= {"completion": "none", "comparison": False}
    if not wish["completion"].startswith("add1"):
        wish["rounding"] = False
    if wish["projects"] == 1:
        wish |= {"conflicts": False, "withdrawn": "none", "area_choice": "none"}
    if wish["area_choice"] == "none":
        wish["bounds_of_papers"] = False
    if wish["area_money"] in ("one", "both", "all"):
        wish["comparison"] = False
        wish["ending"] = {"stop-80": "stop", "stop-part": "skip"}.get(wish["ending"], wish["ending"])
    return wish


_OF_ADVICE = {
    **dict.fromkeys(("conflicts", "comparison", "rounding", "help"), False),
    **dict.fromkeys(("area_money", "weights", "override"), "none"),
    "completion": "none",
    "min_score": 0,
    "quorum": 0,
}


def covering(seed: int, draws: int = 600) -> list[dict[str, Any]]:
    """So few wishes that each pair of choices of any of the draws is in one of them; the first have most pairs."""
    chance = random.Random(seed)  # noqa: S311 - it has to come again
    bits: dict[Any, int] = {}
    pool = [(wish, _pairs(wish, bits)) for wish in (drawn(chance) for _ in range(draws))]
    missing, found = (1 << len(bits)) - 1, []
    while missing:
        wish, pairs = max(pool, key=lambda one: (one[1] & missing).bit_count())
        found.append(wish)
        missing &= ~pairs
    return found


def by_chance(seed: int) -> Iterator[dict[str, Any]]:
    """Wishes without end."""
    chance = random.Random(seed)  # noqa: S311 - it has to come again
    while True:
        yield drawn(chance)


def _pairs(wish: Wish, bits: dict[Any, int]) -> int:
    return sum(1 << bits.setdefault(pair, len(bits)) for pair in combinations(wish.items(), 2))
