"""Small numbers that are not shown, so that nobody learns from a table whether one person voted."""

from collections.abc import Collection, Sequence

SHOWN_FROM = 10
"""A number of ballots below this is told of no channel, area or hour: it might tell whether one person voted."""


def without_small(
    cells: Sequence[int], shown_from: int = SHOWN_FROM, *, as_well: Collection[int] = ()
) -> list[int | None]:
    """The cells of one table, beside whose total they stand, with none for those that are not shown.

    Every cell below the threshold is hidden, and then the smallest of the others, equals together, until what is hidden
    holds two different numbers. Then no hidden cell can be computed, not even by who knows the total and this rule:
    exchange two different hidden numbers, and the same table would be published. A table whose hidden cells are all of
    it may fall short of that; it tells nothing but its total.

    Source: complementary suppression, as in Hundepool et al., Statistical Disclosure Control (2012), chapter 4.

    Args:
        cells: The numbers.
        shown_from: The least that may be shown.
        as_well: Places of cells that may not be shown for another reason.
    """
    hidden = {place for place, cell in enumerate(cells) if cell < shown_from or place in as_well}
    others = [cell for place, cell in enumerate(cells) if place not in hidden]
    if others and len({cells[place] for place in hidden}) == 1:
        # By value, not by place in the table: a tie broken by place would tell which of the hidden cells is which.
        hidden |= {place for place, cell in enumerate(cells) if cell == min(others)}
    return [None if place in hidden else cell for place, cell in enumerate(cells)]
