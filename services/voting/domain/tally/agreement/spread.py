"""Where an option stands and how widely opinions of it spread.

The quartiles are those of Hyndman and Fan, Sample Quantiles in Statistical Packages, The American Statistician 50
(1996), definition 2: between two ballots they lie half-way. The deviation is that of all who voted, who are no sample.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from services.voting.domain.tally.agreement.opinions import Opinion


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of what everybody gave, the middle half of it, its variance, and how many gave it more than nothing."""

    mean: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    variance: Fraction
    named: int


def spread_of(opinion: Opinion) -> Spread:
    """The spread of the marks of an option; of no ballots it is zero."""
    voters = max(sum(opinion.ballots), 1)
    pairs = list(zip(opinion.values, opinion.ballots, strict=True))
    total = sum(value * people for value, people in pairs)
    squares = sum(value * value * people for value, people in pairs)
    lower, median, upper = (_quantile(opinion, Fraction(part, 4)) for part in (1, 2, 3))
    return Spread(
        mean=Fraction(total, voters),
        lower_quartile=lower,
        median=median,
        upper_quartile=upper,
        variance=Fraction(squares * voters - total * total, voters * voters),
        named=sum(people for value, people in pairs if value > 0),
    )


def _quantile(opinion: Opinion, part: Fraction) -> Fraction:
    ends = list(accumulate(opinion.ballots))
    if not ends:
        return Fraction(0)
    place = ends[-1] * part
    at = next(value for value, end in zip(opinion.values, ends, strict=True) if end >= place)
    after = next((value for value, end in zip(opinion.values, ends, strict=True) if end > place), at)
    return Fraction(at + after, 2)
