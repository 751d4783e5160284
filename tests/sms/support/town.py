"""A town with real residents and real voting behind the text message gateway."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4, uuid5

import httpx
from fastapi import FastAPI, Response
from sqlalchemy import select

from gateways.sms.main import build
from gateways.sms.settings import SmsSettings
from libs.shared.events.catalogue import CATALOGUE
from libs.shared.events.envelope import Event
from libs.shared.events.ideas import RoundPublished
from libs.shared.events.proposals import ProposalAccepted
from libs.shared.events.words import Fund
from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.facts.listener import Fact
from libs.shared.platform.running.neighbours import Neighbours
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from services.residents.main import SERVICE as RESIDENTS
from services.residents.storage.tables import StaffRow
from services.residents.subscriptions import SUBSCRIPTIONS as RESIDENTS_HEARS
from services.voting.main import SERVICE as VOTING
from services.voting.subscriptions import SUBSCRIPTIONS as VOTING_HEARS

SECRET = "the provider's secret"
TITLES = ("Playground", "Bicycle stands", "Bäume am Kanal", "Łąka", "Benches in the park of the northern quarter")
PEOPLE = tuple(f"person {number}" for number in range(1, 6))
_OFFICERS = {"Ada": 1, "Grace": 2}


@dataclass
class TextingTown:
    """One round with one fund, five projects, and people with codes."""

    residents: Runtime
    voting: Runtime
    apps: dict[ServiceName, FastAPI]
    texts: httpx.AsyncClient
    language: str = "en"
    round_id: UUID = field(default_factory=uuid4)
    fund_id: UUID = field(default_factory=uuid4)
    codes: dict[str, str] = field(default_factory=dict)
    carried: int = 0

    async def text(self, text: str | None, number: str = "+4915112345678", message_id: str | None = None) -> str:
        """The reply to a text, by the generic adapter."""
        body = {"from": number, "text": text, "message_id": message_id}
        answer = await self.texts.post("/sms/generic", json=body, headers={"X-Commonpurse-Secret": SECRET})
        assert answer.status_code == 200, answer.text
        reply: str = answer.json()["reply"]
        return reply

    async def restart(self) -> None:
        """Another process of the gateway takes over; it remembers nothing of the last."""
        await self.texts.aclose()
        self.texts = _a_gateway(self.apps, self.language)

    async def an_open_poll(self, **wishes: Any) -> UUID:
        """A poll in which people can vote by text."""
        poll_id = await self.a_published_poll(**wishes)
        await self.act(poll_id, "open")
        return poll_id

    async def a_published_poll(self, **wishes: Any) -> UUID:
        """A poll that has not opened yet."""
        now = datetime.now(UTC)
        draft = {
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
        }
        answer = await self.client("voting").post("/api/voting/v1/polls", json=draft | wishes, headers=self.officer())
        assert answer.status_code == 201, answer.text
        poll_id = UUID(answer.json()["poll_id"])
        await self.act(poll_id, "publish")
        return poll_id

    async def an_open_rehearsal(self, poll_id: UUID, people: int) -> tuple[UUID, list[str]]:
        """A rehearsal of the poll, and so many of its test codes."""
        url = f"/api/voting/v1/polls/{poll_id}/rehearsals"
        answer = await self.client("voting").post(url, headers=self.officer())
        rehearsal = UUID(answer.json()["poll_id"])
        await self.act(rehearsal, "publish")
        await self.act(rehearsal, "open")
        url = f"/api/residents/v1/rehearsals/{rehearsal}/codes"
        made = await self.client("residents").post(url, json={"count": people}, headers=self.officer())
        assert made.status_code == 201, made.text
        return rehearsal, [line.partition(",")[2] for line in made.text.splitlines()[1:]]

    async def act(self, poll_id: UUID, action: str, *, by: str = "Ada", **fields: str) -> None:
        """Let a returning officer act on the poll, and residents hear of it."""
        url = f"/api/voting/v1/polls/{poll_id}/actions"
        answer = await self.client("voting").post(url, json={"action": action, **fields}, headers=self.officer(by))
        assert answer.status_code == 200, answer.text
        await self._carry()

    async def ballots_in_the_box(self, poll_id: UUID) -> int:
        """How many people's ballots the poll holds when it is closed."""
        await self.act(poll_id, "close", reason="It is time.")
        answer = await self.client("voting").get(f"/api/voting/v1/polls/{poll_id}")
        ballots: int = answer.json()["ballots"]
        return ballots

    async def hear(self, *events: Event) -> None:
        """Let both services apply other services' events."""
        for event in events:
            for runtime, hears in ((self.residents, RESIDENTS_HEARS), (self.voting, VOTING_HEARS)):
                if type(event) in hears:
                    async with runtime.database.transaction() as tx:
                        await hears[type(event)](Fact(event, "test", 1, datetime.now(UTC)), tx)

    def client(self, service: ServiceName) -> httpx.AsyncClient:
        """A client of the service."""
        return self.voting.neighbours.client(service)

    def officer(self, name: str = "Ada") -> Mapping[str, str]:
        """The headers of a member of staff who may do everything here. Two names are two people."""
        claims = {"sub": str(UUID(int=_OFFICERS[name])), "name": name, "roles": ["returning-officer", "administrator"]}
        token = self.residents.own["vault"].staff_key.sign(claims, expires_at=datetime.now(UTC) + timedelta(hours=1))
        return {"Authorization": f"Bearer {token}"}

    async def settle(self) -> None:
        """Appoint the officer, publish the round, accept the proposals, and give everyone a code."""
        roles = ["returning-officer", "administrator"]
        async with self.residents.database.transaction() as tx:
            known = {"trusted_since": datetime(2026, 1, 1, tzinfo=UTC), "session_version": 0, "is_disabled": False}
            known["has_own_password"] = True
            for name, number in _OFFICERS.items():
                tx.session.add(StaffRow(staff_id=UUID(int=number), name=name, password_hash="", roles=roles, **known))
        fund = Fund(fund_id=self.fund_id, name="Green", budget_cents=100_000_00)
        round_ = RoundPublished(
            round_id=self.round_id,
            name="2026",
            currency="EUR",
            hourly_value_cents=0,
            areas=[],
            funds=[fund],
            calendar=[],
        )
        await self.hear(round_, *(self._proposal(number, title) for number, title in enumerate(TITLES, start=1)))
        url = f"/api/residents/v1/rounds/{self.round_id}"
        roll = "number,area\n" + "".join(f"{person},\n" for person in PEOPLE)
        await self.client("residents").post(f"{url}/roll", content=roll, headers=self.officer())
        answer = await self.client("residents").post(f"{url}/invitations", headers=self.officer())
        self.codes = dict(line.split(",") for line in answer.text.splitlines()[1:])

    async def move_to_areas(self, areas: Mapping[int, UUID]) -> None:
        """The proposals with these numbers stand in these areas."""
        await self.hear(*(self._proposal(number, TITLES[number - 1], area) for number, area in areas.items()))

    def _proposal(self, number: int, title: str, area_id: UUID | None = None) -> ProposalAccepted:
        return ProposalAccepted(
            proposal_id=uuid5(self.round_id, str(number)),
            number=f"P{number}",
            round_id=self.round_id,
            fund_id=self.fund_id,
            idea_id=None,
            area_id=area_id,
            title=title,
            summary="",
            cost_cents=1000_00 * number,
        )

    async def _carry(self) -> None:
        """Bring what voting has announced to residents."""
        async with self.voting.database.reading() as session:
            rows: Sequence[JournalRow] = (
                await session.scalars(
                    select(JournalRow).where(JournalRow.sequence > self.carried).order_by(JournalRow.sequence)
                )
            ).all()
        for row in rows:
            self.carried = row.sequence
            await self.hear(CATALOGUE[row.type].model_validate(row.data))


