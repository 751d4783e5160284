"""The options of a paper as all ballots see them: a ranked list with its spread, and how far the ballots agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor, isqrt
from typing import Any

from services.voting.domain.tally.agreement.concordance import concordance
from services.voting.domain.tally.agreement.opinions import opinions_of, standing_only
from services.voting.domain.tally.agreement.spread import Spread, spread_of
from services.voting.domain.tally.paper.instance import Instance
from services.voting.domain.tally.paper.profile import Profile
from services.voting.domain.tally.pb.decimals import format_amount

_DIGITS = 2
_HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the ballots of a vote with marks say together.

    Args:
        votes: How many ballots there are, as they count.
        concordance: Kendall's W; none where ballots were of several papers, for these put other options in order.
        options: The id and the spread of each option, the highest mean first; equals in the order of the paper.
        mark_digits: How many decimals the marks have.
    """

    votes: int
    concordance: Fraction | None
    options: tuple[tuple[str, Spread], ...]
    mark_digits: int = 0

    def as_json(self) -> dict[str, Any]:
        """The same as plain JSON; decimals are rounded half up, ``rounded`` to a whole one."""
        unit = 10**self.mark_digits
        return {
            "votes": self.votes,
            "concordance": None if self.concordance is None else half_up(self.concordance, _DIGITS),
            "projects": [
                {"project": id_, "place": place} | _as_json(spread, unit)
                for (id_, spread), place in zip(self.options, self._places(), strict=True)
            ],
        }

    def _places(self) -> Iterator[int]:
        """The place of each option in its order; equal means share one."""
        place, last = 0, None
        for number, (_, spread) in enumerate(self.options, 1):
            if spread.mean != last:
                place, last = number, spread.mean
            yield place


def agreement_of(instance: Instance, profile: Profile, *, is_one_paper: bool = True) -> Agreement | None:
    """How far the ballots agree; none where they have no marks, or where of some only the sums are known.

    What is ruled out of the count is no option, unless everything is: then too few took part, and said what they said.
    """
    if profile.marks is None or instance.paper_totals:
        return None
    out = instance.ineligible if len(instance.ineligible) < len(instance.ids) else {}
    standing, ids = standing_only(profile, instance.ids, out)
    spreads = zip(ids, map(spread_of, opinions_of(standing)), strict=True)
    in_order = tuple(sorted(spreads, key=lambda option: -option[1].mean))
    agreed = concordance(standing) if is_one_paper else None
    return Agreement(profile.voters, agreed, in_order, profile.mark_digits)


def half_up(number: Fraction, digits: int) -> str:
    """The number as a decimal of so many digits; halves go up."""
    return format_amount(floor(number * 10**digits + _HALF), digits)


def _as_json(spread: Spread, unit: int) -> dict[str, Any]:
    told = {
        "mean": spread.mean,
        "median": spread.median,
        "lower_quartile": spread.lower_quartile,
        "upper_quartile": spread.upper_quartile,
    }
    return {
        **{name: half_up(value / unit, _DIGITS) for name, value in told.items()},
        "deviation": _root(spread.variance / unit**2),
        "rounded": half_up(spread.mean / unit, 0),
        "named": spread.named,
    }


def _root(number: Fraction) -> str:
    """The square root, rounded half up, without floats."""
    finer = isqrt(floor(number * 10 ** (2 * _DIGITS + 2)))
    return str((Decimal(finer).scaleb(-_DIGITS - 1)).quantize(Decimal(1).scaleb(-_DIGITS), ROUND_HALF_UP))
