"""Second factors of accounts: the app's secret, encrypted under a key that is not in the database."""

from uuid import UUID

from nacl.secret import SecretBox
from sqlalchemy import delete, exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.residents.domain.second_factor import SecondFactorIsMissing, SecondFactorIsThere
from services.residents.storage.tables import PasskeyRow, SecondFactorRow


async def begin(session: AsyncSession, staff_id: UUID, secret: str, key: bytes) -> None:
    """Keep the secret until a code shows that the app has it; one that was begun before is forgotten.

    Raises:
        SecondFactorIsThere: if the account has a confirmed one.
    """
    sealed = SecretBox(key).encrypt(secret.encode())
    fresh = insert(SecondFactorRow).values(
        staff_id=staff_id, sealed_secret=sealed, is_confirmed=False, last_step=0, recovery_macs=[]
    )
    again = fresh.on_conflict_do_update(
        index_elements=["staff_id"], set_={"sealed_secret": sealed}, where=~SecondFactorRow.is_confirmed
    )
    if await session.scalar(again.returning(SecondFactorRow.staff_id)) is None:
        raise SecondFactorIsThere


async def take(session: AsyncSession, staff_id: UUID) -> SecondFactorRow:
    """The account's second factor, begun or confirmed; locked, so that no code is used twice at once.

    Raises:
        SecondFactorIsMissing: if there is none.
    """
    wanted = select(SecondFactorRow).where(SecondFactorRow.staff_id == staff_id).with_for_update()
    found = await session.scalar(wanted)
    if found is None:
        raise SecondFactorIsMissing
    return found


async def is_confirmed(session: AsyncSession, staff_id: UUID) -> bool:
    """Whether signing in to the account takes a code."""
    wanted = exists().where(SecondFactorRow.staff_id == staff_id, SecondFactorRow.is_confirmed)
    return bool(await session.scalar(select(wanted)))


async def those_with_one(session: AsyncSession) -> frozenset[UUID]:
    """Every account that takes a code."""
    return frozenset(await session.scalars(select(SecondFactorRow.staff_id).where(SecondFactorRow.is_confirmed)))


async def forget(session: AsyncSession, staff_id: UUID) -> None:
    """Signing in to the account takes the password alone again, or a new second factor. Passkeys go with it."""
    await session.execute(delete(PasskeyRow).where(PasskeyRow.staff_id == staff_id))
    await session.execute(delete(SecondFactorRow).where(SecondFactorRow.staff_id == staff_id))


async def forget_all(session: AsyncSession) -> None:
    """Nobody has one any more: the key that they were encrypted with is lost."""
    await session.execute(delete(PasskeyRow))
    await session.execute(delete(SecondFactorRow))


def secret_of(row: SecondFactorRow, key: bytes) -> str:
    """The app's secret."""
    return SecretBox(key).decrypt(row.sealed_secret).decode()