def _a_gateway(apps: dict[ServiceName, FastAPI], language: str) -> httpx.AsyncClient:
    gateway = build(Settings(), Neighbours(Settings(), apps), SmsSettings(secret=SECRET, language=language))
    transport = httpx.ASGITransport(gateway, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://sms")


def _away() -> FastAPI:
    """A service that is down: whoever votes by text needs no ideas."""
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def is_down(path: str) -> Response:
        return Response(f"nobody answers at {path}", status_code=503)

    return app


@asynccontextmanager
async def a_town(databases: Sequence[str], language: str = "en") -> AsyncIterator[TextingTown]:
    """The running town. Residents' secret must be in the environment."""
    apps: dict[ServiceName, FastAPI] = {}
    names: list[ServiceName] = ["residents", "voting"]
    residents, voting = (
        assemble(name, Settings(database_url=url), in_process=apps) for name, url in zip(names, databases, strict=True)
    )
    apps |= {"residents": api(RESIDENTS, residents), "voting": api(VOTING, voting), "ideas": _away()}
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(started(RESIDENTS, residents))
        await stack.enter_async_context(started(VOTING, voting))
        texts = await stack.enter_async_context(_a_gateway(apps, language))
        town = TextingTown(residents, voting, apps, texts, language)
        await town.settle()
        yield town
