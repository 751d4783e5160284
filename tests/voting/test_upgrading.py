"""Ballots that lie in an open box of the first release stay, and their voters have one ballot each."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from libs.shared.kernel.ids import new_id
from libs.shared.platform.running.runtime import assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import Settings
from services.voting.main import SERVICE
from tests.support.first_release import Row, left_by_the_first_release
from tests.support.staff import beside_residents, pseudonym_of
from tests.voting.support.town import VotingTown

ROUND, FUND, POLL = UUID(int=80), UUID(int=81), UUID(int=82)
PAPER = [
    {"proposal_id": str(UUID(int=90 + n)), "number": n, "title": f"Project {n}", "cost_cents": n * 100_00}
    | {"area_id": None}
    for n in (1, 2, 3)
]
CAST = {"ann": "1,2", "bob": "3"}
SEED = "ab" * 32
MONEY = {"budget_cents": 600_00, "currency": "EUR", "lot_commitment": hashlib.sha256(SEED.encode()).hexdigest()}
TERMS = {"name": "Our vote", "method": "approval", "rule": "score-order", "completion": "none", "may_replace": True}
TERMS |= {"limits": {"max_choices": 3, "min_choices": 1}, "channels": ["web"]}


def rows() -> list[Row]:
    about = {"poll_id": POLL, "round_id": ROUND, "fund_id": FUND}
    when = {"opens_at": datetime(2026, 1, 1, tzinfo=UTC), "closes_at": datetime(2099, 1, 1, tzinfo=UTC)}
    told = {name: str(value) for name, value in (about | when).items()} | TERMS | MONEY | {"projects": PAPER}
    fund = {"round_name": "Round 2026", "budget_cents": 600_00, "currency": "EUR", "spent_by": "vote"}
    drawn = {"state": "open", "numbers": {}, "paper": PAPER, "lot_seed": SEED}
    return [
        ("funds", fund | {"fund_id": FUND, "round_id": ROUND}),
        ("polls", about | when | TERMS | MONEY | drawn),
        ("journal", {"event_id": new_id(), "type": "voting.poll-published.v1", "subject": POLL, "data": told}),
        *[("ballots", ballot(place, *each)) for place, each in enumerate(CAST.items())],
    ]


def ballot(place: int, person: str, choices: str) -> dict[str, Any]:
    lies = {"poll_id": POLL, "pseudonym": bytes.fromhex(pseudonym_of(POLL, person)), "turn": 1, "channel": "web"}
    return lies | {"choices": choices, "nonce": bytes([place] * 32), "commitment": bytes([place + 7] * 32)}


async def test_ballots_of_an_open_poll_outlive_the_upgrade_and_are_counted_once(a_database: str) -> None:
    await left_by_the_first_release(a_database, Path(SERVICE.migrations), *rows(), box=POLL)

    runtime = assemble("voting", Settings(database_url=a_database), in_process=beside_residents())
    async with started(SERVICE, runtime):
        transport = httpx.ASGITransport(api(SERVICE, runtime))
        async with httpx.AsyncClient(transport=transport, base_url="http://voting") as client:
            town = VotingTown(runtime, client)
            again = await town.cast(POLL, "ann", [1])
            fresh = await town.cast(POLL, "cid", [3])
            outcome = await town.announce(POLL)

    assert (again.status_code, again.json()["is_replacement"]) == (201, True), again.text
    assert (fresh.status_code, fresh.json()["is_replacement"]) == (201, False), fresh.text
    assert outcome["ballots"] == 3
    assert {line["number"]: line["ballots"] for line in outcome["projects"]} == {1: 1, 2: 0, 3: 2}
