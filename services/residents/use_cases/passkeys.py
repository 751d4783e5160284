"""A member of staff makes passkeys, gives them names, signs in with one, takes one away."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.acts import noting
from libs.shared.platform.storage.database import Database
from services.residents.domain import passkey
from services.residents.domain.passkey import (
    Key,
    Options,
    PasskeyIsNotKnown,
    PasskeyIsWrong,
    PasskeysNeedAnAddress,
    Site,
)
from services.residents.storage import how_often, passkeys, staff
from services.residents.storage.passkeys import Question
from services.residents.storage.passwords import Passwords
from services.residents.storage.tables import PasskeyRow
from services.residents.storage.vault import Vault
from services.residents.use_cases.second_factor import demand_second_factor
from services.residents.use_cases.sign_in import Session, SignIn, session_of, whose_password_it_is

_NEW, _SIGN_IN = "new", "sign-in"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser is given, and the ticket by which its answer is known."""

    ticket: str = field(repr=False)
    options: Options = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    ticket: str = field(repr=False)
    answer: Options = field(repr=False)


async def begin_passkey(
    staff_id: UUID, typed: str, site: Site | None, database: Database, vault: Vault, tried: Attempts, clock: Clock
) -> Asked:
    """The question for a new passkey. It takes a code of the second factor that is there.

    Raises:
        PasskeysNeedAnAddress: if the installation does not say where its pages are.
        SecondFactorIsMissing, SecondFactorIsWrong: if there is no app yet, or the code is not one of it.
    """
    if site is None:
        raise PasskeysNeedAnAddress
    async with database.transaction() as tx:
        account = await staff.by_id(tx.session, staff_id)
        await demand_second_factor(tx.session, staff_id, typed, vault, tried, clock)
        question = await passkeys.ask(tx.session, account, _NEW, clock.now())
        has = [row.credential_id for row in await passkeys.those_of(tx.session, staff_id)]
        return Asked(
            question.ticket, passkey.question_for_new_key(site, question.challenge, staff_id, account.name, has)
        )


async def finish_passkey(
    staff_id: UUID, name: str, answered: Answered, site: Site | None, database: Database, clock: Clock
) -> PasskeyRow:
    """The account's new passkey.

    Raises:
        PasskeyIsWrong: if the answer is none to a question that waits for this account.
    """
    if site is None:
        raise PasskeysNeedAnAddress
    whose, challenge = await _take_question(answered.ticket, _NEW, database, clock)
    if whose != staff_id:
        raise PasskeyIsWrong
    key = passkey.new_key(site, challenge, answered.answer)
    async with database.transaction() as tx:
        return await passkeys.keep(tx.session, staff_id, name, key, clock.now())


async def list_passkeys(staff_id: UUID, database: Database) -> Sequence[PasskeyRow]:
    """The account's passkeys."""
    async with database.reading() as session:
        return await passkeys.those_of(session, staff_id)


async def drop_passkey(
    staff_id: UUID, passkey_id: UUID, typed: str, database: Database, vault: Vault, tried: Attempts, clock: Clock
) -> None:
    """The passkey is none any more, and all sessions of the account end: the device may be in other hands.

    Raises:
        PasskeyIsNotKnown: if the account has no such one.
        SecondFactorIsWrong: if the code is not one of the app's.
    """
    async with database.transaction() as tx:
        account = await staff.by_id(tx.session, staff_id)
        await demand_second_factor(tx.session, staff_id, typed, vault, tried, clock)
        await passkeys.forget(tx.session, staff_id, passkey_id)
        account.session_version += 1


async def begin_sign_in(
    command: SignIn, site: Site | None, database: Database, passwords: Passwords, tried: Attempts, clock: Clock
) -> Asked:
    """The question for whoever has the account's password.

    Raises:
        SignInFailed: if name and password do not belong together.
        PasskeyIsNotKnown: if they do, and the account has no passkey.
    """
    row = await whose_password_it_is(command, database, passwords, tried)
    noting.by(row.staff_id)
    if site is None:
        raise PasskeysNeedAnAddress
    async with database.transaction() as tx:
        has = [one.credential_id for one in await passkeys.those_of(tx.session, row.staff_id)]
        if not has:
            raise PasskeyIsNotKnown
        question: Question = await passkeys.ask(tx.session, row, _SIGN_IN, clock.now())
    return Asked(question.ticket, passkey.question_for_sign_in(site, question.challenge, has))


async def finish_sign_in(
    answered: Answered,
    site: Site | None,
    database: Database,
    vault: Vault,
    tried: Attempts,
    clock: Clock,
    *,
    is_strict: bool,
) -> Session:
    """A session, for whoever had the password and answers with a passkey of the account.

    Raises:
        PasskeyIsWrong: if the answer is none to a question that waits.
        TooManyAttempts: after too many wrong ones; only who has the password comes this far.
    """
    if site is None:
        raise PasskeysNeedAnAddress
    staff_id, challenge = await _take_question(answered.ticket, _SIGN_IN, database, clock)
    noting.by(staff_id)
    limits = [Limit(how_often.WRONG_SECOND_FACTORS_OF_AN_ACCOUNT, str(staff_id))]
    async with tried.guessing(limits), database.transaction() as tx:
        row = await passkeys.take(tx.session, staff_id, passkey.id_in(answered.answer))
        key = Key(row.credential_id, row.public_key, row.sign_count)
        row.sign_count = passkey.count_after(site, challenge, answered.answer, key)
        row.used_at = clock.now()
    return await session_of(staff_id, database, vault, clock, is_strict=is_strict)


async def _take_question(ticket: str, purpose: str, database: Database, clock: Clock) -> tuple[UUID, bytes]:
    # In a transaction of its own: the question is gone, also if the answer is wrong.
    async with database.transaction() as tx:
        found = await passkeys.take_question(tx.session, ticket, purpose, clock.now())
    if found is None:
        raise PasskeyIsWrong
    return found
