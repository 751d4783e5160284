"""Parts of lists in the database: one page of what a query finds, or what comes behind a place in it.

Behind a place means: sorted behind the values that the last item was sorted by. Those never change, so whoever goes
from place to place reads everything that stood there when they began, and nothing twice, whatever changes meanwhile.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeVar, TypeVarTuple

from sqlalchemy import ColumnElement, FromClause, Select, func, literal, null, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from libs.shared.kernel.page import CursorIsNotOfTheList, Found, Page, Place, SortValue

# A plan made once for all words, or all moments (a generic plan), knows nothing of those asked for, and walks through
# the whole list for any; the server would take it from the sixth time on. So each of these is planned for what it asks.
_PLANNED_FOR_THIS_QUESTION = text("set local plan_cache_mode = force_custom_plan")

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
SortKey = ColumnElement[Any] | InstrumentedAttribute[Any]

FOUND_COUNTED_TO, CHANGED_COUNTED_TO = 1_000, 10_000
"""So far things are counted that hold a word, or that have changed: nobody needs to know how many more they are."""

# A change has the time at which it was written, and is seen only when its transaction ends. So changes of before the
# oldest transaction that has written something are all to be seen; one may be just about to, hence the second.
_AS_OF = text("""
    (select least(clock_timestamp(), min(xact_start)) - interval '1 second' from pg_stat_activity
     where datname = current_database() and backend_xid is not null)
""")


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by, the last of which no two items share, and the time of an item's last change.

    A list that nobody reads to its end is ``counted_to`` a number: counting on would take longer than reading.
    One ``is_searched`` whose items are found by words. Of words the server knows too little to choose a way: it would
    walk through the whole list for a word that hardly anything holds. So the count chooses: what is found by few is
    sorted, and for what more than ``counted_to`` hold the list is walked through, where one soon has a page.
    One ``is_sifted`` by an index alone, in which all stands that it is sorted and filtered by: for few that lie far
    behind the server would read all the rows before them. So it finds a page's places, and then reads their rows.
    """

    by: tuple[SortKey, ...]
    is_descending: bool = False
    updated_at: SortKey | None = None
    counted_to: int | None = None
    is_searched: bool = False
    is_sifted: bool = False

    @classmethod
    def of_list(
        cls,
        by: tuple[SortKey, ...],
        updated_at: SortKey,
        page: Page,
        *,
        is_oldest_first: bool,
        is_searched: bool,
        is_public: bool,
    ) -> Self:
        """Of the list of all things of one kind, by words, as changed, or as they stand: these by an index alone.

        Args:
            is_public: Whether what is public alone is wanted, of which there is such an index.
        """
        is_of_changes = page.updated_since is not None
        counted_to = FOUND_COUNTED_TO if is_searched else CHANGED_COUNTED_TO if is_of_changes else None
        is_sifted = is_public and not (is_searched or is_of_changes)
        return cls(by, not is_oldest_first, updated_at, counted_to, is_searched, is_sifted)

    def ways(self, total: int) -> tuple[SortKey, ...]:
        """What the rows are sorted by, so that the server takes the way that is right for so many."""
        is_walked = not self.is_searched or self.counted_to is None or total >= self.counted_to
        return self.by if is_walked else tuple(func.coalesce(each, each) for each in self.by)  # no index is sorted so


async def page_of(
    session: AsyncSession,
    wanted: Select[*Ts],
    order: Order,
    page: Page,
    as_item: Callable[[*Ts], T],
    total: int | None = None,
) -> Found[T]:
    """The wanted part of the rows in their order, each as the item that is made of its columns.

    ``total`` is how many there are, if that is known already and no changes are asked for.

    Raises:
        CursorIsNotOfTheList: if the place is none of this list.
    """
    if page.updated_since is not None and order.updated_at is not None:
        wanted, total = wanted.where(order.updated_at >= page.updated_since), None
    if order.is_searched or page.updated_since is not None:
        await session.execute(_PLANNED_FOR_THIS_QUESTION)
    total, as_of = await _begun(session, wanted, order, page, total)
    rows = list(await session.execute(_part(wanted, order, page, total)))
    width = len(order.by)
    items = [as_item(*row[:-width]) for row in rows[: page.size]]
    is_more = len(rows) > page.size
    after = Place(tuple(rows[page.size - 1][-width:]), page.before + page.size, total, as_of) if is_more else None
    return Found(items, total, after, as_of)


def _part(wanted: Select[*Ts], order: Order, page: Page, total: int) -> Select[Any]:
    ways = order.ways(total)
    sorted_by = [each.desc() if order.is_descending else each for each in ways]
    part = wanted.add_columns(*order.by).order_by(*sorted_by).limit(page.size + 1)
    if page.behind is None:
        part = part.offset(page.before)
    else:
        values, keys = tuple_(*_known(page.behind.values, order.by)), tuple_(*ways)
        part = part.where(keys < values if order.is_descending else keys > values)
    if not order.is_sifted:
        return part
    *_, key = order.by
    places = part.with_only_columns(key.label("place")).subquery()
    things = [each["expr"] for each in wanted.column_descriptions]
    return select(*things, *order.by).join(places, places.c.place == key).order_by(*sorted_by)


def _known(values: tuple[SortValue, ...], keys: tuple[SortKey, ...]) -> list[ColumnElement[Any]]:
    if [type(value) for value in values] != [key.type.python_type for key in keys]:
        raise CursorIsNotOfTheList("This is no cursor of this list. Send `next` of an answer as it is.")
    return [literal(value, key.type) for value, key in zip(values, keys, strict=True)]


def _counted(wanted: Select[*Ts], order: Order) -> FromClause:
    if not order.is_searched:
        return wanted.order_by(None).limit(order.counted_to).subquery()
    # As if all were wanted: for the first so many alone the server would read row by row until it has them.
    found = wanted.order_by(None).with_only_columns(literal(1), maintain_column_froms=True)
    every = found.cte("found").prefix_with("MATERIALIZED")
    return select(every).limit(order.counted_to).subquery()


async def _begun(
    session: AsyncSession, wanted: Select[*Ts], order: Order, page: Page, known: int | None
) -> tuple[int, datetime | None]:
    """How many there are, and as of when; told by the place, if the list was begun before."""
    if page.behind is not None:
        return page.behind.total, page.behind.as_of
    as_of = null() if order.updated_at is None else _AS_OF
    # Before the rows are read, in a statement of its own: what ends between the two is in the rows.
    if known is not None:
        counted = select(literal(known), as_of)
    else:
        counted = select(func.count(), as_of).select_from(_counted(wanted, order))
    total, since = (await session.execute(counted)).one()
    return total, since
