"""The roll of each round."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Text, delete, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.version import demand_unchanged, version_of
from services.residents.domain.roll import Person
from services.residents.storage.tables import PersonRow

_GIVEN = "select * from unnest(cast(:numbers as text[]), cast(:areas as uuid[])) as given (number, area_id)"

_REMOVE_THE_MISSING = text(f"""
    delete from roll
    where round_id = :round_id and not exists (select from ({_GIVEN}) given where given.number = roll.number)
""")  # noqa: S608 - the text is a constant

_TAKE_THE_GIVEN = text(f"""
    insert into roll (round_id, number, area_id) select :round_id, number, area_id from ({_GIVEN}) given
    on conflict (round_id, number) do update set area_id = excluded.area_id
    where roll.area_id is distinct from excluded.area_id
""")  # noqa: S608

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


async def replace(session: AsyncSession, round_id: UUID, people: Sequence[Person]) -> None:
    """Make the roll hold exactly these people. Whoever stays keeps the code."""
    numbers = [person.number for person in people]
    areas = [person.area_id for person in people]
    given = {"round_id": round_id, "numbers": numbers, "areas": areas}
    await session.execute(_REMOVE_THE_MISSING, given)
    await session.execute(_TAKE_THE_GIVEN, given)


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


async def not_yet_invited(session: AsyncSession, round_id: UUID) -> Sequence[str]:
    """The numbers of those who have no code, in order."""
    found = await session.scalars(
        select(PersonRow.number)
        .where(PersonRow.round_id == round_id, PersonRow.code_mac.is_(None))
        .order_by(PersonRow.number)
    )
    return found.all()


async def has(session: AsyncSession, round_id: UUID, number: str) -> bool:
    """Whether the roll has somebody with the number."""
    return await session.get(PersonRow, (round_id, number)) is not None


async def give_codes(session: AsyncSession, round_id: UUID, macs: Mapping[str, bytes]) -> None:
    """Keep the codes' HMACs by number; a code that someone had before is worth nothing from then on."""
    given = {"round_id": round_id, "numbers": list(macs), "macs": list(macs.values())}
    await session.execute(_GIVE_CODES, given)


async def take_codes_back(session: AsyncSession, round_id: UUID) -> None:
    """Make every code of the round worthless."""
    await session.execute(update(PersonRow).where(PersonRow.round_id == round_id).values(code_mac=None))


async def erase(session: AsyncSession, round_id: UUID) -> None:
    """Forget everyone on the round's roll."""
    await session.execute(delete(PersonRow).where(PersonRow.round_id == round_id))
