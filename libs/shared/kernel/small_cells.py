"""Small numbers that are not shown, so that nobody learns from a table whether one person voted."""

from collections.abc import Sequence

SHOWN_FROM = 10
"""A number of ballots below this is told of no channel, area or hour: it might tell whether one person voted."""


def without_small(cells: Sequence[int], shown_from: int = SHOWN_FROM) -> list[int | None]:
    """The cells of one table, beside whose total they stand, with none for those that are not shown.

    Every cell below the threshold is hidden, and then the smallest of the others, equals together, until what is hidden
    holds two different numbers. Then no hidden cell can be computed, not even by who knows the total and this rule:
    exchange two different hidden numbers, and the same table would be published. A table whose hidden cells are all of
    it may fall short of that; it tells nothing but its total.

    Source: complementary suppression, as in Hundepool et al., Statistical Disclosure Control (2012), chapter 4.
    """
    cut = shown_from - 1
    if not any(cell <= cut for cell in cells):
        return list(cells)
    if len({cell for cell in cells if cell <= cut}) == 1:
        # By value, not by place in the table: a tie broken by place would tell which of the hidden cells is which.
        cut = min((cell for cell in cells if cell > cut), default=cut)
    return [cell if cell > cut else None for cell in cells]
