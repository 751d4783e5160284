"""A small town for voting's tests: what other services announce, and what people do, each in one line."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx
from sqlalchemy import text

from libs.shared.events.envelope import Event
from libs.shared.events.ideas import RoundChanged, RoundPublished
from libs.shared.events.proposals import ProposalAccepted
from libs.shared.events.residents import RollImported
from libs.shared.events.words import Channel, Fund
from libs.shared.platform.facts import epochs
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.facts.relay import stop_giving_positions
from libs.shared.platform.running.runtime import Runtime
from services.voting.clients.counting_room import CountingRoom
from services.voting.subscriptions import SUBSCRIPTIONS
from services.voting.use_cases.counting.count_boxes import count_boxes
from tests.support.staff import a_permit, staff_headers

Body = dict[str, Any]

BASE = "/api/voting/v1"
BUDGET_CENTS = 6000_00
ADA, GRACE = "Ada", "Grace"


class VotingTown:
    """One round with one fund."""

    def __init__(self, runtime: Runtime, client: httpx.AsyncClient) -> None:
        self.runtime, self.database, self.client = runtime, runtime.database, client
        self.round_id, self.fund_id = uuid4(), uuid4()

    async def hear(self, event: Event) -> None:
        """Voting applies another service's event."""
        async with self.database.transaction() as tx:
            await SUBSCRIPTIONS[type(event)](Fact(event, "test", 1, datetime.now(UTC)), tx)

    async def publish_round(self, **what: Any) -> None:
        """The round is there; ``what`` of it is not as usual is said as in ``change_round``."""
        await self.hear(RoundPublished(**self._round(**what)))

    async def change_round(self, **what: Any) -> None:
        """The round is another one: of its currency, calendar, areas, funds, or its one fund's budget."""
        await self.hear(RoundChanged(**self._round(**what)))

    def _round(self, budget_cents: int = BUDGET_CENTS, **what: Any) -> dict[str, Any]:
        fund = Fund(fund_id=self.fund_id, name="Green", budget_cents=budget_cents)
        usual = {"name": "Round 2026", "currency": "EUR", "hourly_value_cents": 1500, "areas": [], "calendar": []}
        return {"round_id": self.round_id, "funds": [fund], **usual, **what}

    async def hear_roll(self, people: int = 100, invited: int | None = None) -> None:
        """Residents tell how many are on the roll; all of them have codes unless it is said otherwise."""
        codes = people if invited is None else invited
        await self.hear(RollImported(round_id=self.round_id, people=people, by_area=[], invited=codes))

    def proposal_id(self, number: int) -> UUID:
        return uuid5(self.round_id, str(number))

    async def accept_proposal(
        self, number: int, cost_cents: int, committed_cents: int = 0, area_id: UUID | None = None
    ) -> None:
        await self.hear(
            ProposalAccepted(
                proposal_id=self.proposal_id(number),
                number=f"P{number}",
                round_id=self.round_id,
                fund_id=self.fund_id,
                idea_id=None,
                area_id=area_id,
                title=f"Project {number}",
                summary="",
                cost_cents=cost_cents,
                committed_cents=committed_cents,
            )
        )

    def a_draft(self, **wishes: object) -> Body:
        now = datetime.now(UTC)
        return {
            "round_id": str(self.round_id),
            "fund_id": str(self.fund_id),
            "name": "Our vote",
            "method": "approval",
            "limits": {"max_choices": 3},
            "rule": "score-order",
            "completion": "none",
            "channels": ["web", "sms"],
            "may_replace": True,
            "opens_at": (now + timedelta(hours=1)).isoformat(),
            "closes_at": (now + timedelta(days=7)).isoformat(),
            **wishes,
        }

    async def draft(self, **wishes: object) -> Body:
        answer = await self.client.post(
            f"{BASE}/polls", json=self.a_draft(**wishes), headers=staff_headers("returning-officer", name=ADA)
        )
        assert answer.status_code == 201, answer.text
        body: Body = answer.json()
        return body

    async def act(self, poll_id: object, action: str, *, by: str = ADA, **fields: str) -> httpx.Response:
        headers = staff_headers("returning-officer", name=by)
        return await self.client.post(
            f"{BASE}/polls/{poll_id}/actions", json={"action": action, **fields}, headers=headers
        )

    async def must(self, poll_id: object, *actions: str, by: str = ADA) -> Body:
        """Do the actions one after the other; the poll after the last."""
        for action in actions:
            reason = {"reason": "It is time."} if action in {"close", "cancel"} else {}
            answer = await self.act(poll_id, action, by=by, **reason)
            assert answer.status_code == 200, answer.text
            if action == "count":
                await count_boxes(self.database, CountingRoom())
        body: Body = answer.json()
        return body

    async def open_poll(self, **wishes: object) -> UUID:
        """A poll that is open."""
        poll = await self.draft(**wishes)
        await self.must(poll["poll_id"], "publish", "open")
        return UUID(poll["poll_id"])

    async def was_put_back(self, by: timedelta) -> None:
        """Just now the database was put back by so much, as far as it knows."""
        async with self.database.transaction() as tx:
            stood_at = datetime.now(UTC) - by
            await epochs.begin(tx.session, await stop_giving_positions(tx.session), stood_at)

    async def announce(self, poll_id: UUID) -> Body:
        """From an open poll to its public outcome."""
        await self.must(poll_id, "close", "count", "certify")
        await self.must(poll_id, "certify", "announce", by=GRACE)
        body: Body = (await self.client.get(f"{BASE}/polls/{poll_id}/outcome")).json()
        return body

    async def cast(
        self, poll_id: UUID, person: str, choices: Sequence[int] | dict[int, int], channel: Channel = "web"
    ) -> httpx.Response:
        return await self.cast_with(a_permit(poll_id, person, channel), choices)

    async def cast_with(self, permit: str, choices: Sequence[int] | dict[int, int]) -> httpx.Response:
        ballot: Body = {"points": choices} if isinstance(choices, dict) else {"choices": list(choices)}
        return await self.client.post(f"{BASE}/ballots", json={"permit": permit, **ballot})

    async def hand_in(self, poll_id: UUID, person: str, ballot: Body) -> httpx.Response:
        """Cast a ballot of any kind, as a program sends it."""
        return await self.client.post(f"{BASE}/ballots", json={"permit": a_permit(poll_id, person), **ballot})

    async def events(self) -> list[tuple[str, Body]]:
        """Type and data of all that voting has announced, in the order of the journal."""
        async with self.database.reading() as session:
            rows = await session.execute(text("select type, data from journal order by sequence"))
            return [(row.type, row.data) for row in rows]
