"""Residents, running on a database of its own, and a town that tells it what happened elsewhere."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from libs.shared.events.envelope import Envelope, Event
from libs.shared.events.ideas import RoundPublished
from libs.shared.events.rehearsals import RehearsalOpened, RehearsalPublished
from libs.shared.events.voting import PollClosed, PollOpened, PollPublished
from libs.shared.events.words import Area, BallotLimits, Channel
from libs.shared.kernel.ids import new_id
from libs.shared.platform.facts.journal import JournalRow
from libs.shared.platform.facts.subscriptions import one_by_one
from libs.shared.platform.running.runtime import Runtime, assemble
from libs.shared.platform.running.service import api, started
from libs.shared.platform.running.settings import ServiceName, Settings
from services.residents.main import SERVICE
from services.residents.subscriptions import SUBSCRIPTIONS
from tests.conftest import NewDatabaseOf
from tests.support.gateway import PARTS_SECRET, SMS_KEY, WEB_KEY, for_client

ADMIN_PASSWORD = "correct horse battery staple"
NORTH, SOUTH, HARBOUR = UUID(int=1), UUID(int=2), UUID(int=3)  # the harbour lies in the south
AREAS = [
    Area(area_id=NORTH, name="North"),
    Area(area_id=SOUTH, name="Süd"),
    Area(area_id=HARBOUR, name="Harbour", within=SOUTH),
]


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    time: datetime = field(default_factory=lambda: datetime(2026, 11, 23, 12, tzinfo=UTC))

    def now(self) -> datetime:
        return self.time

    def advance(self, by: timedelta) -> None:
        self.time += by


@dataclass
class Residents:
    """The running service, and what tests do with it."""

    runtime: Runtime
    clock: Clock
    http: httpx.AsyncClient
    said: int = 0
    administrator: dict[str, str] = field(default_factory=dict)

    async def tell(self, *events: Event) -> None:
        """Let another service's events arrive."""
        for event in events:
            self.said += 1
            envelope = Envelope(
                id=new_id(),
                source="elsewhere",
                type=event.type,
                subject=str(event.key),
                time=self.clock.now(),
                partitionkey=str(event.key),
                position=self.said,
                data=event.model_dump(mode="json"),
            )
            async with self.runtime.database.transaction() as tx:
                await one_by_one(SUBSCRIPTIONS)([envelope], tx)

    async def announced(self) -> list[dict[str, Any]]:
        """Everything in the journal, oldest first."""
        async with self.runtime.database.reading() as session:
            rows = await session.scalars(select(JournalRow).order_by(JournalRow.sequence))
            return [{"type": row.type, "subject": str(row.subject), "data": row.data} for row in rows]

    async def as_administrator(self) -> dict[str, str]:
        """The headers of the first administrator, who signs in once."""
        if not self.administrator:
            body = {"name": "admin", "password": ADMIN_PASSWORD}
            answer = await self.http.post("/api/residents/v1/staff/sessions", json=body)
            self.administrator = {"Authorization": f"Bearer {answer.json()['token']}"}
        return self.administrator

    async def a_round(self, areas: Sequence[Area] = AREAS, round_id: UUID | None = None) -> UUID:
        """A published round."""
        round_id = round_id or uuid4()
        published = RoundPublished(
            round_id=round_id,
            name="Town 2026",
            currency="EUR",
            hourly_value_cents=1500,
            areas=list(areas),
            funds=[],
            calendar=[],
        )
        await self.tell(published)
        return round_id

    async def a_poll(
        self, round_id: UUID, *, channels: Sequence[Channel] = ("web", "sms"), area_id: UUID | None = None
    ) -> UUID:
        """A published poll that has not opened yet."""
        poll_id = uuid4()
        published = PollPublished(
            poll_id=poll_id,
            round_id=round_id,
            fund_id=uuid4(),
            area_id=area_id,
            name="Town 2026",
            method="approval",
            limits=BallotLimits(max_choices=3),
            rule="score-order",
            completion="none",
            channels=list(channels),
            may_replace=True,
            budget_cents=100_000_00,
            currency="EUR",
            projects=[],
            opens_at=self.clock.now(),
            closes_at=self.clock.now() + timedelta(days=14),
            lot_commitment="0" * 64,
        )
        await self.tell(published)
        return poll_id

    async def an_open_poll(self, round_id: UUID, **how: Any) -> UUID:
        """A poll in which people can vote."""
        poll_id = await self.a_poll(round_id, **how)
        await self.tell(PollOpened(poll_id=poll_id))
        return poll_id

    async def a_rehearsal(self, round_id: UUID, *, area_id: UUID | None = None, is_open: bool = True) -> UUID:
        """A rehearsal that voting published, and opened unless it is said otherwise."""
        poll_id, opens_at = uuid4(), self.clock.now()
        given = {"round_id": round_id, "area_id": area_id, "channels": ["web", "sms"], "opens_at": opens_at}
        await self.tell(RehearsalPublished(poll_id=poll_id, **given))
        if is_open:
            await self.tell(RehearsalOpened(poll_id=poll_id))
        return poll_id

    async def codes_for_tests(self, poll_id: UUID, count: int = 2) -> dict[str, str]:
        """New test codes by number."""
        answer = await self.ask_for_test_codes(poll_id, count)
        assert answer.status_code == 201, answer.text
        return dict(line.split(",", 1) for line in answer.text.splitlines()[1:])

    async def ask_for_test_codes(self, poll_id: UUID, count: int) -> httpx.Response:
        """Ask for test codes as an administrator does."""
        url, headers = f"/api/residents/v1/rehearsals/{poll_id}/codes", await self.as_administrator()
        return await self.http.post(url, json={"count": count}, headers=headers)

    async def close(self, poll_id: UUID) -> None:
        """Let voting close the poll."""
        await self.tell(PollClosed(poll_id=poll_id, ballots=0))

    async def import_roll(self, round_id: UUID, content: str | bytes, **answers: Any) -> httpx.Response:
        """Hand in a roll, and confirm what it changes; whoever is missing is removed unless the answers differ."""
        shown = await self.show_import(round_id, content)
        return shown if shown.is_error else await self.confirm(round_id, shown.json(), **answers)

    async def show_import(self, round_id: UUID, content: str | bytes, to: str = "/imports") -> httpx.Response:
        """Hand in a roll and look at what it would change."""
        body = content.encode() if isinstance(content, str) else content
        headers = await self.as_administrator() | {"Content-Type": "text/csv"}
        return await self.http.post(f"/api/residents/v1/rounds/{round_id}/roll{to}", content=body, headers=headers)

    async def confirm(self, round_id: UUID, shown: dict[str, Any], **answers: Any) -> httpx.Response:
        """Confirm what was shown."""
        url = f"/api/residents/v1/rounds/{round_id}/roll/imports/{shown['import_id']}"
        body = {"digest": shown["digest"], "missing": "remove"} | answers
        return await self.http.post(url, json=body, headers=await self.as_administrator())

    async def invite(self, round_id: UUID) -> dict[str, str]:
        """New codes by number."""
        headers = await self.as_administrator()
        answer = await self.http.post(f"/api/residents/v1/rounds/{round_id}/invitations", headers=headers)
        assert answer.status_code == 201, answer.text
        return dict(line.split(",", 1) for line in answer.text.splitlines()[1:])

    async def codes_of(self, round_id: UUID, *people: str) -> dict[str, str]:
        """Codes for people, each given as ``number,area``."""
        answer = await self.import_roll(round_id, "\n".join(["number,area", *people]), missing="keep")
        assert answer.status_code == 201, answer.text
        return await self.invite(round_id)

    async def ask(self, code: str, channel: str = "web", client: str | None = None, **more: Any) -> httpx.Response:
        """Ask for a permit."""
        headers = for_client(client) if client else {}
        body = {"code": code, "channel": channel} | more
        return await self.http.post("/api/residents/v1/permits", json=body, headers=headers)


