"""The roll of each round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Text, delete, exists, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from libs.shared.kernel.version import demand_unchanged, version_of
from services.residents.domain.roll import Person
from services.residents.domain.roll_change import Entry
from services.residents.storage.tables import MarkRow, PersonRow, PollRow

_ADD = text("""
    insert into roll (round_id, number, person_id, area_id)
    select :round_id, number, person_id, area_id
    from unnest(cast(:numbers as text[]), cast(:ids as text[]), cast(:areas as uuid[]))
        as given (number, person_id, area_id)
""")

_MOVE = text("""
    update roll set area_id = given.area_id
    from unnest(cast(:ids as text[]), cast(:areas as uuid[])) as given (person_id, area_id)
    where roll.round_id = :round_id and roll.person_id = given.person_id
""")

_REMOVE = text("""
    delete from roll where round_id = :round_id and person_id = any(cast(:ids as text[]))
""")

_GIVE_CODES = text("""
    update roll set code_mac = given.code_mac
    from unnest(cast(:numbers as text[]), cast(:macs as bytea[])) as given (number, code_mac)
    where roll.round_id = :round_id and roll.number = given.number
""")


@dataclass(frozen=True, slots=True)
class RollCounts:
    """How many people are on a roll, how many of them have a code, where they live, and a mark of all that."""

    people: int
    invited: int
    by_area: Mapping[UUID | None, int]
    version: str


def _has_voted() -> ColumnElement[bool]:
    """Whether the person's code was used in a poll of the round that is open."""
    mark = select(MarkRow.poll_id).join(PollRow, PollRow.poll_id == MarkRow.poll_id)
    mine = MarkRow.person_id == PersonRow.person_id, PollRow.round_id == PersonRow.round_id, PollRow.state == "open"
    return exists(mark.where(*mine))


async def entries(session: AsyncSession, round_id: UUID) -> list[Entry]:
    """Everyone on the round's roll."""
    found = await session.execute(
        select(
            PersonRow.person_id, PersonRow.number, PersonRow.area_id, PersonRow.code_mac.is_not(None), _has_voted()
        ).where(PersonRow.round_id == round_id)
    )
    return [Entry(*row) for row in found]


async def add(session: AsyncSession, round_id: UUID, people: Sequence[Person]) -> None:
    """Put new people on the roll, each with an id that no file has."""
    given = {
        "round_id": round_id,
        "numbers": [person.number for person in people],
        "ids": [str(new_id()) for _ in people],
        "areas": [person.area_id for person in people],
    }
    await session.execute(_ADD, given)


async def move(session: AsyncSession, round_id: UUID, moved: Sequence[tuple[Entry, UUID | None]]) -> None:
    """Give these people their new areas."""
    ids, areas = [entry.person_id for entry, _ in moved], [area_id for _, area_id in moved]
    await session.execute(_MOVE, {"round_id": round_id, "ids": ids, "areas": areas})


async def remove(session: AsyncSession, round_id: UUID, people: Sequence[Entry]) -> None:
    """Take these people off the roll; their codes end."""
    await session.execute(_REMOVE, {"round_id": round_id, "ids": [entry.person_id for entry in people]})


async def counts(session: AsyncSession, round_id: UUID) -> RollCounts:
    """The roll in figures."""
    found = await session.execute(
        select(PersonRow.area_id, func.count(), func.count(PersonRow.code_mac))
        .where(PersonRow.round_id == round_id)
        .group_by(PersonRow.area_id)
        .order_by(PersonRow.area_id)
    )
    rows = found.all()
    by_area = {area_id: people for area_id, people, _ in rows}
    invited = sum(each for *_, each in rows)
    return RollCounts(sum(by_area.values()), invited, by_area, await _version(session, round_id))


async def demand_as_seen(session: AsyncSession, round_id: UUID, seen: Collection[str]) -> None:
    """Nothing, if the roll, codes and all, still is as somebody saw it who is about to change it.

    Raises:
        ItHasChanged: if it is not.
    """
    if seen:
        demand_unchanged(seen, await _version(session, round_id))


async def _version(session: AsyncSession, round_id: UUID) -> str:
    # The entries in whatever order: sorting a million of them would take longer than all else on the page.
    entry = func.row(PersonRow.number, PersonRow.area_id, PersonRow.code_mac).cast(Text)
    whole = select(func.count(), func.bit_xor(func.hashtextextended(entry, 0))).where(PersonRow.round_id == round_id)
    return version_of(*(await session.execute(whole)).one())


async def numbers(session: AsyncSession, round_id: UUID) -> Sequence[str]:
    """Every number on the round's roll."""
    return (await session.scalars(select(PersonRow.number).where(PersonRow.round_id == round_id))).all()


async def not_yet_invited(session: AsyncSession, round_id: UUID) -> Sequence[str]:
    """The numbers of those who have no code, in order."""
    found = await session.scalars(
        select(PersonRow.number)
        .where(PersonRow.round_id == round_id, PersonRow.code_mac.is_(None))
        .order_by(PersonRow.number)
    )
    return found.all()


async def give_codes(session: AsyncSession, round_id: UUID, macs: Mapping[str, bytes]) -> None:
    """Keep the codes' HMACs by number; a code that someone had before is worth nothing from then on."""
    given = {"round_id": round_id, "numbers": list(macs), "macs": list(macs.values())}
    await session.execute(_GIVE_CODES, given)


async def take_codes_back(session: AsyncSession, round_id: UUID) -> None:
    """Make every code of the round worthless."""
    await session.execute(update(PersonRow).where(PersonRow.round_id == round_id).values(code_mac=None))


async def take_all_codes_back(session: AsyncSession) -> Sequence[UUID]:
    """Make every code of every round worthless; the rounds that have a roll."""
    await session.execute(update(PersonRow).values(code_mac=None))
    return (await session.scalars(select(PersonRow.round_id).distinct())).all()


async def take_unused_codes_back(session: AsyncSession, round_id: UUID) -> None:
    """Make every code of the round worthless that was not used in a poll that is open."""
    mine = PersonRow.round_id == round_id, ~_has_voted()
    await session.execute(update(PersonRow).where(*mine).values(code_mac=None))


async def erase(session: AsyncSession, round_id: UUID) -> None:
    """Forget everyone on the round's roll."""
    await session.execute(delete(PersonRow).where(PersonRow.round_id == round_id))
