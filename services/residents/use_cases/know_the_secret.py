"""The database knows the secret by its fingerprint: codes and pseudonyms of another one would give second ballots."""

import asyncio
from hmac import compare_digest

import structlog

from libs.shared.events.rehearsals import RehearsalKeyDestroyed
from libs.shared.events.residents import PollKeyDestroyed
from libs.shared.platform.running.settings import CannotStart
from libs.shared.platform.storage.database import Database
from services.residents.storage import polls, roll, second_factors, secret_mark
from services.residents.storage.poll_keys import PollKeys
from services.residents.use_cases.import_roll import announce_counts

log = structlog.get_logger()

_ANOTHER = (
    "COMMONPURSE_SECRET is not the secret that this database was made with, so no invitation code would be known and"
    " people could vote twice. Nothing was changed. Put the old secret back (on one machine: the file"
    " secrets/commonpurse_secret of your backup). If it is lost for good, start once with"
    " COMMONPURSE_SECRET_IS_NEW=true: all invitation codes end, and polls that are published or open take no more"
    " votes; close or cancel them, and print new letters."
)


async def know_the_secret(fingerprint: bytes, *, is_new: bool, database: Database, keys: PollKeys) -> None:
    """Keep the fingerprint in a database that has none; demand it from one that has.

    With another secret that is said to be new, all codes end, and so do the keys of all polls: with a new key whoever
    has voted could do so again.

    Raises:
        CannotStart: if the secret is another one, with the way back.
    """
    async with database.transaction() as tx:
        known = await secret_mark.keep(tx.session, fingerprint)
        if compare_digest(known, fingerprint):
            return
        if not is_new:
            raise CannotStart(_ANOTHER)
        for poll_id in await secret_mark.polls_with_a_key(tx.session):
            await asyncio.to_thread(keys.destroy, poll_id)
            await polls.forget_key(tx.session, poll_id)
            if await polls.is_rehearsal(tx.session, poll_id):
                tx.announce(RehearsalKeyDestroyed(poll_id=poll_id))
            else:
                tx.announce(PollKeyDestroyed(poll_id=poll_id))
        for round_id in await roll.take_all_codes_back(tx.session):
            await announce_counts(tx, round_id)
        await second_factors.forget_all(tx.session)
        await secret_mark.replace(tx.session, fingerprint)
        log.warning(
            "the secret is new: invitation codes and second factors have ended, polls under way take no more votes"
        )