@asynccontextmanager
async def residents_at(address: str, environment: pytest.MonkeyPatch) -> AsyncIterator[Residents]:
    """The service as it is after its first start on the database, while the block lasts."""
    environment.setenv("COMMONPURSE_SECRET", "ab" * 32)
    environment.setenv("COMMONPURSE_ADMIN_PASSWORD", ADMIN_PASSWORD)
    clock = Clock()
    apps: dict[ServiceName, FastAPI] = {}
    settings = Settings(database_url=address, parts_secret=PARTS_SECRET, web_key=WEB_KEY, sms_key=SMS_KEY)
    runtime = assemble("residents", settings, in_process=apps, clock=clock)
    apps["residents"] = api(SERVICE, runtime)  # it asks itself for its keys, as every service does
    async with started(SERVICE, runtime):
        transport = httpx.ASGITransport(apps["residents"], raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://residents") as http:
            yield Residents(runtime, clock, http)


@pytest.fixture
async def residents(
    database_of: NewDatabaseOf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> AsyncIterator[Residents]:
    """The service on a database of its own."""
    monkeypatch.setenv("COMMONPURSE_POLL_KEY_FOLDER", str(tmp_path / "poll-keys"))
    async with residents_at(await database_of("residents"), monkeypatch) as service:
        yield service
