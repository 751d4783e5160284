from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from libs.shared.kernel.small_cells import SHOWN_FROM, without_small

tables = st.lists(st.integers(0, 40), min_size=2, max_size=8)


@given(tables)
def test_no_cell_below_ten_is_shown(table: list[int]) -> None:
    shown = without_small(table)

    assert all(cell is None or cell == true >= SHOWN_FROM for cell, true in zip(shown, table, strict=True))


@given(tables)
def test_a_table_without_small_cells_is_shown_whole(table: list[int]) -> None:
    large = [cell + SHOWN_FROM for cell in table]

    assert without_small(large) == large


@given(tables)
def test_no_cell_is_hidden_alone(table: list[int]) -> None:
    assert without_small(table).count(None) != 1


@given(tables.filter(any))
def test_a_hidden_cell_cannot_be_computed_from_what_is_shown_and_the_total(table: list[int]) -> None:
    shown = without_small(table)

    for place in [place for place, cell in enumerate(shown) if cell is None]:
        others = [other for other in _tables_like(table, shown, place) if other[place] != table[place]]
        assert any(sum(other) == sum(table) and without_small(other) == shown for other in others)


@given(tables, st.sets(st.integers(0, 7), max_size=3))
def test_what_is_hidden_for_another_reason_is_not_hidden_alone_either(table: list[int], as_well: set[int]) -> None:
    shown = without_small(table, as_well=as_well)

    hidden = [cell for cell, told in zip(table, shown, strict=True) if told is None]
    assert all(shown[place] is None for place in as_well if place < len(table))
    # Two cells of which each could be more and the other less; none of whose sum is nothing.
    assert not hidden or (len(hidden) > 1 and sum(hidden) > 0) or len(hidden) == len(table)


def test_not_even_by_who_tries_every_table_there_could_be() -> None:
    # Each table of four cells up to eight, with a threshold of four, sorted by all that an onlooker gets to see.
    looks_the_same = defaultdict(list)
    for table in product(range(9), repeat=4):
        looks_the_same[sum(table), tuple(without_small(table, shown_from=4))].append(table)

    for (total, shown), candidates in looks_the_same.items():
        for place in [place for place, cell in enumerate(shown) if cell is None]:
            assert total == 0 or len({table[place] for table in candidates}) > 1, (total, shown)


def _tables_like(table: list[int], shown: list[int | None], place: int) -> list[list[int]]:
    """Other tables with the same sum: the cell exchanged with another hidden one, or one ballot moved between them."""
    found = []
    for other in [other for other, cell in enumerate(shown) if cell is None and other != place]:
        exchanged = list(table)
        exchanged[place], exchanged[other] = table[other], table[place]
        everything = list(table)
        everything[place], everything[other] = table[place] + table[other], 0
        found += [exchanged, everything]
        for step in (1, -1):
            moved = list(table)
            moved[place], moved[other] = table[place] + step, table[other] - step
            found += [moved] if min(moved) >= 0 else []
    return found
