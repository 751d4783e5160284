"""A person becomes a permit: here, and nowhere else, a code turns into a pseudonym."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from libs.shared.events.words import Channel
from libs.shared.kernel.clock import Clock
from libs.shared.platform.access.attempts import Attempts, Limit
from libs.shared.platform.storage.database import Database
from services.residents.domain import invitation_code, permit
from services.residents.domain.errors import CodeIsNotKnown, PollIsNotOpen, PollKeyIsMissing
from services.residents.domain.permit import Permit
from services.residents.domain.poll import PollForPerson, the_poll_to_vote_in
from services.residents.storage import how_often, marks, polls
from services.residents.storage.poll_keys import PollKeys, fingerprint
from services.residents.storage.polls import Voter
from services.residents.storage.vault import Vault

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AskForPermit:
    """Somebody with a code wants to vote through a channel. ``client`` is who is behind it."""

    code: str
    channel: Channel
    poll_id: UUID | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class SignedPermit:
    """A permit with the token that proves it."""

    permit: Permit
    token: str
    expires_at: datetime


async def issue_permit(
    command: AskForPermit, database: Database, vault: Vault, keys: PollKeys, tried: Attempts, clock: Clock
) -> SignedPermit:
    """The permit of whoever has the code, good for a quarter of an hour.

    Raises:
        TooManyAttempts: if the person, the client or the poll must wait.
        CodeIsNotKnown: if nobody has the code.
        PollIsNotOpen: if there is no poll to vote in now.
        AreaHasNoVote: if the poll is for another area.
        ChannelIsNotOffered: if the poll does not take the channel.
        SeveralPollsAreOpen: if the command must name one.
        PollKeyIsMissing: if half of the poll's key was lost.
    """
    voter = await _voter(command, database, vault, tried)
    poll = the_poll_to_vote_in(voter.polls, command.channel)
    half = _half_of_the_key(poll, keys)
    # Whoever asks before the poll opens is impatient, not an attacker.
    of_the_person = [Limit(how_often.PERMITS_OF_A_PERSON, f"{voter.round_id} {voter.person_id}")]
    async with tried.trying(of_the_person):
        if not poll.is_marked:
            await marks.mark(database, poll.poll_id, voter.person_id)
    key = permit.poll_key(vault.poll_key_root, half)
    pseudonym = permit.pseudonym(key, voter.person_id)
    granted = Permit(poll.poll_id, pseudonym, voter.area_id, command.channel, voter.is_test)
    expires_at = (clock.now() + permit.LASTS).replace(microsecond=0)
    return SignedPermit(granted, vault.permit_key.sign(granted.claims(), expires_at=expires_at), expires_at)


def _half_of_the_key(poll: PollForPerson, keys: PollKeys) -> bytes:
    if poll.key_fingerprint is None:
        raise PollIsNotOpen("closed", poll.opens_at)
    half = keys.read(poll.poll_id)
    if half is None or not hmac.compare_digest(fingerprint(half), poll.key_fingerprint):
        log.error(
            "half of a poll's key is missing: put its file back from the last copy of the folder",
            poll=str(poll.poll_id),
        )
        raise PollKeyIsMissing(poll.poll_id)
    return half


async def _voter(command: AskForPermit, database: Database, vault: Vault, tried: Attempts) -> Voter:
    """Whoever has the code. A right one is never refused for wrong ones, whoever else typed them at the same address.

    Nothing is lost by looking: of 2^60 codes, nobody finds one by trying.
    """
    try:
        mac = invitation_code.mac_of(invitation_code.read(command.code), vault.code_pepper)
        return await polls.of_voter(database, mac, command.poll_id)
    except CodeIsNotKnown:
        await tried.take([Limit(how_often.WRONG_CODES_OF_A_CLIENT, command.client)])
        raise
