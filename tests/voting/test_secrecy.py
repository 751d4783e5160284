import logging
from io import StringIO

import pytest
import structlog
from pydantic_core import to_json

from libs.shared.platform.running import logs
from tests.support.staff import a_permit, pseudonym_of
from tests.voting.support.town import BASE, VotingTown

NUMBERS = {str(number) for number in (41, 43, 47)}


async def a_vote(town: VotingTown) -> list[str]:
    """A whole vote in which everything that can go wrong does; what must never be found anywhere."""
    for number in map(int, NUMBERS):
        await town.accept_proposal(number, cost_cents=1000_00)
    numbers = {str(town.proposal_id(int(number))): int(number) for number in NUMBERS}
    poll_id = await town.open_poll(numbers=numbers)
    permit = a_permit(poll_id, "ann")
    receipts = [(await town.cast_with(permit, choices)).json()["receipt"] for choices in ([41, 43], [47])]
    await town.cast_with(permit, [41, 43, 47, 1])
    await town.cast_with(permit[:-5], [41])
    await town.client.post(f"{BASE}/ballots", json={"permit": permit, "choices": "41,43"})
    await town.client.post(f"{BASE}/ballots", content=b'{"permit": "' + permit.encode())
    await town.must(poll_id, "close")
    await town.cast_with(permit, [41])
    return [permit, permit.split(".")[1], pseudonym_of(poll_id, "ann"), *receipts, "41,43"]


async def test_no_event_holds_a_pseudonym_a_receipt_or_a_choice_while_a_poll_is_open(town: VotingTown) -> None:
    secrets = await a_vote(town)

    events = await town.events()

    written = to_json(events).decode()
    assert not [secret for secret in secrets if secret in written]
    assert not [kind for kind, data in events if "channel" in data]


async def test_no_log_line_holds_a_pseudonym_a_permit_or_a_choice(
    town: VotingTown, capfd: pytest.CaptureFixture[str]
) -> None:
    written = StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    structlog.reset_defaults()
    logs.configure("debug")
    try:
        secrets = await a_vote(town)
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.WARNING)
        structlog.reset_defaults()

    everything = written.getvalue() + "".join(capfd.readouterr())
    assert not [secret for secret in secrets if secret in everything]


async def test_commands_and_slips_do_not_show_what_they_hold(town: VotingTown) -> None:
    from services.voting.domain.casting.ballot import Ballot
    from services.voting.domain.casting.kinds import HandedIn
    from services.voting.domain.casting.permit import Permit
    from services.voting.domain.casting.slip import fold
    from services.voting.use_cases.casting.cast_ballot import CastBallot

    poll_id = await town.open_poll()
    permit = Permit(poll_id, b"\x07" * 32, None, "web")
    ballot = Ballot((41, 43))

    shown = repr(
        [CastBallot("secret permit", HandedIn([41, 43])), permit, ballot, fold(permit, ballot, b"secret mark")]
    )

    assert not [secret for secret in ("secret", "41", "43", "x07") if secret in shown.replace(str(poll_id), "")]
