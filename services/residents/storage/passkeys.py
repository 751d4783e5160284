"""Passkeys of accounts, and the questions that wait for a passkey's answer, each for one."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from libs.shared.kernel.ids import new_id
from services.residents.domain.passkey import Key, PasskeyIsNotKnown, PasskeyIsWrong
from services.residents.storage.tables import PasskeyQuestionRow, PasskeyRow, StaffRow

_WAITS = timedelta(minutes=5)
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Question:
    """A challenge for one account and one purpose. Who holds the ticket may answer, once."""

    ticket: str
    challenge: bytes


async def ask(session: AsyncSession, account: StaffRow, purpose: str, now: datetime) -> Question:
    """A new question. Those that nobody answered in time are forgotten."""
    await session.execute(delete(PasskeyQuestionRow).where(PasskeyQuestionRow.expires_at < now))
    question = Question(secrets.token_urlsafe(_BYTES), secrets.token_bytes(_BYTES))
    session.add(
        PasskeyQuestionRow(
            ticket_digest=_digest(question.ticket),
            staff_id=account.staff_id,
            session_version=account.session_version,
            purpose=purpose,
            challenge=question.challenge,
            expires_at=now + _WAITS,
        )
    )
    return question


async def take_question(session: AsyncSession, ticket: str, purpose: str, now: datetime) -> tuple[UUID, bytes] | None:
    """Whom the ticket's question was for, and its challenge; none if no such question waits.

    It is gone then, whatever the answer is.
    """
    taken = await session.scalar(
        delete(PasskeyQuestionRow)
        .where(PasskeyQuestionRow.ticket_digest == _digest(ticket), PasskeyQuestionRow.purpose == purpose)
        .returning(PasskeyQuestionRow)
    )
    if taken is None or taken.expires_at < now:
        return None
    still = select(StaffRow.staff_id).where(
        StaffRow.staff_id == taken.staff_id,
        StaffRow.session_version == taken.session_version,
        ~StaffRow.is_disabled,
    )
    return (taken.staff_id, taken.challenge) if await session.scalar(still) else None


async def keep(session: AsyncSession, staff_id: UUID, name: str, key: Key, now: datetime) -> PasskeyRow:
    """The account's new passkey.

    Raises:
        PasskeyIsWrong: if some account has it already.
    """
    if await session.scalar(select(exists().where(PasskeyRow.credential_id == key.credential_id))):
        raise PasskeyIsWrong
    row = PasskeyRow(
        passkey_id=new_id(),
        staff_id=staff_id,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        name=name,
        made_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def those_of(session: AsyncSession, staff_id: UUID) -> Sequence[PasskeyRow]:
    """The account's passkeys, oldest first."""
    wanted = select(PasskeyRow).where(PasskeyRow.staff_id == staff_id).order_by(PasskeyRow.passkey_id)
    return (await session.scalars(wanted)).all()


async def take(session: AsyncSession, staff_id: UUID, credential_id: bytes) -> PasskeyRow:
    """The account's passkey, locked, so that no answer counts twice.

    Raises:
        PasskeyIsWrong: if it is none of the account's.
    """
    wanted = select(PasskeyRow).where(PasskeyRow.staff_id == staff_id, PasskeyRow.credential_id == credential_id)
    found = await session.scalar(wanted.with_for_update())
    if found is None:
        raise PasskeyIsWrong
    return found


async def forget(session: AsyncSession, staff_id: UUID, passkey_id: UUID) -> None:
    """The account's passkey is none any more.

    Raises:
        PasskeyIsNotKnown: if it has no such one.
    """
    mine = (PasskeyRow.staff_id == staff_id, PasskeyRow.passkey_id == passkey_id)
    if await session.scalar(delete(PasskeyRow).where(*mine).returning(PasskeyRow.passkey_id)) is None:
        raise PasskeyIsNotKnown


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode()).digest()
